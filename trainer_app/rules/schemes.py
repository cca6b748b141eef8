"""How a course is assessed: components, weights, minima, bands and the policies of resits and grace."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from trainer_app.rules.exact import Ratio, ratio
from trainer_app.rules.vocabulary import MarkCombination, ResitValue

WHOLE_BP = 10_000
ATTENDANCE_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Band:
    """A band reaches from its lower bound up to the next higher band."""

    name: str
    lower: Decimal


DEFAULT_BANDS = (
    Band("Distinction", Decimal(85)),
    Band("Merit", Decimal(75)),
    Band("Pass", Decimal(60)),
    Band("Fail", Decimal(0)),
)


@dataclass(frozen=True, slots=True)
class ComponentRule:
    """One assessed part. A component that others name as their parent has no marks of its own."""

    code: str
    max_points: Decimal
    weight_bp: int
    min_pct: Decimal | None = None
    must_pass: bool = False
    resittable: bool = True
    parent: str | None = None


_WHOLE = ComponentRule("", Decimal(100), WHOLE_BP)


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """One version of the rules by which an offering is decided; percents are 0..100.

    `attendance_min` None means that attendance is not a condition. `max_attempts` counts the first one.
    `tolerance_pct` is the part of the maximum by which two assessors may differ. `grace_limit` is the
    largest gap, in percent points, that GRACE may close; 0 allows none.
    """

    components: tuple[ComponentRule, ...]
    pass_mark: Decimal = Decimal(60)
    decimals: int = 1
    attendance_min: Decimal | None = None
    bands: tuple[Band, ...] = DEFAULT_BANDS
    exempt_limit_bp: int = 2500
    max_attempts: int = 2
    resit_value: ResitValue = ResitValue.CAP_AT_PASS
    tolerance_pct: Decimal = Decimal(10)
    combine: MarkCombination = MarkCombination.MEAN
    grace_limit: Decimal = Decimal(0)

    @cached_property
    def plan(self) -> "tuple[Node, ...]":
        """The components prepared for counting, children before their parents, the whole last."""
        return tuple(_nodes(self))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where in the plan each component stands, in the order of the components."""
        found = {node.code: place for place, node in enumerate(self.plan)}
        return tuple(found[rule.code] for rule in self.components if rule.code in found)

    @cached_property
    def leaf_codes(self) -> frozenset[str]:
        """The components that hold marks themselves."""
        return frozenset(node.rule.code for node in self.plan if node.is_leaf)

    def band_of(self, overall: Decimal) -> Band:
        """The band in which a rounded overall figure lies."""
        return next((band for band in self.bands if overall >= band.lower), self.bands[-1])


@dataclass(frozen=True, slots=True)
class Node:
    """A component, or the whole (code None), with what counting needs prepared once per scheme.

    `children` and `leaves` are places in the plan. `line` is the percent that passes the component: its own
    minimum, else the pass mark. `clause` is the condition that it makes, if any. `to_percent` turns points
    into a percent. `part` is the share of the whole that the component carries when everything counts.
    """

    code: str | None
    rule: ComponentRule
    is_leaf: bool
    children: tuple[int, ...]
    leaves: tuple[int, ...]
    line: Decimal
    clause: str | None
    to_percent: Ratio
    part: Ratio


class Problem(StrEnum):
    """What can be wrong with a scheme."""

    NO_COMPONENTS = "NO_COMPONENTS"
    WEIGHTS_DO_NOT_ADD_UP = "WEIGHTS_DO_NOT_ADD_UP"
    WEIGHT_NEGATIVE = "WEIGHT_NEGATIVE"
    CODE_TWICE = "CODE_TWICE"
    UNKNOWN_PARENT = "UNKNOWN_PARENT"
    PARENT_LOOP = "PARENT_LOOP"
    MAXIMUM_NOT_POSITIVE = "MAXIMUM_NOT_POSITIVE"
    MINIMUM_OUTSIDE_PERCENT = "MINIMUM_OUTSIDE_PERCENT"
    PASS_MARK_OUTSIDE_PERCENT = "PASS_MARK_OUTSIDE_PERCENT"  # noqa: S105 (a finding, not a password)
    ATTENDANCE_OUTSIDE_PERCENT = "ATTENDANCE_OUTSIDE_PERCENT"
    FINER_THAN_SHOWN = "FINER_THAN_SHOWN"
    DECIMALS_OUTSIDE_RANGE = "DECIMALS_OUTSIDE_RANGE"
    ATTEMPTS_BELOW_ONE = "ATTEMPTS_BELOW_ONE"
    BANDS_NOT_FALLING = "BANDS_NOT_FALLING"
    BANDS_NOT_ENDING_IN_ZERO = "BANDS_NOT_ENDING_IN_ZERO"
    BANDS_ABOVE_HUNDRED = "BANDS_ABOVE_HUNDRED"
    BAND_ACROSS_PASS_MARK = "BAND_ACROSS_PASS_MARK"  # noqa: S105


@dataclass(frozen=True, slots=True)
class SchemeProblem:
    """One reason why a scheme cannot be approved.

    `component` is the one concerned, or the parent whose children do not add up (None: the top level).
    `value` is the sum of the weights in basis points, or the offending number.
    """

    problem: Problem
    component: str | None = None
    value: Decimal | None = None


def problems(scheme: Scheme) -> list[SchemeProblem]:
    """Why the scheme cannot be approved, in the order in which people would correct it; empty when sound."""
    return [
        *_component_problems(scheme),
        *_weight_problems(scheme),
        *_figure_problems(scheme),
        *_fine_problems(scheme),
        *band_problems(scheme.bands, scheme.pass_mark),
    ]


