"""A page of a PDF as it is printed, fitted to the room; paper stays white in every theme."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.documents import pdf
from trainer_app.documents.pdf import Picture
from trainer_app.ui.widgets.style import colour

PREVIEW_DPI = 150
PRINT_DPI = 300
_MARGIN = 20


def read_picture(content: bytes, page: int, dpi: float) -> Picture:
    """Paint a page; given to the task runner, since it takes some ten milliseconds."""
    return pdf.picture(content, page=page, dpi=dpi)


def image_of(picture: Picture) -> QImage:
    """The painted page as Qt's image; the pixels are copied."""
    shared = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return shared.copy()


class PaperView(QWidget):
    """One page on a quiet ground."""

    def __init__(self, *, margin: int = _MARGIN) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._margin = margin
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: Picture | None) -> None:
        """Show a page, or nothing."""
        self._image = None if picture is None else image_of(picture)
        self.update()

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return self._image is not None

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 300)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("neutral_soft"))
        if self._image is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._fitted(self._image.size())
        painter.drawImage(area, self._image)
        painter.setPen(QPen(colour("border2"), 1))
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _fitted(self, size: QSize) -> QRect:
        room = self.rect().adjusted(self._margin, self._margin, -self._margin, -self._margin)
        fitted = QRect(room.topLeft(), size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
        fitted.moveCenter(room.center())
        return fitted
