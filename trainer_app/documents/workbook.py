"""Writes a workbook: openpyxl makes structure, styles and charts; the rows go past it as text."""

import io
import re
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as StyledCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import AutoFilter, TableColumn, TableStyleInfo
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.worksheet import Worksheet

from trainer_app.core.language import _, using
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents import looks, page_breaks
from trainer_app.documents.native_chart import native_chart
from trainer_app.documents.row_heights import ROW_HEIGHTS
from trainer_app.documents.row_xml import rows_xml
from trainer_app.documents.sheet_model import Book, Look, Sheet, Table, letters
from trainer_app.documents.whole_file import whole_file

A4 = 9
ROWS_PER_STEP = 500
_BY_CONTENT, _FROM_LEFT, _FROM_RIGHT = 0, 1, 2
_RIGHT_TO_LEFT, _END_OF_DIRECTION = "\u202b", "\u202c"
_INDENT = "_w"  # a space as wide as this letter
FONTS = {"en": "Calibri", "ur": "Arial", "zh": "Microsoft YaHei"}
SCRIPT_FONTS = {"urdu": "Arial", "chinese": "Microsoft YaHei"}
BODY_SIZE = 11
DATE_FORMATS = {"en": "[$-409]d mmm yyyy", "ur": "[$-420]d mmmm yyyy", "zh": 'yyyy"年"m"月"d"日"'}


def write(book: Book, path: Path, progress: Progress = NO_PROGRESS) -> None:
    """Write the workbook; an older file of that name is replaced only when the new one is whole.

    Raises:
        CellRefused: a cell's content cannot stand in a workbook.
        FileUnwritable: the place cannot be written.
        Cancelled: the user cancelled.
    """
    with using(book.language), whole_file(path) as file, ZipFile(file, "w", ZIP_DEFLATED) as target:
        structure, style_ids = _structure(book)
        counter = _Counter(progress, sum(len(sheet.rows) for sheet in book.sheets))
        with ZipFile(structure) as source:
            for name in source.namelist():
                _copy_part(source, target, name, book, style_ids, counter)


class _Counter:
    """Tells the progress every few hundred rows."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def row(self) -> None:
        if self._done % ROWS_PER_STEP == 0:
            self._progress.step(self._done, self._total)
        self._done += 1


def _copy_part(
    source: ZipFile, target: ZipFile, name: str, book: Book, style_ids: dict[str, int], counter: _Counter
) -> None:
    """Carry one part over; a worksheet gets its rows on the way."""
    part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.compress_type = ZIP_DEFLATED
    text = source.read(name)
    sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
    if sheet is None:
        target.writestr(part, _with_time(text, book.made_at) if name == "docProps/core.xml" else text)
        return
    with target.open(part, "w", force_zip64=True) as stream:
        _write_rows(stream, text.decode(), book.sheets[int(sheet[1]) - 1], style_ids, counter)


def _with_time(properties: bytes, made_at: datetime) -> bytes:
    """The document properties with the given time, so that the same report gives the same file."""
    stamp = f"{made_at:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:(\w+) [^>]*>)[^<]*(?=</dcterms:)", rb"\g<1>" + stamp, properties)


def _write_rows(
    stream: IO[bytes], skeleton: str, sheet: Sheet, style_ids: dict[str, int], counter: _Counter
) -> None:
    extent = f"A1:{letters(len(sheet.columns))}{max(len(sheet.rows), 1)}"
    skeleton = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{extent}"', skeleton, count=1)
    before, after = re.split(r"<sheetData\s*/>|<sheetData></sheetData>", skeleton, maxsplit=1)
    stream.write(f"{before}<sheetData>".encode())
    for row in rows_xml(sheet, style_ids):
        counter.row()
        stream.write(row.encode())
    stream.write(f"</sheetData>{after}".encode())


def _structure(book: Book) -> tuple[io.BytesIO, dict[str, int]]:
    """The workbook without its rows, and the number of each style in it."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    workbook.properties.title = book.title
    workbook.properties.creator = _("Joint Police Training")
    workbook.properties.language = book.language
    for number, sheet in enumerate(book.sheets, 1):
        _add_sheet(workbook, sheet, book, number)
    style_ids = _style_ids(workbook, book)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed, style_ids


def _add_sheet(workbook: Workbook, sheet: Sheet, book: Book, number: int) -> None:
    worksheet = workbook.create_sheet(sheet.name)
    _set_view(worksheet, sheet, book)
    _set_print(worksheet, sheet, book)
    _add_highlights(worksheet, sheet)
    _add_choices(worksheet, sheet)
    if sheet.table is not None:
        worksheet.add_table(_named_table(sheet, sheet.table, number))
    for chart in sheet.charts:
        worksheet.add_chart(native_chart(chart, sheet.name, FONTS[book.language]))


def _set_view(worksheet: Worksheet, sheet: Sheet, book: Book) -> None:
    view = worksheet.sheet_view
    view.rightToLeft = book.is_right_to_left
    view.showGridLines = False
    view.zoomScale = 100
    worksheet.sheet_format.defaultRowHeight = ROW_HEIGHTS[book.language]
    worksheet.sheet_format.customHeight = True
    for position, column in enumerate(sheet.columns, 1):
        dimension = worksheet.column_dimensions[letters(position)]
        dimension.width, dimension.hidden = column.width, column.is_hidden
    if sheet.frozen_rows or sheet.frozen_columns:
        worksheet.freeze_panes = f"{letters(sheet.frozen_columns + 1)}{sheet.frozen_rows + 1}"
    if sheet.is_hidden:
        worksheet.sheet_state = "hidden"


