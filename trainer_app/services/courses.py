"""Courses: the catalogue, one course with its versions and schemes, writing and approving them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from trainer_app.core.language import N_, Titles
from trainer_app.core.text import clean_spaces
from trainer_app.models.catalogue import AwardType, Course, CourseVersion, SchemeVersion, Track
from trainer_app.models.delivery import Offering
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import VersionState
from trainer_app.rules.vocabulary import AgreementKind, ValidityBasis
from trainer_app.services import agreements, locking, scheme_drafts
from trainer_app.services.access import allowed
from trainer_app.services.agreements import Proven, Subject
from trainer_app.services.refusals import (
    CodeTaken,
    NothingToReview,
    NotInReview,
    NotPositive,
    SchemeUnsound,
    TitleMissing,
)
from trainer_app.services.scheme_drafts import SchemeDraft

APPROVERS = frozenset({Role.TRAINING_OFFICER, Role.BOARD_SECRETARY})
"""The roles of the second person, who approves for the other side."""
_IMMUTABLE = frozenset({VersionState.APPROVED, VersionState.RETIRED})


@dataclass(frozen=True, slots=True)
class TrackRow:
    """An area of training."""

    id: uuid.UUID
    code: str
    titles: Titles


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One line of the catalogue, with what its newest version says.

    `state` is that version's, or its newest scheme's where that is still being written. `can_be_offered`
    tells whether some version is approved together with a scheme.
    """

    id: uuid.UUID
    code: str
    titles: Titles
    track_code: str
    track: Titles
    version_no: int
    hours: int
    validity_months: int | None
    state: VersionState
    offerings: int
    can_be_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentDraft:
    """What a course version contains; `validity_months` None: what it awards never expires."""

    titles: Titles
    hours: int
    validity_months: int | None = None
    objectives: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDraft:
    """Everything that is typed about a course."""

    code: str
    track_id: uuid.UUID
    content: ContentDraft
    scheme: SchemeDraft


@dataclass(frozen=True, slots=True)
class SchemeDetail:
    """One scheme version; `reasons` are sentences that say why it cannot be approved yet."""

    id: uuid.UUID
    no: int
    state: VersionState
    draft: SchemeDraft
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionDetail:
    """One course version with its schemes, the newest first."""

    id: uuid.UUID
    no: int
    state: VersionState
    content: ContentDraft
    schemes: tuple[SchemeDetail, ...]


@dataclass(frozen=True, slots=True)
class CourseDetail:
    """One course with its versions, the newest first; `version` is what saving must name again."""

    id: uuid.UUID
    version: int
    code: str
    track_id: uuid.UUID
    track: Titles
    award: Titles | None
    versions: tuple[VersionDetail, ...]
    offerings: int

    @property
    def draft(self) -> CourseDraft:
        """What the edit dialog starts from: the newest version and its newest scheme."""
        newest = self.versions[0]
        return CourseDraft(
            code=self.code,
            track_id=self.track_id,
            content=newest.content,
            scheme=newest.schemes[0].draft,
        )

    @property
    def is_frozen(self) -> bool:
        """Whether a change would make the next version or the next scheme."""
        newest = self.versions[0]
        return newest.state in _IMMUTABLE and newest.schemes[0].state in _IMMUTABLE


@allowed(*STAFF)
def tracks(session: Session) -> list[TrackRow]:
    """The areas of training, by code."""
    query = select(Track.id, Track.code, Track.title_en, Track.title_ur, Track.title_zh)
    return [TrackRow(row.id, row.code, _titles(row)) for row in session.execute(query.order_by(Track.code))]


@allowed(*STAFF)
def rows(session: Session) -> list[CourseRow]:
    """The catalogue, by code."""
    newest = (
        select(CourseVersion.course_id, func.max(CourseVersion.no).label("no"))
        .group_by(CourseVersion.course_id)
        .subquery()
    )
    query = (
        select(
            CourseVersion.__table__,
            Course.code,
            Track.code.label("track_code"),
            *(getattr(Track, f"title_{code}").label(f"track_{code}") for code in ("en", "ur", "zh")),
        )
        .join(newest, (newest.c.course_id == CourseVersion.course_id) & (newest.c.no == CourseVersion.no))
        .join(Course, Course.id == CourseVersion.course_id)
        .join(Track, Track.id == Course.track_id)
        .order_by(Course.code)
    )
    held, newest_schemes, offered = _offerings(session), *_scheme_states(session)
    return [
        _row(
            row,
            state=newest_schemes[row.id] if row.state is VersionState.APPROVED else row.state,
            held=held.get(row.course_id, 0),
            can_be_offered=row.course_id in offered,
        )
        for row in session.execute(query)
    ]


@allowed(*STAFF)
def course(session: Session, *, course_id: uuid.UUID) -> CourseDetail:
    """One course with all its versions and schemes.

    Raises:
        NotFound: there is none.
    """
    row = locking.get(session, Course, course_id, N_("course"))
    track = locking.get(session, Track, row.track_id, N_("track"))
    award = session.scalars(select(AwardType).where(AwardType.course_id == course_id)).first()
    return CourseDetail(
        id=course_id,
        version=row.version,
        code=row.code,
        track_id=row.track_id,
        track=_titles(track),
        award=_titles(award) if award else None,
        versions=tuple(_version_detail(session, version) for version in _versions(session, course_id)),
        offerings=_offerings(session).get(course_id, 0),
    )


