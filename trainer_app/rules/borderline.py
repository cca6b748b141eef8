"""How near a total lies to the lines at which it would be decided otherwise."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

BORDERLINE = Decimal("2.0")
"""How near to a line a total must lie for the board to look at it, in percent points; 2.0 itself is near."""


class Near(NamedTuple):
    """A line near which a total lies; `gap` is the total less the line, negative below it."""

    line: Decimal
    gap: Decimal


def near(total: Decimal, lines: Iterable[Decimal]) -> Near | None:
    """The nearest of the lines within BORDERLINE of a rounded total, the higher of two; None without one."""
    found = min(
        (Near(line, total - line) for line in lines),
        key=lambda each: (abs(each.gap), -each.line),
        default=None,
    )
    return found if found is not None and abs(found.gap) <= BORDERLINE else None
