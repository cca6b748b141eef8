"""The list below the search field, in groups; imported when something is typed."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui import icons, theme
from trainer_app.ui.page import Hit, HitGroup
from trainer_app.ui.tables.text import paint_run, run_width, sentence_font
from trainer_app.ui.widgets.style import colour
from trainer_app.ui.words import said

_HIT_ROLE = Qt.ItemDataRole.UserRole
_WIDEST = 560
_PADDING = 8
_AFTER_ICON = 26
_EDGES = 2 * (_PADDING + 5) + 12  # of the frame too, and the scroll bar


class HitList(QFrame):
    """A list that opens below a field and leaves the keyboard there. Signals: chosen(Hit)."""

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window(), Qt.WindowType.ToolTip)
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._list = QListWidget()
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setMinimumHeight(1)  # as low as one line
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._list)
        field.window().installEventFilter(self)

    def show_groups(self, groups: list[HitGroup]) -> None:
        """Show what was found, the first hit marked."""
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
        """The hits shown."""
        return [hit for row in range(self._list.count()) if (hit := self._list.item(row).data(_HIT_ROLE))]

    def open_under(self, field: QWidget) -> None:
        """Open below the field from its trailing edge, wider than it where a hit would be cut."""
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count()))
        width = max(field.width(), min(self._needed(), theme.active().px(_WIDEST)))
        is_rtl = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = field.mapToGlobal(QPoint(0 if is_rtl else field.width() - width, field.height() + 4))
        self.setGeometry(corner.x(), corner.y(), width, min(rows, 420) + 12)
        self.show()

    def _needed(self) -> int:
        return max((_width_of(hit) for hit in self.hits()), default=0) + _EDGES

    def move_current(self, step: int) -> None:
        """Mark the next or the former hit."""
        places = [row for row in range(self._list.count()) if self._list.item(row).data(_HIT_ROLE)]
        if places:
            now = self._list.currentRow()
            at = places.index(now) + step if now in places else 0
            self._list.setCurrentRow(places[min(max(at, 0), len(places) - 1)])

    def choose_current(self) -> None:
        """Choose the marked hit."""
        self._choose(self._list.currentItem())

    def _choose(self, item: QListWidgetItem | None) -> None:
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


def _width_of(hit: Hit) -> int:
    look = theme.active()
    title = run_width(hit.title, look.font_for(hit.title))
    return _AFTER_ICON + title + _PADDING + run_width(hit.second, sentence_font(hit.second, "second")) + 2


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
        area = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
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
        rest = area.adjusted(0, 0, -_AFTER_ICON, 0) if rtl else area.adjusted(_AFTER_ICON, 0, 0, 0)
        taken = (
            paint_run(painter, rest, hit.title, look.font_for(hit.title), colour("text"), at_right=rtl)
            + _PADDING
        )
        rest = rest.adjusted(0, 0, -taken, 0) if rtl else rest.adjusted(taken, 0, 0, 0)
        second = sentence_font(hit.second, "second")
        paint_run(painter, rest, hit.second, second, colour("text2"), at_right=rtl)
