"""How a course is assessed while people still write it: the draft, what stands against it, keeping it."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from trainer_app.core.formats import number
from trainer_app.core.language import Titles, _
from trainer_app.core.text import clean_spaces, ltr
from trainer_app.models.base import new_id
from trainer_app.models.catalogue import Band, Component, SchemeVersion
from trainer_app.rules import schemes as rules
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.schemes import Problem, SchemeProblem
from trainer_app.rules.vocabulary import ComponentKind, MarkCombination, ResitValue
from trainer_app.services.access import allowed
from trainer_app.services.refusals import SchemeUnsound, TitleMissing, TooFine
from trainer_app.storage import bulk

_HALF = Decimal("0.5")
_TEN = Decimal(10)
_NONE = Decimal(0)
_PLACES = 3
_LATER = frozenset(
    {
        Problem.NO_COMPONENTS,
        Problem.WEIGHTS_DO_NOT_ADD_UP,
        Problem.BANDS_NOT_ENDING_IN_ZERO,
        Problem.BAND_ACROSS_PASS_MARK,
        Problem.FINER_THAN_SHOWN,
    }
)
"""Problems that a draft may have until it is approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentDraft:
    """One assessed part; `weight_bp` is in hundredths of a percent, `parent` the code of another part.

    `step` is the smallest difference between two marks; `min_pct` None: no minimum of its own.
    """

    code: str
    titles: Titles
    kind: ComponentKind
    weight_bp: int
    max_points: Decimal
    step: Decimal = _HALF
    min_pct: Decimal | None = None
    must_pass: bool = False
    is_resittable: bool = True
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class BandDraft:
    """A class of overall results by its lower bound in percent."""

    titles: Titles
    lower: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeDraft:
    """How a course is assessed; percents are 0..100, components in order, bands in any order."""

    components: tuple[ComponentDraft, ...]
    bands: tuple[BandDraft, ...]
    pass_mark: Decimal
    decimals: int = 1
    attendance_min: Decimal | None = None
    exempt_limit_bp: int = 2500
    max_attempts: int = 2
    resit_value: ResitValue = ResitValue.CAP_AT_PASS
    resit_window_days: int = 90
    combination: MarkCombination = MarkCombination.MEAN
    tolerance_pct: Decimal = _TEN
    grace_limit: Decimal = _NONE


def reasons(draft: SchemeDraft) -> tuple[str, ...]:
    """Why the scheme cannot be approved yet, as sentences in the active language; empty when it is sound."""
    return tuple(_sentence(problem) for problem in rules.problems(_rules(draft)))


def refuse_unkeepable(code: str, draft: SchemeDraft) -> None:
    """Go on only when the draft can be kept, even if it cannot be approved yet.

    Raises:
        SchemeUnsound: a figure lies outside its range, or two components have one code.
        TitleMissing: a component or band has no English title, or a component no code.
        TooFine: a figure has more than three decimals.
    """
    names = [*(each.titles.en for each in draft.components), *(each.titles.en for each in draft.bands)]
    if not all(name.strip() for name in (*names, *(each.code for each in draft.components))):
        raise TitleMissing
    for figure in _figures(draft):
        if figure.scaleb(_PLACES) % 1:
            raise TooFine(figure)
    found = [each for each in rules.problems(_rules(draft)) if each.problem not in _LATER]
    found.extend(_own_problems(draft))
    if found:
        raise SchemeUnsound(code, [_sentence(each) for each in found])


@allowed(Role.TRAINING_OFFICER)
def store(session: Session, scheme_id: uuid.UUID, draft: SchemeDraft) -> None:
    """Put components and bands of the draft in the place of the scheme version's own."""
    for kind in (Component, Band):
        bulk.delete(session, kind, bulk.ids(session, kind, kind.scheme_version_id == scheme_id))
    components = list(_component_rows(scheme_id, draft.components))
    for row in _parents_first(components):
        bulk.insert(session, Component, [row])
    bulk.insert(session, Band, [_band_row(scheme_id, band) for band in draft.bands])


