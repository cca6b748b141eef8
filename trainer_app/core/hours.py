"""Hours as people type and read them; kept in whole minutes."""

import re

from trainer_app.core.errors import NotANumber, NotHours
from trainer_app.core.text import clean_spaces, parse_number, western_digits

_CLOCK = re.compile(r"(\d{1,5})[:：](\d{1,2})")


def parse_hours(text: str) -> int:
    """The minutes of a time typed as 46, 46.5, 46,5 or 46:20, in any digits.

    Raises:
        NotHours: anything else, such as a time below zero or one that ends inside a minute.
    """
    if found := _CLOCK.fullmatch(western_digits(clean_spaces(text))):
        hours, minutes = map(int, found.groups())
        if minutes < 60:
            return hours * 60 + minutes
        raise NotHours(text)
    try:
        exact = parse_number(text) * 60
    except NotANumber:
        raise NotHours(text) from None
    if exact < 0 or exact != int(exact):
        raise NotHours(text)
    return int(exact)


def hours_text(minutes: int) -> str:
    """The shortest text that means exactly so many minutes: 46, 46.5 or 46:20."""
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return str(hours)
    return f"{hours}.{rest // 6}" if rest % 6 == 0 else f"{hours}:{rest:02d}"


def clock_text(minutes: int) -> str:
    """Hours and minutes as a column shows them, all of one form: 46:30."""
    return f"{minutes // 60}:{minutes % 60:02d}"
