"""The result of one trainee: exact aggregation, one rounding, band, outcome and the trace that explains it.

Rules 1–7 and 9 of the domain. Every figure that is compared is the figure that is shown: the overall and
the percent of a component are rounded half up to the scheme's decimals, attendance is rounded down to one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from trainer_app.rules.adjustments import Adjusted, Adjustment, NoGrace
from trainer_app.rules.attempts import Mark, Settled, Waiting
from trainer_app.rules.counting import Figures, count, left_out_part, settled_cells, shares
from trainer_app.rules.exact import Ratio, down, half_up, ratio
from trainer_app.rules.schemes import ATTENDANCE_DECIMALS, Band, ComponentRule, Node, Scheme
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind

__all__ = ["Band", "Clause", "ComponentRule", "Graded", "Line", "Mark", "Scheme", "Waiting", "grade"]

_ZERO = Decimal(0)
_EXEMPT_DECIMALS = 2


class Clause(NamedTuple):
    """One condition of a pass.

    `rule` is `overall`, `component_min:CODE`, `must_pass:CODE`, `attendance`, `nothing_pending`,
    `misconduct` or `exempt_limit`. A component that must be passed has that one clause, with its own minimum
    as the limit (else the pass mark). `value` None: there is no figure (not met), or the component was left
    out (met). `nothing_pending` and `misconduct` count components against the limit 0. `exempt_limit`, there
    only when something was left out, is a percent of the whole that may not be exceeded.
    """

    rule: str
    value: Decimal | None
    limit: Decimal
    met: bool

    @property
    def component(self) -> str | None:
        """The component that the clause is about."""
        return self.rule.partition(":")[2] or None


class Line(NamedTuple):
    """What one component brought.

    `cell` is the mark that counts, None for a component with parts. `percent` is rounded as it is shown and
    tested, after the cap of a resit and adjustments; None where nothing counts. `is_settled` is false while
    the component or a part of it waits. `exact` and `share` of the whole are not reduced.
    """

    rule: ComponentRule
    cell: Settled | None
    percent: Decimal | None
    is_settled: bool
    exact: Ratio | None
    share: Ratio

    @property
    def code(self) -> str:
        """The component's code."""
        return self.rule.code

    @property
    def state(self) -> ScoreState | None:
        """State of the attempt that counts; None for a component with parts."""
        return self.cell.state if self.cell else None

    @property
    def points(self) -> Decimal | None:
        """Points of the attempt that counts, as they were entered."""
        return self.cell.points if self.cell else None

    @property
    def weighted_points(self) -> Fraction | None:
        """What the component adds to the whole, of 100 points, exactly.

        The top-level lines sum to the exact total, before adjustments of the whole.
        """
        return Fraction(*self.exact) * Fraction(*self.share) if self.exact else None


@dataclass(frozen=True, slots=True)
class Graded:
    """A trainee's result with its explanation.

    `overall` (rounded), `exact` and `band` are None while a component waits or when nothing counts. `so_far`
    is the rounded figure of what counts already, with `settled` of `components` parts settled; it is never
    printed on a certificate, and once nothing waits it equals `overall`. `attendance` is rounded as shown.
    `adjusted` lists what each kind of adjustment did. `to_resit` names the components whose resit is open
    when the outcome is FAIL_RESIT.
    """

    outcome: Outcome
    overall: Decimal | None
    exact: Fraction | None
    band: str | None
    is_band_capped: bool
    so_far: Decimal | None
    settled: int
    components: int
    attendance: Decimal | None
    lines: tuple[Line, ...]
    clauses: tuple[Clause, ...]
    adjusted: tuple[Adjusted, ...]
    to_resit: tuple[str, ...]

    @property
    def is_pass(self) -> bool:
        """Whether the trainee meets every clause and has not left."""
        return self.outcome in (Outcome.PASS, Outcome.PASS_WITH_GRACE)


