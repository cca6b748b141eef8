"""The model behind the parts of the grid: names, marks and totals of the trainees that a filter shows."""

import uuid
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from typing_extensions import override

from trainer_app.core.language import _, joined, pgettext
from trainer_app.core.text import isolate
from trainer_app.ui.tables.model import NO_INDEX, Index
from trainer_app.ui.tables.score_grid import words
from trainer_app.ui.tables.score_grid.order import Order, SortBy, arranged, sort_words
from trainer_app.ui.tables.score_grid.table import Filter, ScoreTable
from trainer_app.ui.tasks import unraised

NUMBER, SIDE, NAME, SECOND = range(4)
FIRST_MARK = 4
_SORTED = {NUMBER: SortBy.NUMBER, NAME: SortBy.NAME}
_SPOKEN = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class GridModel(QAbstractTableModel):
    """Rows are the trainees shown; columns number, side, two names, the components, total and band.

    `row` and `column` of its own methods are those of the table, as everywhere in this folder; places of
    the model are called lines and sections.
    """

    def __init__(self) -> None:
        super().__init__()
        self._table: ScoreTable | None = None
        self._lines: list[int] = []
        self._rows: list[int] = []
        self._ranks: dict[uuid.UUID, int] = {}
        self.order = Order()
        self.filter = Filter.ALL
        self.current: tuple[int, int] | None = None

    @property
    def table(self) -> ScoreTable | None:
        """What is shown."""
        return self._table

    @property
    def marks(self) -> int:
        """How many columns of marks there are."""
        return len(self._table.components) if self._table else 0

    @property
    def total_section(self) -> int:
        """Section of the totals; the bands follow it."""
        return FIRST_MARK + self.marks

    def show(self, table: ScoreTable) -> None:
        """Show a table: painted again where trainees and components are the same, else set up anew."""
        before, self._table = self._table, table
        if before is not None and before.grid.offering_id != table.grid.offering_id:
            self.order, self._ranks = Order(), {}
        self._rows = self._kept_rows(table)
        if before is not None and _shape(before) == _shape(table):
            self.refilter()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return
        self.beginResetModel()
        self.current = None
        self._lines = self._matching()
        self.endResetModel()

    def choose(self, chosen: Filter) -> None:
        """Show the trainees of another filter."""
        self.filter = chosen
        self.refilter()

    def arrange(self, order: Order) -> None:
        """Show the trainees in another order, which stays until it is asked for again, whatever is typed."""
        table = self._table
        if table is None:
            return
        self.layoutAboutToBeChanged.emit()
        self.order, self._rows = order, arranged(table, order)
        self._ranks = {table.trainees[row].enrolment_id: rank for rank, row in enumerate(self._rows)}
        self._lines = self._matching()
        self.layoutChanged.emit()

    def _kept_rows(self, table: ScoreTable) -> list[int]:
        """The table's rows in the order that was asked for last; those who are new come last."""
        ranks, trainees = self._ranks, table.trainees
        return sorted(range(len(trainees)), key=lambda row: ranks.get(trainees[row].enrolment_id, len(ranks)))

    def sorted_by(self, section: int) -> SortBy | None:
        """What the head of a section sorts by."""
        return SortBy.TOTAL if self._table and section == self.total_section else _SORTED.get(section)

    def refilter(self) -> None:
        """Let trainees come and go that the filter shows no longer or again; the current one stays."""
        wanted = self._matching()
        for line in range(len(self._lines) - 1, -1, -1):
            if self._lines[line] not in wanted:
                self.beginRemoveRows(NO_INDEX, line, line)
                del self._lines[line]
                self.endRemoveRows()
        for line, row in enumerate(wanted):
            if line >= len(self._lines) or self._lines[line] != row:
                self.beginInsertRows(NO_INDEX, line, line)
                self._lines.insert(line, row)
                self.endInsertRows()

    def _matching(self) -> list[int]:
        table = self._table
        if table is None:
            return []
        if self.filter == Filter.ALL:
            return list(self._rows)
        kept = self.current[0] if self.current else -1
        return [row for row in self._rows if row == kept or table.matches(row, self.filter)]

    def row(self, line: int) -> int:
        """The table's row that stands in a line."""
        return self._lines[line]

    def line(self, row: int) -> int:
        """The line of a row; -1 where the filter does not show it."""
        try:
            return self._lines.index(row)
        except ValueError:
            return -1

    @property
    def rows(self) -> Sequence[int]:
        """The table's rows that are shown, from top to bottom."""
        return self._lines

    @property
    def all_rows(self) -> Sequence[int]:
        """All rows of the table in the shown order, also those that the filter hides."""
        return self._rows

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() or self._table is None else self.total_section + 2

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        # Not editable for Qt: its own editing would also switch the input method on.
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in _SPOKEN or role == Qt.ItemDataRole.ToolTipRole:
            return unraised(lambda: self._data(index, role))
        return None

    def _data(self, index: Index, role: int) -> str | None:
        table = self._table
        if table is None:
            return None
        row, section = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(table, row, section)
        if FIRST_MARK <= section < self.total_section and role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(table, row, section - FIRST_MARK)
        return shown_text(table, row, section)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return unraised(lambda: self._head_tip(section))
        if role not in _SPOKEN:
            return None
        return unraised(lambda: self._head(section, is_spoken=role == Qt.ItemDataRole.AccessibleTextRole))

    def _head_tip(self, section: int) -> str | None:
        by = self.sorted_by(section)
        return None if by is None else sort_words(by)

    def _head(self, section: int, *, is_spoken: bool) -> str:
        title = self._title(section)
        if not is_spoken or self.sorted_by(section) != self.order.by:
            return title
        sentence = _("{column}, sorted downwards") if self.order.descending else _("{column}, sorted upwards")
        return sentence.format(column=title)

    def _title(self, section: int) -> str:
        if self._table is not None and FIRST_MARK <= section < self.total_section:
            return self._table.components[section - FIRST_MARK].titles.in_language()
        return isolate(fixed_heads()[section if section < FIRST_MARK else section - self.total_section + 4])


def fixed_heads() -> tuple[str, ...]:
    """Heads of number, side, names, total and band."""
    return pgettext("roll", "No."), _("Side"), _("Trainee"), _("Own script"), _("Total"), _("Band")


def shown_text(table: ScoreTable, row: int, section: int) -> str:
    """The text that a cell shows, also the one that is copied."""
    trainee = table.trainees[row]
    column = section - FIRST_MARK
    if column < 0:
        texts = (
            str(trainee.roll_number),
            trainee.side,
            words.first_name(trainee),
            words.second_name(trainee),
        )
        return texts[section]
    if column < len(table.components):
        typed = table.rejected(row, column)
        if typed is not None:
            return typed.text
        return words.mark_text(table.mark(row, column), table.components[column].facts.step)
    standing = words.standing(table.result(row), table.basis)
    return standing.total if column == len(table.components) else standing.band


def _tooltip(table: ScoreTable, row: int, section: int) -> str | None:
    trainee = table.trainees[row]
    if section == NAME and not words.has_own_name(trainee):
        return words.name_missing()
    column = section - FIRST_MARK
    if not 0 <= column < len(table.components):
        return None
    typed = table.rejected(row, column)
    why = joined(words.told(table, row, column, typed)) if typed else ""
    return joined([why, words.remark_words(table, row, column)]) or None


def _shape(table: ScoreTable) -> tuple[Any, ...]:
    grid = table.grid
    trainees = tuple(each.enrolment_id for each in grid.trainees)
    return grid.offering_id, grid.attempt, trainees, tuple(each.id for each in grid.components)
