"""The printed explanation, read back as a reader sees it."""

import io

import pypdf
import pytest

from tests.documents.certificate_samples import texts
from tests.documents.explanation_samples import page, sheet, written
from trainer_app.core.errors import FileUnwritable, NoGlyph
from trainer_app.documents.explanation_sheet import write_explanation


def read(data):
    return [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(data)).pages]


def places(data):
    """Where each text of the first page begins, from the left."""
    found = {}

    def keep(text, _cm, matrix, *_rest):
        if text.strip():
            found.setdefault(text.strip(), matrix[4] + _cm[4])

    pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_text=keep)
    return found


def test_every_clause_stands_with_value_limit_and_verdict():
    for text in texts(written(sheet())):
        for words in (
            "Road measurement",
            "44.2 %",
            "at least 50.0 %",
            "not met",
            "26.5 / 60",
            "72.833",
            "72.8",
        ):
            assert words in text, words


def test_each_language_begins_a_page_that_carries_code_and_journal():
    pages = read(written(sheet(), head="J1842 a3f9 77c0"))
    assert len(pages) == 3
    assert all("PK-2026-05 · 6 · J1842 a3f9 77c0" in text for text in pages)
    assert "沙希德·伊克巴尔" in pages[2]


def test_an_explanation_that_is_too_long_goes_on_on_another_page():
    pages = read(written(sheet(page(rules=80))))
    assert len(pages) == 2
    assert sum(text.count("at least 50.0 %") for text in pages) == 80
    assert "Total, exact" in pages[1]


def test_a_long_name_is_broken_into_lines():
    long = "Superintendent of the Training Directorate " * 4
    (text,) = read(written(sheet(page(name=long))))
    lines = [line for line in text.splitlines() if "Directorate" in line]
    assert len(lines) > 1
    assert sum(line.count("Directorate") for line in lines) == 4


def test_urdu_begins_at_the_right():
    english, urdu = (places(written(sheet(page(code)))) for code in ("en", "ur"))
    assert english["Rule"] < english["Verdict"]
    assert urdu["Rule"] > urdu["Verdict"]


def test_the_file_names_its_first_language_its_title_and_its_day():
    reader = pypdf.PdfReader(io.BytesIO(written(sheet())))
    assert reader.root_object["/Lang"] == "en"
    assert reader.metadata.title == "How the result is made: PK-2026-05 · 6"


def test_the_same_explanation_gives_the_same_bytes():
    assert written(sheet()) == written(sheet())
    assert written(sheet()) != written(sheet(), head="J1842")


def test_a_name_that_no_font_has_is_told():
    with pytest.raises(NoGlyph):
        written(sheet(page(name="\U00012000")))


def test_a_path_is_written_whole_or_not_at_all(tmp_path):
    write_explanation(sheet(), tmp_path / "result.pdf")
    assert (tmp_path / "result.pdf").read_bytes() == written(sheet())
    with pytest.raises(FileUnwritable):
        write_explanation(sheet(), tmp_path / "nowhere" / "result.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["result.pdf"]
