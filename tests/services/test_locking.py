import pytest
from sqlalchemy import text

from tests.factories import make_person
from tests.spoiling import spoil
from trainer_app.core.errors import ChangedMeanwhile
from trainer_app.models.people import Person
from trainer_app.services import locking


def test_a_row_that_another_transaction_changed_in_the_same_moment_is_refused(session):
    row = make_person(session)
    spoil(session, text("UPDATE people SET version = version + 1"))
    row.posting = "Lahore"
    with pytest.raises(ChangedMeanwhile) as refusal:
        locking.flush(session, "this person")
    assert "this person" in str(refusal.value)
    session.rollback()


def test_a_row_with_the_version_that_was_read_goes_on(session):
    row = make_person(session)
    assert locking.get(session, Person, row.id, "person") is row
    locking.expect(row, 1, "this person")