def grade(
    scheme: Scheme,
    marks: Mapping[str, Sequence[Mark]],
    *,
    attendance: Decimal | Fraction | None = None,
    adjustments: Sequence[Adjustment] = (),
    is_withdrawn: bool = False,
) -> Graded:
    """Decide one trainee by the scheme.

    `marks` holds all marks of each component, of every assessor and attempt in any order; a component that
    is missing was not entered. `attendance` is the exact percent, None where it was not recorded.

    The outcome is the first that holds: WITHDRAWN; PENDING while a component waits, a required attendance is
    not recorded, too much was exempted or nothing counts; PASS, or PASS_WITH_GRACE where a grace lifted a
    figure; INCOMPLETE where attendance alone is not met; FAIL_FINAL on misconduct, which no resit heals;
    FAIL_RESIT where each clause that is not met has a failed component with an attempt left; FAIL_FINAL.
    A component has failed below its own minimum, and where the overall is too low, below the pass mark.

    Raises:
        ValueError: marks or adjustments of a component that holds none, or points outside 0..maximum.
    """
    if not marks.keys() <= scheme.leaf_codes:
        raise ValueError(sorted(marks.keys() - scheme.leaf_codes))
    shown_attendance = None if attendance is None else down(ratio(attendance), ATTENDANCE_DECIMALS)
    figures = _figures(scheme, marks, adjustments, shown_attendance)
    clauses = _clauses(scheme, figures, shown_attendance)
    to_resit = _resits(scheme, figures, clauses)
    outcome = Outcome.WITHDRAWN if is_withdrawn else _outcome(figures, clauses, to_resit)
    is_decided = not figures.waiting[-1]
    exact, overall = figures.values[-1], figures.shown[-1]
    band, is_band_capped = _band(scheme, figures)
    return Graded(
        outcome=outcome,
        overall=overall if is_decided else None,
        exact=Fraction(*exact) if is_decided and exact else None,
        band=band,
        is_band_capped=is_band_capped,
        so_far=overall,
        settled=len(scheme.leaf_codes) - figures.waiting[-1],
        components=len(scheme.leaf_codes),
        attendance=shown_attendance,
        lines=_lines(scheme, figures),
        clauses=clauses,
        adjusted=tuple(figures.adjusted),
        to_resit=to_resit if outcome == Outcome.FAIL_RESIT else (),
    )


def _figures(
    scheme: Scheme,
    marks: Mapping[str, Sequence[Mark]],
    adjustments: Sequence[Adjustment],
    attendance: Decimal | None,
) -> Figures:
    granted: dict[str | None, list[Adjustment]] = {}
    for adjustment in adjustments:
        granted.setdefault(adjustment.component, []).append(adjustment)
    unknown = granted.keys() - {None, *(rule.code for rule in scheme.components)} if granted else ()
    if unknown:
        raise ValueError(unknown)
    figures = count(scheme, settled_cells(scheme, marks), granted)
    if any(adjustment.kind == AdjustmentKind.GRACE for adjustment in adjustments):
        against = _against_grace(scheme, figures, attendance)
        figures = count(scheme, figures.cells, granted, grace=against or True)
    return figures


def _against_grace(scheme: Scheme, figures: Figures, attendance: Decimal | None) -> NoGrace | None:
    clauses = _clauses(scheme, figures, attendance)
    if _is_pending(figures, clauses):
        return NoGrace.PENDING
    unmet = {clause.rule.partition(":")[0] for clause in clauses if not clause.met}
    if "must_pass" in unmet:
        return NoGrace.MUST_PASS
    return NoGrace.ATTENDANCE if "attendance" in unmet else None