def columns(draft: SchemeDraft) -> dict[str, Any]:
    """The draft's own columns in the table of scheme versions."""
    return {
        "pass_mark": draft.pass_mark,
        "decimals": draft.decimals,
        "attendance_min": draft.attendance_min,
        "exempt_limit_bp": draft.exempt_limit_bp,
        "max_attempts": draft.max_attempts,
        "resit_value": draft.resit_value,
        "resit_window_days": draft.resit_window_days,
        "combination": draft.combination,
        "tolerance_pct": draft.tolerance_pct,
        "grace_limit": draft.grace_limit,
    }


@allowed(*STAFF)
def read(session: Session, row: SchemeVersion) -> SchemeDraft:
    """The scheme version as it would be typed."""
    components = session.execute(
        select(Component.__table__)
        .where(Component.scheme_version_id == row.id)
        .order_by(Component.order_no, Component.id)
    ).all()
    codes = {component.id: component.code for component in components}
    bands = session.execute(
        select(Band.__table__).where(Band.scheme_version_id == row.id).order_by(Band.lower.desc())
    )
    return SchemeDraft(
        components=tuple(_component_draft(component, codes) for component in components),
        bands=tuple(BandDraft(_titles(band), band.lower) for band in bands),
        pass_mark=row.pass_mark,
        decimals=row.decimals,
        attendance_min=row.attendance_min,
        exempt_limit_bp=row.exempt_limit_bp,
        max_attempts=row.max_attempts,
        resit_value=row.resit_value,
        resit_window_days=row.resit_window_days,
        combination=row.combination,
        tolerance_pct=row.tolerance_pct,
        grace_limit=row.grace_limit,
    )


def ordered(draft: SchemeDraft) -> tuple[BandDraft, ...]:
    """The bands, the highest first."""
    return tuple(sorted(draft.bands, key=lambda band: band.lower, reverse=True))


def _rules(draft: SchemeDraft) -> rules.Scheme:
    return rules.Scheme(
        components=tuple(
            rules.ComponentRule(
                code=each.code,
                max_points=each.max_points,
                weight_bp=each.weight_bp,
                min_pct=each.min_pct,
                must_pass=each.must_pass,
                resittable=each.is_resittable,
                parent=each.parent,
            )
            for each in draft.components
        ),
        pass_mark=draft.pass_mark,
        decimals=draft.decimals,
        attendance_min=draft.attendance_min,
        bands=tuple(rules.Band(band.titles.en, band.lower) for band in ordered(draft)),
        exempt_limit_bp=draft.exempt_limit_bp,
        max_attempts=draft.max_attempts,
    )


def _figures(draft: SchemeDraft) -> Iterator[Decimal]:
    figures = [draft.pass_mark, draft.attendance_min, draft.tolerance_pct, draft.grace_limit]
    figures += [band.lower for band in draft.bands]
    for each in draft.components:
        figures += [each.max_points, each.step, each.min_pct]
    yield from (figure for figure in figures if figure is not None)


def _own_problems(draft: SchemeDraft) -> Iterator[SchemeProblem]:
    """What the tables refuse beyond the rules."""
    for each in draft.components:
        if each.weight_bp > rules.WHOLE_BP:
            yield SchemeProblem(Problem.WEIGHTS_DO_NOT_ADD_UP, each.parent, Decimal(each.weight_bp))
        if each.step <= 0:
            yield SchemeProblem(Problem.MAXIMUM_NOT_POSITIVE, each.code, each.step)
    if draft.decimals > _PLACES:
        yield SchemeProblem(Problem.DECIMALS_OUTSIDE_RANGE, value=Decimal(draft.decimals))


def _component_rows(scheme_id: uuid.UUID, components: Iterable[ComponentDraft]) -> Iterator[dict[str, Any]]:
    drafts = list(components)
    ids = {each.code: new_id() for each in drafts}
    for order_no, each in enumerate(drafts, start=1):
        yield {
            "id": ids[each.code],
            "scheme_version_id": scheme_id,
            "parent_id": ids[each.parent] if each.parent else None,
            "code": clean_spaces(each.code),
            "order_no": order_no,
            "kind": each.kind,
            "weight_bp": each.weight_bp,
            "max_points": each.max_points,
            "step": each.step,
            "min_pct": each.min_pct,
            "must_pass": each.must_pass,
            "is_resittable": each.is_resittable,
            **_title_columns(each.titles),
        }


