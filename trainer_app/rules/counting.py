"""The figures of one trainee: marks settled, components aggregated and adjusted, all exactly."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from trainer_app.rules.adjustments import (
    Adjusted,
    Adjustment,
    NoGrace,
    adjust,
    why_no_grace,
)
from trainer_app.rules.attempts import LEFT_OUT, Mark, Settled, settle
from trainer_app.rules.exact import Ratio, half_up, ratio
from trainer_app.rules.schemes import Node, Scheme
from trainer_app.rules.vocabulary import AdjustmentKind

Granted = Mapping[str | None, Sequence[Adjustment]]
"""Adjustments by component; None is the whole."""


class Figures(NamedTuple):
    """What each node of the scheme's plan holds; the sequences run parallel to the plan, the whole last.

    `cells` are None for components with parts. `values` are exact percents of what counts so far, `shown`
    the same as rounded; None where nothing counts. `weights` are the sums of the children's weights that
    count. `waiting` counts the parts that wait.
    """

    cells: list[Settled | None]
    waiting: list[int]
    values: list[Ratio | None]
    shown: list[Decimal | None]
    weights: list[int]
    adjusted: list[Adjusted]


def settled_cells(scheme: Scheme, marks: Mapping[str, Sequence[Mark]]) -> list[Settled | None]:
    """The mark that counts for each node of the plan; None for those that hold none themselves."""
    return [
        settle(scheme, node, marks.get(node.rule.code, ())) if node.is_leaf else None for node in scheme.plan
    ]


def count(
    scheme: Scheme, cells: list[Settled | None], granted: Granted, *, grace: NoGrace | bool = False
) -> Figures:
    """Aggregate and adjust.

    `grace` False leaves GRACE aside, True applies it within its limits, and a reason records it as refused.
    """
    figures = Figures(cells, [], [], [], [], [])
    for place, node in enumerate(scheme.plan):
        cell = cells[place]
        if cell is None:
            _aggregate(scheme.plan, node, figures)
        else:
            figures.waiting.append(1 if cell.waiting else 0)
            figures.values.append(cell.percent)
            figures.weights.append(0)
        if granted:
            _adjust(scheme, node, figures, granted, grace)
        value = figures.values[place]
        figures.shown.append(None if value is None else half_up(value, scheme.decimals))
    return figures


def shares(plan: Sequence[Node], weights: Sequence[int]) -> list[Ratio]:
    """The share of the whole that each node carries among what counts."""
    found: list[Ratio] = [(1, 1)] * len(plan)
    for place in range(len(plan) - 1, -1, -1):
        over, under = found[place]
        for child in plan[place].children:
            found[child] = (over * plan[child].rule.weight_bp, under * (weights[place] or 1))
    return found


def left_out_part(plan: Sequence[Node], cells: Sequence[Settled | None]) -> Ratio | None:
    """The percent of the whole that exempt and not applicable components carry; None when there is none."""
    parts = [node.part for node, cell in zip(plan, cells, strict=True) if cell and cell.state in LEFT_OUT]
    if not parts:
        return None
    over, under = 0, 1
    for part in parts:
        over, under = over * part[1] + part[0] * under, under * part[1]
    return (100 * over, under)


def _aggregate(plan: Sequence[Node], node: Node, figures: Figures) -> None:
    over, under, weight, waiting = 0, 1, 0, 0
    for child in node.children:
        waiting += figures.waiting[child]
        value = figures.values[child]
        if value is not None:
            part = plan[child].rule.weight_bp
            over, under = over * value[1] + part * value[0] * under, under * value[1]
            weight += part
    figures.waiting.append(waiting)
    figures.values.append((over, under * weight) if weight else None)
    figures.weights.append(weight)


def _adjust(scheme: Scheme, node: Node, figures: Figures, granted: Granted, grace: NoGrace | bool) -> None:
    value = figures.values[-1]
    if value is None or node.code not in granted:
        return
    for kind in AdjustmentKind:
        of_kind = [adjustment for adjustment in granted[node.code] if adjustment.kind == kind]
        if of_kind and (kind != AdjustmentKind.GRACE or grace is not False):
            before = half_up(value, scheme.decimals)
            value, reason = _applied(scheme, node, value, of_kind, grace)
            after = half_up(value, scheme.decimals)
            figures.adjusted.append(Adjusted(kind, node.code, before, after, reason))
    figures.values[-1] = value


def _applied(
    scheme: Scheme, node: Node, value: Ratio, granted: Sequence[Adjustment], grace: NoGrace | bool
) -> tuple[Ratio, NoGrace | None]:
    if granted[0].kind != AdjustmentKind.GRACE:
        return adjust(value, granted), None
    reason = _refusal(scheme, node, value, granted, grace)
    return (ratio(node.line) if reason is None else value), reason


def _refusal(
    scheme: Scheme, node: Node, value: Ratio, granted: Sequence[Adjustment], grace: NoGrace | bool
) -> NoGrace | None:
    if isinstance(grace, NoGrace):
        return grace
    if node.rule.must_pass:
        return NoGrace.MUST_PASS
    points = sum((adjustment.points for adjustment in granted), Decimal(0))
    return why_no_grace(value, node.line, points, scheme)
