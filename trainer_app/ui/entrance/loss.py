"""What putting a backup back would lose: how much, and each step by whom, what and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.core.settings import Settings
from trainer_app.ui import backup_words
from trainer_app.ui.tables.cells import Cell, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.whole import WholeTable
from trainer_app.ui.widgets.labels import Label

if TYPE_CHECKING:
    from trainer_app.services.backups import Loss

_ROWS_SEEN = 6


@dataclass(frozen=True, slots=True)
class LostRow:
    """One step that would be lost."""

    id: int
    at: datetime
    user: str
    act: str


class LossView(QWidget):
    """Says that it is being looked at, then what it is."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.lead = Label(lambda: _("It is being looked at what would be lost…"), "strong", wraps=True)
        self.table = WholeTable(_columns(), settings, "lost", most=_ROWS_SEEN)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.lead)
        column.addWidget(self.table)
        self.table.hide()

    def show_loss(self, loss: "Loss") -> None:
        """Show what would be lost."""
        self.lead.set_words(lambda: backup_words.lost(loss))
        rows = [LostRow(place, each.at, each.user, each.act) for place, each in enumerate(loss.steps)]
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", lambda: _("When"), _when, width=150, keeps=8),
        Column("user", lambda: _("Who"), _who, width=160, stretch=1, keeps=9),
        Column("act", lambda: _("What"), _what, width=200, stretch=2, keeps=7),
    )


def _when(row: LostRow) -> Cell:
    return Text(backup_words.instant(row.at))


def _who(row: LostRow) -> Cell:
    return Text(row.user or _("The program"), tone="text" if row.user else "text2")


def _what(row: LostRow) -> Cell:
    from trainer_app.services import history_words

    return Text(history_words.act(row.act) or _("Another step"), tone="text2")
