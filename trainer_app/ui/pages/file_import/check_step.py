"""The second step: how the file is read, and a table of what happens to each of its lines."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.settings import Settings
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.strips import StripArea
from trainer_app.ui.widgets.surfaces import Card


class CheckStep(QWidget):
    """Shows what importing would do; the columns of its table are those that the file needs.

    Signals: table_made() when another table stands there.
    """

    table_made = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.strips = StripArea()
        self.card = Card(edge_to_edge=True)
        self.card.body.setContentsMargins(1, 1, 1, 1)
        self.table: Table | None = None
        self._keys: tuple[str, ...] = ()

    def begin_anew(self) -> None:
        """Forget what was chosen for the file before."""
        self._keys = ()

    def problems(self) -> Sequence[Hashable]:
        """Ids of the lines that a user should look at."""
        raise NotImplementedError

    def after_table(self) -> Sequence[QWidget]:
        """What Tab goes to from the table."""
        return ()

    def make_table(self, columns: Sequence[Column]) -> Table:
        """A table with these columns."""
        raise NotImplementedError

    def say_again(self) -> None:
        """Say everything in the active language."""
        raise NotImplementedError

    def next_problem(self, step: int) -> None:
        """Go to the next problem, or to the previous one where `step` is -1; round at the end."""
        problems = self.problems()
        if self.table is None or not problems:
            return
        current = self.table.current_id
        place = problems.index(current) + step if current in problems else 0 if step > 0 else -1
        self.table.select_id(problems[place % len(problems)])

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Keep the table where it has these columns, else put a new one in its place."""
        keys = tuple(column.key for column in columns)
        if self.table is not None and keys == self._keys:
            return
        if self.table is not None:
            self.card.body.removeWidget(self.table)
            self.table.setParent(None)
            self.table.deleteLater()
        self._keys = keys
        self.table = self.make_table(columns)
        self.card.body.insertWidget(0, self.table)
        self.setFocusProxy(self.table)
        self.table_made.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
