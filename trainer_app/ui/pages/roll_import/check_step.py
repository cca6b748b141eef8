"""The second step: how the file is read, and what happens to each row."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.core.settings import Settings
from trainer_app.core.text import ltr
from trainer_app.services.rolls import Outcome, RollPreview
from trainer_app.ui.pages.file_import.check_step import CheckStep
from trainer_app.ui.pages.roll_import.columns_card import ColumnsCard
from trainer_app.ui.pages.roll_import.review_table import (
    ReviewLine,
    ReviewTable,
    line_of,
    outcome_words,
    review_columns,
)
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.words import Words

_ALL = "all"


class RollCheck(CheckStep):
    """Shows a preview. Signals: save_refused_asked(); `columns` tells when it shall be read otherwise."""

    save_refused_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._preview: RollPreview | None = None
        self._lines: list[ReviewLine] = []
        self.columns = ColumnsCard()
        segments = [Segment(outcome, _outcome_word(outcome)) for outcome in Outcome]
        self._outcomes = Segmented([Segment(_ALL, lambda: _("All")), *segments])
        self._note = Label("", "second")
        self._save = Button(
            lambda: _("Save refused rows as Excel"), icon="download", on_click=self.save_refused_asked.emit
        )
        self._arrange()
        self._outcomes.chosen.connect(self._fill)

    @property
    def save_button(self) -> Button:
        """The button that saves the refused rows."""
        return self._save

    def show_preview(self, preview: RollPreview) -> None:
        """Show what importing would do."""
        self._preview = preview
        self.columns.show_preview(preview)
        self._lines = [line_of(row) for row in preview.rows]
        counts = {outcome.value: preview.count(outcome) for outcome in Outcome}
        self._outcomes.set_counts({_ALL: len(preview.rows), **counts})
        self._save.setVisible(counts[Outcome.REFUSED] > 0)
        self._note.set_words(_note(preview))
        self._show_strips(preview)
        self.show_columns(review_columns(preview.rows))
        self._fill()

    @override
    def begin_anew(self) -> None:
        super().begin_anew()
        self.columns.fold()
        self._outcomes.choose(_ALL)

    @override
    def problems(self) -> list[int]:
        return [line.id for line in self._lines if line.row.outcome is Outcome.REFUSED]

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(12)
        filters.addWidget(self._outcomes)
        filters.addWidget(self._note)
        filters.addStretch()
        filters.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(12)
        column.addWidget(self.strips)
        column.addWidget(self.columns)
        column.addLayout(filters)
        column.addWidget(self.card, 1)

    @override
    def make_table(self, columns: Sequence[Column]) -> Table:
        table = ReviewTable(self.settings, columns)
        table.setAccessibleName(_("Rows of the file"))
        table.set_empty(EmptyState("check", lambda: _("No row is of this kind")))
        return table

    def _fill(self, _key: object = None) -> None:
        chosen = self._outcomes.current
        if self.table is not None:
            self.table.set_rows([x for x in self._lines if chosen in (_ALL, x.row.outcome.value)])

    def _show_strips(self, preview: RollPreview) -> None:
        self.strips.clear()
        missing = preview.seats_missing
        if not missing:
            return
        first = ngettext("{count} seat is missing.", "{count} seats are missing.", missing)
        rest = _("{offering} has {seats} seats, {taken} are taken. The import will ask for a reason.")
        self.strips.show_strip(
            MessageStrip(
                "warn",
                first.format(count=number(missing)),
                rest.format(
                    offering=ltr(preview.offering_code),
                    seats=number(preview.capacity),
                    taken=number(preview.taken),
                ),
            )
        )

    @override
    def say_again(self) -> None:
        if self._preview is not None:
            self.show_preview(self._preview)


def _outcome_word(outcome: Outcome) -> Words:
    return lambda: outcome_words()[outcome]


def _note(preview: RollPreview) -> str:
    skipped = len(preview.left_out)
    if preview.count(Outcome.CHANGED):
        return _("Old value crossed out, new value in blue.")
    if not skipped:
        return ""
    return ngettext(
        "{count} line that names no one is skipped.", "{count} lines that name no one are skipped.", skipped
    ).format(count=number(skipped))
