"""Line icons (Lucide), recoloured from tokens and drawn sharp at every pixel ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache, QTransform
from PySide6.QtSvg import QSvgRenderer

from trainer_app.core.paths import resource
from trainer_app.ui import theme

# Pictures that point along the line of reading; clocks, ticks, search and printers stay as they are.
MIRRORED = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "redo-2", "external-link"}
)


def pixmap(name: str, colour: str, size: int = 16, *, ratio: float | None = None) -> QPixmap:
    """The icon in a colour; mirrored by itself where the window runs from the right."""
    ratio = ratio or _ratio()
    mirrored = theme.active().is_right_to_left and name in MIRRORED
    key = f"icon/{name}/{colour}/{size}/{ratio}/{mirrored}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    drawn = _draw(name, colour, size, ratio)
    if mirrored:
        drawn = drawn.transformed(QTransform().scale(-1, 1))
        drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, colour: str, size: int = 16, *, disabled: str | None = None) -> QIcon:
    """The icon for a button or menu, with its colour for the disabled state."""
    made = QIcon(pixmap(name, colour, size))
    made.addPixmap(pixmap(name, disabled or theme.tokens().text3, size), QIcon.Mode.Disabled)
    return made


def paint(painter: QPainter, name: str, colour: str, area: QRect, size: int = 16) -> None:
    """Draw the icon in the middle of an area."""
    corner = QPoint(
        area.x() + (area.width() - size) // 2,
        area.y() + (area.height() - size) // 2,
    )
    device = painter.device()
    painter.drawPixmap(corner, pixmap(name, colour, size, ratio=device.devicePixelRatioF()))


def _draw(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    drawn = QPixmap(QSize(side, side))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_picture(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, side, side)
    )
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _picture(name: str) -> str:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return drawing.replace('stroke-width="2"', 'stroke-width="1.75"')


def _ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
