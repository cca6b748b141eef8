"""Scheme versions: how an offering is assessed, as the rules read it and as people see it."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.models.base import table_of
from trainer_app.models.catalogue import Band, Component, SchemeVersion
from trainer_app.models.delivery import Offering
from trainer_app.rules import schemes as rules
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import VersionState
from trainer_app.rules.vocabulary import MarkCombination, ResitValue
from trainer_app.services.access import allowed

_IMMUTABLE = frozenset({VersionState.APPROVED, VersionState.RETIRED})
_loaded: "WeakKeyDictionary[Engine, dict[uuid.UUID, SchemeFacts]]" = WeakKeyDictionary()

_schemes = table_of(SchemeVersion)
_scheme, _component, _band = _schemes.c, table_of(Component).c, table_of(Band).c

_COMPONENTS = select(
    _component.id,
    _component.parent_id,
    _component.code,
    _component.title_en,
    _component.title_ur,
    _component.title_zh,
    _component.max_points,
    _component.step,
    _component.weight_bp,
    _component.min_pct,
    _component.must_pass,
    _component.is_resittable,
).order_by(_component.order_no, _component.id)
_BANDS = select(_band.id, _band.lower, _band.title_en, _band.title_ur, _band.title_zh).order_by(
    _band.lower.desc()
)


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """One assessed part of a scheme; `step` is the smallest difference between two marks."""

    id: uuid.UUID
    code: str
    titles: Titles
    max_points: Decimal
    step: Decimal
    weight_bp: int
    min_pct: Decimal | None
    must_pass: bool
    is_resittable: bool
    parent: str | None
    has_marks: bool


@dataclass(frozen=True, slots=True)
class BandFacts:
    """A class of overall results by its lower bound."""

    id: uuid.UUID
    titles: Titles
    lower: Decimal


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """One scheme version: `rules` is what grading takes; components in order, bands falling."""

    id: uuid.UUID
    no: int
    rules: rules.Scheme
    components: tuple[ComponentFacts, ...]
    bands: tuple[BandFacts, ...]

    @property
    def marked(self) -> tuple[ComponentFacts, ...]:
        """The components that hold marks themselves."""
        return tuple(component for component in self.components if component.has_marks)

    def component(self, code: str) -> ComponentFacts:
        """The component with the code, whatever its case.

        Raises:
            NotFound: the scheme has none.
        """
        for component in self.components:
            if component.code.casefold() == code.casefold():
                return component
        raise NotFound(N_("component"), code)

    def band_named(self, name: str) -> BandFacts:
        """The band with the name that the rules use."""
        return next(band for band in self.bands if band.titles.en == name)


@allowed(*STAFF)
def load(session: Session, *, scheme_id: uuid.UUID) -> SchemeFacts:
    """The scheme version with that id; approved ones never change and are kept in memory.

    Raises:
        NotFound: there is none.
    """
    kept = _loaded.setdefault(_engine(session), {})
    if scheme_id not in kept:
        row = session.execute(select(_schemes).where(_scheme.id == scheme_id)).one_or_none()
        if row is None:
            raise NotFound(N_("scheme version"), str(scheme_id))
        facts = _facts(session, row)
        if row.state not in _IMMUTABLE:
            return facts
        kept[scheme_id] = facts
    return kept[scheme_id]


@allowed(*STAFF)
def of_offering(session: Session, *, offering_id: uuid.UUID) -> SchemeFacts:
    """The scheme version by which an offering is decided.

    Raises:
        NotFound: there is no such offering.
    """
    scheme_id = session.scalar(select(Offering.scheme_version_id).where(Offering.id == offering_id))
    if scheme_id is None:
        raise NotFound(N_("offering"), str(offering_id))
    return load(session, scheme_id=scheme_id)


def _engine(session: Session) -> Engine:
    bind: Engine | Connection = session.get_bind()
    return bind.engine


def _facts(session: Session, row: Any) -> SchemeFacts:
    components = _components(session, row.id)
    bands = tuple(
        BandFacts(band.id, _titles(band), band.lower)
        for band in session.execute(_BANDS.where(_band.scheme_version_id == row.id))
    )
    return SchemeFacts(row.id, row.no, _rules(row, components, bands), components, bands)


def _components(session: Session, scheme_id: uuid.UUID) -> tuple[ComponentFacts, ...]:
    rows = session.execute(_COMPONENTS.where(_component.scheme_version_id == scheme_id)).all()
    codes = {row.id: row.code for row in rows}
    parents = {row.parent_id for row in rows}
    return tuple(
        ComponentFacts(
            id=row.id,
            code=row.code,
            titles=_titles(row),
            max_points=row.max_points,
            step=row.step,
            weight_bp=row.weight_bp,
            min_pct=row.min_pct,
            must_pass=row.must_pass,
            is_resittable=row.is_resittable,
            parent=codes.get(row.parent_id),
            has_marks=row.id not in parents,
        )
        for row in rows
    )


def _rules(row: Any, components: tuple[ComponentFacts, ...], bands: tuple[BandFacts, ...]) -> rules.Scheme:
    return rules.Scheme(
        components=tuple(_component_rule(component) for component in components),
        pass_mark=row.pass_mark,
        decimals=row.decimals,
        attendance_min=row.attendance_min,
        bands=tuple(rules.Band(band.titles.en, band.lower) for band in bands),
        exempt_limit_bp=row.exempt_limit_bp,
        max_attempts=row.max_attempts,
        resit_value=ResitValue(row.resit_value),
        tolerance_pct=row.tolerance_pct,
        combine=MarkCombination(row.combination),
        grace_limit=row.grace_limit,
    )


def _component_rule(component: ComponentFacts) -> rules.ComponentRule:
    return rules.ComponentRule(
        code=component.code,
        max_points=component.max_points,
        weight_bp=component.weight_bp,
        min_pct=component.min_pct,
        must_pass=component.must_pass,
        resittable=component.is_resittable,
        parent=component.parent,
    )


def _titles(row: Any) -> Titles:
    return Titles(row.title_en, row.title_ur, row.title_zh)
