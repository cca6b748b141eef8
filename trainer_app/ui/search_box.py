"""The search field of the window: people, offerings, certificates and commands, from anywhere."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import search_key
from trainer_app.ui import icons, theme
from trainer_app.ui.page import Finder, Hit, HitGroup, Place
from trainer_app.ui.tables.text import paint_run
from trainer_app.ui.tasks import Tasks
from trainer_app.ui.widgets.fields import TextField
from trainer_app.ui.widgets.labels import KeyHint
from trainer_app.ui.widgets.style import colour
from trainer_app.ui.words import said

_HIT_ROLE = Qt.ItemDataRole.UserRole
_WIDTH = 330


class SearchBox(TextField):
    """A field whose hits open below it. Signals: place_chosen(Place)."""

    place_chosen = Signal(object)

    def __init__(self, tasks: Tasks, finder: Finder | None, pages: list[Hit]) -> None:
        super().__init__(_placeholder, icon="search")
        self._tasks, self._finder, self._pages = tasks, finder, pages
        self._list: _HitList | None = None
        self._key = KeyHint("Ctrl K")
        self._key.setParent(self)
        self.setAccessibleName(_placeholder())
        self.textEdited.connect(self._ask)

    def set_pages(self, pages: list[Hit]) -> None:
        """The pages of the window under their present names, found as commands."""
        self._pages = pages

    def hits(self) -> list[Hit]:
        """The hits shown now."""
        return self._list.hits() if self._list is not None and self._list.isVisible() else []

    def _ask(self, text: str) -> None:
        if not text.strip():
            self._close()
            return
        self._show([])
        if self._finder is not None:
            self._tasks.read(self._finder.service, self._found, latest="search", text=text)

    def _found(self, answer: object) -> None:
        if self._finder is not None and self.text().strip():
            self._show(self._finder.groups(answer))

    def _show(self, groups: list[HitGroup]) -> None:
        if self._list is None:
            self._list = _HitList(self)
            self._list.chosen.connect(self._choose)
        words = search_key(self.text()).split()
        pages = tuple(hit for hit in self._pages if all(word in search_key(hit.title) for word in words))
        if pages:
            groups = [*groups, HitGroup(_("Pages"), pages)]
        self._list.show_groups([group for group in groups if group.hits])
        corner = self.mapToGlobal(QPoint(0, self.height() + 4))
        self._list.open_at(corner, self.width())

    def _choose(self, hit: Hit) -> None:
        self._close()
        self.clear()
        self.place_chosen.emit(hit.place)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list if self._list is not None and self._list.isVisible() else None
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            self.clear()
        elif shown is not None and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            shown.move_current(1 if event.key() == Qt.Key.Key_Down else -1)
        elif shown is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            shown.choose_current()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    @override
    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_key()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange}:
            self.setAccessibleName(_placeholder())
            self._place_key()

    def _place_key(self) -> None:
        self.setFixedWidth(theme.active().px(_WIDTH))
        self._key.adjustSize()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = self._key.width() + 8
        self.setTextMargins(room if rtl else 0, 0, 0 if rtl else room, 0)
        left = 8 if rtl else self.width() - self._key.width() - 8
        self._key.move(left, (self.height() - self._key.height()) // 2)


class _HitList(QFrame):
    chosen = Signal(object)

    def __init__(self, field: SearchBox) -> None:
        super().__init__(field.window(), Qt.WindowType.ToolTip)
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._list = QListWidget()
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_HIT_ROLE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._list)
        field.window().installEventFilter(self)

    def show_groups(self, groups: list[HitGroup]) -> None:
        self._list.clear()
        for group in groups:
            self._list.addItem(_heading(said(group.heading)))
            for hit in group.hits:
                item = QListWidgetItem(hit.title)
                item.setData(_HIT_ROLE, hit)
                self._list.addItem(item)
        if not groups:
            self._list.addItem(_heading(_("Nothing matches what you typed.")))
        self.move_current(1)

    def hits(self) -> list[Hit]:
        return [hit for row in range(self._list.count()) if (hit := self._list.item(row).data(_HIT_ROLE))]

    def open_at(self, corner: QPoint, width: int) -> None:
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count()))
        self.setGeometry(corner.x(), corner.y(), width, min(rows, 420) + 12)
        self.show()

    def move_current(self, step: int) -> None:
        places = [row for row in range(self._list.count()) if self._list.item(row).data(_HIT_ROLE)]
        if places:
            now = self._list.currentRow()
            at = places.index(now) + step if now in places else 0
            self._list.setCurrentRow(places[min(max(at, 0), len(places) - 1)])

    def choose_current(self) -> None:
        item = self._list.currentItem()
        if item is not None and item.data(_HIT_ROLE):
            self.chosen.emit(item.data(_HIT_ROLE))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate}:
            self.hide()
        return False


def _heading(words: str) -> QListWidgetItem:
    item = QListWidgetItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


class _HitDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        look = theme.active()
        return QSize(100, look.height("table_row") if index.data(_HIT_ROLE) else look.line("group") + 10)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | Any) -> None:
        painter.setLayoutDirection(option.direction)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        hit = index.data(_HIT_ROLE)
        look = theme.active()
        area = option.rect.adjusted(8, 0, -8, 0)
        if hit is None:
            paint_run(
                painter,
                area,
                index.data(),
                look.font_for(index.data(), "group"),
                colour("text2"),
                at_right=rtl,
            )
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("accent_soft"))
        spot = QStyle.visualRect(option.direction, area, area.adjusted(0, 0, 16 - area.width(), 0))
        icons.paint(painter, hit.icon, colour("text2").name(), spot, 16)
        rest = area.adjusted(0, 0, -26, 0) if rtl else area.adjusted(26, 0, 0, 0)
        taken = (
            paint_run(painter, rest, hit.title, look.font_for(hit.title), colour("text"), at_right=rtl) + 8
        )
        rest = rest.adjusted(0, 0, -taken, 0) if rtl else rest.adjusted(taken, 0, 0, 0)
        second = look.font_for(hit.second, "second")
        paint_run(painter, rest, hit.second, second, colour("text2"), at_right=rtl)


def _placeholder() -> str:
    return _("Search people, offerings, certificates")


def page_hits(titles: list[tuple[str, str, str]]) -> list[Hit]:
    """Pages as hits, from (key, icon, title)."""
    return [Hit(title, "", icon, Place(key)) for key, icon, title in titles]
