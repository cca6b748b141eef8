from copy import copy
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from tests.libreoffice import convert
from trainer_app.core.errors import CellTooLong, FileUnwritable
from trainer_app.core.progress import Cancelled
from trainer_app.documents.sheet_model import (
    EMPTY,
    Block,
    Book,
    Cell,
    Chart,
    Choice,
    Column,
    Highlight,
    MadeRows,
    Series,
    Sheet,
    Table,
)
from trainer_app.documents.workbook import write
from trainer_app.documents.workbook_reader import read

ODD_TEXTS = [
    "=HYPERLINK(\"x\")", "+92 300", "-5", "@name", " lead", "trail ", "a<b&c>\"'", "line\nbreak", "tab\there",
    "carriage\r\nreturn", "علی رضا", "𠀀堃䶮", "12/5", "TRUE", "#REF!", "1e5", "'quoted", "٨٧",
 "x" * 32_767,
]  # fmt: skip
VALUES = [None, "", True, False, 0, -7, 5, Decimal("0.05"), Decimal("-1.50"), Decimal("1E+2"), *ODD_TEXTS]
VALUES += [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2026, 11, 23), date(9999, 12, 31)]
FORMULA = Cell(5, "number.0", "2+3")


def book(sheet, language="en", **settings):
    return Book("Trial", language, datetime(2026, 11, 23, 9, tzinfo=UTC), (sheet,), **settings)


def sheet_of(rows, **settings):
    return Sheet("Data", (Column(20), Column(10), Column(14)), rows, **settings)


def written(sheet, path, language="en", **settings):
    write(book(sheet, language, **settings), path)
    return load_workbook(path)["Data"]


def test_every_cell_is_the_one_that_the_stock_writer_writes(tmp_path):
    rows = [[Cell(value, style) for style in ("text", "number.1", "date")] for value in VALUES]
    rows += [[Cell(f"row {number}"), Cell(Decimal(number) / 8, "number.3"), EMPTY] for number in range(600)]
    rows.append([FORMULA, Cell("ab", "text", '"a"&"b"'), Cell(None, "text", 'IF(1,"","x")')])
    ours = written(sheet_of(rows), tmp_path / "ours.xlsx")
    stock = stock_copy(rows, ours, tmp_path / "stock.xlsx")
    assert contents(ours) == contents(stock)
    assert styles(ours) == styles(stock)


def contents(sheet):
    return [[content(cell) for cell in row] for row in sheet.iter_rows()]


def content(cell):
    if isinstance(cell.value, str):
        return cell.value.replace("\r\n", "\n"), cell.data_type  # the stock writer loses carriage returns
    return cell.value, None if cell.value is None else cell.data_type


def styles(sheet):
    return [
        [(cell.number_format, cell.font.b, cell.alignment.horizontal) for cell in row] for row in sheet.rows
    ]


def stock_copy(rows, styled, path):
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Data")
    for number, row in enumerate(rows, 1):
        sheet.append([stock_cell(sheet, cell, styled.cell(number, at)) for at, cell in enumerate(row, 1)])
    workbook.save(path)
    return load_workbook(path)["Data"]


def stock_cell(sheet, cell, like):
    made = WriteOnlyCell(sheet, f"={cell.formula}" if cell.formula else cell.value)
    if isinstance(cell.value, str) and not cell.formula:
        made.data_type = "s"
    made.number_format, made.font, made.alignment = like.number_format, copy(like.font), copy(like.alignment)
    return made


def test_texts_that_start_like_formulas_come_back_as_texts(tmp_path):
    texts = ODD_TEXTS[:-1]  # a list with a cell of the last one's length is refused
    write(book(sheet_of([[Cell(text)] for text in texts])), tmp_path / "odd.xlsx")
    (sheet,) = read(tmp_path / "odd.xlsx").sheets
    assert [row[0] for row in sheet.rows] == texts


def test_formula_cells_carry_their_value_for_viewers_that_do_not_calculate(tmp_path):
    write(book(sheet_of([[FORMULA]])), tmp_path / "formula.xlsx")
    assert load_workbook(tmp_path / "formula.xlsx", data_only=True)["Data"]["A1"].value == 5


