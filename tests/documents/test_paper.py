import io
import re
from datetime import date

import pypdf

from trainer_app.documents.fonts import stack
from trainer_app.documents.paper import Paper
from trainer_app.documents.text_layer import draw


class Counting(io.BytesIO):
    """Remembers how much had been written when it was asked."""

    def size(self) -> int:
        return len(self.getvalue())


def begun(stream: io.BytesIO) -> Paper:
    return Paper(stream, title="Khan & Söhne", language="en", made_on=date(2026, 11, 23))


def with_pages(count: int) -> bytes:
    stream = io.BytesIO()
    paper = begun(stream)
    for page in range(count):
        draw(paper, f"page {page}", 50, 50, fonts=stack("en", "EBGaramond-Regular"), size=12)
        paper.showPage()
    paper.finish(keywords="one, two")
    return stream.getvalue()


def test_a_page_is_in_the_file_as_soon_as_it_is_shown():
    stream = Counting()
    paper = begun(stream)
    sizes = []
    for _ in range(3):
        paper.addLiteral("% " + "x" * 10)
        paper.showPage()
        sizes.append(stream.size())
    assert sizes == sorted(set(sizes))


def test_the_file_can_be_read_strictly_and_holds_every_page_in_order():
    pages = pypdf.PdfReader(io.BytesIO(with_pages(12)), strict=True).pages
    assert [page.extract_text().strip() for page in pages] == [f"page {number}" for number in range(12)]


def test_the_same_pages_give_the_same_bytes():
    assert with_pages(3) == with_pages(3)


def test_other_pages_give_another_fingerprint():
    ids = [pypdf.PdfReader(io.BytesIO(with_pages(count))).trailer["/ID"][0] for count in (2, 3)]
    assert ids[0] != ids[1]


def test_the_file_says_what_it_is():
    reader = pypdf.PdfReader(io.BytesIO(with_pages(1)))
    assert reader.metadata.title == "Khan & Söhne"
    assert reader.metadata["/Keywords"] == "one, two"
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)
    assert reader.root_object["/Lang"] == "en"


def test_the_numbers_of_colours_mean_srgb():
    intent = pypdf.PdfReader(io.BytesIO(with_pages(1))).root_object["/OutputIntents"][0]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3


def test_no_font_is_named_that_is_not_embedded():
    fonts = pypdf.PdfReader(io.BytesIO(with_pages(1))).pages[0]["/Resources"]["/Font"]
    assert all(font["/Subtype"] == "/Type0" for font in fonts.values())


def test_every_stream_ends_on_a_line_of_its_own():
    data = with_pages(2)
    assert len(re.findall(rb"endstream", data)) == len(re.findall(rb"\nendstream", data)) > 2
