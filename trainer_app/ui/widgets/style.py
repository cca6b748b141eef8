"""Small things every widget needs: a property that the style sheet reads, and painting in token colours."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from trainer_app.ui import theme

LOOK_EVENTS = frozenset(
    {
        QEvent.Type.StyleChange,
        QEvent.Type.PaletteChange,
        QEvent.Type.LayoutDirectionChange,
        QEvent.Type.DevicePixelRatioChange,
    }
)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects by, and style the widget again where it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def visual(widget: QWidget, left: int, width: int) -> QRect:
    """An area of full height whose place is counted from the leading edge of a widget."""
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        left = widget.width() - left - width
    return QRect(left, 0, width, widget.height())


def colour(token: str) -> QColor:
    """Colour of a token in the active theme."""
    return theme.active().colour(token)
