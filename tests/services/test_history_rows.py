from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.services.history_rows import FAMILIES, Gathering
from trainer_app.services.record_names import references


def test_every_child_names_a_table_that_comes_before_it():
    for root, children in FAMILIES.items():
        known = {root}
        for child in children:
            assert references(child.entity)[child.field] in known
            known.add(child.entity)


def test_scores_of_an_offering_are_about_their_trainee(session):
    offering = make_offering(session)
    component = components_of(session, offering)["FIR"]
    person = make_person(session, "Sana Javed")
    entry = enrol(session, offering, person)
    sheet = make_sheet(session, offering, component)
    score = make_score(session, sheet, entry, "40")
    other = enrol(session, make_offering(session, code="PK-2026-02"))
    family = Gathering(session, "offerings", offering.id).family()
    assert set(family.about(person.id)) == {entry.id, score.id}
    assert {offering.id, sheet.id} <= set(family.entities)
    assert other.id not in family.entities


def test_what_was_removed_belongs_to_it_too(session):
    offering = make_offering(session)
    entry = enrol(session, offering, make_person(session, "Sana Javed"))
    sheet = make_sheet(session, offering, components_of(session, offering)["FIR"])
    score = make_score(session, sheet, entry, "40")
    for row in (score, sheet, entry):
        session.delete(row)
        session.flush()
    family = Gathering(session, "offerings", offering.id).family()
    assert {score.id, sheet.id, entry.id} <= set(family.entities)
    assert family.people[score.id] == entry.person_id
