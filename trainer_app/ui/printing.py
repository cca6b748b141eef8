"""Printing: the pages of a PDF, painted as they are previewed, on the printer that the user chooses."""

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from trainer_app.core.language import _
from trainer_app.documents import pdf
from trainer_app.ui.widgets.paper import PRINT_DPI, image_of


def print_certificates(parent: QWidget, content: bytes) -> bool:
    """Ask for a printer and print every page on A4 across; False when the user did not print."""
    return _print(parent, content, QPageLayout.Orientation.Landscape, _("Certificates"))


def print_recovery_sheets(parent: QWidget, content: bytes) -> bool:
    """Ask for a printer and print the sheet twice, for its two holders; False when the user did not print."""
    return _print(parent, content, QPageLayout.Orientation.Portrait, _("Recovery sheet"), copies=2)


def _print(
    parent: QWidget, content: bytes, orientation: QPageLayout.Orientation, name: str, *, copies: int = 1
) -> bool:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName(name)
    printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    return paint_pages(printer, content)


def paint_pages(printer: QPrinter, content: bytes) -> bool:
    """Paint every page over the whole paper; False when the printer takes nothing."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    area = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    for page in range(1, pdf.page_count(content) + 1):
        if page > 1:
            printer.newPage()
        painter.drawImage(area, image_of(pdf.picture(content, page=page, dpi=PRINT_DPI)))
    return painter.end()