def test_the_same_book_gives_the_same_bytes(tmp_path):
    sheet = sheet_of([[Cell("a")]])
    for name in ("one.xlsx", "two.xlsx"):
        write(book(sheet), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_sheet_is_set_up_for_the_eye_and_for_paper(tmp_path):
    rows = MadeRows(
        [[Cell("Name", "head"), Cell("Points", "head")]], range(60), lambda _at, n: [Cell("x"), Cell(n)]
    )
    table = Table("Marks", 1, 60, 2)
    sheet = written(
        sheet_of(rows, frozen_rows=1, frozen_columns=1, table=table, heights={1: 30}),
        tmp_path / "set.xlsx",
        footer="PK & CN",
    )
    assert sheet.freeze_panes == "B2"
    assert sheet.tables["Marks"].ref == "A1:B61"
    assert sheet.tables["Marks"].autoFilter.ref == "A1:B61"
    assert [column.name for column in sheet.tables["Marks"].tableColumns] == ["Name", "Points"]
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == "'Data'!$A$1:$C$61"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.oddFooter.left.text == "PK && CN"
    assert "&P" in sheet.oddFooter.right.text
    assert sheet.column_dimensions["A"].width == 20
    assert sheet.row_dimensions[1].height == 30
    assert sheet.dimensions == "A1:B61"


def test_pages_end_where_the_blocks_of_the_sheet_ask_for_it(tmp_path):
    rows = [[Cell(number)] for number in range(50)]
    sheet = sheet_of(rows, blocks=(Block(1, 28), Block(30, 50, 2)), frozen_rows=2)
    made = written(sheet, tmp_path / "pages.xlsx")
    assert [each.id for each in made.row_breaks.brk] == [29]
    assert made.print_title_rows == "$2:$2"


def test_the_footer_is_mirrored_in_urdu_and_keeps_its_direction(tmp_path):
    footer = written(sheet_of([[Cell("x")]]), tmp_path / "f.xlsx", "ur", footer="PK-2026-04، نمبر").oddFooter
    assert footer.left.text == "&P / &N"
    assert footer.right.text == "\u202bPK-2026-04، نمبر\u202c"


def test_numbers_stand_off_the_line_of_the_next_column(tmp_path):
    sheet = written(
        sheet_of([[Cell(1, "number.1"), Cell(1, "percent.0"), Cell("x", "head.right")]]), tmp_path / "n.xlsx"
    )
    assert [cell.number_format for cell in sheet[1]] == ["#,##0.0_w", "0%_w", "General"]
    assert sheet["C1"].alignment.indent == 1


@pytest.mark.parametrize(
    ("language", "from_right", "leading"), [("en", False, "left"), ("ur", True, "right")]
)
def test_a_sheet_in_urdu_runs_from_the_right(tmp_path, language, from_right, leading):
    sheet = written(sheet_of([[Cell("x"), Cell(1, "number.0")]]), tmp_path / "side.xlsx", language)
    assert bool(sheet.sheet_view.rightToLeft) == from_right
    assert sheet["A1"].alignment.horizontal == leading
    assert sheet["B1"].alignment.horizontal == "right"


def test_highlights_choices_and_charts_are_there(tmp_path):
    series = Series("$B$1", "Pakistan", "$B$2:$B$3", (3, 4))
    sheet = written(
        sheet_of(
            [[Cell("Band"), Cell("Pakistan")], [Cell("Merit"), Cell(3)], [Cell("Pass"), Cell(4)]],
            highlights=(Highlight("$B$2:$B$3", "B2>3", "warn"),),
            choices=(Choice("$B$2:$B$3", "B2<=9", "No", "Type 0 to 9."),),
            charts=(Chart("Bands", "$A$2:$A$3", ("Merit", "Pass"), (series,), (4, 1), (9, 12)),),
        ),
        tmp_path / "parts.xlsx",
    )
    (formats,) = sheet.conditional_formatting
    assert formats.rules[0].formula == ["B2>3"]
    (validation,) = sheet.data_validations.dataValidation
    assert (validation.formula1, validation.error) == ("B2<=9", "Type 0 to 9.")
    with ZipFile(tmp_path / "parts.xlsx") as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert "'Data'!$B$2:$B$3" in chart
    assert "<v>3</v>" in chart


def test_a_hidden_sheet_is_hidden(tmp_path):
    shown = sheet_of([[Cell("x")]])
    hidden = Sheet("Aside", (Column(5),), [[Cell("y")]], is_hidden=True)
    write(Book("T", "en", datetime(2026, 1, 1, tzinfo=UTC), (shown, hidden)), tmp_path / "two.xlsx")
    assert load_workbook(tmp_path / "two.xlsx")["Aside"].sheet_state == "hidden"


def test_a_refused_cell_leaves_the_older_file_and_nothing_else(tmp_path):
    path = tmp_path / "report.xlsx"
    write(book(sheet_of([[Cell("old")]])), path)
    with pytest.raises(CellTooLong):
        write(book(sheet_of([[Cell("x" * 40_000)]])), path)
    assert load_workbook(path)["Data"]["A1"].value == "old"
    assert list(tmp_path.iterdir()) == [path]


class Impatient:
    def step(self, done, total):
        if done:
            raise Cancelled


def test_cancelled_work_leaves_no_file(tmp_path):
    rows = MadeRows([], range(2_000), lambda _row, item: [Cell(item, "number.0")])
    with pytest.raises(Cancelled):
        write(book(sheet_of(rows)), tmp_path / "report.xlsx", Impatient())
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(FileUnwritable) as fault:
        write(book(sheet_of([[Cell("x")]])), tmp_path / "missing" / "report.xlsx")
    assert "report.xlsx" in str(fault.value)


def test_libreoffice_opens_the_file_and_keeps_the_texts(tmp_path):
    write(book(sheet_of([[Cell(text)] for text in ODD_TEXTS])), tmp_path / "odd.xlsx")
    (opened,) = convert([tmp_path / "odd.xlsx"], "xlsx", tmp_path / "office")
    texts = [row[0] for row in read(opened).sheets[0].rows]
    assert texts == [text.replace("\r\n", "\n") for text in ODD_TEXTS]
