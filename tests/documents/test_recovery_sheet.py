import io
from datetime import date

import pypdf
import pypdfium2
import pytest
import zxingcpp

from tests.documents.certificate_samples import texts
from tests.documents.recovery_samples import KEY, sheet
from trainer_app.core.errors import FileUnwritable
from trainer_app.core.language import LANGUAGES
from trainer_app.documents import recovery_sheet_words as words
from trainer_app.documents.recovery_sheet import RecoverySheet, write_sheet
from trainer_app.rules import recovery_key


def written(data: RecoverySheet) -> bytes:
    stream = io.BytesIO()
    write_sheet(data, stream)
    return stream.getvalue()


def test_the_sheet_is_one_page_of_a4_upright():
    pages = pypdf.PdfReader(io.BytesIO(written(sheet())), strict=True).pages
    assert len(pages) == 1
    assert [float(side) for side in pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)


def test_two_readers_find_the_groups_in_their_order():
    for text in texts(written(sheet())):
        places = [text.index(group) for group in KEY.split("-")]
        assert places == sorted(places)


def test_two_readers_find_the_words_of_each_language_and_the_facts():
    for text in texts(written(sheet())):
        plain = "".join(text.split())
        for code in LANGUAGES:
            assert "".join(words.title().in_language(code).split()) in plain
        for fact in (
            "joint-training-2026.db",
            "KhalidMehboob",
            "伊斯兰堡",
            "23November2026",
            "2026年联合培训",
        ):
            assert fact in plain
        for word in ("مشترکہ", "تربیت", "اسلام"):
            assert word in text


def test_both_holders_have_a_place_to_sign():
    text = texts(written(sheet()))[0]
    assert text.count("Signature") >= 2
    for holder in words.holders():
        assert holder.en in " ".join(text.split())


@pytest.mark.parametrize("dots_per_inch", [150, 300])
def test_the_code_on_the_page_is_the_key(dots_per_inch):
    with pypdfium2.PdfDocument(written(sheet())) as document:
        image = document[0].render(scale=dots_per_inch / 72).to_pil()
    found = zxingcpp.read_barcodes(image)
    assert [recovery_key.read(code.text) for code in found] == [recovery_key.read(KEY)]


def test_the_same_sheet_gives_the_same_bytes_and_another_key_gives_others():
    assert written(sheet()) == written(sheet())
    assert written(sheet()) != written(sheet(key=recovery_key.written(1)))


def test_the_key_is_not_in_what_the_file_says_of_itself():
    reader = pypdf.PdfReader(io.BytesIO(written(sheet())))
    assert reader.metadata.title == "Recovery key: joint-training-2026.db"
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)
    assert KEY[:9] not in str(reader.metadata) + str(reader.xmp_metadata.dc_title)


def test_no_undefined_glyph_is_in_the_file():
    page = pypdf.PdfReader(io.BytesIO(written(sheet()))).pages[0]
    for font in page["/Resources"]["/Font"].values():
        places = font.get_object()["/DescendantFonts"][0]["/CIDToGIDMap"].get_data()
        assert all(int.from_bytes(places[at : at + 2], "big") for at in range(2, len(places), 2))


def test_a_path_is_written_whole(tmp_path):
    write_sheet(sheet(), tmp_path / "key.pdf")
    assert (tmp_path / "key.pdf").read_bytes() == written(sheet())
    assert [file.name for file in tmp_path.iterdir()] == ["key.pdf"]


def test_a_folder_that_is_not_there_is_named_as_the_reason(tmp_path):
    with pytest.raises(FileUnwritable):
        write_sheet(sheet(), tmp_path / "nowhere" / "key.pdf")
