"""Dates and numbers as people read them, in the active language and always with the digits 0–9."""

from datetime import date
from decimal import Decimal

from trainer_app.core.language import N_, _, active, pgettext

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_NARROW_SPACE = "\u202f"


def month_name(month: int) -> str:
    """Name of the month 1–12."""
    return _(_MONTHS[month - 1])


def month_short(month: int) -> str:
    """Short name of the month 1–12, for charts and tables."""
    if active() == "en":
        return _SHORT_MONTHS[month - 1]
    return month_name(month)


def month_number(word: str) -> int | None:
    """The month 1–12 that a word names in the active language, or in English from its first three letters."""
    folded = word.casefold()
    for month, (name, short) in enumerate(zip(_MONTHS, _SHORT_MONTHS, strict=True), start=1):
        is_english = folded.startswith(short.casefold()) and name.casefold().startswith(folded)
        if is_english or folded == month_name(month).casefold():
            return month
    return None


def weekday_name(day: date) -> str:
    """Name of the day's weekday."""
    return _(_WEEKDAYS[day.weekday()])


def date_long(day: date) -> str:
    """23 November 2026, 2026年11月23日, 23 نومبر 2026."""
    return pgettext("date", "{day} {month_name} {year}").format(
        day=day.day, month=day.month, month_name=month_name(day.month), year=day.year
    )


def date_short(day: date) -> str:
    """23 Nov 2026, for tables."""
    return pgettext("date", "{day} {short_month} {year}").format(
        day=day.day, month=day.month, short_month=month_short(day.month), year=day.year
    )


def day_month(day: date) -> str:
    """23 Nov, where the year is clear."""
    return pgettext("date", "{day} {short_month}").format(
        day=day.day, month=day.month, short_month=month_short(day.month)
    )


def number(value: Decimal | int, places: int = 0) -> str:
    """1,476.0 in every language; the value must not have more places than are shown.

    Raises:
        ValueError: a digit would be cut.
    """
    shown = Decimal(value).quantize(Decimal(1).scaleb(-places))
    if shown != value:
        raise ValueError(value)
    return f"{shown:,}".replace("-", "−")


def shortest(value: Decimal) -> str:
    """The number with the places that it needs: 60 for 60.0, and 0.5."""
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def percent(value: Decimal, places: int = 1) -> str:
    """96.2 % with a narrow space, in Chinese without."""
    space = "" if active() == "zh" else _NARROW_SPACE
    return f"{number(value, places)}{space}%"
