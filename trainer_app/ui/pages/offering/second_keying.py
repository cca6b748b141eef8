"""Keying a component a second time: blind, and then only the cells that differ are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from trainer_app.core.language import _, ngettext, pgettext
from trainer_app.core.text import isolate
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.ui.page import Context
from trainer_app.ui.tables.cells import Number, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.score_grid.entry import ScoreEntry
from trainer_app.ui.tables.score_grid.grid import ScoreGrid
from trainer_app.ui.tables.score_grid.recorder import Recorder, SumChange
from trainer_app.ui.tables.score_grid.steps import Step
from trainer_app.ui.tables.score_grid.table import Key, Rejects, ScoreTable
from trainer_app.ui.tables.score_grid.words import first_name, mark_text
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import Dialog, ask
from trainer_app.ui.widgets.labels import Label

_BLANK = Mark(ScoreState.NOT_ENTERED)
_HEIGHT = 430


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which the second keying gave another mark; `is_taken` when the second one shall stand."""

    id: Key
    roll_number: int
    name: str
    first: Mark
    second: Mark
    step: Decimal
    is_taken: bool = False


def differences(stands: ScoreTable, column: int, second: ScoreTable) -> list[Difference]:
    """The cells that were keyed again and differ; what was left blank was not keyed, and is not compared."""
    component = stands.components[column]
    found = []
    for row, trainee in enumerate(second.trainees):
        again, key = second.mark(row, 0), second.key(row, 0)
        place = stands.place(key)
        if again.state == ScoreState.NOT_ENTERED or place is None:
            continue
        before = stands.mark(*place)
        if before != again:
            name = first_name(trainee)
            found.append(Difference(key, trainee.roll_number, name, before, again, component.facts.step))
    return found


class SecondKeyingDialog(Dialog):
    """Takes the marks of one component of the grid again; nothing of it is saved before it was compared.

    `rows` are the rows of the table in the order of the paper.
    Signals: corrected(marks by cell) when second marks shall stand.
    """

    corrected = Signal(object)

    def __init__(
        self, parent: QWidget, context: Context, table: ScoreTable, column: int, rows: Sequence[int]
    ) -> None:
        component = isolate(table.components[column].titles.in_language())
        text = _("Type the marks of {component} from the paper. What stands is not shown meanwhile.")
        super().__init__(parent, lambda: _("Key a second time"), text.format(component=component), width=640)
        self._component = component
        self._stands, self._column = table, column
        recorder = _Aside(context.tasks, context.now, self)
        self._entry = ScoreEntry(recorder, self)
        self._grid = ScoreGrid(self._entry)
        self._grid.show_table(_blind(table, column, rows))
        self._found: list[Difference] = []
        self._list = Table(_columns(), context.settings, "second-keying")
        self._list.opened.connect(self._turn)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(_HEIGHT)
        self._said = Label("", "second", wraps=True)
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._list)
        self.body.addWidget(self._said)
        self.body.addWidget(self._stack, 1)
        self.add_cancel()
        self._take = self.add_action(lambda: _("Take the second mark"), self._turn_current, role="outlined")
        self._take.hide()
        self._act: Button = self.add_action(lambda: _("Compare"), self._compare)
        self._entry.changed.connect(self._say_keyed)
        self._say_keyed()
        self.setFocusProxy(self._grid)
        self._grid.marks.go_to(0, 0)

    # Keying

    @property
    def keyed(self) -> int:
        """How many cells were keyed again."""
        return self._entry.table.figures(0).entered

    def _say_keyed(self) -> None:
        table = self._entry.table
        self._said.set_words(
            _("{done} of {total} keyed again").format(done=self.keyed, total=len(table.trainees))
        )
        self._act.setEnabled(bool(self.keyed) and not table.rejects)

    def _compare(self) -> None:
        self._grid.finish()
        if self._entry.table.rejects:
            self._grid.go_to_problem()
            return
        self._found = differences(self._stands, self._column, self._entry.table)
        self._stack.setCurrentWidget(self._list)
        self._list.set_rows(self._found)
        self._take.setVisible(bool(self._found))
        self.text.set_words(self._component)
        self._act.clicked.disconnect()
        self._act.clicked.connect(self._finish)
        self._show_choice()
        if self._found:
            self._list.select_id(self._found[0].id)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Deciding

    @property
    def taken(self) -> dict[Key, Mark]:
        """The second marks that shall stand."""
        return {each.id: each.second for each in self._found if each.is_taken}

    def _turn_current(self) -> None:
        self._turn(self._list.current_id)

    def _turn(self, key: Key | None) -> None:
        self._found = [
            replace(each, is_taken=not each.is_taken) if each.id == key else each for each in self._found
        ]
        self._list.set_rows(self._found)
        self._show_choice()

    def _show_choice(self) -> None:
        self._said.set_words(_found_words(self.keyed, self._found))
        count = len(self.taken)
        words = ngettext("Correct {count} mark", "Correct {count} marks", count).format(count=count)
        self._act.set_words(words if count else _("Close"))
        self._act.setEnabled(True)

    def _finish(self) -> None:
        if self.taken:
            self.corrected.emit(self.taken)
        self.accept()

    @override
    def reject(self) -> None:
        is_comparing = self._stack.currentWidget() is self._list
        if not self.keyed or (is_comparing and not self.taken) or self._gives_up():
            super().reject()

    def _gives_up(self) -> bool:
        text = _("What was keyed a second time is forgotten. The marks that stand are not changed.")
        return ask(self, _("Leave without comparing?"), text, act=_("Leave"), danger=True)


class _Aside(Recorder):
    """Saves nothing: what is keyed a second time is only compared."""

    @override
    def save(self, step: Step) -> None:
        pass

    @override
    def save_sum(self, change: SumChange) -> None:
        pass


def _blind(table: ScoreTable, column: int, rows: Sequence[int]) -> ScoreTable:
    """The same trainees with one component and no mark."""
    component = replace(table.components[column], control_sum=None)
    blank = replace(_BLANK, attempt=table.grid.attempt)
    grid = replace(
        table.grid,
        components=(component,),
        trainees=tuple(table.trainees[row] for row in rows),
        marks=tuple((blank,) for _row in rows),
    )
    return ScoreTable(grid, {}, table.basis, Rejects())


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "no",
            lambda: pgettext("roll", "No."),
            lambda row: Number(str(row.roll_number), "text3"),
            width=50,
            number=True,
        ),
        Column("name", lambda: _("Trainee"), lambda row: row.name, width=220, stretch=1, keeps=9),
        Column("first", lambda: _("Stands"), lambda row: _shown(row, row.first, not row.is_taken), width=110),
        Column("second", lambda: _("Second"), lambda row: _shown(row, row.second, row.is_taken), width=110),
    )


def _shown(row: Difference, mark: Mark, is_in_force: bool) -> Text:
    return Text(mark_text(mark, row.step) or _("blank"), strong=is_in_force, struck=not is_in_force)


def _found_words(keyed: int, found: Sequence[Difference]) -> str:
    if not found:
        return ngettext(
            "{count} mark was keyed again, and it agrees.", "All {count} marks keyed again agree.", keyed
        ).format(count=keyed)
    differ = ngettext(
        "{count} of {total} differs. Look at the paper, and take the second mark where it is right.",
        "{count} of {total} differ. Look at the paper, and take the second mark where it is right.",
        len(found),
    )
    return differ.format(count=len(found), total=keyed)
