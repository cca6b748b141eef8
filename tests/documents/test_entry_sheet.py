"""The printed score sheet, read back as a reader sees it."""

import io

import pypdf
import pytest

from tests.documents.certificate_samples import texts
from tests.documents.entry_samples import COMPONENTS, points, sheet, trainees, written
from trainer_app.core.errors import FileUnwritable, NoGlyph
from trainer_app.core.language import LANGUAGES, using
from trainer_app.documents import entry_sheet_words as words
from trainer_app.documents.entry_sheet import write_entry_sheet


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_filled", [False, True])
def test_readers_find_heading_people_components_and_the_end_of_the_journal(language, is_filled):
    people = trainees(3, points("40"), points("77"), language=language)
    data = sheet(is_filled=is_filled, trainees=people)
    read = texts(written(data, language, head="PK-1842 a3f9 77c0"))
    # pypdfium2 turns codes around in a line that it takes for Urdu.
    for text in read[1:] if language == "ur" else read:
        for expected in ("PK-2026-07", "PK-1842a3f977c0", "2026"):
            assert expected in plain(text)
        with using(language):
            expected = [words.title(is_filled=is_filled), words.maximum(COMPONENTS[0]), *words.signers()]
        if language != "ur":
            expected += [person.name for person in people]
            expected += [component.titles.in_language(language) for component in COMPONENTS]
        for words_of in expected:
            for word in words_of.split():
                assert plain(word) in plain(text), word
        assert ("40.0" in text, "120.0" in text, "231" in text) == (is_filled,) * 3


def test_the_file_names_its_language_and_its_day():
    reader = pypdf.PdfReader(io.BytesIO(written(sheet(), "zh")))
    assert reader.root_object["/Lang"] == "zh"
    assert reader.metadata.title == "成绩表: PK-2026-07"


def test_two_hundred_trainees_and_many_components_stay_a_small_file():
    data = sheet(components=COMPONENTS * 4, trainees=trainees(200, *([points("40")] * 8)))
    content = written(data)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 11
    assert len(content) < 250_000


def test_the_same_sheet_gives_the_same_bytes():
    assert written(sheet()) == written(sheet())
    assert written(sheet()) != written(sheet(is_filled=False))


def test_a_name_that_no_font_has_is_told():
    people = trainees(1, points("40"), points("40"))
    with pytest.raises(NoGlyph):
        written(sheet(trainees=(type(people[0])(1, "\U00012000", "", people[0].marks),)))


def test_a_path_is_written_whole_or_not_at_all(tmp_path):
    write_entry_sheet(sheet(), "en", tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == written(sheet())
    with pytest.raises(FileUnwritable):
        write_entry_sheet(sheet(), "en", tmp_path / "nowhere" / "sheet.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.pdf"]