def band_problems(bands: tuple[Band, ...], pass_mark: Decimal) -> list[SchemeProblem]:
    """What stands against a list of bands.

    Bands fall strictly and end in 0, so that every figure has exactly one band. The pass mark is the lower
    bound of one of them: otherwise one band would hold people above and below it.
    """
    found = []
    if any(upper.lower <= lower.lower for upper, lower in pairwise(bands)):
        found.append(SchemeProblem(Problem.BANDS_NOT_FALLING))
    if not bands or bands[-1].lower != 0:
        found.append(SchemeProblem(Problem.BANDS_NOT_ENDING_IN_ZERO))
    if bands and bands[0].lower > 100:
        found.append(SchemeProblem(Problem.BANDS_ABOVE_HUNDRED, value=bands[0].lower))
    if bands and all(band.lower != pass_mark for band in bands):
        found.append(SchemeProblem(Problem.BAND_ACROSS_PASS_MARK, value=pass_mark))
    return found


def _component_problems(scheme: Scheme) -> Iterator[SchemeProblem]:
    if not scheme.components:
        yield SchemeProblem(Problem.NO_COMPONENTS)
    seen: set[str] = set()
    codes = {component.code for component in scheme.components}
    for component in scheme.components:
        if component.code in seen:
            yield SchemeProblem(Problem.CODE_TWICE, component.code)
        seen.add(component.code)
        if component.parent is not None and component.parent not in codes:
            yield SchemeProblem(Problem.UNKNOWN_PARENT, component.code)
        yield from _number_problems(component)
    yield from (SchemeProblem(Problem.PARENT_LOOP, code) for code in _looping(scheme.components))


def _number_problems(component: ComponentRule) -> Iterator[SchemeProblem]:
    if component.max_points <= 0:
        yield SchemeProblem(Problem.MAXIMUM_NOT_POSITIVE, component.code, component.max_points)
    if component.weight_bp < 0:
        yield SchemeProblem(Problem.WEIGHT_NEGATIVE, component.code, Decimal(component.weight_bp))
    if component.min_pct is not None and not 0 <= component.min_pct <= 100:
        yield SchemeProblem(Problem.MINIMUM_OUTSIDE_PERCENT, component.code, component.min_pct)


def _weight_problems(scheme: Scheme) -> Iterator[SchemeProblem]:
    sums: dict[str | None, int] = {}
    for component in scheme.components:
        sums[component.parent] = sums.get(component.parent, 0) + component.weight_bp
    for parent, total in sums.items():
        if total != WHOLE_BP:
            yield SchemeProblem(Problem.WEIGHTS_DO_NOT_ADD_UP, parent, Decimal(total))


def _figure_problems(scheme: Scheme) -> Iterator[SchemeProblem]:
    if not 0 <= scheme.pass_mark <= 100:
        yield SchemeProblem(Problem.PASS_MARK_OUTSIDE_PERCENT, value=scheme.pass_mark)
    if scheme.attendance_min is not None and not 0 <= scheme.attendance_min <= 100:
        yield SchemeProblem(Problem.ATTENDANCE_OUTSIDE_PERCENT, value=scheme.attendance_min)
    if not 0 <= scheme.decimals <= 4:
        yield SchemeProblem(Problem.DECIMALS_OUTSIDE_RANGE, value=Decimal(scheme.decimals))
    if scheme.max_attempts < 1:
        yield SchemeProblem(Problem.ATTEMPTS_BELOW_ONE, value=Decimal(scheme.max_attempts))


def _fine_problems(scheme: Scheme) -> Iterator[SchemeProblem]:
    """Limits between two figures that can be shown: a resit capped at such a minimum would not meet it."""
    limits: list[tuple[str | None, Decimal | None, int]] = [
        *((component.code, component.min_pct, scheme.decimals) for component in scheme.components),
        (None, scheme.pass_mark, scheme.decimals),
        (None, scheme.attendance_min, ATTENDANCE_DECIMALS),
        *((None, band.lower, scheme.decimals) for band in scheme.bands),
    ]
    for code, limit, decimals in limits:
        if limit is not None and limit.scaleb(decimals) % 1:
            yield SchemeProblem(Problem.FINER_THAN_SHOWN, code, limit)


def _looping(components: tuple[ComponentRule, ...]) -> Iterator[str]:
    parents = {component.code: component.parent for component in components}
    for code in parents:
        above, steps = parents[code], 0
        while above is not None and steps <= len(parents):
            above, steps = parents.get(above), steps + 1
        if above is not None:
            yield code


def _nodes(scheme: Scheme) -> list[Node]:
    children: dict[str | None, list[ComponentRule]] = {}
    for component in scheme.components:
        children.setdefault(component.parent, []).append(component)
    made: list[Node] = []

    def make(code: str | None, rule: ComponentRule, part: Ratio) -> int:
        own = children.get(code, [])
        weight = sum(child.weight_bp for child in own) or 1
        below = tuple(make(child.code, child, (part[0] * child.weight_bp, part[1] * weight)) for child in own)
        numerator, denominator = ratio(rule.max_points)
        is_leaf = code is not None and not below
        node = Node(
            code=code,
            rule=rule,
            is_leaf=is_leaf,
            children=below,
            leaves=(len(made),) if is_leaf else tuple(leaf for place in below for leaf in made[place].leaves),
            line=scheme.pass_mark if rule.min_pct is None else rule.min_pct,
            clause=_clause(code, rule),
            to_percent=(100 * denominator, numerator),
            part=part,
        )
        made.append(node)
        return len(made) - 1

    make(None, _WHOLE, (1, 1))
    return made


def _clause(code: str | None, rule: ComponentRule) -> str | None:
    if code is None:
        return "overall"
    if rule.must_pass:
        return f"must_pass:{code}"
    return None if rule.min_pct is None else f"component_min:{code}"
