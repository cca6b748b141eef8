"""What a computed result puts into the score cells of a report."""

from decimal import Decimal
from fractions import Fraction

from trainer_app.documents.offering_report import CountedMark
from trainer_app.rules.attempts import Settled
from trainer_app.rules.grading import Graded
from trainer_app.rules.states import ScoreState

FINEST_PLACES = 3


def counted_marks(graded: Graded) -> tuple[CountedMark, ...]:
    """The mark that counts of each component that holds marks, after the cap of a resit."""
    cells = ((line.cell, line.rule.max_points) for line in graded.lines)
    return tuple(_counted(cell, maximum) for cell, maximum in cells if cell is not None)


def is_recomputable(graded: Graded) -> bool:
    """Whether the marks alone, as decimal numbers, give the total: nothing adjusted, no mean of thirds.

    A grace that was granted but lifted nothing changed no figure.
    """
    if any(change.no_grace is None for change in graded.adjusted):
        return False
    cells = ((line.cell, line.rule.max_points) for line in graded.lines)
    return all(
        cell is None or cell.percent is None or _exact_points(cell, maximum) is not None
        for cell, maximum in cells
    )


def _counted(cell: Settled, maximum: Decimal) -> CountedMark:
    if cell.state != ScoreState.SCORED or cell.percent is None:
        return CountedMark(cell.state)
    exact = _exact_points(cell, maximum)
    return CountedMark(cell.state, cell.points if exact is None else exact)


def _exact_points(cell: Settled, maximum: Decimal) -> Decimal | None:
    """The points behind the counted percent; None where no decimal number of three places gives them."""
    if cell.percent is None:
        return None
    if not cell.is_capped and cell.points is not None and Fraction(*cell.percent) == _percent(cell, maximum):
        return cell.points
    parts = Fraction(*cell.percent) * Fraction(maximum) / 100 * 10**FINEST_PLACES
    if parts.denominator != 1:
        return None
    points = Decimal(parts.numerator).scaleb(-FINEST_PLACES)
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()


def _percent(cell: Settled, maximum: Decimal) -> Fraction:
    return Fraction(cell.points or 0) * 100 / Fraction(maximum)
