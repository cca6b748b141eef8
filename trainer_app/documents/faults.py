"""What can be wrong with a row that came from outside, each with its own sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum

from trainer_app.core.formats import month_name
from trainer_app.core.language import N_, _, ngettext
from trainer_app.core.text import isolate
from trainer_app.documents.headings import Field


class FaultCode(StrEnum):
    """Names of the faults, the same in every language."""

    NO_NAME = "no_name"
    NAME_NOT_LETTERS = "name_not_letters"
    CNIC_DIGITS = "cnic_digits"
    CNIC_LETTERS = "cnic_letters"
    PRC_LENGTH = "prc_length"
    PRC_CHECK = "prc_check"
    PRC_DATE = "prc_date"
    PASSPORT = "passport"
    IDENTITY_UNKNOWN = "identity_unknown"
    SHORTENED = "shortened"
    SAME_IDENTIFIER = "same_identifier"
    SAME_PERSON = "same_person"
    NO_SUCH_DAY = "no_such_day"
    NOT_A_DATE = "not_a_date"
    TWO_DIGIT_YEAR = "two_digit_year"
    BORN_LATER = "born_later"
    IMPROBABLE_AGE = "improbable_age"
    BORN_DIFFERS = "born_differs"
    SEX_UNKNOWN = "sex_unknown"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    CELL_ERROR = "cell_error"
    NUMBER_TAKEN = "number_taken"
    NUMBER_DIFFERS = "number_differs"
    SEVERAL_FIT = "several_fit"


_SENTENCES = {
    FaultCode.NO_NAME: N_("The name is missing. Add it."),
    FaultCode.NAME_NOT_LETTERS: N_("The name “{value}” has digits or signs in it. Correct it."),
    FaultCode.CNIC_LETTERS: N_("The CNIC {value} has other signs than digits. Compare it with the card."),
    FaultCode.PRC_LENGTH: N_("The identity number {value} has not 18 characters. Compare it with the card."),
    FaultCode.PRC_CHECK: N_("The check character of {value} is wrong. Compare it with the card."),
    FaultCode.PRC_DATE: N_("The date of birth inside the identity number {value} does not exist."),
    FaultCode.PASSPORT: N_("{value} is no passport number. Compare it with the passport."),
    FaultCode.IDENTITY_UNKNOWN: N_(
        "{value} is neither a CNIC of 13 digits, nor a Chinese identity number of 18, nor a passport number."
    ),
    FaultCode.SHORTENED: N_("Excel shortened the number {value}. Type it again as text."),
    FaultCode.SAME_IDENTIFIER: N_("The same number {value} stands in row {row}. Remove one of the two."),
    FaultCode.SAME_PERSON: N_("Row {row} has the same person. Remove one, or add what tells them apart."),
    FaultCode.NO_SUCH_DAY: N_("There is no {day} {month_name} {year}. Correct the date of birth."),
    FaultCode.NOT_A_DATE: N_("“{value}” is no date. Write it like 1990-08-29."),
    FaultCode.TWO_DIGIT_YEAR: N_("The year of {value} needs four digits."),
    FaultCode.BORN_LATER: N_("The date of birth {value} lies in the future."),
    FaultCode.IMPROBABLE_AGE: N_("Born on {value} would make the age {age}. Correct the date of birth."),
    FaultCode.BORN_DIFFERS: N_("The date of birth {value} differs from {inside} in the identity number."),
    FaultCode.SEX_UNKNOWN: N_("“{value}” is no sex that is known here. Write M or F, or leave it blank."),
    FaultCode.CONTROL_CHARACTERS: N_("“{value}” holds hidden signs that cannot be printed. Type it again."),
    FaultCode.CELL_ERROR: N_("The cell shows {value} instead of a value. Correct its formula."),
    FaultCode.NUMBER_TAKEN: N_(
        "The number {value} belongs to {holder} in the records. Compare it with the card."
    ),
    FaultCode.NUMBER_DIFFERS: N_(
        "{holder} has the number {other} in the records, not {value}. Compare both with the card."
    ),
    FaultCode.SEVERAL_FIT: N_("Several people in the records fit this row. Add an identity number."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one field of a row."""

    field: Field
    code: FaultCode
    value: str = ""
    """The cell's text as it stands there."""
    details: Mapping[str, int | str] = default(default_factory=dict)

    def sentence(self) -> str:
        """What is wrong and what to do, in the active language."""
        values: dict[str, int | str] = {"value": isolate(self.value)}
        values |= {name: isolate(v) if isinstance(v, str) else v for name, v in self.details.items()}
        if self.code == FaultCode.CNIC_DIGITS:
            return _cnic_digits(values)
        if self.code == FaultCode.TOO_LONG:
            return _too_long(values)
        if self.code == FaultCode.NO_SUCH_DAY:
            values["month_name"] = _month(values["month"])
        return _(_SENTENCES[self.code]).format(**values)


def _cnic_digits(values: Mapping[str, int | str]) -> str:
    return ngettext(
        "The CNIC {value} has {count} digit; a CNIC has 13. Compare it with the card.",
        "The CNIC {value} has {count} digits; a CNIC has 13. Compare it with the card.",
        int(values["count"]),
    ).format(**values)


def _too_long(values: Mapping[str, int | str]) -> str:
    return ngettext(
        "The text has {count} character; at most {limit} are kept. Shorten it.",
        "The text has {count} characters; at most {limit} are kept. Shorten it.",
        int(values["count"]),
    ).format(**values)


def _month(month: int | str) -> str:
    number = int(month)
    return month_name(number) if 1 <= number <= 12 else str(number)
