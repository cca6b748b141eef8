from tests.documents.certificate_samples import certificate, texts, written
from trainer_app.documents import pdf

NUMBERS = ("JPT-7", "JPT-8", "JPT-9")


def batch() -> bytes:
    return written(*(certificate(number=number) for number in NUMBERS))


def test_pages_are_counted():
    assert pdf.page_count(batch()) == 3


def test_a_page_is_painted_at_the_size_that_was_asked_for_with_four_bytes_a_pixel():
    painted = pdf.picture(batch(), page=2, dpi=72)
    assert (painted.width, painted.height) == (842, 596)
    assert painted.stride == 4 * painted.width
    assert len(painted.pixels) == painted.stride * painted.height
    assert len(set(painted.pixels[: painted.stride * 40])) > 10


def test_single_pages_of_several_files_become_one_file_in_order():
    whole = pdf.pages_of([(batch(), [3]), (batch(), [1])])
    assert pdf.page_count(whole) == 2
    assert "JPT-9" in texts(whole)[0]