def _parents_first(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    waiting, placed = components, {None}
    while waiting:
        ready = [row for row in waiting if row["parent_id"] in placed]
        yield from ready
        placed |= {row["id"] for row in ready}
        waiting = [row for row in waiting if row["id"] not in placed]


def _band_row(scheme_id: uuid.UUID, band: BandDraft) -> dict[str, Any]:
    return {"scheme_version_id": scheme_id, "lower": band.lower, **_title_columns(band.titles)}


def _component_draft(row: Row[Any], codes: dict[uuid.UUID, str]) -> ComponentDraft:
    return ComponentDraft(
        code=row.code,
        titles=_titles(row),
        kind=row.kind,
        weight_bp=row.weight_bp,
        max_points=row.max_points,
        step=row.step,
        min_pct=row.min_pct,
        must_pass=row.must_pass,
        is_resittable=row.is_resittable,
        parent=codes.get(row.parent_id),
    )


def _titles(row: Any) -> Titles:
    return Titles(row.title_en, row.title_ur, row.title_zh)


def _title_columns(titles: Titles) -> dict[str, str]:
    return {f"title_{code}": clean_spaces(getattr(titles, code)) for code in ("en", "ur", "zh")}


def _sentence(found: SchemeProblem) -> str:
    value = found.value
    if found.problem is Problem.WEIGHTS_DO_NOT_ADD_UP and value is not None:
        return _weights(found.component, value / 100)
    shown = "" if value is None else ltr(f"{value.normalize():f}")
    return _sentences()[found.problem].format(component=ltr(found.component or ""), value=shown)


def _weights(parent: str | None, percent: Decimal) -> str:
    total = ltr(number(percent, 2))
    if parent is None:
        return _("The weights of the components add up to {total} and must add up to 100.00.").format(
            total=total
        )
    return _("The weights of the parts of {component} add up to {total} and must add up to 100.00.").format(
        component=ltr(parent), total=total
    )


def _sentences() -> dict[Problem, str]:
    return {
        Problem.NO_COMPONENTS: _("There is no component. Add at least one."),
        Problem.WEIGHT_NEGATIVE: _("{component}: the weight {value} is below zero."),
        Problem.CODE_TWICE: _("The code {component} stands twice. Give each component its own."),
        Problem.UNKNOWN_PARENT: _("{component} belongs to a component that does not exist."),
        Problem.PARENT_LOOP: _("{component} belongs to itself. Choose another component above it."),
        Problem.MAXIMUM_NOT_POSITIVE: _("{component}: {value} cannot be right. Type a number above zero."),
        Problem.MINIMUM_OUTSIDE_PERCENT: _("{component}: the minimum {value} does not lie in 0 to 100."),
        Problem.PASS_MARK_OUTSIDE_PERCENT: _("The pass mark {value} does not lie in 0 to 100."),
        Problem.ATTENDANCE_OUTSIDE_PERCENT: _("The attendance minimum {value} does not lie in 0 to 100."),
        Problem.FINER_THAN_SHOWN: _("The limit {value} has more decimals than results are shown with."),
        Problem.DECIMALS_OUTSIDE_RANGE: _("{value} decimals cannot be shown. Choose 0 to 3."),
        Problem.ATTEMPTS_BELOW_ONE: _("At least one attempt is needed."),
        Problem.BANDS_NOT_FALLING: _("Two bands have the same lower bound."),
        Problem.BANDS_NOT_ENDING_IN_ZERO: _("The lowest band must start at 0."),
        Problem.BANDS_ABOVE_HUNDRED: _("A band starts at {value}, above 100."),
        Problem.BAND_ACROSS_PASS_MARK: _("No band starts at the pass mark {value}."),
    }
