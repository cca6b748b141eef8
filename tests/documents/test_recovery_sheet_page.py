from itertools import combinations

import pytest

from tests.documents.recovery_samples import KEY, sheet
from trainer_app.core.errors import NoGlyph
from trainer_app.core.language import Titles
from trainer_app.documents.recovery_sheet_page import FRAME, KEY_BOX, QR_PLACE, QR_SIZE, Box, Page, lay_out

LONG = Titles(
    "Joint Training of the Islamabad Capital Police and Visiting Instructors on Community Policing 2026",
    "اسلام آباد کیپیٹل پولیس اور مہمان انسٹرکٹرز کی کمیونٹی پولیسنگ پر مشترکہ تربیت 2026 کا سالانہ پروگرام",
    "伊斯兰堡首都警察与来访教官社区警务联合培训项目（二〇二六年度第一期）高级研修班及交流活动",
)
SHEETS = pytest.mark.parametrize(
    "data",
    [
        sheet(),
        sheet(programme=LONG, station=LONG, made_by=LONG.ur, file_name="x" * 250),
        sheet(station=Titles("Islamabad"), made_by="李国强", file_name="مشترکہ تربیت.db"),
    ],
    ids=["usual", "long", "short"],
)


def boxes(page: Page) -> list[Box]:
    """Everything that is painted and must not be painted over, a little smaller than it is.

    Lines of Nastaliq reach into each other by a dot or a tail.
    """
    found = []
    for text in page.texts:
        left, bottom, right, top = text.ink()
        slack = 0.22 * (top - bottom) if text.style.direction == "rtl" else 0.0
        found.append((left, bottom + slack, right, top - slack))
    found += [(left, y, right, y + 0.1) for left, y, right in (*page.rules, *page.signing_lines)]
    x, y = QR_PLACE
    return [*found, (x, y, x + QR_SIZE, y + QR_SIZE)]


@SHEETS
def test_nothing_stands_on_anything_else(data):
    found = boxes(lay_out(data))
    assert [
        (a, b)
        for a, b in combinations(found, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ] == []


@SHEETS
def test_nothing_leaves_the_frame(data):
    left, bottom, right, top = FRAME
    assert [
        box
        for box in boxes(lay_out(data))
        if not (left + 8 < box[0] and bottom + 6 < box[1] and box[2] < right - 8 and box[3] < top - 4)
    ] == []


def test_each_group_stands_in_the_middle_of_its_own_cell():
    page = lay_out(sheet())
    placed = {text.text: text.ink() for text in page.texts}
    for group, (left, bottom, right, top) in zip(KEY.split("-"), page.cells[:8], strict=True):
        ink = placed[group]
        assert left + 8 < ink[0] < ink[2] < right - 8
        assert bottom + 5 < ink[1] < ink[3] < top - 5
        assert ink[0] - left == pytest.approx(right - ink[2], abs=4)


def test_the_groups_are_by_far_the_largest_letters_below_the_heading():
    page = lay_out(sheet())
    groups = set(KEY.split("-"))
    below = [text.size for text in page.texts if text.text not in groups and text.y < KEY_BOX[3]]
    assert min(text.size for text in page.texts if text.text in groups) > 2 * max(below)


def test_a_long_file_name_keeps_its_beginning_and_its_end():
    page = lay_out(sheet(file_name=f"joint training {'x' * 250} of Islamabad.db"))
    shown = next(text.text for text in page.texts if "…" in text.text)
    assert shown.startswith("joint")
    assert shown.endswith(".db")


def test_a_character_that_no_font_has_is_refused():
    with pytest.raises(NoGlyph):
        lay_out(sheet(made_by="กขค"))
