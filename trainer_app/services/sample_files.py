"""The sample as files: a database, and what an office makes from one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import FileUnwritable
from trainer_app.core.language import LANGUAGES
from trainer_app.core.os_reasons import reason_of
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents import sample_rolls, workbook
from trainer_app.documents.sample_rolls import RollEntry
from trainer_app.documents.sheet_model import Value
from trainer_app.documents.whole_file import whole_file
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.rules.vocabulary import Sex
from trainer_app.services import certificates, offerings, reports, sample, sample_plan, sample_users, scores
from trainer_app.services.access import allowed
from trainer_app.services.offerings import OfferingRow
from trainer_app.services.sample_plan import SamplePerson
from trainer_app.services.sample_users import SAMPLE_KEY
from trainer_app.services.score_grid import ScoreGrid
from trainer_app.storage import keys
from trainer_app.storage.engine import open_database

DATABASE_NAME = "sample.db"
_ROLLS: Sequence[tuple[str, str, str, Callable[[Path, Sequence[RollEntry]], None]]] = (
    ("roll-english.xlsx", "PK", "en", sample_rolls.write_english),
    ("roll-urdu.xlsx", "PK", "ur", sample_rolls.write_urdu),
    ("roll-chinese.xlsx", "CN", "zh", sample_rolls.write_chinese),
)
_OFFICERS_ON_ROLL = 18


@dataclass(frozen=True, slots=True)
class OfferingLine:
    """One intake of the sample."""

    code: str
    course: str
    state: OfferingState
    trainees: int


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """What was made."""

    database: Path
    offerings: tuple[OfferingLine, ...]
    files: tuple[Path, ...]


def make(
    directory: Path,
    *,
    people_count: int,
    seed: int,
    today: date,
    progress: Progress = NO_PROGRESS,
) -> SampleFiles:
    """Make the sample database in a folder, and from it certificates, a report and lists to import.

    The database takes its name only when it is whole; a sample that stands there is replaced.

    Raises:
        FileUnwritable: the folder or a file cannot be written.
    """
    _make_folder(directory)
    place = directory / DATABASE_NAME
    beside = directory / f".{DATABASE_NAME}.new"
    _remove(beside)
    try:
        with closing(open_database(beside, SAMPLE_KEY)) as database:
            users = sample.fill(
                database, people_count=people_count, seed=seed, today=today, progress=progress
            )
            with database.reading() as session:
                rows = offerings.rows(session)
                files = list(_documents(session, directory, rows, today))
                files += lists(session, directory, people_count=people_count, seed=seed)
            database.settle()
        sample_users.write_keys(beside, users)
        _remove(place)
        beside.replace(place)
        keys.place_of(beside).replace(keys.place_of(place))
    finally:
        _remove(beside)
    lines = [OfferingLine(row.code, row.course_code, row.state, row.trainees) for row in rows]
    return SampleFiles(place, tuple(reversed(lines)), tuple(files))


@allowed()
def lists(session: Session, directory: Path, *, people_count: int, seed: int) -> list[Path]:
    """Write what can be imported into the sample: a roll in every script and a mark list."""
    return [*_rolls(session, directory, people_count, seed), *_marks(session, directory)]


def _make_folder(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise FileUnwritable(directory, reason_of(fault)) from fault


def _remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm", ".keys"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _documents(session: Session, directory: Path, rows: Sequence[OfferingRow], today: date) -> Iterator[Path]:
    """Certificates and report of the newest closed intake; in a tiny sample nobody may have passed it."""
    closed = [row for row in rows if row.state is OfferingState.CLOSED]
    certified = (row for row in closed if certificates.issued_numbers(session, offering_id=row.id))
    for row in islice(certified, 1):
        path = directory / f"certificates-{row.code}.pdf"
        with whole_file(path) as file:
            file.write(certificates.printed(session, offering_id=row.id))
        yield path
    for code in LANGUAGES:
        path = directory / f"report-{closed[0].code}-{code}.xlsx"
        # Without the journal's end: it differs each time, and the files of a sample are the same.
        book = reports.offering_progress_book(session, offering_code=closed[0].code, language=code, on=today)
        workbook.write(book, path)
        yield path


def _rolls(session: Session, directory: Path, people_count: int, seed: int) -> Iterator[Path]:
    """Rolls of people whom the database does not know yet."""
    random = Random(seed + 1)  # noqa: S311 (invented people, no secrets)
    strangers = sample_plan.people(random, _OFFICERS_ON_ROLL * 12, start=people_count)
    by_side: dict[str, list[SamplePerson]] = {"PK": [], "CN": []}
    for person in strangers:
        by_side[person.side].append(person)
    for name, side, code, write in _ROLLS:
        titles = {kind: _titles(session, kind, side, code) for kind in (Rank, Organisation)}
        chosen = [by_side[side].pop() for _n in range(_OFFICERS_ON_ROLL)]
        entries = [_entry(random, person, titles[Rank][:7], titles[Organisation]) for person in chosen]
        write(directory / name, entries)
        yield directory / name


def _titles(session: Session, kind: type[Rank] | type[Organisation], side: str, code: str) -> list[str]:
    title = getattr(kind, f"title_{code}")
    order = Rank.scale_order if kind is Rank else Organisation.code
    return list(session.scalars(select(title).where(kind.side == side).order_by(order)))


def _entry(random: Random, person: SamplePerson, ranks: Sequence[str], postings: Sequence[str]) -> RollEntry:
    return RollEntry(
        name_latin=f"{person.given_latin} {person.surname_latin}".strip(),
        name_ur=person.name_ur,
        name_zh=person.name_zh,
        pinyin=f"{person.surname_latin.upper()} {person.given_latin}",
        rank=random.choice(ranks),
        sex="女" if person.sex is Sex.FEMALE else "男",
        identity=person.identity,
        service_no=person.service_no,
        born_on=person.born_on,
        posting=random.choice(postings),
    )


def _marks(session: Session, directory: Path) -> Iterator[Path]:
    """The last marks of an intake that is being assessed, with what such lists often get wrong."""
    rows = (row for row in offerings.rows(session) if row.state is OfferingState.ASSESSMENT)
    for row in islice(rows, 1):
        grid = scores.grid(session, offering_id=row.id)
        place, component = max(enumerate(grid.components), key=lambda each: _blanks(grid, each[0]))
        maximum = component.facts.max_points
        marks: list[tuple[str, Value]] = [
            (trainee.names.en, _typed(marks[place], maximum))
            for trainee, marks in zip(grid.trainees, grid.marks, strict=True)
        ]
        marks[1:2] = [(name, maximum + 6) for name, _mark in marks[1:2]]
        marks[3:4] = [(name, "medical leave") for name, _mark in marks[3:4]]
        marks.append(("Not On The Roll", maximum / 2))
        path = directory / f"marks-{row.code}-{component.code}.xlsx"
        sample_rolls.write_marks(path, component.titles.en.upper(), maximum, marks)
        yield path


def _blanks(grid: ScoreGrid, place: int) -> int:
    return sum(marks[place].state is ScoreState.NOT_ENTERED for marks in grid.marks)


def _typed(mark: Mark, maximum: Decimal) -> Value:
    """A mark as an agency types it; one that is still missing has come meanwhile."""
    if mark.state is ScoreState.NOT_ENTERED:
        return maximum * 3 / 4
    return "Absent" if mark.points is None else mark.points
