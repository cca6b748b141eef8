"""Nominal rolls: what a file would do to an offering's roll, doing it, and giving back what was refused."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles, _, joined
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents import roll_reader, workbook_reader
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import Field
from trainer_app.documents.roll_reader import RefusedRow, Roll, RollMapping, RollRow, texts_of
from trainer_app.documents.sheets import Sheet, Workbook
from trainer_app.models.catalogue import CourseVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.users import ImportBatch
from trainer_app.rules.roles import Role
from trainer_app.rules.states import EnrolmentState
from trainer_app.rules.vocabulary import ImportKind
from trainer_app.services import enrolments, people, roll_drafts, roll_matching, roll_words
from trainer_app.services.access import allowed
from trainer_app.services.offerings import ON_ROLL, seats_taken
from trainer_app.services.people import PersonDraft
from trainer_app.services.refusals import WrongStage
from trainer_app.services.roll_drafts import Change, Reading
from trainer_app.services.roll_matching import KnownPerson, Register


class Outcome(StrEnum):
    """What importing does with a row."""

    REFUSED = "refused"
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"


_Texts = Callable[[int], Mapping[Field, str]]
_ORDER = {outcome: order for order, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file and what importing does with it.

    `joins` tells whether the person is put on the roll; somebody known and unchanged may join as well.
    `draft` is the record as it will be kept, `person_id` and `version` the kept one that it changes.
    """

    row: int
    outcome: Outcome
    read: RollRow
    cells: Mapping[Field, str]
    """Texts of the row as they stand in the file, by field."""
    joins: bool = False
    faults: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()
    left_as: EnrolmentState | None = None
    unread_rank: str = ""
    """Words of a rank that is not kept; the person is taken without it."""
    person_id: uuid.UUID | None = None
    version: int = 0
    draft: PersonDraft | None = None

    @property
    def field(self) -> str:
        """Name of the field that the main fault is in, '' without one."""
        return self.faults[0].field.value if self.faults else ""

    @property
    def why(self) -> str:
        """What happens and why, in the active language."""
        return joined(self._sentences())

    def _sentences(self) -> list[str]:
        if self.faults:
            return [fault.sentence() for fault in self.faults]
        sentences = [_WHAT_HAPPENS[self.outcome, self.joins]]
        if self.left_as:
            sentences = [N_("Left this roll before. Nothing changes on the roll.")]
        if self.unread_rank:
            unknown = _("The rank “{rank}” is not in the list of ranks and is left out.")
            return [*map(_, sentences), unknown.format(rank=self.unread_rank)]
        return [_(sentence) for sentence in sentences]


_WHAT_HAPPENS = {
    (Outcome.NEW, True): N_("New person."),
    (Outcome.CHANGED, True): N_("Known. The record is changed and put on this roll."),
    (Outcome.CHANGED, False): N_("On this roll already. The record is changed."),
    (Outcome.UNCHANGED, True): N_("Known. Only added to this roll."),
    (Outcome.UNCHANGED, False): N_("On this roll already. Nothing changes."),
}


