"""The starting reference data: sides, organisations, ranks, tracks, courses and how they are assessed."""

import json
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import N_, in_all
from trainer_app.core.paths import resource
from trainer_app.models.awards import CertificateTemplate
from trainer_app.models.catalogue import (
    AwardType,
    Band,
    Component,
    Course,
    CourseVersion,
    SchemeVersion,
    Track,
)
from trainer_app.models.organisations import Organisation, Rank, Side
from trainer_app.rules.roles import EVERYONE
from trainer_app.rules.states import VersionState
from trainer_app.rules.vocabulary import ComponentKind, ValidityBasis
from trainer_app.services.access import allowed
from trainer_app.services.scheme_drafts import BandDraft, SchemeDraft

PASS_MARK = Decimal(60)
ATTENDANCE_MINIMUM = Decimal(90)
BANDS = (
    (N_("Distinction"), Decimal(85)),
    (N_("Merit"), Decimal(75)),
    (N_("Pass"), Decimal(60)),
    (N_("Fail"), Decimal(0)),
)


@allowed()
def load(session: Session, *, data: dict[str, Any] | None = None) -> None:
    """Put the shipped reference data into an empty database; every row can be changed afterwards."""
    data = data or shipped()
    _load_organisations(session, data)
    _load_ranks(session, data)
    tracks = _load_tracks(session, data)
    for course in data["courses"]:
        _load_course(session, course, tracks[course["track"]])
    session.add(CertificateTemplate(code="JPT-3L", no=1, layout={}, state=VersionState.APPROVED))
    session.flush()


@allowed(*EVERYONE)
def is_loaded(session: Session) -> bool:
    """Whether the database has its reference data."""
    return session.scalar(select(Side.code).limit(1)) is not None


def usual_scheme() -> SchemeDraft:
    """What a new course starts from: the usual pass mark, attendance and bands, and no component yet."""
    bands = tuple(BandDraft(in_all(name), lower) for name, lower in BANDS)
    return SchemeDraft(components=(), bands=bands, pass_mark=PASS_MARK, attendance_min=ATTENDANCE_MINIMUM)


def shipped() -> dict[str, Any]:
    """The reference data that comes with the program."""
    content: dict[str, Any] = json.loads(resource("sample", "reference.json").read_text(encoding="utf-8"))
    return content


def _titles(entry: dict[str, Any]) -> dict[str, str]:
    return {f"title_{code}": entry.get(code, "") for code in ("en", "ur", "zh")}


def _translated(message: str) -> dict[str, str]:
    titles = in_all(message)
    return {f"title_{code}": getattr(titles, code) for code in ("en", "ur", "zh")}


def _load_organisations(session: Session, data: dict[str, Any]) -> None:
    for entry in data["countries"]:
        session.add(Side(code=entry["code"], **_titles(entry)))
    session.flush()
    ids: dict[str, uuid.UUID] = {}
    for entry in data["organisations"]:
        organisation = Organisation(
            code=entry["code"], side=entry["country"], parent_id=ids.get(entry["parent"]), **_titles(entry)
        )
        session.add(organisation)
        session.flush()
        ids[entry["code"]] = organisation.id


def _load_ranks(session: Session, data: dict[str, Any]) -> None:
    for side, ranks in data["rank_scales"].items():
        for entry in ranks:
            session.add(Rank(side=side, code=entry["code"], scale_order=entry["order"], **_titles(entry)))


def _load_tracks(session: Session, data: dict[str, Any]) -> dict[str, Track]:
    tracks = {entry["code"]: Track(code=entry["code"], **_titles(entry)) for entry in data["tracks"]}
    session.add_all(tracks.values())
    session.flush()
    return tracks


def _load_course(session: Session, entry: dict[str, Any], track: Track) -> None:
    course = Course(code=entry["code"], track_id=track.id, **_titles(entry))
    session.add(course)
    session.flush()
    months = entry["validity_months"]
    version = CourseVersion(
        course_id=course.id,
        no=1,
        hours=entry["hours"],
        validity_months=months,
        state=VersionState.APPROVED,
        **_titles(entry),
    )
    basis = ValidityBasis.COMPLETION if months else ValidityBasis.NONE
    session.add_all([version, AwardType(course_id=course.id, validity_basis=basis, **_titles(entry))])
    session.flush()
    _load_scheme(session, entry["components"], version)


def _load_scheme(session: Session, components: list[dict[str, Any]], version: CourseVersion) -> None:
    scheme = SchemeVersion(
        course_version_id=version.id,
        no=1,
        pass_mark=PASS_MARK,
        attendance_min=ATTENDANCE_MINIMUM,
        state=VersionState.APPROVED,
    )
    session.add(scheme)
    session.flush()
    for name, lower in BANDS:
        session.add(Band(scheme_version_id=scheme.id, lower=lower, **_translated(name)))
    for order_no, entry in enumerate(components, start=1):
        session.add(_component(entry, scheme, order_no))
    session.flush()


def _component(entry: dict[str, Any], scheme: SchemeVersion, order_no: int) -> Component:
    minimum = entry.get("min_pct")
    return Component(
        scheme_version_id=scheme.id,
        code=entry["code"],
        order_no=order_no,
        kind=ComponentKind(entry["kind"]),
        weight_bp=entry["weight_bp"],
        max_points=Decimal(entry["max"]),
        min_pct=Decimal(minimum) if minimum is not None else None,
        must_pass=entry.get("must_pass", False),
        **_titles(entry),
    )
