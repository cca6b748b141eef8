import io
import unicodedata
from datetime import date

import pypdf
import pytest

from tests.documents.certificate_samples import names, texts
from trainer_app.core.errors import NoGlyph
from trainer_app.core.paths import resource
from trainer_app.documents import text_layer
from trainer_app.documents.fonts import FontStack, choice, stack
from trainer_app.documents.paper import Paper
from trainer_app.documents.text_layer import draw, measure, missing_glyphs, shape

URDU = stack("ur", "NotoNastaliqUrdu-Regular", "EBGaramond-Regular", "NotoSerifSC-Regular")
LATIN = stack("en", "EBGaramond-Regular", "NotoSerifSC-Regular", "NotoNastaliqUrdu-Regular")
CHINESE = stack("zh-Hans", "NotoSerifSC-Regular", "EBGaramond-Regular")
WORDS = [
    "محمد",
    "عبداللہ",
    "خان",
    "تربیتی",
    "سند",
    "تصدیق",
    "کی",
    "جاتی",
    "ہے",
    "کہ",
    "نومبر",
    "سے",
    "تک",
    "کورس",
    "کمیونٹی",
    "پولیسنگ",
    "اور",
    "بحرانی",
    "رابطہ",
    "کامیابی",
    "مکمل",
    "کیا",
    "ڈائریکٹر",
    "تربیت",
    "سربراہ",
    "وفد",
    "کمانڈنٹ",
    "عائشہ",
    "صدیقہ",
    "ذوالفقار",
    "غلام",
    "مصطفیٰ",
    "چودھری",
    "گلگت",
    "اقراء",
]


def drawn(*lines: tuple[str, FontStack, str]) -> bytes:
    stream = io.BytesIO()
    paper = Paper(stream, title="test", language="en", made_on=date(2026, 1, 2))
    for index, (text, fonts, direction) in enumerate(lines):
        draw(paper, text, 60, 540 - 40 * index, fonts=fonts, size=14, direction=direction)
    paper.showPage()
    paper.finish()
    return stream.getvalue()