@dataclass(frozen=True, slots=True)
class RollPreview:
    """What importing a file would do; nothing is written yet. Refused rows come first."""

    offering_id: uuid.UUID
    offering_code: str
    course: Titles
    capacity: int
    taken: int
    """Seats taken before."""
    workbook: Workbook
    sheet: Sheet
    mapping: RollMapping
    rows: tuple[PreviewRow, ...]
    left_out: Mapping[int, str]
    """Rows that are no people, by row number."""
    on: date

    def count(self, outcome: Outcome) -> int:
        """How many rows have that outcome."""
        return sum(1 for row in self.rows if row.outcome == outcome)

    @property
    def joining(self) -> int:
        """How many people would be put on the roll."""
        return sum(1 for row in self.rows if row.joins)

    @property
    def seats_missing(self) -> int:
        """How many seats are too few; 0 when all find one."""
        return max(self.taken + self.joining - self.capacity, 0) if self.joining else 0


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One refused row, for the command line and lists."""

    row: int
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class RollImport:
    """What an import did. Each row of a person is counted once.

    `accepted` were put on the roll, `changed` stood on it and their record was changed, `unchanged` stood on
    it and nothing was written.
    """

    accepted: int
    unchanged: int
    changed: int
    refused: tuple[RefusedLine, ...] = field(default=())


@allowed(Role.TRAINING_OFFICER)
def preview(
    session: Session,
    *,
    offering_code: str,
    file: Path,
    on: date,
    mapping: RollMapping | None = None,
    sheet_name: str | None = None,
    progress: Progress = NO_PROGRESS,
) -> RollPreview:
    """What importing the file into the offering would do on that day; nothing is written.

    Without a mapping the columns are recognised, and read as they were the last time that a file with the
    same headings was imported.

    Raises:
        FileUnreadable: the file cannot be read as a workbook.
        NothingRecognised: no sheet looks like a roll.
        NotFound: there is no such offering, or no such sheet.
        WrongStage: the offering's roll is closed and somebody would join it.
    """
    offering = _offering(session, offering_code)
    workbook = workbook_reader.read(file, progress=progress)
    mapping = mapping or _remembered(session, roll_reader.recognise(workbook, sheet_name=sheet_name))
    sheet = workbook.sheet(mapping.sheet_name)
    if sheet is None:
        raise NotFound(N_("sheet"), mapping.sheet_name)
    mapping = roll_reader.with_dates_of(sheet, mapping)
    roll = roll_reader.read_rows(sheet, mapping, on=on, progress=progress)
    rows = _Judgement(session, offering, workbook, roll, partial(texts_of, sheet, mapping)).rows()
    if offering.state not in enrolments.OPEN_FOR_ROLL and any(row.joins for row in rows):
        raise WrongStage(offering.code, offering.state)
    return RollPreview(
        offering_id=offering.id,
        offering_code=offering.code,
        course=_course(session, offering),
        capacity=offering.capacity,
        taken=seats_taken(session, offering.id),
        workbook=workbook,
        sheet=sheet,
        mapping=mapping,
        rows=rows,
        left_out=roll.left_out,
        on=on,
    )


def save_refused(preview: RollPreview, *, path: Path, now: datetime) -> None:
    """Write the refused rows under their headings as a workbook, each with its reason beside it.

    Raises:
        FileUnwritable: the place cannot be written.
    """
    from trainer_app.documents import refused_rows

    reasons = {row.row: row.why for row in preview.rows if row.outcome == Outcome.REFUSED}
    refused_rows.write(path, sheet=preview.sheet, mapping=preview.mapping, reasons=reasons, made_at=now)


@allowed(Role.TRAINING_OFFICER)
def accept(
    session: Session,
    *,
    preview: RollPreview,
    now: datetime,
    reason: str = "",
    progress: Progress = NO_PROGRESS,
) -> RollImport:
    """Do what the preview showed: keep new people, change known ones, put them on the roll in file order.

    The refused rows stay out. A reason is needed only beyond the capacity. A file that changes nothing
    leaves no trace.

    Raises:
        CapacityReached: there are too few seats and no reason was given.
        AboutPeople: somebody else got one of the numbers meanwhile.
        ChangedMeanwhile: somebody changed one of the people meanwhile.
        WrongStage: the offering's roll was closed meanwhile.
    """
    done = _counts(preview)
    in_order = sorted(preview.rows, key=lambda row: row.row)
    _change_known(session, in_order, preview.on, progress)
    joining = _with_new_people(session, in_order, preview.on)
    if joining:
        enrolments.enrol_many(session, offering_id=preview.offering_id, person_ids=joining, reason=reason)
    if done.accepted or done.changed:
        session.add(_batch(preview, done, now))
        session.flush()
    return done


class _Judgement:
    """Decides row by row who is meant and what importing does."""

    def __init__(
        self, session: Session, offering: Offering, workbook: Workbook, roll: Roll, texts: _Texts
    ) -> None:
        self._roll, self._texts = roll, texts
        self._register: Register = roll_matching.register(session, offering_id=offering.id, rows=roll.rows)
        self._reading = _reading(session, offering, workbook, roll)
        self._states = _states(session, offering.id)
        self._met: dict[uuid.UUID, int] = {}

    def rows(self) -> tuple[PreviewRow, ...]:
        """Every row, refused ones first, then as in the file."""
        judged = [self._refused(row) for row in self._roll.refused] + [
            self._judged(r) for r in self._roll.rows
        ]
        return tuple(sorted(judged, key=lambda row: (_ORDER[row.outcome], row.row)))

    def _refused(self, row: RefusedRow) -> PreviewRow:
        return PreviewRow(row.row, Outcome.REFUSED, row.read, self._texts(row.row), faults=tuple(row.faults))

    def _judged(self, row: RollRow) -> PreviewRow:
        found = self._register.find(row)
        if isinstance(found, KnownPerson) and found.id in self._met:
            found = Fault(Field.NAME, FaultCode.SAME_PERSON, row.shown_name, {"row": self._met[found.id]})
        if isinstance(found, Fault):
            return self._refused(RefusedRow(row.row, (found,), row))
        return self._new(row) if found is None else self._known(row, found)

    def _new(self, row: RollRow) -> PreviewRow:
        draft = roll_drafts.new_person(row, self._reading)
        unread = row.rank if row.rank and draft.rank_id is None else ""
        cells = self._texts(row.row)
        return PreviewRow(row.row, Outcome.NEW, row, cells, joins=True, unread_rank=unread, draft=draft)

    def _known(self, row: RollRow, person: KnownPerson) -> PreviewRow:
        self._met[person.id] = row.row
        draft = roll_drafts.updated(person, row, self._reading)
        before = roll_drafts.kept(person)
        state = self._states.get(person.id)
        has_rank = self._reading.rank_of(row, person.side) is not None
        return PreviewRow(
            row.row,
            Outcome.UNCHANGED if draft == before else Outcome.CHANGED,
            row,
            self._texts(row.row),
            joins=state is None,
            changes=roll_drafts.changes(before, draft, self._reading),
            left_as=state if state and state not in ON_ROLL else None,
            unread_rank="" if has_rank else row.rank,
            person_id=person.id,
            version=person.version,
            draft=draft,
        )


def _offering(session: Session, code: str) -> Offering:
    offering = session.scalars(select(Offering).where(Offering.code == code)).one_or_none()
    if offering is None:
        raise NotFound(N_("offering"), code)
    return offering


def _course(session: Session, offering: Offering) -> Titles:
    columns = (CourseVersion.title_en, CourseVersion.title_ur, CourseVersion.title_zh)
    query = select(*columns).where(CourseVersion.id == offering.course_version_id)
    return Titles(*session.execute(query).one())


def _remembered(session: Session, mapping: RollMapping) -> RollMapping:
    query = (
        select(ImportBatch.mapping)
        .where(ImportBatch.kind == ImportKind.ROLL, ImportBatch.layout == mapping.layout_key)
        .order_by(ImportBatch.imported_at.desc(), ImportBatch.id.desc())
        .limit(1)
    )
    choices: dict[str, Any] | None = session.scalar(query)
    return mapping.with_choices(choices) if choices else mapping


def _reading(session: Session, offering: Offering, workbook: Workbook, roll: Roll) -> Reading:
    organisations = roll_words.organisations(session)
    return Reading(
        ranks=roll_words.ranks(session),
        organisations=organisations,
        agency=organisations.mentioned([*roll.titles, *_other_texts(workbook), workbook.file_name]),
        host_side=offering.host_side,
    )


def _other_texts(workbook: Workbook) -> list[str]:
    """Names of the sheets and the first texts of each, which may name the agency."""
    firsts = [
        value
        for sheet in workbook.sheets
        for row in sheet.rows[:3]
        for value in row[:1]
        if isinstance(value, str)
    ]
    return [*(sheet.name for sheet in workbook.sheets), *firsts]


def _states(session: Session, offering_id: uuid.UUID) -> dict[uuid.UUID, EnrolmentState]:
    query = select(Enrolment.person_id, Enrolment.state).where(Enrolment.offering_id == offering_id)
    return {row.person_id: row.state for row in session.execute(query)}


def _change_known(session: Session, rows: Sequence[PreviewRow], on: date, progress: Progress) -> None:
    changed = [
        (row.person_id, row.version, row.draft)
        for row in rows
        if row.outcome == Outcome.CHANGED and row.person_id and row.draft
    ]
    for done, (person_id, version, draft) in enumerate(changed):
        progress.step(done, len(changed))
        people.change(session, person_id=person_id, version=version, draft=draft, on=on)


def _with_new_people(session: Session, rows: Sequence[PreviewRow], on: date) -> list[uuid.UUID]:
    """Keep the new people; gives everybody who joins the roll, in the order of the file."""
    new = [row for row in rows if row.outcome == Outcome.NEW]
    ids = people.add_many(session, [row.draft for row in new if row.draft], on=on)
    by_row = dict(zip((row.row for row in new), ids, strict=True))
    joining = (by_row.get(row.row, row.person_id) for row in rows if row.joins)
    return [person_id for person_id in joining if person_id]


def _counts(preview: RollPreview) -> RollImport:
    standing = [row for row in preview.rows if row.outcome != Outcome.REFUSED and not row.joins]
    changed = sum(1 for row in standing if row.outcome == Outcome.CHANGED)
    refused = [row for row in preview.rows if row.outcome == Outcome.REFUSED]
    return RollImport(
        accepted=preview.joining,
        unchanged=len(standing) - changed,
        changed=changed,
        refused=tuple(RefusedLine(row.row, row.field, row.why) for row in refused),
    )


def _batch(preview: RollPreview, done: RollImport, now: datetime) -> ImportBatch:
    counts = {name: getattr(done, name) for name in ("accepted", "changed", "unchanged")}
    return ImportBatch(
        kind=ImportKind.ROLL,
        offering_id=preview.offering_id,
        file_name=preview.workbook.file_name,
        file_sha256=preview.workbook.sha256,
        layout=preview.mapping.layout_key,
        mapping=preview.mapping.choices(),
        counts={**counts, "refused": len(done.refused)},
        imported_at=now,
    )
