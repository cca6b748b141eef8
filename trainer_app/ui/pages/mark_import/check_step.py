"""The second step: how the list is read, what happens to each mark, and the decisions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.settings import Settings
from trainer_app.core.text import isolate, ltr
from trainer_app.documents.mark_list_reader import ScoreColumn
from trainer_app.documents.sheets import column_letter
from trainer_app.services.score_list_faults import OtherMaximum
from trainer_app.services.score_lists import Decision, Key, Verdict
from trainer_app.ui import theme
from trainer_app.ui.pages.file_import.check_step import CheckStep
from trainer_app.ui.pages.mark_import.decision_bar import DecisionBar
from trainer_app.ui.pages.mark_import.lines import Fate, MarkLine, columns_of, fate_words, lines_of
from trainer_app.ui.pages.mark_import.reading import Looked
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.tables.wrapping import WrappingTable
from trainer_app.ui.widgets.fields import Combo, Field
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.words import Words

_ALL = "all"
_FIELD_WIDTH = 300


class MarkCheck(CheckStep):
    """Shows a preview and takes decisions.

    Signals: component_chosen(code); column_chosen(index); maximum_accepted(); changed() after a decision.
    """

    component_chosen = Signal(object)
    column_chosen = Signal(object)
    maximum_accepted = Signal()
    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._looked: Looked | None = None
        self.decisions: dict[Key, Decision | None] = {}
        self.lines: list[MarkLine] = []
        self.component = Combo()
        self.column = Combo()
        self._component_field = Field(lambda: _("The list marks"), self.component)
        self._column_field = Field(lambda: _("Marks stand in"), self.column)
        self._about = Label("", "second", wraps=True)
        self._reading = Card()
        self._reading.body.addLayout(self._reading_line())
        segments = [Segment(fate, _fate_word(fate)) for fate in Fate]
        self.fates = Segmented([Segment(_ALL, lambda: _("All")), *segments])
        self.bar = DecisionBar()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(12)
        filters = QHBoxLayout()
        filters.addWidget(self.fates)
        filters.addStretch()
        self.card.body.addWidget(self.bar)
        column.addWidget(self.strips)
        column.addWidget(self._reading)
        column.addLayout(filters)
        column.addWidget(self.card, 1)

    def _reading_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        for field in (self._component_field, self._column_field):
            field.setFixedWidth(theme.active().px(_FIELD_WIDTH))
            line.addWidget(field)
        line.addWidget(self._about, 1, Qt.AlignmentFlag.AlignBottom)
        self._about.setMinimumHeight(theme.active().height("control"))
        return line

    def _connect(self) -> None:
        self.component.chosen.connect(self.component_chosen)
        self.column.chosen.connect(self._column_taken)
        self.fates.chosen.connect(self._fill)
        self.bar.decided.connect(self.decide)
        self.bar.reopened.connect(self._reopen)

    def show_looked(self, looked: Looked) -> None:
        """Show what a file says; decisions about marks that it still asks stay."""
        self._looked = looked
        self.bar.people = looked.people
        asked = (
            {mark.key for mark in looked.preview.marks if mark.verdict == Verdict.ASK}
            if looked.preview
            else set()
        )
        self.decisions = {key: said for key, said in self.decisions.items() if key in asked}
        self._show_reading(looked)
        self._show_strips(looked)
        self._show_lines()

    @override
    def begin_anew(self) -> None:
        super().begin_anew()
        self.decisions = {}
        self.fates.choose(_ALL)

    def decide(self, key: Key, decision: Decision | None) -> None:
        """Keep a decision and go to the next mark that waits for one."""
        self.decisions[key] = decision
        self._show_lines()
        self.next_problem(1)
        self._go_on()
        self.changed.emit()

    @override
    def problems(self) -> list[Key]:
        """The marks that wait for a decision; where none does, those that were refused."""
        waiting = [line.id for line in self.lines if line.fate == Fate.TO_DECIDE]
        return waiting or [line.id for line in self.lines if line.fate == Fate.REFUSED]

    def _reopen(self, key: Key) -> None:
        self.decisions.pop(key, None)
        self._show_lines()
        self._go_on()
        self.changed.emit()

    def _go_on(self) -> None:
        """Bring the focus, which was on a button that is gone, to the mark that is shown now."""
        if not self.bar.begin() and self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _column_taken(self, index: int | None) -> None:
        if index is not None:
            self.column_chosen.emit(index)

    def _show_reading(self, looked: Looked) -> None:
        self._component_field.setVisible(not looked.is_own_list)
        components = [each for each in looked.components if each.is_editable]
        self.component.set_choices([(each.titles.in_language(), each.code) for each in components])
        self.component.set_value(looked.question.component_code)
        self._column_field.setVisible(len(looked.columns) > 1)
        self.column.set_choices(_column_choices(looked.columns, is_open=looked.preview is None))
        self.column.set_value(looked.preview.column if looked.preview else None)
        self._about.set_words(_about(looked))

    def _show_strips(self, looked: Looked) -> None:
        self.strips.clear()
        if looked.fault is not None:
            self.strips.show_strip(MessageStrip("warn", "", looked.fault.sentence()))
        faults = [mark.fault for mark in looked.preview.marks] if looked.preview else []
        other = next((fault for fault in faults if isinstance(fault, OtherMaximum)), None)
        if other is not None:
            self.strips.show_strip(
                MessageStrip(
                    "warn",
                    "",
                    other.sentence(),
                    button=_("Take the points as they are"),
                    on_click=self.maximum_accepted.emit,
                )
            )

    def _show_lines(self) -> None:
        preview = self._looked.preview if self._looked else None
        self.lines = lines_of(preview, self.decisions) if preview else []
        counts = {fate.value: sum(line.fate == fate for line in self.lines) for fate in Fate}
        self.fates.set_counts({_ALL: len(self.lines), **counts})
        self.show_columns(columns_of(self.lines))
        self._fill()

    @override
    def after_table(self) -> Sequence[QWidget]:
        return self.bar.parts

    @override
    def make_table(self, columns: Sequence[Column]) -> Table:
        table = WrappingTable(columns, self.settings, "mark-import")
        table.setAccessibleName(_("Marks of the list"))
        table.set_empty(EmptyState("check", lambda: _("No mark is of this kind")))
        table.current_changed.connect(self._line_chosen)
        return table

    def _fill(self, _key: object = None) -> None:
        chosen = self.fates.current
        if self.table is None:
            return
        kept = self.table.current_id
        shown = [line for line in self.lines if chosen in {_ALL, line.fate.value} or line.id == kept]
        self.table.set_rows(shown)
        if shown and self.table.current_id is None:
            self.table.select_id(shown[0].id)
        self._line_chosen(self.table.current_id)

    def _line_chosen(self, key: Key | None) -> None:
        self.bar.show_line(next((line for line in self.lines if line.id == key), None))

    @override
    def say_again(self) -> None:
        if self._looked is not None:
            self.show_looked(self._looked)


def _fate_word(fate: Fate) -> Words:
    return lambda: fate_words()[fate]


def _column_choices(columns: Sequence[ScoreColumn], *, is_open: bool) -> list[tuple[str, int | None]]:
    choices: list[tuple[str, int | None]] = [(_("Choose the column"), None)] if is_open else []
    for column in columns:
        choices.append((f"{ltr(column_letter(column.index))} {isolate(column.heading)}", column.index))
    return choices


def _about(looked: Looked) -> str:
    if looked.is_own_list:
        return _("The program wrote this list itself; it says what each column is.")
    if looked.preview is None:
        return ""
    heading = next((each.heading for each in looked.columns if each.index == looked.preview.column), "")
    return _("The marks are read from the column {heading}.").format(heading=isolate(heading))
