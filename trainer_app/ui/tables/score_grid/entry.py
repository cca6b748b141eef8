"""What typing does to the grid: marks accepted or not, saved, undone and done again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from trainer_app.core.errors import AppError, ChangedMeanwhile, EnvironmentFault
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.ui.tables.score_grid.paste import Pasted
from trainer_app.ui.tables.score_grid.recorder import Recorder, SumChange
from trainer_app.ui.tables.score_grid.steps import Change, Step, Steps
from trainer_app.ui.tables.score_grid.table import Key, NotAccepted, ScoreTable
from trainer_app.ui.tables.score_grid.words import mark_text

Place = tuple[int, int]
"""Row and column of the table."""


class ScoreEntry(QObject):
    """Puts what is typed into the table and has it saved.

    Signals: rows_changed(rows) to be painted again; changed() after each change of the table;
    went_to(row, column) where undo or redo changed something; lost(fault) for a mark of a grid that is no
    longer shown.
    """

    rows_changed = Signal(object)
    changed = Signal()
    went_to = Signal(int, int)
    lost = Signal(object)

    def __init__(self, recorder: Recorder, parent: QObject) -> None:
        super().__init__(parent)
        self._recorder = recorder
        self._table: ScoreTable | None = None
        self.pasted: Pasted | None = None
        self.steps = Steps()
        self._kept_out: dict[Key, tuple[NotAccepted, Mark]] = {}
        recorder.saved.connect(self._saved)
        recorder.not_saved.connect(self._not_saved)
        recorder.sum_not_saved.connect(self._sum_not_saved)

    @property
    def table(self) -> ScoreTable:
        """The table that is typed into."""
        assert self._table is not None  # noqa: S101 (nothing can be typed before a table is shown)
        return self._table

    def show(self, table: ScoreTable) -> None:
        """Type into another table, or into the same one read again."""
        before, self._table = self._table, table
        self.pasted = None
        if before is None or (before.grid.offering_id, before.grid.attempt) != (
            table.grid.offering_id,
            table.grid.attempt,
        ):
            self.steps.clear()
        else:
            table.carry_over(before, self._recorder.pending)
        self._recorder.show(table.grid.offering_id, table.grid.attempt)

    def can_type(self, column: int) -> bool:
        """Whether marks of a column can be typed."""
        return self.table.components[column].is_editable

    def accept(self, row: int, column: int, text: str) -> None:
        """Take over a typed value, or keep it in the cell as not accepted."""
        found = self.table.read(column, text)
        if isinstance(found, NotAccepted):
            self.table.reject(row, column, found)
            self._tell({row})
        else:
            self._put({(row, column): found})

    def set_state(self, row: int, column: int, state: ScoreState) -> None:
        """Put a state in the place of points."""
        self._put({(row, column): Mark(state)})

    def correct(self, marks: Mapping[Key, Mark]) -> None:
        """Put other marks in force, in one step."""
        found = {self.table.place(key): mark for key, mark in marks.items()}
        self._put({place: mark for place, mark in found.items() if place and self.can_type(place[1])})

    def make_blank(self, places: Iterable[Place]) -> None:
        """Take the marks of some cells back, in one step."""
        self._put({place: Mark(ScoreState.NOT_ENTERED) for place in places if self.can_type(place[1])})

    def propose(self, pasted: Pasted) -> None:
        """Show what a block of the clipboard would change; nothing of it is written."""
        self._show_proposal(pasted if pasted.found else None)

    def drop_proposal(self) -> None:
        """Leave everything as it is."""
        if self.pasted is not None:
            self._show_proposal(None)

    def take_over(self) -> None:
        """Take the proposed values over in one step; those that are not accepted stay in their cells."""
        if self.pasted is not None:
            pasted = self.pasted
            self._show_proposal(None)
            for place, typed in pasted.refused.items():
                self.table.reject(*place, typed)
            self._put(pasted.marks)
            self._tell({row for row, _column in pasted.found})

    def fill_down(self, places: Sequence[Place]) -> int:
        """Give the cells of each column its first mark, in one step; gives how many other marks gave way."""
        firsts: dict[int, Mark] = {}
        marks: dict[Place, Mark] = {}
        for place in places:
            first = firsts.setdefault(place[1], self.table.mark(*place))
            if first.state != ScoreState.NOT_ENTERED and self.can_type(place[1]):
                marks[place] = first
        before = [self.table.mark(*place) for place in marks]
        replaced = [
            mark
            for mark, after in zip(before, marks.values(), strict=True)
            if mark != after and mark.state != ScoreState.NOT_ENTERED
        ]
        self._put(marks)
        return len(replaced)

    def restore(self, row: int, column: int) -> bool:
        """Drop what was typed and not accepted, so that the mark in force is seen again."""
        if self.table.rejected(row, column) is None:
            return False
        self.table.set_mark(row, column, self.table.mark(row, column))
        self._tell({row})
        return True

    def accept_sum(self, column: int, text: str) -> None:
        """Take over the sum that stands on the paper."""
        component = self.table.components[column].id
        found = self.table.read_sum(text)
        if isinstance(found, NotAccepted):
            self.table.rejects.sums[component] = found
        else:
            self.table.rejects.sums.pop(component, None)
            before = self.table.sums[component]
            self.table.sums[component] = found
            if found != before:
                self._recorder.save_sum(SumChange(component, before, found))
        self._tell(())

    def restore_sum(self, column: int) -> None:
        """Drop a typed sum that was not accepted."""
        self.table.rejects.sums.pop(self.table.components[column].id, None)
        self._tell(())

    def undo(self) -> None:
        """Take the last step back."""
        self._apply(self.steps.undo())

    def redo(self) -> None:
        """Do the step undone last again."""
        self._apply(self.steps.redo())

    def _show_proposal(self, pasted: Pasted | None) -> None:
        rows = {row for shown in (self.pasted, pasted) if shown is not None for row, _column in shown.found}
        self.pasted = pasted
        self.table.proposed = pasted.found if pasted is not None else {}
        self._tell(rows)

    def _put(self, marks: Mapping[Place, Mark]) -> None:
        self.drop_proposal()
        table = self.table
        marks = {place: replace(mark, attempt=table.grid.attempt) for place, mark in marks.items()}
        step = tuple(
            Change(table.key(*place), table.mark(*place), mark)
            for place, mark in marks.items()
            if table.mark(*place) != mark
        )
        for place, mark in marks.items():
            table.set_mark(*place, mark)
        if step:
            self.steps.add(step)
            self._recorder.save(step)
        self._tell({row for row, __ in marks})

    def _apply(self, step: Step | None) -> None:
        self.drop_proposal()
        if step is None:
            return
        places = []
        for change in step:
            place = self.table.place(change.key)
            if place is not None:
                self.table.set_mark(*place, change.after)
                places.append(place)
        if places:
            self._recorder.save(tuple(change for change in step if self.table.place(change.key)))
            self._tell({row for row, __ in places})
            self.went_to.emit(*places[0])

    def _saved(self, results: Mapping[Any, Any]) -> None:
        if self._table is not None:
            self._tell(self._table.set_results(results))
            self._try_again()

    def _try_again(self) -> None:
        """Save also what a full disk or the like kept out, now that something could be saved again."""
        kept_out, self._kept_out = self._kept_out, {}
        for key, (typed, mark) in kept_out.items():
            place = self.table.place(key)
            if place is not None and self.table.rejected(*place) is typed:
                self._put({place: mark})

    def _not_saved(self, step: Step, fault: AppError) -> None:
        """Show the marks that could not be saved as not accepted; those before them are in force."""
        self.steps.forget(frozenset(change.key for change in step))
        places = [self._table.place(change.key) if self._table is not None else None for change in step]
        if not any(places):
            self.lost.emit(fault)
            return
        rows = set()
        for change, place in zip(step, places, strict=True):
            if place is not None and change.key not in self._recorder.pending:
                rows.add(place[0])
                self._take_back(place, change, fault)
        self._tell(rows)

    def _take_back(self, place: Place, change: Change, fault: AppError) -> None:
        theirs = fault.theirs if isinstance(fault, ChangedMeanwhile) else None
        self.table.set_mark(*place, theirs if isinstance(theirs, Mark) else change.before)
        text = mark_text(change.after, self.table.components[place[1]].facts.step)
        typed = NotAccepted(text, fault)
        self.table.reject(*place, typed)
        if isinstance(fault, EnvironmentFault):
            self._kept_out[change.key] = (typed, change.after)

    def _sum_not_saved(self, change: SumChange, fault: AppError) -> None:
        if self._table is None or change.component_id not in self._table.sums:
            self.lost.emit(fault)
            return
        self._table.sums[change.component_id] = change.before
        text = "" if change.after is None else f"{change.after:f}"
        self._table.rejects.sums[change.component_id] = NotAccepted(text, fault)
        self._tell(())

    def _tell(self, rows: Iterable[int]) -> None:
        self.rows_changed.emit(tuple(rows))
        self.changed.emit()
