from datetime import date
from decimal import Decimal

import pytest

from trainer_app.core.errors import CellOutOfRange, CellTooLong, CellUnprintable
from trainer_app.documents.row_xml import row_renderer
from trainer_app.documents.sheet_model import EMPTY, Cell, Column, Sheet

STYLES = {"text": 3, "blank": 0, "number.1": 4}
SHEET = Sheet("Roll", (Column(5),) * 3, [], heights={7: 20.5})


@pytest.fixture
def render():
    return row_renderer(SHEET, STYLES)


def test_a_row_carries_its_number_height_and_styled_cells(render):
    row = [Cell("Hina"), EMPTY, Cell(Decimal("43.50"), "number.1")]
    assert render(7, row) == (
        '<row r="7" ht="20.5" customHeight="1">'
        '<c r="A7" s="3" t="inlineStr"><is><t>Hina</t></is></c>'
        '<c r="C7" s="4"><v>43.50</v></c></row>'
    )


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        ("=1+1", "<is><t>=1+1</t></is>"),
        ("a<b&c>", "<is><t>a&lt;b&amp;c&gt;</t></is>"),
        (" lead", '<is><t xml:space="preserve"> lead</t></is>'),
        ("_x0041_", "<is><t>_x005F_x0041_</t></is>"),
        ("a\r\nb", "<is><t>a&#13;\nb</t></is>"),
        (True, "<v>1</v>"),
        (Decimal("1E+3"), "<v>1000</v>"),
        (date(1900, 2, 28), "<v>59</v>"),
        (date(1900, 3, 1), "<v>61</v>"),
        (date(2026, 11, 23), "<v>46349</v>"),
    ],
)
def test_each_kind_of_value_is_written_as_a_workbook_holds_it(render, value, xml):
    assert xml in render(1, [Cell(value)])


@pytest.mark.parametrize("value", [None, ""])
def test_a_cell_without_content_keeps_its_style(render, value):
    assert render(1, [Cell(value)]) == '<row r="1"><c r="A1" s="3"/></row>'


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (Decimal("60.0"), "><f>1+1</f><v>60.0</v></c>"),
        ("a<b", ' t="str"><f>1+1</f><v>a&lt;b</v></c>'),
        (None, ' t="str"><f>1+1</f><v></v></c>'),
        (False, ' t="b"><f>1+1</f><v>0</v></c>'),
    ],
)
def test_a_formula_carries_the_computed_value(render, value, xml):
    assert xml in render(1, [Cell(value, "text", "1+1")])


def test_a_formula_is_escaped(render):
    assert '<f>IF(A1&lt;2,"a"&amp;"b","")</f>' in render(1, [Cell("", "text", 'IF(A1<2,"a"&"b","")')])


@pytest.mark.parametrize("text", ["bell \a", "half a character \ud83d", "no character \uffff"])
def test_a_text_that_no_workbook_can_hold_is_refused_by_the_name_of_its_cell(render, text):
    with pytest.raises(CellUnprintable) as refusal:
        render(12, [EMPTY, Cell(text)])
    assert "B12" in str(refusal.value)
    assert "Roll" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "fits"), [("x" * 32_767, True), ("x" * 32_768, False), ("𠀀" * 16_384, False)]
)
def test_a_text_longer_than_a_cell_is_refused_and_never_cut(render, text, fits):
    if fits:
        assert text in render(1, [Cell(text)])
        return
    with pytest.raises(CellTooLong) as refusal:
        render(1, [Cell(text)])
    assert str(len(text)) in str(refusal.value)


@pytest.mark.parametrize(
    "value",
    [
        date(1899, 12, 31),
        Decimal("NaN"),
        Decimal("Infinity"),
        12345678901234567,
        Decimal("0.1234567890123456"),
    ],
)
def test_what_a_cell_cannot_hold_exactly_is_refused(render, value):
    with pytest.raises(CellOutOfRange) as refusal:
        render(1, [Cell(value)])
    assert "A1" in str(refusal.value)


def test_long_numbers_with_few_digits_are_exact(render):
    assert "<v>0.00000000000000001</v>" in render(1, [Cell(Decimal("1E-17"))])
