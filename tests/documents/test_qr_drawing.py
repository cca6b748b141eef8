import io
from datetime import date

import pypdfium2
import pytest
import zxingcpp

from trainer_app.documents import qr_drawing
from trainer_app.documents.paper import Paper


@pytest.mark.parametrize("text", ["K7QM-4T9X", "A" * 300])
def test_a_drawn_code_is_read_back_in_its_square(text):
    stream = io.BytesIO()
    paper = Paper(stream, title="code", language="en", made_on=date(2026, 11, 23))
    paper.setFillColorRGB(0, 0, 0)
    paper.rect(0, 0, 400, 400, stroke=0, fill=1)
    qr_drawing.draw(paper, text, 100, 200, 150)
    paper.showPage()
    paper.finish()
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        image = document[0].render(scale=2).to_pil()
    found = zxingcpp.read_barcode(image)
    assert found is not None
    assert found.text == text
    assert 200 < found.position.top_left.x < 250
    assert found.position.bottom_left.y < image.height - 400
