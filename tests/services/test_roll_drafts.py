"""What a row makes of a person: side, places, names and numbers."""

from datetime import date

import pytest

from trainer_app.documents.headings import Field
from trainer_app.documents.identifiers import Identifier
from trainer_app.documents.personal_names import LatinName
from trainer_app.documents.roll_reader import RollRow
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder, Sex
from trainer_app.services import roll_drafts, roll_words
from trainer_app.services.identities import Identity
from trainer_app.services.people import PersonDraft
from trainer_app.services.roll_drafts import Reading

CNIC = Identifier(IdentifierKind.CNIC, "61101-1234567-1")
PRC = Identifier(IdentifierKind.PRC_ID, "11010519491231002X")


def row(name="Amina Khan", *, ur="", zh="", numbers=(), sex="", rank="", unit="", born_on=None):
    return RollRow(2, LatinName(name), ur, zh, numbers, born_on, sex, rank, unit, "", "")


@pytest.fixture
def reading(session):
    organisations = roll_words.organisations(session)
    return Reading(roll_words.ranks(session), organisations, organisations.named("ICTP"), "PK")


@pytest.mark.parametrize(
    ("read", "side"),
    [
        (row(unit="北京市公安局", numbers=(CNIC,)), "CN"),
        (row(numbers=(CNIC,)), "PK"),
        (row(numbers=(PRC,)), "CN"),
        (row(zh="陈静"), "CN"),
        (row(zh="萨娜", ur="ثنا"), "PK"),
        (row(ur="ثنا"), "PK"),
        (row(), "PK"),
    ],
)
def test_the_side_follows_unit_numbers_and_script(reading, read, side):
    assert reading.side_of(read) == side


def test_an_agency_of_the_other_side_is_not_assumed(reading):
    draft = roll_drafts.new_person(row(zh="陈静", unit="新疆公安厅"), reading)
    assert (draft.side, draft.organisation_id, draft.posting) == ("CN", None, "新疆公安厅")


def test_without_an_agency_the_host_side_is_assumed(session):
    reading = Reading(roll_words.ranks(session), roll_words.organisations(session), None, "CN")
    assert reading.side_of(row()) == "CN"


def test_a_new_record_has_everything_that_the_row_says(reading):
    read = row(rank="ASI", sex="F", unit="CTD", numbers=(CNIC,), born_on=date(1990, 3, 15))
    draft = roll_drafts.new_person(read, reading)
    assert (draft.given_latin, draft.sex, draft.born_on) == ("Amina Khan", Sex.FEMALE, date(1990, 3, 15))
    assert reading.ranks.title(draft.rank_id) == "Assistant Sub-Inspector"
    assert (draft.posting, draft.identities) == ("CTD", (Identity(IdentifierKind.CNIC, "61101-1234567-1"),))


def test_changes_are_told_in_words(reading):
    before = PersonDraft(side="PK", given_latin="Amina Khan", born_on=date(1990, 3, 15))
    after = PersonDraft(
        side="PK", surname_latin="KHAN", given_latin="Amina",
        latin_order=LatinOrder.GIVEN_FIRST, sex=Sex.FEMALE,
        identities=(Identity(IdentifierKind.BELT_NO, "0123"),), posting="CTD",
    )  # fmt: skip
    told = {change.field: (change.old, change.new) for change in roll_drafts.changes(before, after, reading)}
    assert told == {
        Field.NAME_LATIN: ("Amina Khan", "Amina KHAN"),
        Field.SEX: ("", "F"),
        Field.BORN_ON: ("15 Mar 1990", ""),
        Field.ORGANISATION: ("", "CTD"),
        Field.BELT_NO: ("", "0123"),
    }
