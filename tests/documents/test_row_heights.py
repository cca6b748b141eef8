import pytest

from trainer_app.documents.row_heights import HEADING_HEIGHT, heading_height, lines, text_height
from trainer_app.documents.sheet_model import Cell, Column


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("", 10, 1),
        ("Mean", 11.5, 1),
        ("attendance", 11.5, 1),
        ("Mean attendance", 11.5, 2),
        ("Mean, percent of maximum", 11.5, 3),
        ("Basic Chinese for protection duty", 14, 3),
        ("平均出勤率", 13, 1),
        ("其中酌情合格", 13, 2),
        ("平均得分率（占满分百分比）", 13, 3),
        ("حفاظتی فرائض کے لیے بنیادی چینی", 14, 4),
        ("one\ntwo", 30, 2),
        ("unbreakable" * 3, 12, 3),
    ],
)
def test_lines_are_counted_as_a_column_wraps_them(text, width, count):
    assert lines(text, Column(width)) == count


def test_a_heading_of_three_lines_is_higher_than_the_others():
    columns = (Column(14), Column(11.5))
    low = heading_height([Cell("Name"), Cell(None)], columns, "en")
    high = heading_height([Cell("Name"), Cell("Mean, percent of maximum")], columns, "en")
    assert low == HEADING_HEIGHT < high


def test_urdu_lines_are_higher_than_latin_ones():
    column = Column(20)
    assert text_height("x", column, "ur") > text_height("x", column, "en")
