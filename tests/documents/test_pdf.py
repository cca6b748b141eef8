import pytest

from tests.documents.certificate_samples import certificate, texts, written
from trainer_app.core.errors import FileUnreadable
from trainer_app.documents import pdf


def test_pages_are_counted(tmp_path):
    path = tmp_path / "c.pdf"
    path.write_bytes(written(certificate(), certificate(number="JPT-2")))
    assert pdf.page_count(path) == 2


def test_a_page_is_rendered_at_the_size_that_was_asked_for():
    image = pdf.page_image(written(certificate()), 0, dots_per_inch=72)
    assert (image.width_px, image.height_px) == (842, 596)
    assert len(image.pixels) == image.stride * image.height_px
    assert len(set(image.pixels[: image.stride * 40])) > 10


def test_a_page_that_is_not_there_is_not_rendered():
    with pytest.raises(IndexError):
        pdf.page_image(written(certificate()), 1, dots_per_inch=72)


def test_files_are_joined_in_order():
    whole = pdf.joined([written(certificate(number="JPT-7")), written(certificate(number="JPT-8"))])
    assert pdf.page_count(whole) == 2
    assert "JPT-7" in texts(whole)[0]


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused(tmp_path, content):
    path = tmp_path / "c.pdf"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable):
        pdf.page_count(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileUnreadable):
        pdf.page_count(tmp_path / "none.pdf")
