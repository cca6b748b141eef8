"""The marks of the grid: cursor, keys and typing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.ui import theme
from trainer_app.ui.tables.score_grid import moves
from trainer_app.ui.tables.score_grid.delegate import GridDelegate
from trainer_app.ui.tables.score_grid.editor import CellEditor
from trainer_app.ui.tables.score_grid.entry import ScoreEntry
from trainer_app.ui.tables.score_grid.ink import PADDING
from trainer_app.ui.tables.score_grid.keys import state_of, typed_text
from trainer_app.ui.tables.score_grid.model import FIRST_MARK, GridModel, shown_text
from trainer_app.ui.tables.score_grid.moves import Spot
from trainer_app.ui.tables.score_grid.part import GridPart
from trainer_app.ui.tables.score_grid.paste import lay, read_block

Key = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_ARROWS = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}
_WITH_CONTROL = frozenset(
    {
        Key.Key_Z, Key.Key_Y, Key.Key_C, Key.Key_V, Key.Key_D, Key.Key_A, Key.Key_G,
        Key.Key_Home, Key.Key_End, *_ARROWS,
    }
)  # fmt: skip
_ALONE = frozenset(
    {
        Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab, Key.Key_Home, Key.Key_End,
        Key.Key_PageUp, Key.Key_PageDown, Key.Key_F2, Key.Key_F8, Key.Key_Escape, Key.Key_Delete,
        Key.Key_Backspace, *_ARROWS,
    }
)  # fmt: skip


class MarksView(GridPart):
    """The part in which marks are typed.

    Signals: moved() of the cursor; problem_asked(forward); number_asked(); blank_asked(places of a block);
    states_asked(corner on the screen); closed_asked(column) where a column cannot be typed in;
    foot_asked(column) below the last line; pasted(Pasted) of a block that is proposed, or of one in which
    nothing would change; filled(marks that gave way); remark_asked() for the current cell.
    """

    moved = Signal()
    problem_asked = Signal(bool)
    number_asked = Signal()
    blank_asked = Signal(object)
    states_asked = Signal(QPoint)
    closed_asked = Signal(int)
    foot_asked = Signal(int)
    remark_asked = Signal()
    pasted = Signal(object)
    filled = Signal(int)

    def __init__(self, model: GridModel, delegate: GridDelegate, entry: ScoreEntry, parent: QWidget) -> None:
        super().__init__(model, delegate, parent)
        self._painter, self._entry = delegate, entry
        self._anchor: Spot = (0, 0)
        self._edited: Spot = (0, 0)
        self.editor = CellEditor(self.viewport(), self._typed_key, self.finish)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.head.sectionPressed.connect(self._head_pressed)
        self.verticalScrollBar().valueChanged.connect(self._place_editor)
        self.horizontalScrollBar().valueChanged.connect(self._place_editor)

    # The cursor

    @property
    def spot(self) -> Spot | None:
        """Line and column of the cursor."""
        current = self.grid_model.current
        if current is None:
            return None
        line = self.grid_model.line(current[0])
        return None if line < 0 else (line, current[1])

    @property
    def place(self) -> Spot | None:
        """Row and column of the cursor in the table."""
        return self.grid_model.current

    def go_to(self, line: int, column: int, *, extend: bool = False) -> None:
        """Move the cursor; `extend` selects the block from where the selection began."""
        model, before = self.grid_model, self.spot
        row = model.row(line)
        model.current = (row, column)
        if before is None or model.row(before[0]) != row:
            model.refilter()
            line = model.line(row)
        self._select((line, column), extend=extend)
        index = self.index_of(line, column + FIRST_MARK)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)
        self.moved.emit()

    def keep_in_sight(self) -> None:
        """Scroll to the cursor, where the room has become less."""
        spot = self.spot
        if spot is not None:
            self.scrollTo(self.index_of(spot[0], spot[1] + FIRST_MARK))
            self._place_editor()

    def _select(self, spot: Spot, *, extend: bool) -> None:
        had_block = not self._painter.block.isNull()
        if not extend:
            self._anchor = spot
        lines, columns = sorted((self._anchor[0], spot[0])), sorted((self._anchor[1], spot[1]))
        block = QRect(QPoint(columns[0], lines[0]), QPoint(columns[1], lines[1]))
        self._painter.block = QRect() if block.width() * block.height() == 1 else block
        if had_block or not self._painter.block.isNull():
            self.viewport().update()

    @property
    def places(self) -> list[Spot]:
        """Rows and columns of the selected block, or of the cursor."""
        spot = self.spot
        if spot is None:
            return []
        block = self._painter.block
        first = self._anchor if not block.isNull() else spot
        return [(self.grid_model.row(line), column) for line, column in moves.block(first, spot)]

    def select_all(self) -> None:
        """Select all cells that can be typed in, as one block."""
        table = self.grid_model.table
        columns = moves.typing_columns(table) if table else []
        if columns and self.grid_model.rowCount():
            self.go_to(0, columns[0])
            self.go_to(self.grid_model.rowCount() - 1, columns[-1], extend=True)

    def copy(self) -> None:
        """Put the selected block on the clipboard, as a workbook takes it."""
        table, spot = self.grid_model.table, self.spot
        if table is None or spot is None:
            return
        lines: dict[int, list[str]] = {}
        for row, column in self.places:
            lines.setdefault(row, []).append(shown_text(table, row, column + FIRST_MARK))
        QGuiApplication.clipboard().setText("\n".join("\t".join(texts) for texts in lines.values()))

    def paste(self) -> None:
        """Propose the block of the clipboard at the cursor; one value fills the selected block."""
        table, spot = self.grid_model.table, self.spot
        texts = read_block(QGuiApplication.clipboard().text())
        if table is None or spot is None or not texts:
            return
        self.finish()
        block = self._painter.block
        line, column = (block.top(), block.left()) if not block.isNull() else spot
        if not block.isNull() and len(texts) == len(texts[0]) == 1:
            texts = [texts[0] * block.width()] * block.height()
        pasted = lay(table, texts, self.grid_model.rows[line:], column)
        self._entry.propose(pasted)
        self.pasted.emit(pasted)

    def fill_down(self) -> None:
        """Fill the selected block from its first line; a single cell from the one above it."""
        spot = self.spot
        if spot is None:
            return
        self.finish()
        places = self.places
        if len({row for row, _column in places}) == 1:
            above = [(self.grid_model.row(max(spot[0] - 1, 0)), column) for _row, column in places]
            places = [*above, *places]
        self.filled.emit(self._entry.fill_down(places))

    # Typing

    @property
    def is_editing(self) -> bool:
        """Whether a value is being typed."""
        return self._painter.is_editing

    def begin(self, text: str | None = None) -> None:
        """Open the line over the cell: with a first character, or with the value that is there."""
        place, spot = self.place, self.spot
        table = self.grid_model.table
        if place is None or spot is None or table is None or self._entry.pasted is not None:
            return
        if not self._entry.can_type(place[1]):
            self.closed_asked.emit(place[1])
            return
        self._edited = place
        self._painter.is_editing = True
        self.scrollTo(self.index_of(spot[0], spot[1] + FIRST_MARK))
        shown = shown_text(table, place[0], place[1] + FIRST_MARK) if text is None else text
        self.editor.open_at(self._editor_area(), shown, in_place=text is None)
        self.repaint_line(spot[0])

    def finish(self) -> None:
        """Accept what is being typed."""
        if self.is_editing:
            text = self.editor.text()
            self._close()
            self._entry.accept(*self._edited, text)

    def leave(self) -> None:
        """Leave the value as it was."""
        if self.is_editing:
            self._close()

    def _close(self) -> None:
        self._painter.is_editing = False
        if self.editor.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.close_line()
        spot = self.spot
        if spot is not None:
            self.repaint_line(spot[0])

    def _editor_area(self) -> QRect:
        spot = self.spot or (0, 0)
        area = self.visualRect(self.index_of(spot[0], spot[1] + FIRST_MARK))
        return area.adjusted(3, 2, -(PADDING - 2), -3)

    def _place_editor(self) -> None:
        if self.is_editing:
            self.editor.setGeometry(self._editor_area())

    def _typed_key(self, event: QKeyEvent) -> bool:
        """Act on a key that ends typing."""
        if event.key() == Key.Key_Escape:
            self.leave()
        elif event.key() == Key.Key_F2:
            self.editor.is_in_place = True
        else:
            self.finish()
            self.keyPressEvent(event)
        return True

    # Keys

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        spot = self.spot
        if spot is None:
            event.ignore()
            return
        if self._entry.pasted is not None and self._decide(event):
            event.accept()
            return
        if self._command(event) or self._move(event, spot) or self._type(event):
            event.accept()
        else:
            event.ignore()

    def _decide(self, event: QKeyEvent) -> bool:
        """Keys while a block is proposed: Enter and Esc decide, arrows look around, nothing else acts."""
        key = event.key()
        if key in {Key.Key_Return, Key.Key_Enter}:
            self._entry.take_over()
        elif key == Key.Key_Escape:
            self._entry.drop_proposal()
        return key not in _ARROWS

    def _command(self, event: QKeyEvent) -> bool:
        act = self._action(event)
        if act is not None:
            act()
        return act is not None

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        shift, key = bool(event.modifiers() & _SHIFT), event.key()
        if event.modifiers() & _CONTROL:
            return {
                Key.Key_Z.value: self._entry.redo if shift else self._entry.undo,
                Key.Key_Y.value: self._entry.redo,
                Key.Key_C.value: self.copy,
                Key.Key_V.value: self.paste,
                Key.Key_D.value: self.fill_down,
                Key.Key_A.value: self.select_all,
                Key.Key_G.value: self.number_asked.emit,
            }.get(key)
        if event.modifiers() & _ALT:
            return self._ask_states if key == Key.Key_Down else None
        return {
            Key.Key_F2.value: self.remark_asked.emit if shift else self.begin,
            Key.Key_F8.value: lambda: self.problem_asked.emit(not shift),
            Key.Key_Delete.value: self._blank,
            Key.Key_Backspace.value: self._blank,
        }.get(key)

    def _move(self, event: QKeyEvent, spot: Spot) -> bool:
        key, modifiers = event.key(), event.modifiers()
        shift, control = bool(modifiers & _SHIFT), bool(modifiers & _CONTROL)
        if modifiers & _ALT:
            return False
        if key in {Key.Key_Return, Key.Key_Enter}:
            self.go_to(*(moves.up(spot) if shift else moves.down(self.grid_model, spot)))
        elif key in {Key.Key_Tab, Key.Key_Backtab} and not control:
            self._tab(spot, forward=key == Key.Key_Tab and not shift)
        elif key in _ARROWS:
            self._arrow(spot, self._direction(key), edge=control, extend=shift)
        elif key in {Key.Key_PageUp, Key.Key_PageDown}:
            by = self._page_lines() * (1 if key == Key.Key_PageDown else -1)
            self.go_to(self._line(spot[0] + by), spot[1], extend=shift)
        elif key in {Key.Key_Home, Key.Key_End}:
            self._home_or_end(spot, end=key == Key.Key_End, lines=control, extend=shift)
        else:
            return False
        return True

    def _type(self, event: QKeyEvent) -> bool:
        place = self.place
        if place is None:
            return False
        state, text = state_of(event), typed_text(event)
        if state is None and not text:
            return self._escape() if event.key() == Key.Key_Escape else False
        if not self._entry.can_type(place[1]):
            self.closed_asked.emit(place[1])
        elif state is not None:
            self._entry.set_state(*place, state)
        else:
            self.begin(text)
        return True

    def _escape(self) -> bool:
        restored = [self._entry.restore(*place) for place in self.places]
        if any(restored):
            return True
        spot = self.spot
        if self._painter.block.isNull() or spot is None:
            return False
        self.go_to(*spot)
        return True

    def _direction(self, key: int) -> Spot:
        lines, columns = _ARROWS[Key(key)]
        return lines, -columns if theme.active().is_right_to_left else columns

    def _arrow(self, spot: Spot, by: Spot, *, edge: bool, extend: bool) -> None:
        if edge:
            self.go_to(*moves.edge(self.grid_model, spot, by), extend=extend)
            return
        line, column = spot[0] + by[0], spot[1] + by[1]
        if line >= self.grid_model.rowCount() and not extend:
            self.foot_asked.emit(column)
            return
        column = min(max(column, 0), self.grid_model.marks - 1)
        self.go_to(self._line(line), column, extend=extend)

    def _tab(self, spot: Spot, *, forward: bool) -> None:
        target = moves.following(self.grid_model, spot) if forward else moves.preceding(self.grid_model, spot)
        if target is not None:
            self.go_to(*target)
        else:
            QWidget.focusNextPrevChild(self, forward)

    def _home_or_end(self, spot: Spot, *, end: bool, lines: bool, extend: bool) -> None:
        if lines:
            self.go_to(self.grid_model.rowCount() - 1 if end else 0, spot[1], extend=extend)
        else:
            self.go_to(spot[0], self.grid_model.marks - 1 if end else 0, extend=extend)

    def _line(self, line: int) -> int:
        return min(max(line, 0), self.grid_model.rowCount() - 1)

    def _page_lines(self) -> int:
        return max(1, self.viewport().height() // max(1, self.rowHeight(0)) - 1)

    def _blank(self) -> None:
        places = [place for place in self.places if self._entry.can_type(place[1])]
        if len(places) > 1:
            self.blank_asked.emit(places)
        elif places:
            self._entry.make_blank(places)
        elif self.place is not None:
            self.closed_asked.emit(self.place[1])

    def _ask_states(self) -> None:
        spot = self.spot
        if spot is not None:
            area = self.visualRect(self.index_of(spot[0], spot[1] + FIRST_MARK))
            self.states_asked.emit(self.viewport().mapToGlobal(area.bottomLeft()))

    # Mouse and focus

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.finish()
            extend = bool(event.modifiers() & _SHIFT) and event.button() == Qt.MouseButton.LeftButton
            self.go_to(index.row(), index.column() - FIRST_MARK, extend=extend)
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and index.isValid():
            spot = (index.row(), index.column() - FIRST_MARK)
            if spot != self.spot:
                self.go_to(*spot, extend=True)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.begin()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.states_asked.emit(event.globalPos())
        else:
            self._ask_states()

    def _head_pressed(self, section: int) -> None:
        spot = self.spot
        if spot is not None:
            self.finish()
            self.go_to(spot[0], section - FIRST_MARK)
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    # Qt's own handling of the focus would paint the whole view again at each value that is typed.
    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._painter.has_focus = True
        self._repaint_cursor()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._painter.has_focus = False
        self._repaint_cursor()

    def _repaint_cursor(self) -> None:
        spot = self.spot
        if spot is not None:
            self.repaint_line(spot[0])

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return False


def _is_own(event: QKeyEvent) -> bool:
    """Whether the grid wants a key although it is a shortcut of the window."""
    modifiers, key = event.modifiers(), event.key()
    if modifiers & _ALT:
        return key == Key.Key_Down
    if modifiers & _CONTROL:
        return key in _WITH_CONTROL
    return key in _ALONE
