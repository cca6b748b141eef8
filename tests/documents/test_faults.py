"""Every fault says its own sentence with its value in it."""

import pytest

from trainer_app.core import language
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import Field

DETAILS = {
    "count": 11,
    "limit": 120,
    "row": 12,
    "day": 31,
    "month": 2,
    "year": 1990,
    "age": 9,
    "inside": "1990-01-01",
    "holder": "Sana Javed",
    "other": "61101-1234567-1",
}


@pytest.mark.parametrize("code", FaultCode)
@pytest.mark.parametrize("screen", language.LANGUAGES)
def test_every_fault_has_a_sentence_in_every_language(code, screen):
    with language.using(screen):
        sentence = Fault(Field.NAME, code, "VALUE", DETAILS).sentence()
    assert len(sentence) > 8
    assert "{" not in sentence


def test_a_day_that_does_not_exist_is_named():
    fault = Fault(Field.BORN_ON, FaultCode.NO_SUCH_DAY, "31/02/1990", {"day": 31, "month": 2, "year": 1990})
    assert fault.sentence() == "There is no 31 February 1990. Correct the date of birth."


def test_a_month_that_does_not_exist_is_shown_as_its_number():
    fault = Fault(Field.BORN_ON, FaultCode.NO_SUCH_DAY, "01/13/1990", {"day": 1, "month": 13, "year": 1990})
    assert "1 13 1990" in fault.sentence()


def test_counts_take_their_form():
    one = Fault(Field.CNIC, FaultCode.CNIC_DIGITS, "6", {"count": 1}).sentence()
    many = Fault(Field.CNIC, FaultCode.CNIC_DIGITS, "61", {"count": 2}).sentence()
    assert "1 digit;" in one
    assert "2 digits;" in many
