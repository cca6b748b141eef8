import io
from datetime import date

import pypdf

from trainer_app.documents.embedded_font import EmbeddedFont
from trainer_app.documents.fonts import face, stack
from trainer_app.documents.paper import Paper
from trainer_app.documents.text_layer import draw


def test_one_glyph_that_stands_for_two_texts_has_two_numbers():
    font = EmbeddedFont(face("NotoSans-Regular"), "T1")
    assert font.cid(3, "a") == font.cid(3, "a")
    assert font.cid(3, "a") != font.cid(3, "ا")


def embedded(text: str) -> pypdf.generic.DictionaryObject:
    stream = io.BytesIO()
    paper = Paper(stream, title="test", language="en", made_on=date(2026, 1, 2))
    draw(paper, text, 50, 50, fonts=stack("en", "EBGaramond-Regular"), size=12)
    paper.showPage()
    paper.finish()
    fonts = pypdf.PdfReader(io.BytesIO(stream.getvalue())).pages[0]["/Resources"]["/Font"]
    assert list(fonts) == ["/T1"]
    return fonts["/T1"]


def test_the_font_file_is_embedded_and_named_as_a_subset():
    font = embedded("Khan")
    descendant = font["/DescendantFonts"][0]
    assert font["/BaseFont"][7:] == "+EBGaramond-Regular"
    assert descendant["/FontDescriptor"]["/FontFile2"].get_data()[:4] == b"\x00\x01\x00\x00"


def test_the_stated_widths_are_those_of_the_font_file():
    descendant = embedded("Khan")["/DescendantFonts"][0]
    garamond = face("EBGaramond-Regular")
    assert list(descendant["/W"][1]) == [garamond.advance(garamond.glyph(letter)) for letter in "Khan"]
