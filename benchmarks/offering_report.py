"""Offering report of 5 000 rows, against openpyxl's write-only mode writing the same cells.

The program starts from the report's figures, makes every cell and formula, and writes the file with styles,
tables, chart and highlights. openpyxl gets the finished cells with ready-made styles and writes nothing else.
Also shown: how much memory the program needs for 1 000 and for 5 000 rows.

python3 -m benchmarks.offering_report
"""

import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from benchmarks.figures import Figure, tell
from tests.documents.offering_samples import mixed_report
from trainer_app.documents.looks import LOOKS
from trainer_app.documents.offering_book import offering_book
from trainer_app.documents.offering_report import OfferingReport
from trainer_app.documents.sheet_model import Book, Cell
from trainer_app.documents.workbook import number_format, write

ROWS, FEWER_ROWS, ROUNDS = 5_000, 1_000, 3


def program(report: OfferingReport, path: Path) -> None:
    """The program's way, from figures to file."""
    write(offering_book(report, "en"), path)


def finished_cells(book: Book) -> list[tuple[str, list[list[Cell]]]]:
    """All cells of the book, made beforehand."""
    return [(sheet.name, [list(row) for row in sheet.rows]) for sheet in book.sheets]


def stock(sheets: list[tuple[str, list[list[Cell]]]], path: Path) -> None:
    """Openpyxl's write-only mode on finished cells; every look is one shared style, its fastest way."""
    workbook = Workbook(write_only=True)
    pattern = workbook.create_sheet("Styles")
    styles = {name: _style(pattern, number_format(look, "en")) for name, look in LOOKS.items()}
    for name, rows in sheets:
        worksheet = workbook.create_sheet(name)
        for row in rows:
            worksheet.append([_stock_cell(worksheet, cell, styles) for cell in row])
    workbook.save(path)


def _style(worksheet: Any, number_format_code: str) -> Any:
    cell = WriteOnlyCell(worksheet)
    cell.number_format = number_format_code
    return cell._style  # noqa: SLF001 (there is no public way to share a style)


def _stock_cell(worksheet: Any, cell: Cell, styles: dict[str, Any]) -> Any:
    made = WriteOnlyCell(worksheet, f"={cell.formula}" if cell.formula else cell.value)
    made._style = styles[cell.style]  # noqa: SLF001
    return made


def seconds(work: Callable[[], None]) -> float:
    """Processor time of the fastest of a few rounds."""
    times = []
    for _round in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def peak_megabytes(work: Callable[[], None]) -> float:
    """Most memory held at once."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def measure() -> list[Figure]:
    """Write both and compare; then look at the memory."""
    report, smaller = mixed_report(ROWS), mixed_report(FEWER_ROWS)
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.xlsx", Path(folder) / "stock.xlsx"
        cells = finished_cells(offering_book(report, "en"))
        own = seconds(lambda: program(report, ours))
        floor = seconds(lambda: stock(cells, theirs))
        memory = peak_megabytes(lambda: program(report, ours))
        memory_smaller = peak_megabytes(lambda: program(smaller, ours))
    return [
        Figure(f"offering report of {ROWS} rows / openpyxl write-only", own / floor, 1.0, "×"),
        Figure("  openpyxl's write-only mode, the same cells", floor, None, "s"),
        Figure("  this program", own, None, "s"),
        Figure(f"  peak of memory, {ROWS} rows", memory, None, "MB"),
        Figure(f"  peak of memory, {FEWER_ROWS} rows", memory_smaller, None, "MB"),
    ]


def main() -> None:
    """Print the figures."""
    tell(measure())


if __name__ == "__main__":
    main()