@allowed(Role.TRAINING_OFFICER)
def create(session: Session, *, draft: CourseDraft) -> uuid.UUID:
    """Write a new course, its first version and its first scheme as drafts; gives the id.

    Raises:
        CodeTaken, NotPositive, TitleMissing, TooFine, SchemeUnsound: what was typed cannot be kept.
    """
    _refuse_draft(session, draft)
    row = Course(
        code=clean_spaces(draft.code), track_id=draft.track_id, **_title_columns(draft.content.titles)
    )
    session.add(row)
    session.flush()
    session.add(AwardType(course_id=row.id, **_award_columns(draft.content)))
    _add_version(session, row.id, 1, draft)
    return row.id


@allowed(Role.TRAINING_OFFICER)
def change(session: Session, *, course_id: uuid.UUID, version: int, draft: CourseDraft) -> None:
    """Change a course. What is approved stays as it is: the change makes the next draft.

    Another content makes the next course version, with its own scheme; another scheme alone makes the next
    scheme of the same version. A draft, or a version in review, is changed in its place.

    Raises:
        CodeTaken, NotPositive, TitleMissing, TooFine, SchemeUnsound: what was typed cannot be kept.
        ChangedMeanwhile: `theirs` is the `CourseDetail` that is kept, `yours` the draft.
        NotFound: there is no such course.
    """
    row = locking.get(session, Course, course_id, N_("course"))
    kept = course(session, course_id=course_id)
    locking.expect(row, version, N_("this course"), theirs=kept, yours=draft)
    _refuse_draft(session, draft, but=course_id)
    row.code, row.track_id = clean_spaces(draft.code), draft.track_id
    _touch(row)
    newest = _versions(session, course_id)[0]
    scheme = _schemes(session, newest.id)[0]
    if draft.content != kept.draft.content:
        if newest.state in _IMMUTABLE:
            _add_version(session, course_id, newest.no + 1, draft)
            return
        _set(newest, _content_columns(draft.content))
    if draft.scheme != kept.draft.scheme:
        _change_scheme(session, scheme, draft.scheme)
    locking.flush(session, N_("this course"))


@allowed(Role.TRAINING_OFFICER)
def send_for_review(session: Session, *, course_id: uuid.UUID, version: int) -> None:
    """Give the newest draft of version and scheme to both sides for review.

    Raises:
        NothingToReview: neither is a draft.
        ChangedMeanwhile: someone changed the course.
        NotFound: there is no such course.
    """
    row, drafts = _newest(session, course_id, version, VersionState.DRAFT)
    if not drafts:
        raise NothingToReview(row.code)
    for each in drafts:
        each.state = VersionState.IN_REVIEW
    _touch(row)
    locking.flush(session, N_("this course"))


@allowed(Role.TRAINING_OFFICER)
def approve(session: Session, *, course_id: uuid.UUID, version: int, second: Proven, now: datetime) -> None:
    """Approve what is in review: who is signed in for one side, the second person for the other.

    From then on it never changes; both names are kept with it.

    Raises:
        AboutAgreements: they are no two people of both sides who can approve it.
        NotInReview: neither version nor scheme is in review.
        SchemeUnsound: the scheme has problems, each with its sentence.
        ChangedMeanwhile: someone changed the course.
        NotFound: there is no such course.
    """
    row, reviewed = _newest(session, course_id, version, VersionState.IN_REVIEW)
    newest = _versions(session, course_id)[0]
    if not reviewed:
        raise NotInReview(row.code, newest.no)
    scheme = _schemes(session, newest.id)[0]
    reasons = scheme_drafts.reasons(scheme_drafts.read(session, scheme))
    if reasons:
        raise SchemeUnsound(row.code, reasons)
    agreements.keep(
        session,
        kind=AgreementKind.APPROVAL,
        subject=Subject(course_version_id=newest.id, scheme_version_id=scheme.id),
        second=second,
        roles=APPROVERS,
        now=now,
        of_both_sides=True,
    )
    for each in reviewed:
        each.state = VersionState.APPROVED
    content = _content(newest)
    _set(row, _title_columns(content.titles))
    for award in session.scalars(select(AwardType).where(AwardType.course_id == course_id)):
        _set(award, _award_columns(content))
    _touch(row)
    locking.flush(session, N_("this course"))


def _refuse_draft(session: Session, draft: CourseDraft, *, but: uuid.UUID | None = None) -> None:
    code = clean_spaces(draft.code)
    if not code or not draft.content.titles.en.strip():
        raise TitleMissing
    months = draft.content.validity_months
    for figure in (draft.content.hours, 1 if months is None else months):
        if figure <= 0:
            raise NotPositive(figure)
    holder = session.scalar(select(Course.id).where(func.lower(Course.code) == code.lower()))
    if holder not in (None, but):
        raise CodeTaken(code)
    scheme_drafts.refuse_unkeepable(code, draft.scheme)


