"""Table models: rows in memory, or ids in memory and rows by pages of a hundred."""

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from trainer_app.core.text import isolate
from trainer_app.ui.tables.cells import Cell, plain
from trainer_app.ui.tasks import Tasks, unraised
from trainer_app.ui.words import Words, said

PAGE_ROWS = 100
_CACHED_PAGES = 8
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Row(Protocol):
    """A row of any table: a frozen value with an id."""

    @property
    def id(self) -> Any:
        """What the row is known by."""


@dataclass(frozen=True)
class Column:
    """One column: its head, what its cells show, and how it shares the room.

    `keeps` orders the giving way: the lowest is narrowed and elided first (course 1, unit 2, second
    script 3, name 9).
    """

    key: str
    title: Words
    cell: Callable[[Any], Cell]
    width: int = 110
    number: bool = False
    sortable: bool = False
    stretch: int = 0
    keeps: int = 5
    least: int = 48
    urdu: bool = False

    def at_right(self, *, is_rtl: bool) -> bool:
        """Whether head and cells stand at the right: numbers always, Urdu columns in every window."""
        return self.number or self.urdu or is_rtl


class TableModel(QAbstractTableModel):
    """What all tables share; subclasses know how many rows there are and find them."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)

    @abstractmethod
    def row_at(self, place: int) -> Row | None:
        """The row, or None where it could not be read."""

    @abstractmethod
    def id_at(self, place: int) -> Any:
        """Id of the row."""

    @abstractmethod
    def place_of(self, row_id: Hashable) -> int:
        """Place of the row with an id; -1 where it is not shown."""

    @override
    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return unraised(lambda: self._data(index, role))

    def _data(self, index: Index, role: int) -> Any:
        if role == ID_ROLE:
            return self.id_at(index.row())
        if role not in _CELL_ROLES:
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        cell = column.cell(row)
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._name_of(row)}, {said(column.title)}: {plain(cell)}"
        return plain(cell)

    def _name_of(self, row: Row) -> str:
        widest = max(self.columns, key=lambda column: column.keeps)
        return isolate(plain(widest.cell(row)))

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return isolate(said(column.title))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        return None


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers at the right in every language, the rest at the leading edge."""
    flags = Qt.AlignmentFlag
    if column.number:
        return flags.AlignRight | flags.AlignAbsolute | flags.AlignVCenter
    return flags.AlignLeading | flags.AlignVCenter


_CELL_ROLES = frozenset(
    {CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)


class MemoryModel(TableModel):
    """A table whose rows are all in memory."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(columns)
        self._rows: Sequence[Row] = ()
        self._places: dict[Any, int] = {}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._places = {row.id: place for place, row in enumerate(self._rows)}
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def row_at(self, place: int) -> Row | None:
        return self._rows[place]

    @override
    def id_at(self, place: int) -> Any:
        return self._rows[place].id

    @override
    def place_of(self, row_id: Hashable) -> int:
        return self._places.get(row_id, -1)


class PagedModel(TableModel):
    """A table that holds ids and reads its rows by primary key, a page of a hundred when it is painted."""

    def __init__(
        self, columns: Sequence[Column], tasks: Tasks, rows_of: Callable[..., Sequence[Row]]
    ) -> None:
        super().__init__(columns)
        self._tasks = tasks
        self._rows_of = rows_of
        self._ids: Sequence[Any] = ()
        self._pages: OrderedDict[int, dict[Any, Row]] = OrderedDict()

    def set_ids(self, ids: Sequence[Any]) -> None:
        """Show other rows; what is cached is forgotten."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def row_at(self, place: int) -> Row | None:
        return self._page(place // PAGE_ROWS).get(self._ids[place])

    @override
    def id_at(self, place: int) -> Any:
        return self._ids[place]

    @override
    def place_of(self, row_id: Hashable) -> int:
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def _page(self, number: int) -> dict[Any, Row]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        first = number * PAGE_ROWS
        rows = self._tasks.read_rows(self._rows_of, ids=self._ids[first : first + PAGE_ROWS])
        self._pages[number] = {row.id: row for row in rows or ()}
        if len(self._pages) > _CACHED_PAGES:
            self._pages.popitem(last=False)
        return self._pages[number]
