import pytest

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.core import language
from trainer_app.models.base import new_id
from trainer_app.services.record_names import Register, naming, references


@pytest.fixture
def offering(session):
    return make_offering(session)


def title(session, entity, row_id):
    register = Register(session)
    register.learn([(entity, row_id)])
    return register.title(entity, row_id)


def test_a_score_is_called_by_trainee_and_component(session, offering):
    component = components_of(session, offering)["FIR"]
    trainee = enrol(session, offering, make_person(session, "Sana Javed"))
    score = make_score(session, make_sheet(session, offering, component), trainee, "40")
    assert title(session, "scores", score.id) == f"Sana Javed, {component.title_en}"
    language.activate("ur")
    assert title(session, "scores", score.id).startswith("ثنا جاوید")


def test_a_resit_says_so(session, offering):
    component = components_of(session, offering)["FIR"]
    sheet = make_sheet(session, offering, component, attempt=2)
    assert title(session, "score_sheets", sheet.id) == f"{component.title_en}, attempt 2"


def test_who_was_removed_keeps_the_name(session):
    person = make_person(session, "Sana Javed")
    session.delete(person)
    session.flush()
    assert title(session, "people", person.id) == "Sana Javed"


def test_what_nobody_knows_has_no_name(session):
    assert title(session, "people", new_id()) == ""
    assert title(session, "of_another_program", new_id()) == ""
    assert (naming("of_another_program"), references("of_another_program")) == ((), {})
