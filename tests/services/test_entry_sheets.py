"""Score sheets on paper: who and what stands on them, in which order."""

import io
from datetime import UTC, datetime

import pypdf
import pytest
from sqlalchemy import select

from tests.factories import components_of, enrol, make_offering, make_person
from tests.services.assessed import give, offering_in_results, trainee_with
from tests.services.passed import make_passed
from trainer_app.core.errors import FileUnwritable, NotFound
from trainer_app.models.base import new_id
from trainer_app.models.journal import JournalCheckpoint
from trainer_app.services import entry_sheets
from trainer_app.storage.journal import checkpoints

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
NAMES = ("Sana Javed", "Bilal Khan", "Adnan Ghauri")


@pytest.fixture
def offering(session):
    return make_offering(session, course="CPR-201")


@pytest.fixture
def people(session, offering):
    """Three trainees, the first with a mark of 66 in the written examination."""
    enrolments = [enrol(session, offering, make_person(session, name)) for name in NAMES]
    give(session, offering, enrolments[0], "WRT", 66)
    return enrolments


@pytest.fixture
def sheet(session, offering, tmp_path):
    """Writes a sheet and gives its pages as text."""

    def write(*, language="en", is_filled=True, of=offering, **more):
        file = tmp_path / "sheet.pdf"
        entry_sheets.export(
            session, offering_id=of.id, path=file, language=language, is_filled=is_filled, now=NOW, **more
        )
        pages = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
        return [" ".join(page.extract_text().split()) for page in pages]

    return write


def in_order(text, names=NAMES):
    """The names as they follow each other on a page."""
    return sorted((name for name in names if name in text), key=text.index)


def test_trainees_come_in_the_order_that_is_asked_for_and_else_by_roll_number(sheet, people):
    assert in_order(sheet()[0]) == list(NAMES)
    order = [people[2].id, people[0].id]
    assert in_order(sheet(order=order)[0]) == ["Adnan Ghauri", "Sana Javed", "Bilal Khan"]


def test_a_filled_sheet_has_marks_count_and_sum_and_a_blank_one_none(sheet, people):
    filled, blank = sheet()[0], sheet(is_filled=False)[0]
    assert "66.0" in filled
    assert "1 / 3" in filled
    assert "66" not in blank
    assert "Day of the assessment" in blank


def test_one_component_stands_alone_or_all_beside_each_other(session, sheet, offering, people):
    titles = {code: each.title_en for code, each in components_of(session, offering).items()}
    chosen = components_of(session, offering)["DRV"]
    text = sheet(component_ids=(chosen.id,))[0]
    assert [title in text for title in titles.values()] == [code == "DRV" for code in titles]
    assert all(word in sheet()[0] for title in titles.values() for word in title.split())


@pytest.mark.parametrize(("language", "word"), [("ur", "دستخط"), ("zh", "成绩表")])
def test_the_sheet_speaks_the_language_that_is_chosen(sheet, people, language, word):
    assert word in sheet(language=language)[0]


def test_a_resit_lists_who_takes_it_and_what_they_take(session, sheet, tmp_path):
    offering = offering_in_results(session, course="CPR-201", code="PK-2026-02")
    marks = {"FIR": 10}
    trainee_with(session, offering, name="Sana Javed")
    trainee_with(session, offering, name="Bilal Khan", marks=marks)
    text = sheet(of=offering, attempt=2, is_filled=False)[0]
    assert in_order(text) == ["Bilal Khan"]
    assert "Attempt 2" in text
    assert "Firearms" in text
    assert "Written" not in text


def test_the_journal_is_signed_and_the_sheet_carries_its_end(session, tmp_path):
    offering, file = make_passed(session), tmp_path / "sheet.pdf"
    make_person(session, "Amina Khan")
    entry_sheets.export(session, offering_id=offering.id, path=file, language="en", is_filled=True, now=NOW)
    text = " ".join(pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text().split())
    signed = session.scalars(select(JournalCheckpoint.occasion).order_by(JournalCheckpoint.seq)).all()
    assert signed[-1] == "export"
    assert checkpoints.sign(session, "export").head in text


def test_an_offering_that_is_not_there_and_a_folder_that_is_not_are_told(session, offering, people, tmp_path):
    given = {"language": "en", "is_filled": False, "now": NOW}
    with pytest.raises(NotFound):
        entry_sheets.export(session, offering_id=new_id(), path=tmp_path / "a.pdf", **given)
    with pytest.raises(FileUnwritable):
        entry_sheets.export(session, offering_id=offering.id, path=tmp_path / "no" / "a.pdf", **given)
    assert list(tmp_path.glob("*.pdf")) == []