def _set_print(worksheet: Worksheet, sheet: Sheet, book: Book) -> None:
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.orientation = "landscape" if sheet.is_landscape else "portrait"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = worksheet.page_margins
    margins.left = margins.right = page_breaks.SIDE_MARGIN
    margins.top, margins.bottom = page_breaks.TOP_MARGIN, page_breaks.BOTTOM_MARGIN
    margins.header, margins.footer = 0.3, 0.35
    worksheet.print_options.horizontalCentered = True
    worksheet.print_area = f"A1:{letters(len(sheet.columns))}{max(len(sheet.rows), 1)}"
    if sheet.heading_row:
        worksheet.print_title_rows = f"{sheet.heading_row}:{sheet.heading_row}"
    for row in page_breaks.page_ends(sheet, ROW_HEIGHTS[book.language]):
        worksheet.row_breaks.append(Break(id=row))
    _set_footer(worksheet.oddFooter, sheet, book)


def _set_footer(footer: HeaderFooterItem, sheet: Sheet, book: Book) -> None:
    """What the file is, the sheet and the page; mirrored in Urdu.

    LibreOffice sets words and page numbers always from the left: an Urdu page number goes without words.
    """
    texts = [book.footer.replace("&", "&&"), sheet.name.replace("&", "&&")]
    page = _("Page {page} of {pages}").format(page="&P", pages="&N")
    if book.is_right_to_left:
        page = "&P / &N"
        texts = [f"{_RIGHT_TO_LEFT}{text}{_END_OF_DIRECTION}" if text else "" for text in texts]
    start, footer.center.text = texts
    footer.left.text, footer.right.text = (page, start) if book.is_right_to_left else (start, page)


def _named_table(sheet: Sheet, table: Table, number: int) -> NamedTable:
    extent = f"A{table.heading_row}:{letters(table.columns)}{table.heading_row + max(table.data_rows, 1)}"
    named = NamedTable(id=number, displayName=table.name, ref=extent, autoFilter=AutoFilter(ref=extent))
    headings = sheet.rows[table.heading_row - 1][: table.columns]
    named.tableColumns = [TableColumn(id=at, name=str(cell.value)) for at, cell in enumerate(headings, 1)]
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    return named


def _add_highlights(worksheet: Worksheet, sheet: Sheet) -> None:
    for highlight in sheet.highlights:
        ink, ground = looks.TONES[highlight.tone]
        rule = FormulaRule(
            formula=[highlight.formula], font=Font(color=ink, bold=True), fill=_conditional_fill(ground)
        )
        worksheet.conditional_formatting.add(highlight.range.replace("$", ""), rule)


def _conditional_fill(colour: str) -> PatternFill:
    return PatternFill(bgColor=Color(rgb=f"FF{colour}"), fill_type="solid")


def _add_choices(worksheet: Worksheet, sheet: Sheet) -> None:
    for choice in sheet.choices:
        validation = DataValidation(
            type="custom", formula1=choice.formula, allow_blank=True, showErrorMessage=True
        )
        validation.errorTitle, validation.error = choice.title, choice.explanation
        validation.add(choice.range.replace("$", ""))
        worksheet.add_data_validation(validation)


def _style_ids(workbook: Workbook, book: Book) -> dict[str, int]:
    """The number of every look among the workbook's styles."""
    worksheet = workbook.worksheets[0]
    return {name: _style_id(worksheet, look, book) for name, look in looks.LOOKS.items()}


def _style_id(worksheet: Worksheet, look: Look, book: Book) -> int:
    cell: Any = StyledCell(worksheet, row=1, column=1)
    cell.font = Font(
        name=SCRIPT_FONTS.get(look.script, FONTS[book.language]),
        size=look.size or BODY_SIZE,
        bold=look.bold,
        color=f"FF{look.colour}",
    )
    if look.ground:
        cell.fill = PatternFill("solid", fgColor=f"FF{look.ground}")
    if look.has_border:
        cell.border = Border(bottom=Side("thin", color=f"FF{looks.LINE}"))
    cell.alignment = _alignment(look, book)
    cell.number_format = number_format(look, book.language)
    return int(cell.style_id)


def _alignment(look: Look, book: Book) -> Alignment:
    leading, trailing = ("right", "left") if book.is_right_to_left else ("left", "right")
    side = {"start": leading, "end": trailing}.get(look.align, look.align)
    # LibreOffice takes no direction from the content, so that "(CTR-101)" would stand before an Urdu title.
    own = _FROM_RIGHT if book.is_right_to_left else _BY_CONTENT
    direction = {"": own, "urdu": _FROM_RIGHT}.get(look.script, _FROM_LEFT)
    # LibreOffice 7.4 forgets the indent of some numbers, so that they would not line up: see `number_format`.
    indent = look.indent if look.kind == "text" or side == "left" else 0
    return Alignment(
        horizontal=side,
        indent=indent,
        vertical=look.valign,
        wrap_text=look.is_wrapped,
        readingOrder=direction,
    )


def number_format(look: Look, language: str) -> str:
    """The format code of a look: thousands parted, fixed decimals, dates in words, the indent as a space."""
    decimals = "." + "0" * look.places if look.places else ""
    space = _INDENT if look.indent else ""
    if look.kind == "date":
        return f"{DATE_FORMATS[language]}{space}"
    if look.kind == "percent":
        return f"0{decimals}%{space}"
    return f"#,##0{decimals}{space}" if look.kind == "number" else "General"
