"""The sidebar: one item per page in groups, wide or as a rail of icons."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.ui import icons, theme
from trainer_app.ui.page import Station
from trainer_app.ui.widgets.labels import Label, Rule
from trainer_app.ui.widgets.style import colour, visual
from trainer_app.ui.words import Words, said

WIDE = 200
RAIL = 52


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the sidebar; its key is the key of the page that it opens."""

    key: str
    icon: str
    words: Words


GROUPS: tuple[tuple[Words, tuple[Item, ...]], ...] = (
    ("", (Item("today", "sun", lambda: _("Today")),)),
    (
        lambda: _("Training"),
        (
            Item("offerings", "calendar-days", lambda: _("Offerings")),
            Item("courses", "book-open", lambda: _("Courses")),
            Item("people", "users", lambda: _("People")),
        ),
    ),
    (
        lambda: _("Outcomes"),
        (
            Item("certificates", "award", lambda: _("Certificates")),
            Item("reports", "file-text", lambda: _("Reports")),
        ),
    ),
)
FOOT = (Item("settings", "settings", lambda: _("Settings")),)


class Sidebar(QWidget):
    """The pages of the window. Signals: chosen(key)."""

    chosen = Signal(str)

    def __init__(self, pages: frozenset[str], station: Station) -> None:
        super().__init__()
        self.setProperty("area", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, NavButton] = {}
        self._heads: list[tuple[QWidget, QWidget, frozenset[str]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 14, 8, 8)
        self._column.setSpacing(0)
        self._brand = Brand(station)
        self._column.addWidget(self._brand)
        self._column.addSpacing(12)
        for words, items in GROUPS:
            self._add_group(words, [item for item in items if item.key in pages])
        self._column.addStretch()
        for item in FOOT:
            if item.key in pages:
                self._add_item(item)
        self.set_rail(rail=False)

    @property
    def programme(self) -> str:
        """What is said beside the mark."""
        return self._brand.programme

    def set_station(self, station: Station) -> None:
        """Name where the program runs."""
        self._brand.set_station(station)

    @property
    def is_rail(self) -> bool:
        """Whether only icons are shown."""
        return self._rail

    def keys(self) -> list[str]:
        """Keys of the pages in order, for Ctrl 1 … 8."""
        return list(self._buttons)

    def set_rail(self, *, rail: bool) -> None:
        """Show icons only, or icons with words."""
        self._rail = rail
        self.setFixedWidth(theme.active().px(RAIL) if rail else theme.active().px(WIDE))
        for head, rule, keys in self._heads:
            has_items = bool(keys & self._buttons.keys())
            head.setVisible(has_items and not rail)
            rule.setVisible(has_items and rail)
        self._brand.set_rail(rail=rail)
        for button in self._buttons.values():
            button.set_rail(rail=rail)

    def keep(self, pages: frozenset[str]) -> None:
        """Take away every item but those of some pages; the rest is numbered anew."""
        for key in self.keys():
            if key not in pages:
                button = self._buttons.pop(key)
                self._group.removeButton(button)
                button.hide()
                button.deleteLater()
        for number, button in enumerate(self._buttons.values(), start=1):
            button.set_number(number)
        self.set_rail(rail=self._rail)

    def show_current(self, key: str) -> None:
        """Light the item of a page."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """Show a count at an item; nothing at zero."""
        if key in self._buttons:
            self._buttons[key].set_count(count)

    def button(self, key: str) -> "NavButton":
        """The item of a page."""
        return self._buttons[key]

    def _add_group(self, words: Words, items: list[Item]) -> None:
        if words and items:
            self._add_head(words, frozenset(item.key for item in items))
        for item in items:
            self._add_item(item)

    def _add_head(self, words: Words, keys: frozenset[str]) -> None:
        head = Label(words, "group")
        head.setContentsMargins(9, 8, 9, 4)
        rule = QWidget()
        inside = QHBoxLayout(rule)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(Rule())
        self._heads.append((head, rule, keys))
        self._column.addWidget(head)
        self._column.addWidget(rule)

    def _add_item(self, item: Item) -> None:
        button = NavButton(item, len(self._buttons) + 1)
        button.clicked.connect(lambda _checked=False, key=item.key: self.chosen.emit(key))
        self._buttons[item.key] = button
        self._group.addButton(button)
        self._column.addWidget(button)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.set_rail(rail=self._rail)


class NavButton(QAbstractButton):
    """One item of the sidebar."""

    def __init__(self, item: Item, number: int) -> None:
        super().__init__()
        self._item, self._number = item, number
        self._rail = False
        self._count = 0
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    def set_rail(self, *, rail: bool) -> None:
        """Show the icon only, or the word too."""
        self._rail = rail
        self._say()
        self.updateGeometry()
        self.update()

    def set_count(self, count: int) -> None:
        """Show a count; nothing at zero."""
        self._count = count
        self._say()
        self.update()

    def set_number(self, number: int) -> None:
        """Name another key that opens the page."""
        self._number = number
        self._say()

    def text_now(self) -> str:
        """Name of the page in the active language."""
        return said(self._item.words)

    def _say(self) -> None:
        words = self.text_now()
        self.setText(words)
        named = _("{page}, {count} open").format(page=words, count=self._count) if self._count else words
        self.setAccessibleName(named)
        keys = ltr(f"Ctrl {self._number}")
        self.setToolTip(_("{name} ({keys})").format(name=words, keys=keys) if self._rail else "")

    @override
    def sizeHint(self) -> QSize:
        return QSize(36, theme.active().height("sidebar_item"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        size = 16
        left = (self.width() - size) // 2 if self._rail else 10
        ink = colour("accent" if self.isChecked() else "text2")
        icons.paint(painter, self._item.icon, ink.name(), visual(self, left, size), size)
        if not self._rail:
            self._paint_words(painter)
        if self._count:
            self._paint_count(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setPen(QPen(colour("border"), 1))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(area, 5, 5)
        elif self.underMouse():
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(theme.active().font("body", 600 if self.isChecked() else None))
        painter.setPen(colour("text" if self.isChecked() else "text2"))
        area = visual(self, 34, self.width() - 34 - 8)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leading = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            area, leading | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self.text()
        )

    def _paint_count(self, painter: QPainter) -> None:
        font = theme.active().font("group")
        words = f"{self._count:,}"
        width = max(QFontMetrics(font).horizontalAdvance(words) + 12, 16 if self._rail else 20)
        height = 16
        area = visual(self, self.width() - width - (0 if self._rail else 8), width)
        top = 0 if self._rail else (self.height() - height) // 2
        spot = QRectF(area.left(), top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(spot, height / 2, height / 2)
        painter.setPen(colour("on_accent"))
        painter.setFont(font)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)


class Brand(QWidget):
    """The mark of the application with the programme and the station."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(7, 0, 7, 0)
        line.setSpacing(9)
        line.addWidget(Mark())
        self._texts = QWidget()
        column = QVBoxLayout(self._texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._first = Label("", "strong")
        self._second = Label("", "caption")
        column.addWidget(self._first)
        column.addWidget(self._second)
        line.addWidget(self._texts, 1)
        self.set_station(station)

    @property
    def programme(self) -> str:
        """Title of the programme, else the name of the application."""
        return self._first.text()

    def set_station(self, station: Station) -> None:
        """Name the programme and the station."""
        self._first.set_words(station.programme or application_name)
        self._second.set_words(lambda: station_words(station))
        self._second.setVisible(bool(station.code))

    def set_rail(self, *, rail: bool) -> None:
        """Show the mark only, or the words too."""
        self._texts.setVisible(not rail)
        margin = 3 if rail else 7
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, 0, margin, 0)


class Mark(QWidget):
    """The mark: layers on the accent ground."""

    def __init__(self, size: int = 30) -> None:
        super().__init__()
        self.setFixedSize(size, size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        icons.paint(painter, "layers", colour("on_accent").name(), self.rect(), self.width() * 8 // 15)


def application_name() -> str:
    """Name of the application in the active language."""
    return _("Joint Police Training")


def station_words(station: Station) -> str:
    """Side and station in one line."""
    country = {"PK": _("Pakistan"), "CN": _("China")}.get(station.side, station.side)
    return _("{side} · Station {code}").format(side=country, code=ltr(station.code))