def _newest(
    session: Session, course_id: uuid.UUID, version: int, state: VersionState
) -> tuple[Course, list[CourseVersion | SchemeVersion]]:
    row = locking.get(session, Course, course_id, N_("course"))
    locking.expect(row, version, N_("this course"))
    newest = _versions(session, course_id)[0]
    both = (newest, _schemes(session, newest.id)[0])
    return row, [each for each in both if each.state is state]


def _versions(session: Session, course_id: uuid.UUID) -> Sequence[CourseVersion]:
    query = select(CourseVersion).where(CourseVersion.course_id == course_id)
    return session.scalars(query.order_by(CourseVersion.no.desc())).all()


def _schemes(session: Session, course_version_id: uuid.UUID) -> Sequence[SchemeVersion]:
    query = select(SchemeVersion).where(SchemeVersion.course_version_id == course_version_id)
    return session.scalars(query.order_by(SchemeVersion.no.desc())).all()


def _add_version(session: Session, course_id: uuid.UUID, no: int, draft: CourseDraft) -> None:
    version = CourseVersion(course_id=course_id, no=no, **_content_columns(draft.content))
    session.add(version)
    session.flush()
    _add_scheme(session, version.id, 1, draft.scheme)


def _add_scheme(session: Session, course_version_id: uuid.UUID, no: int, draft: SchemeDraft) -> None:
    scheme = SchemeVersion(course_version_id=course_version_id, no=no, **scheme_drafts.columns(draft))
    session.add(scheme)
    session.flush()
    scheme_drafts.store(session, scheme.id, draft)


def _change_scheme(session: Session, row: SchemeVersion, draft: SchemeDraft) -> None:
    if row.state in _IMMUTABLE:
        _add_scheme(session, row.course_version_id, row.no + 1, draft)
        return
    _set(row, scheme_drafts.columns(draft))
    session.flush()
    scheme_drafts.store(session, row.id, draft)


def _touch(row: Course) -> None:
    """Count a version of the course for a change of what belongs to it."""
    flag_modified(row, "title_en")


def _set(row: object, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _content_columns(content: ContentDraft) -> dict[str, Any]:
    return {
        **_title_columns(content.titles),
        "hours": content.hours,
        "validity_months": content.validity_months,
        "objectives": content.objectives.strip(),
    }


def _award_columns(content: ContentDraft) -> dict[str, Any]:
    basis = ValidityBasis.COMPLETION if content.validity_months else ValidityBasis.NONE
    return {"validity_basis": basis, **_title_columns(content.titles)}


def _title_columns(titles: Titles) -> dict[str, str]:
    return {f"title_{code}": clean_spaces(getattr(titles, code)) for code in ("en", "ur", "zh")}


def _titles(row: Any) -> Titles:
    return Titles(row.title_en, row.title_ur, row.title_zh)


def _offerings(session: Session) -> dict[uuid.UUID, int]:
    query = (
        select(CourseVersion.course_id, func.count(Offering.id))
        .join(Offering, Offering.course_version_id == CourseVersion.id)
        .group_by(CourseVersion.course_id)
    )
    return dict(session.execute(query).all())


def _scheme_states(session: Session) -> tuple[dict[uuid.UUID, VersionState], set[uuid.UUID]]:
    """State of the newest scheme of every version, and the courses with an approved version and scheme."""
    query = (
        select(
            CourseVersion.course_id,
            CourseVersion.id,
            CourseVersion.state.label("version_state"),
            SchemeVersion.state,
        )
        .join(SchemeVersion, SchemeVersion.course_version_id == CourseVersion.id)
        .order_by(SchemeVersion.no)
    )
    newest: dict[uuid.UUID, VersionState] = {}
    offered = set()
    for row in session.execute(query):
        newest[row.id] = row.state
        if row.version_state is row.state is VersionState.APPROVED:
            offered.add(row.course_id)
    return newest, offered


def _row(row: Row[Any], *, state: VersionState, held: int, can_be_offered: bool) -> CourseRow:
    return CourseRow(
        id=row.course_id,
        code=row.code,
        titles=_titles(row),
        track_code=row.track_code,
        track=Titles(row.track_en, row.track_ur, row.track_zh),
        version_no=row.no,
        hours=row.hours,
        validity_months=row.validity_months,
        state=state,
        offerings=held,
        can_be_offered=can_be_offered,
    )


def _content(row: CourseVersion) -> ContentDraft:
    return ContentDraft(
        titles=_titles(row),
        hours=row.hours,
        validity_months=row.validity_months,
        objectives=row.objectives,
    )


def _version_detail(session: Session, row: CourseVersion) -> VersionDetail:
    schemes = tuple(_scheme_detail(session, scheme) for scheme in _schemes(session, row.id))
    return VersionDetail(row.id, row.no, row.state, _content(row), schemes)


def _scheme_detail(session: Session, row: SchemeVersion) -> SchemeDetail:
    draft = scheme_drafts.read(session, row)
    return SchemeDetail(row.id, row.no, row.state, draft, scheme_drafts.reasons(draft))
