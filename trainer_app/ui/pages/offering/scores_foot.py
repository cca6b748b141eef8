"""The lines below the score grid: what the current column lacks, and the keys."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.language import _, joined, pgettext
from trainer_app.rules.states import SheetState
from trainer_app.services.sheet_refusals import closed_words
from trainer_app.ui import theme
from trainer_app.ui.pages.offering.sheet_moves import SheetMoves
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.tables.score_grid.table import ScoreTable
from trainer_app.ui.tables.score_grid.words import missing, remark_words, sheet_look
from trainer_app.ui.widgets.chips import Chip
from trainer_app.ui.widgets.labels import KeyHints, Label


class ScoresFoot(QWidget):
    """The sheet of the current column, and hints for the keyboard."""

    def __init__(self, tab: OfferingTab) -> None:
        super().__init__()
        self._shown: tuple[ScoreTable, tuple[int, int] | None] | None = None
        self.moves = SheetMoves(tab)
        self.moves.known.connect(self._show_again)
        self._name = Label("", "strong")
        self._state = Chip("accent", "")
        self.missing = Label("", "second")
        self._has_hints = self._has_room = True
        self.hints = KeyHints(
            (
                ("Enter", lambda: pgettext("key", "down")),
                ("Tab", lambda: pgettext("key", "next")),
                ("A", lambda: pgettext("key", "absent")),
                ("E", lambda: pgettext("key", "excused")),
                ("X", lambda: pgettext("key", "exempt")),
                ("Del", lambda: pgettext("key", "blank")),
                ("F8", lambda: pgettext("key", "next open")),
                ("Ctrl G", lambda: pgettext("key", "roll number")),
            )
        )
        self._sheet = QWidget()
        line = QHBoxLayout(self._sheet)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for widget in (self._name, self._state):
            line.addWidget(widget)
        line.addWidget(self.missing, 1)
        line.addWidget(self.moves)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sheet)
        column.addWidget(self.hints)

    def set_room(self, *, has_room: bool) -> None:
        """Let the hints for the keyboard give way where the trainees need their room."""
        self._has_room = has_room
        self.hints.setVisible(has_room and self._has_hints)

    def show_place(self, table: ScoreTable, place: tuple[int, int] | None) -> None:
        """Speak of a cell, by row and column: what is remarked on it, and what its column lacks."""
        self._shown = (table, place)
        column = place[1] if place else None
        self._sheet.setFixedHeight(theme.active().height("small_button"))
        self._has_hints = table.can_type
        self.hints.setVisible(self._has_room and self._has_hints)
        known = column is not None and column < len(table.components)
        for widget in (self._name, self._state, self.missing, self.moves):
            widget.setVisible(known)
        if place is None or column is None or not known:
            return
        component = table.components[column]
        self._name.set_words(component.titles.in_language())
        look = sheet_look(component)
        chip = look.chip if component.is_editable or look.chip != "accent" else "neutral"
        self._state.set_look(chip, look.words, look.icon)
        told = self.moves.show_column(table, column)
        self.missing.set_words(joined([remark_words(table, *place), missing(table, column), told]))

    def _show_again(self) -> None:
        """Say who submitted and verified the sheet, once it was read."""
        if self._shown is not None:
            self.show_place(*self._shown)


def read_only_words(table: ScoreTable, column: int) -> str:
    """Why nothing can be typed into a column."""
    component = table.components[column]
    if not table.grid.is_open:
        return _("Scores of this offering cannot be changed at its present stage.")
    if component.sheet_state == SheetState.DRAFT:
        return _("{component} has no resit under this offering's rules.").format(
            component=component.titles.in_language()
        )
    return closed_words(component.titles, component.sheet_state)
