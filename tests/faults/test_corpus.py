"""Every bad file of the corpus gets its own message; nothing is written, within little memory and time."""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import enrol, make_offering, make_person
from tests.faults.corpus import BadFile, corpus
from tests.keys import KEY
from trainer_app.core.errors import AppError, FileUnreadable, NothingRecognised, WorkbookUnreadable
from trainer_app.documents.faults import Fault
from trainer_app.documents.reading_process import BOUNDS, ask
from trainer_app.documents.workbook_reader import FILE_LIMIT_BYTES
from trainer_app.models.base import Base
from trainer_app.rules.states import OfferingState
from trainer_app.services import rolls, score_lists
from trainer_app.services.rolls import Outcome
from trainer_app.services.score_lists import Verdict
from trainer_app.storage.engine import Database, connect

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CODE = "PK-2026-01"
FILES = corpus()
MOST_SECONDS = 10


@pytest.fixture(scope="module")
def programme(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with an offering that is open for its roll, and one whose marks are being typed.

    No test changes it: that is what they test.
    """
    place = tmp_path_factory.mktemp("corpus") / "programme.db"
    shutil.copyfile(template_file, place)
    database = connect(place, KEY)
    with database.transaction() as session:
        make_offering(session, code=CODE, state=OfferingState.OPEN, capacity=60)
        marked = make_offering(session, code="PK-2026-02")
        enrol(session, marked, make_person(session, "Sana Javed"))
    yield database
    database.close()


@pytest.fixture(params=FILES.values(), ids=FILES.keys())
def bad(request: pytest.FixtureRequest) -> BadFile:
    """Each of the bad files."""
    chosen: BadFile = request.param
    return chosen


@pytest.fixture
def place(bad: BadFile, tmp_path: Path) -> Path:
    """Where the bad file is."""
    bad.make(tmp_path / bad.name)
    return tmp_path / bad.name


def rows_of_all_tables(session: Session) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def imported(session: Session, bad: BadFile, place: Path) -> tuple[str, ...]:
    """Import the file as far as it goes; gives the codes of its refused rows."""
    if bad.is_marks:
        seen = score_lists.preview(session, file=place, offering_code="PK-2026-02", component_code="FIR")
        assert {mark.verdict for mark in seen.marks} == {Verdict.REFUSED}
        assert all(mark.why for mark in seen.marks)
        score_lists.accept(session, preview=seen, now=NOW)
        return tuple(code_of(mark.fault) for mark in seen.marks)
    preview = rolls.preview(session, offering_code=CODE, file=place, on=ON)
    assert {row.outcome for row in preview.rows} == {Outcome.REFUSED}
    assert all(row.why for row in preview.rows)
    rolls.accept(session, preview=preview, now=NOW)
    return tuple(row.faults[0].code.value for row in preview.rows)


def code_of(fault: AppError | Fault | None) -> str:
    if isinstance(fault, Fault):
        return fault.code.value
    if isinstance(fault, WorkbookUnreadable):
        return fault.code
    names = {FileUnreadable: "no_file", NothingRecognised: "no_list"}
    return names.get(type(fault), type(fault).__name__)  # type: ignore[arg-type]


def test_the_corpus_is_large_and_its_files_are_the_same_each_time(tmp_path):
    assert len(FILES) >= 60
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    for name in ("noise.xlsx", "old-noise.xls", "noise-in-a-part.xlsx", "two-rolls.xlsx"):
        for folder in ("one", "other"):
            corpus()[name].make(tmp_path / folder / name)
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def outcome(session: Session, bad: BadFile, place: Path) -> tuple[str | tuple[str, ...], str]:
    """What became of the file, and the sentence that refuses the whole of it."""
    try:
        return imported(session, bad, place), ""
    except AppError as refusal:
        return code_of(refusal), refusal.sentence()


def test_a_bad_file_is_told_by_its_own_name_and_writes_nothing(bad, place, programme):
    begun_at = monotonic()
    with programme.transaction() as session:
        before = rows_of_all_tables(session)
        told, sentence = outcome(session, bad, place)
        assert told == bad.expected
        assert rows_of_all_tables(session) == before
    assert not sentence or (bad.name in sentence and "Nothing was changed." in sentence)
    assert monotonic() - begun_at <= MOST_SECONDS


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the peak of a process")
def test_reading_a_bad_file_stays_within_its_memory(bad, place):
    is_read = place.is_file() and place.stat().st_size <= FILE_LIMIT_BYTES
    peak = ask(place, place.read_bytes()).peak_bytes if is_read else 0
    assert (peak > 0) == is_read
    assert peak < BOUNDS.memory_bytes