def by_qt(name: str, text: str, *, is_urdu: bool) -> list[tuple[float, int, float]]:
    """Place and number of every glyph as Qt's own shaping gives them, 1000 to the em."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption

    number = QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf")))
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setPixelSize(1000)
    font.setBold("Bold" in name)
    font.setItalic("Italic" in name)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_urdu else Qt.LayoutDirection.LeftToRight)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000_000)
    layout.endLayout()
    placed = [
        (place.x(), glyph, line.ascent() - place.y())
        for run in layout.glyphRuns()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
    ]
    first = min(x for x, _, _ in placed)
    return sorted((round(x - first), glyph, round(y)) for x, glyph, y in placed)


def by_text_layer(name: str, text: str, *, is_urdu: bool) -> list[tuple[float, int, float]]:
    line = shape(text, stack("ur" if is_urdu else "en", name), "rtl" if is_urdu else "ltr")
    placed, pen = [], 0
    for run in line.runs:
        for glyph in run.glyphs:
            placed.append((pen + glyph.dx, glyph.number, glyph.dy))
            pen += glyph.advance
    first = min(x for x, _, _ in placed)
    return sorted((x - first, glyph, y) for x, glyph, y in placed)


@pytest.mark.parametrize(
    ("font", "text"),
    [
        ("NotoNastaliqUrdu-Regular", "محمد عبداللہ خان"),
        ("NotoNastaliqUrdu-Regular", "صاحبزادہ محمد ذوالفقار الدین غلام مصطفیٰ جتوئی"),
        ("NotoNastaliqUrdu-Regular", "محمّد ٹیپو"),
        ("NotoNastaliqUrdu-Regular", "غلام‌علی"),
        ("NotoNastaliqUrdu-Regular", "نے 2 نومبر 2026"),
        ("NotoNastaliqUrdu-Bold", "عائشہ صدیقہ گلگت"),
        ("EBGaramond-Italic", "Thomas Offiah, Sahibzada Ötkür"),
        ("EBGaramond-Regular", "2 November 2026"),
        ("NotoSerifSC-Bold", "阿卜杜拉·买买提"),
    ],
)
def test_glyphs_stand_where_qt_puts_them(qapp, font, text):
    is_urdu = "Nastaliq" in font
    expected = by_qt(font, text, is_urdu=is_urdu)
    found = by_text_layer(font, text, is_urdu=is_urdu)
    assert [glyph for _, glyph, _ in found] == [glyph for _, glyph, _ in expected]
    assert all(abs(a[0] - b[0]) <= 1 and abs(a[2] - b[2]) <= 1 for a, b in zip(found, expected, strict=True))


def test_urdu_words_are_found_by_two_readers():
    lines = [" ".join(WORDS[start : start + 4]) for start in range(0, len(WORDS), 4)]
    for text in texts(drawn(*((line, URDU, "rtl") for line in lines))):
        found = unicodedata.normalize("NFC", text).split()
        assert [word for word in WORDS if word not in found] == []


def test_digits_in_an_urdu_line_keep_their_order_for_two_readers():
    for text in texts(drawn(("سند نمبر 2026-00123 مورخہ 23 نومبر 2026 جاری", URDU, "rtl"))):
        assert "2026-00123" in text
        assert "6202" not in text
        assert text.replace("2026-00123", "").count("2026") == 1


def test_chinese_and_latin_are_read_back_as_they_were_written():
    for text in texts(
        drawn(("2026年11月2日 阿卜杜拉·买买提", CHINESE, "ltr"), ("Official office fjord", LATIN, "ltr"))
    ):
        assert "2026年11月2日 阿卜杜拉·买买提" in text
        assert "Official office fjord" in text


def test_a_ligature_is_read_back_as_its_letters():
    line = shape("office", LATIN)
    assert [glyph.text for run in line.runs for glyph in run.glyphs] == ["o", "ffi", "c", "e"]


def test_a_mark_that_has_no_letter_of_its_own_is_read_back_once():
    line = shape("q\u0304", stack("en", "NotoSans-Regular"))
    assert "".join(glyph.text for run in line.runs for glyph in run.glyphs) == "q\u0304"


def test_decomposed_letters_are_composed_before_they_are_drawn():
    assert shape("O\u0308", LATIN).runs == shape("Ö", LATIN).runs


def test_a_missing_character_is_named():
    assert missing_glyphs("Khan \u0e01\U0001f600\u0e01", LATIN) == ("\u0e01", "\U0001f600")


def test_invisible_marks_need_no_glyph():
    assert missing_glyphs("غلام\u200cعلی \u2066A\u2069", URDU) == ()


def test_a_character_without_glyph_is_never_drawn():
    with pytest.raises(NoGlyph) as refusal:
        drawn(("ก", LATIN, "ltr"))
    assert "U+0E01" in str(refusal.value)


def test_no_undefined_glyph_is_embedded():
    data = drawn(("محمد Khan 汗", URDU, "rtl"))
    fonts = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        places = font.get_object()["/DescendantFonts"][0]["/CIDToGIDMap"].get_data()
        numbers = [int.from_bytes(places[at : at + 2], "big") for at in range(2, len(places), 2)]
        assert numbers
        assert all(numbers)


def test_width_grows_with_size_and_is_what_is_drawn():
    assert measure("محمد خان", URDU, 20, "rtl") == pytest.approx(2 * measure("محمد خان", URDU, 10, "rtl"))
    assert shape("محمد خان", URDU, "rtl").right <= shape("محمد خان", URDU, "rtl").width + 0.2


def test_spaces_of_an_urdu_line_can_be_wider():
    wide = FontStack("ur", (choice("NotoNastaliqUrdu-Regular"),), word_gap=0.1)
    narrow = stack("ur", "NotoNastaliqUrdu-Regular")
    assert measure("محمد خان", wide, 10, "rtl") == pytest.approx(measure("محمد خان", narrow, 10, "rtl") + 1)


def test_a_line_can_be_set_from_its_left_its_middle_and_its_right():
    stream = io.BytesIO()
    paper = Paper(stream, title="test", language="en", made_on=date(2026, 1, 2))
    for align, y in (("left", 300), ("centre", 260), ("right", 220)):
        draw(paper, "Khan", 400, y, fonts=LATIN, size=20, align=align)
    paper.showPage()
    paper.finish()
    with_matrices = []
    page = pypdf.PdfReader(io.BytesIO(stream.getvalue())).pages[0]
    page.extract_text(visitor_text=lambda text, cm, *_: with_matrices.append((text.strip(), cm[4])))
    starts = [x for text, x in with_matrices if text == "Khan"]
    width = measure("Khan", LATIN, 20)
    assert starts == [pytest.approx(400 - width * share, abs=0.01) for share in (0, 0.5, 1)]


def test_an_empty_line_takes_no_room():
    assert shape("", LATIN).width == 0


@pytest.mark.parametrize("language", ["en", "ur", "zh"])
def test_every_generated_name_is_shaped_without_an_undefined_glyph(language):
    fonts = {"en": LATIN, "ur": URDU, "zh": CHINESE}[language]
    for name in names(language, 200):
        line = text_layer.shape(name, fonts, "rtl" if language == "ur" else "ltr")
        assert all(glyph.number for run in line.runs for glyph in run.glyphs)
