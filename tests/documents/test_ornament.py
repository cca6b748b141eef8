import io
from datetime import date
from math import cos, hypot, pi, sin

import pytest

from trainer_app.documents import ornament
from trainer_app.documents.ornament import curve_segments
from trainer_app.documents.paper import A4_LANDSCAPE, Paper


def test_pieces_follow_a_circle_closely():
    def circle(t: float) -> tuple[float, float]:
        return 100 * cos(t), 100 * sin(t)

    start = circle(0)
    for first, second, end in curve_segments(circle, 0, 2 * pi, 16):
        middle = [(a + 3 * b + 3 * c + d) / 8 for a, b, c, d in zip(start, first, second, end, strict=True)]
        assert hypot(*middle) == pytest.approx(100, abs=0.01)
        start = end
    assert start == pytest.approx((100, 0), abs=1e-9)


def written(pages: int) -> int:
    stream = io.BytesIO()
    paper = Paper(stream, title="test", language="en", made_on=date(2026, 1, 2))
    ornament.ground(paper, "ground", *A4_LANDSCAPE)
    for _ in range(pages):
        paper.doForm("ground")
        paper.showPage()
    paper.finish()
    return len(stream.getvalue())


def test_the_frame_is_in_the_file_once_however_many_pages_show_it():
    assert written(20) - written(1) < 20 * 600
