"""The whole grid: names at the leading side, marks in the middle, totals at the end, and the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollBar, QSizePolicy, QStyle, QWidget
from typing_extensions import override

from trainer_app.core.language import _, ngettext, pgettext
from trainer_app.rules.states import ScoreState
from trainer_app.ui import theme
from trainer_app.ui.tables.score_grid import moves
from trainer_app.ui.tables.score_grid.delegate import GridDelegate
from trainer_app.ui.tables.score_grid.entry import ScoreEntry
from trainer_app.ui.tables.score_grid.foot import LINES, GridFoot
from trainer_app.ui.tables.score_grid.ink import ink
from trainer_app.ui.tables.score_grid.model import FIRST_MARK, GridModel
from trainer_app.ui.tables.score_grid.moves import Spot
from trainer_app.ui.tables.score_grid.number_dialog import NumberDialog
from trainer_app.ui.tables.score_grid.order import Order, SortBy
from trainer_app.ui.tables.score_grid.part import GridPart
from trainer_app.ui.tables.score_grid.table import Filter, ScoreTable
from trainer_app.ui.tables.score_grid.view import MarksView
from trainer_app.ui.tables.score_grid.widths import shared
from trainer_app.ui.tables.score_grid.words import state_word
from trainer_app.ui.widgets.dialogs import ask

_BAR = 12
_RADIUS = 6
_OFFERED = (
    (ScoreState.ABSENT, "A"),
    (ScoreState.ABSENT_EXCUSED, "E"),
    (ScoreState.EXEMPT, "X"),
    (ScoreState.NOT_APPLICABLE, "N"),
    (ScoreState.MISCONDUCT, ""),
)


class ScoreGrid(QFrame):
    """The grid of one offering.

    Signals: moved() of the cursor; filter_dropped() when a trainee outside the filter had to be shown;
    closed_asked(column) for typing where nothing can be typed.
    """

    moved = Signal()
    filter_dropped = Signal()
    closed_asked = Signal(int)

    def __init__(self, entry: ScoreEntry) -> None:
        super().__init__()
        self.entry = entry
        self.model = GridModel()
        self.model.setParent(self)
        self._delegate = GridDelegate(self.model)
        self.names = GridPart(self.model, self._delegate, self)
        self.marks = MarksView(self.model, self._delegate, entry, self)
        self.totals = GridPart(self.model, self._delegate, self)
        self.foot = GridFoot(self.model, entry, self)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._side_bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._divider = QFrame(self)
        self._divider.setProperty("rule", "vertical")
        self._corners = [_Corner(place, self) for place in range(4)]
        self._seen: Spot | None = None
        self._percent = (0, "")
        self._bottom = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.marks)
        self._connect()

    def _connect(self) -> None:
        own = self.marks.verticalScrollBar()
        for bar in (self.names.verticalScrollBar(), self.totals.verticalScrollBar(), self._bar):
            own.valueChanged.connect(bar.setValue)
            bar.valueChanged.connect(own.setValue)
        side = self.marks.horizontalScrollBar()
        side.valueChanged.connect(self._side_bar.setValue)
        self._side_bar.valueChanged.connect(side.setValue)
        side.valueChanged.connect(self._place_foot)
        own.rangeChanged.connect(self._fit_bars)
        side.rangeChanged.connect(self._fit_bars)
        self.marks.moved.connect(self._moved)
        self.marks.problem_asked.connect(self.go_to_problem)
        self.marks.number_asked.connect(self.ask_number)
        self.marks.blank_asked.connect(self._ask_blank)
        self.marks.states_asked.connect(self._offer_states)
        self.marks.closed_asked.connect(self.closed_asked)
        self.marks.foot_asked.connect(self.foot.go_to)
        self.foot.left.connect(self._foot_left)
        for part in (self.names, self.totals):
            part.clicked.connect(self._line_clicked)
            part.head.sectionClicked.connect(self._head_clicked)
        self.entry.rows_changed.connect(self._rows_changed)
        self.entry.went_to.connect(self.go_to_place)

    # What is shown

    def show_table(self, table: ScoreTable) -> None:
        """Show a table; cursor and typing stay where they were, if the table still has the place."""
        before, place = self.model.table, self.marks.place
        is_same = before is not None and _shown(before) == _shown(table)
        key = before.key(*place) if is_same and before is not None and place is not None else None
        typed = self.marks.editor.text() if self.marks.is_editing else None
        in_place = self.marks.editor.is_in_place
        self.marks.leave()
        self.entry.show(table)
        self.model.show(table)
        self._place()
        self._restore(table, table.place(key) if key else None)
        if typed is not None and key is not None and table.place(key) is not None:
            self.marks.begin(typed)
            self.marks.editor.is_in_place = in_place
        self._repaint()

    def _restore(self, table: ScoreTable, place: Spot | None) -> None:
        if not table.trainees or not table.components:
            return
        if place is None or self.model.line(place[0]) < 0:
            self._go_to_first(table)
        elif place != self.model.current:
            self.marks.go_to(self.model.line(place[0]), place[1])

    def _go_to_first(self, table: ScoreTable) -> None:
        if self.model.rowCount():
            row, column = moves.first_place(self.model, table)
            self.marks.go_to(max(self.model.line(row), 0), column)

    def choose(self, chosen: Filter) -> None:
        """Show the trainees of a filter."""
        self.marks.finish()
        self.model.choose(chosen)
        self._place()
        table = self.model.table
        if self.marks.spot is None and table is not None:
            self._go_to_first(table)

    def sort_by(self, by: SortBy) -> None:
        """Sort the trainees by their number, name or total; by the same once more turns the order."""
        self.finish()
        self._sort(self.model.order.asked(by))
        self.marks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head_clicked(self, section: int) -> None:
        by = self.model.sorted_by(section)
        if by is not None:
            self.sort_by(by)

    def _sort(self, order: Order) -> None:
        """Let the trainees change places; the cursor goes with its trainee."""
        place = self.marks.place
        self.model.arrange(order)
        if place is not None:
            self.marks.go_to(self.model.line(place[0]), place[1])
        self._repaint()

    def finish(self) -> None:
        """Accept what is being typed."""
        self.marks.finish()
        self.foot.finish()

    # Where to go

    def go_to_place(self, row: int, column: int) -> None:
        """Put the cursor on a cell of the table; a filter that hides it is dropped."""
        self.finish()
        if self.model.line(row) < 0:
            self.choose(Filter.ALL)
            self.filter_dropped.emit()
        self.marks.go_to(self.model.line(row), column)
        self.marks.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_problem(self, forward: bool = True) -> None:
        """Go to the next value not accepted, else to the next blank."""
        table = self.model.table
        if table is None:
            return
        target = moves.next_problem(self.model, table, self.marks.place or (-1, 0), forward=forward)
        if target is not None:
            self.go_to_place(*target)

    def ask_number(self) -> None:
        """Ask for a roll number and go there."""
        table, place = self.model.table, self.marks.place
        if table is None or not table.trainees:
            return
        self.finish()
        numbers = {trainee.roll_number: row for row, trainee in enumerate(table.trainees)}
        dialog = NumberDialog(self, numbers)
        chosen = dialog.exec() == NumberDialog.DialogCode.Accepted
        dialog.deleteLater()
        if chosen and dialog.row is not None:
            self.go_to_place(dialog.row, place[1] if place else moves.first_place(self.model, table)[1])

    def _foot_left(self, column: int, by: int) -> None:
        if not self.model.rowCount():
            return
        last = self.model.rowCount() - 1
        self.marks.go_to(*((last, column) if by < 0 else moves.down(self.model, (last, column))))
        self.marks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line_clicked(self, index: QModelIndex) -> None:
        place = self.marks.place
        self.marks.finish()
        self.marks.go_to(index.row(), place[1] if place else 0)
        self.marks.setFocus(Qt.FocusReason.MouseFocusReason)

    # States and blanks

    def _offer_states(self, corner: QPoint) -> None:
        place = self.marks.place
        if place is None:
            return
        self.marks.finish()
        self.entry.drop_proposal()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.entry.can_type(place[1]):
            for state, key in _OFFERED:
                action = menu.addAction(f"{state_word(state)}\t{key}")
                action.triggered.connect(lambda _on=False, state=state: self.entry.set_state(*place, state))
            blank_word = pgettext("score", "Blank")
            blank = menu.addAction(f"{blank_word}\tDel")
            blank.triggered.connect(lambda: self.entry.make_blank([place]))
            menu.addSeparator()
        remark = menu.addAction(_("Remark") + "\tShift+F2")
        remark.triggered.connect(self.marks.remark_asked)
        copy = menu.addAction(_("Copy") + "\tCtrl+C")
        copy.triggered.connect(self.marks.copy)
        paste = menu.addAction(_("Paste") + "\tCtrl+V")
        paste.triggered.connect(self.marks.paste)
        fill = menu.addAction(_("Fill down") + "\tCtrl+D")
        fill.triggered.connect(self.marks.fill_down)
        for action in (remark, paste, fill):
            action.setEnabled(self.entry.can_type(place[1]))
        menu.popup(corner)

    def _ask_blank(self, places: Sequence[Spot]) -> None:
        title = ngettext("Take {count} value back?", "Take {count} values back?", len(places)).format(
            count=len(places)
        )
        text = _("The cells become blank, which is not zero. Undo brings the values back.")
        if ask(self, title, text, act=_("Make them blank"), keep=_("Keep them"), danger=True):
            self.entry.make_blank(places)

    # Painting again

    def _moved(self) -> None:
        before, now = self._seen, self.marks.place
        self._seen = now
        for row in {place[0] for place in (before, now) if place is not None}:
            self._repaint_row(row)
        if before is None or now is None or before[1] != now[1]:
            self.marks.head.viewport().update()
        self.moved.emit()

    def _rows_changed(self, rows: Sequence[int]) -> None:
        for row in rows:
            self._repaint_row(row)
        self.foot.update()

    def _repaint_row(self, row: int) -> None:
        line = self.model.line(row)
        if line >= 0:
            for part in self._parts:
                part.repaint_line(line)

    def _repaint(self) -> None:
        for part in self._parts:
            part.viewport().update()
            part.head.viewport().update()
        self.foot.update()

    @property
    def _parts(self) -> tuple[GridPart, GridPart, GridPart]:
        return self.names, self.marks, self.totals

    # Geometry

    def _place(self) -> None:
        """Give every part its place, mirrored where the window runs from the right."""
        table = self.model.table
        inner = self.rect().adjusted(1, 1, -1, -1)
        if table is None or inner.width() < 10:
            return
        look = theme.active()
        if self._percent != (look.text_size, look.language):
            self._percent = (look.text_size, look.language)
            for part in self._parts:
                part.set_heights()
        row, head = look.height("grid_row"), look.height("grid_head")
        foot = LINES * row
        bar = _BAR if head + row * self.model.rowCount() + foot > inner.height() else 0
        widths = shared(table, inner.width() - bar)
        middle = inner.width() - bar - widths.fixed
        side = _BAR if widths.mark * self.model.marks > middle else 0
        # Whole lines only: a line cut at the foot would be read wrongly.
        body = head + max(1, (inner.height() - foot - side - head) // row) * row
        self._bottom = body + foot + side + 2
        self._put(self.names, QRect(0, 0, sum(widths.names), body))
        self._put(self.marks, QRect(sum(widths.names), 0, middle, body))
        self._put(self.totals, QRect(sum(widths.names) + middle, 0, sum(widths.totals), body))
        self._put(self._bar, QRect(inner.width() - bar, head, bar, body - head))
        self._put(self._side_bar, QRect(sum(widths.names), body, middle, side))
        self._put(self._divider, QRect(sum(widths.names) + middle - 1, 0, 1, body + side if side else 0))
        self._divider.raise_()
        self._put(self.foot, QRect(0, body + side, inner.width(), foot))
        total = self.model.total_section
        self.names.show_sections(range(FIRST_MARK), widths.names)
        self.marks.show_sections(range(FIRST_MARK, total), [widths.mark] * self.model.marks)
        self.totals.show_sections(range(total, total + 2), widths.totals)
        self._place_corners()
        self._fit_bars()
        self._place_foot()
        self.update()

    def lines_in(self, height: int) -> int:
        """How many trainees are seen where the grid has that height."""
        look = theme.active()
        row = look.height("grid_row")
        return (height - 2 - look.height("grid_head") - LINES * row) // row

    @property
    def frame(self) -> QRect:
        """The part of the room that the grid fills, to the whole line."""
        return QRect(0, 0, self.width(), self._bottom)

    def _put(self, widget: QWidget, area: QRect) -> None:
        inner = self.rect().adjusted(1, 1, -1, -1)
        area = area.translated(inner.topLeft())
        widget.setGeometry(QStyle.visualRect(self.layoutDirection(), inner, area))
        widget.setVisible(area.width() > 0 and area.height() > 0)

    def _fit_bars(self) -> None:
        for own, bar in (
            (self.marks.verticalScrollBar(), self._bar),
            (self.marks.horizontalScrollBar(), self._side_bar),
        ):
            bar.setRange(own.minimum(), own.maximum())
            bar.setPageStep(own.pageStep())
            bar.setSingleStep(own.singleStep())
            bar.setValue(own.value())

    def _place_foot(self) -> None:
        shift = self.marks.x() - self.foot.x()
        marks = [
            QRect(
                shift + self.marks.columnViewportPosition(section),
                0,
                self.marks.columnWidth(section),
                self.foot.height(),
            )
            for section in range(FIRST_MARK, self.model.total_section)
        ]
        window = QRect(shift, 0, self.marks.width(), self.foot.height())
        names = QRect(self.names.x() - self.foot.x(), 0, self.names.width(), self.foot.height())
        self.foot.place(names, marks, window, self._foot_ends())

    def _foot_ends(self) -> list[int]:
        """Where the lines stand that part names and totals in the foot."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shift = self.foot.x()
        total = self.totals.columnWidth(self.model.total_section)
        if rtl:
            return [self.names.x() - shift, self.totals.x() + self.totals.width() - total - shift]
        return [self.marks.x() - 1 - shift, self.totals.x() + total - 1 - shift]

    def _place_corners(self) -> None:
        right, bottom = self.width() - _RADIUS, self._bottom - _RADIUS
        for corner, spot in zip(
            self._corners, ((0, 0), (right, 0), (0, bottom), (right, bottom)), strict=True
        ):
            corner.move(*spot)
            corner.raise_()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.marks.keep_in_sight()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.model.order.by == SortBy.NAME:
            self._sort(self.model.order)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange}:
            self._place()
            self._repaint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.frame, ink("surface"))
        head = theme.active().height("grid_head")
        painter.fillRect(QRect(0, 0, self.width(), head + 1), ink("surface2"))
        painter.fillRect(QRect(0, head, self.width(), 1), ink("border2"))
        painter.setPen(QPen(ink("border2"), 1))
        painter.drawRect(self.frame.adjusted(0, 0, -1, -1))

    @override
    def minimumSizeHint(self) -> QSize:
        look = theme.active()
        return QSize(600, look.height("grid_head") + (LINES + 3) * look.height("grid_row"))


def _shown(table: ScoreTable) -> tuple[object, int]:
    return table.grid.offering_id, table.grid.attempt


class _Corner(QWidget):
    """Rounds one corner of the frame, over what stands in it."""

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self.setFixedSize(_RADIUS, _RADIUS)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = 2 * _RADIUS
        left = 0 if self._place % 2 == 0 else -_RADIUS
        top = 0 if self._place < 2 else -_RADIUS
        circle = QRectF(left + 0.5, top + 0.5, size - 1, size - 1)
        inside, whole = QPainterPath(), QPainterPath()
        inside.addEllipse(circle)
        whole.addRect(QRectF(self.rect()))
        painter.fillPath(whole.subtracted(inside), ink("bg"))
        painter.setPen(QPen(ink("border2"), 1))
        painter.drawEllipse(circle)