def _clauses(scheme: Scheme, figures: Figures, attendance: Decimal | None) -> tuple[Clause, ...]:
    plan = scheme.plan
    clauses = [_overall_clause(plan[-1], figures)]
    for place in scheme.places:
        clause = plan[place].clause
        if clause is not None:
            clauses.append(_component_clause(clause, plan[place], figures, place))
    if scheme.attendance_min is not None:
        met = attendance is not None and attendance >= scheme.attendance_min
        clauses.append(Clause("attendance", attendance, scheme.attendance_min, met))
    waiting = figures.waiting[-1]
    cases = sum(1 for cell in figures.cells if cell and cell.is_misconduct)
    clauses.append(Clause("nothing_pending", Decimal(waiting), _ZERO, waiting == 0))
    clauses.append(Clause("misconduct", Decimal(cases), _ZERO, cases == 0))
    left_out = left_out_part(plan, figures.cells)
    if left_out is not None:
        value, limit = half_up(left_out, _EXEMPT_DECIMALS), Decimal(scheme.exempt_limit_bp).scaleb(-2)
        clauses.append(Clause("exempt_limit", value, limit, value <= limit))
    return tuple(clauses)


def _overall_clause(root: Node, figures: Figures) -> Clause:
    value = None if figures.waiting[-1] else figures.shown[-1]
    return Clause("overall", value, root.line, value is not None and value >= root.line)


def _component_clause(rule: str, node: Node, figures: Figures, place: int) -> Clause:
    if figures.waiting[place]:
        return Clause(rule, None, node.line, False)
    value = figures.shown[place]
    return Clause(rule, value, node.line, value is None or value >= node.line)


def _is_pending(figures: Figures, clauses: Sequence[Clause]) -> bool:
    if figures.waiting[-1] or figures.values[-1] is None:
        return True
    return any(
        not clause.met
        and (clause.rule == "exempt_limit" or (clause.rule == "attendance" and clause.value is None))
        for clause in clauses
    )


def _outcome(figures: Figures, clauses: Sequence[Clause], to_resit: tuple[str, ...]) -> Outcome:
    if _is_pending(figures, clauses):
        return Outcome.PENDING
    unmet = [clause.rule for clause in clauses if not clause.met]
    if not unmet:
        lifted = any(
            change.kind == AdjustmentKind.GRACE and change.no_grace is None for change in figures.adjusted
        )
        return Outcome.PASS_WITH_GRACE if lifted else Outcome.PASS
    if unmet == ["attendance"]:
        return Outcome.INCOMPLETE
    return Outcome.FAIL_RESIT if to_resit and "misconduct" not in unmet else Outcome.FAIL_FINAL


def _resits(scheme: Scheme, figures: Figures, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The failed components with an attempt left; empty when they would leave a clause unmet."""
    unmet = {clause.rule for clause in clauses if not clause.met}
    found: set[int] = set()
    for node in scheme.plan:
        if node.clause in unmet:
            failed = {leaf for leaf in node.leaves if _may_resit(scheme, figures, leaf, node.line)}
            if not failed:
                return ()
            found |= failed
    return tuple(scheme.plan[place].rule.code for place in scheme.places if place in found)


def _may_resit(scheme: Scheme, figures: Figures, leaf: int, line: Decimal) -> bool:
    cell, shown = figures.cells[leaf], figures.shown[leaf]
    if cell is None or shown is None or not scheme.plan[leaf].rule.resittable:
        return False
    return cell.attempts_used < scheme.max_attempts and shown < line


def _band(scheme: Scheme, figures: Figures) -> tuple[str | None, bool]:
    """The band of the overall figure, at most that of the pass mark once a resit was counted."""
    overall = figures.shown[-1]
    if overall is None or figures.waiting[-1]:
        return None, False
    band = scheme.band_of(overall)
    highest = scheme.band_of(scheme.pass_mark)
    if band.lower > highest.lower and any(cell and cell.is_resit for cell in figures.cells):
        return highest.name, True
    return band.name, False


def _lines(scheme: Scheme, figures: Figures) -> tuple[Line, ...]:
    found = shares(scheme.plan, figures.weights)
    return tuple(
        Line(
            rule=scheme.plan[place].rule,
            cell=figures.cells[place],
            percent=figures.shown[place],
            is_settled=not figures.waiting[place],
            exact=figures.values[place],
            share=found[place],
        )
        for place in scheme.places
    )
