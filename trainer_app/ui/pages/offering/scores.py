"""The Scores tab of an offering: marks typed into a grid, each saved at once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout
from typing_extensions import override

from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import isolate
from trainer_app.rules.states import OfferingState
from trainer_app.services import drafts, entry_sheets, schemes, score_lists, scores
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.results import TraineeResult
from trainer_app.services.schemes import SchemeFacts
from trainer_app.services.scores import ScoreGrid as Marks
from trainer_app.ui import saving
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.print_sheet import PrintSheetDialog
from trainer_app.ui.pages.offering.remark import RemarkDialog
from trainer_app.ui.pages.offering.scores_bar import ScoresBar
from trainer_app.ui.pages.offering.scores_foot import ScoresFoot, read_only_words
from trainer_app.ui.pages.offering.second_keying import SecondKeyingDialog
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.tables.score_grid import draft
from trainer_app.ui.tables.score_grid.entry import ScoreEntry
from trainer_app.ui.tables.score_grid.grid import ScoreGrid
from trainer_app.ui.tables.score_grid.order import SortBy, sort_words
from trainer_app.ui.tables.score_grid.paste import Pasted
from trainer_app.ui.tables.score_grid.recorder import Recorder
from trainer_app.ui.tables.score_grid.table import Basis, Filter, Rejects, ScoreTable
from trainer_app.ui.tables.score_grid.words import (
    left_out_words,
    more_not_accepted,
    proposal_words,
    refused_words,
    told,
    told_sum,
)
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import ask
from trainer_app.ui.widgets.keyed_button import KeyedButton
from trainer_app.ui.widgets.states import EmptyState, Loading
from trainer_app.ui.widgets.strips import MessageStrip, StripArea, StripKind

_MARGIN = 16
_GAP = 8
_LEAST_LINES = 12
_FOLDER = "score-list/folder"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that the grid shows."""

    marks: Marks
    results: dict[uuid.UUID, TraineeResult]
    scheme: SchemeFacts
    remarks: dict[tuple[uuid.UUID, uuid.UUID], str]
    draft: dict[str, Any]


def load(session: Any, *, offering_id: uuid.UUID, attempt: int) -> Loaded:
    """The marks of one attempt with the totals and bands of all trainees."""
    return Loaded(
        scores.grid(session, offering_id=offering_id, attempt=attempt),
        scores.totals(session, offering_id=offering_id),
        schemes.of_offering(session, offering_id=offering_id),
        scores.remarks(session, offering_id=offering_id, attempt=attempt),
        drafts.kept(session, place=draft.place_of(offering_id, attempt)),
    )


@dataclass(frozen=True, slots=True)
class _Message:
    """A strip to be shown; `button` makes the one that belongs to it."""

    kind: StripKind
    first: str
    rest: str
    button: "Callable[[ScoresTab], KeyedButton] | None" = None


class ScoresTab(OfferingTab):
    """Trainees by components. Values that were not accepted stay in their cells until they are corrected."""

    nouns = frozenset({"offering", "enrolment", "person", "score", "course"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._may_type = context.may(scores.record)
        self._attempt = 1
        self._rejects: dict[tuple[uuid.UUID, int], Rejects] = {}
        self._kept: dict[tuple[uuid.UUID, int], dict[str, Any]] = {}
        self._is_echo = False
        self._told: tuple[_Message, ...] = ()
        self._note = ""
        self._may_leave_at = 0
        self._exported = Path()
        self.recorder = Recorder(context.tasks, context.now, self)
        self.entry = ScoreEntry(self.recorder, self)
        self.bar = ScoresBar(
            self.entry,
            may_import=context.may_open("mark-import"),
            may_export=context.may(score_lists.export),
        )
        self.strips = StripArea()
        self.grid = ScoreGrid(self.entry)
        self.foot = ScoresFoot(self)
        self._loading = Loading(rows=8)
        self._empty = self._make_empty()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _GAP // 2, _MARGIN, _GAP // 4)
        column.setSpacing(_GAP)
        column.addWidget(self.bar)
        column.addWidget(self.strips)
        column.addWidget(self.grid, 1)
        column.addWidget(self.foot)
        column.addWidget(self._empty, 1)
        column.addWidget(self._loading, 1)
        for widget in (self.bar, self.grid, self.foot, self._empty):
            widget.hide()

    def _make_empty(self) -> EmptyState:
        button = Button(lambda: _("Go to the roll"), "primary", on_click=lambda: self.tab_asked.emit("roll"))
        return EmptyState(
            "users",
            lambda: _("No one is on this roll yet"),
            lambda: _("Put the trainees on the roll first, then type their scores here."),
            buttons=(button,),
        )

    def _connect(self) -> None:
        tasks = self.context.tasks
        tasks.changed.connect(self._heard)
        tasks.saving_changed.connect(self.bar.saved.show_saving)
        self.bar.filters.chosen.connect(self._filter_chosen)
        self.bar.attempt_chosen.connect(self._attempt_chosen)
        self.bar.import_asked.connect(self._import)
        self.bar.export_asked.connect(self._export)
        self.bar.print_asked.connect(self._print)
        self.entry.changed.connect(self._changed)
        self.entry.lost.connect(self.context.shell.show_fault)
        self.grid.installEventFilter(self)
        self.grid.moved.connect(self._moved)
        self.grid.filter_dropped.connect(self._filter_dropped)
        self.grid.closed_asked.connect(self._say_closed)
        self.grid.marks.pasted.connect(self._say_pasted)
        self.grid.marks.filled.connect(self._say_filled)
        self.grid.marks.remark_asked.connect(self._ask_remark)
        Command(self, lambda: _("Next problem"), "F8", self.grid.go_to_problem)
        Command(self, lambda: _("Previous problem"), "Shift+F8", self._go_to_problem_before)
        Command(self, lambda: _("Go to a roll number"), "Ctrl+G", self.grid.ask_number)
        if self._may_type:
            Command(self, lambda: _("Key a second time"), "Ctrl+Shift+K", self._key_again)
        if self.context.may(entry_sheets.export):
            Command(self, lambda: _("Print sheet"), "Ctrl+P", self._print)
        for by in SortBy:
            Command(self, partial(sort_words, by), "", partial(self.grid.sort_by, by))

    def _go_to_problem_before(self) -> None:
        self.grid.go_to_problem(forward=False)

    # Reading

    @override
    def show_offering(self, facts: OfferingFacts) -> None:
        before = self._facts
        is_same = before is not None and before.id == facts.id
        is_echo, self._is_echo = self._is_echo, False
        if is_same and is_echo and before is not None and before.state == facts.state:
            self._facts = facts
            return
        if not is_same:
            self._attempt, self._note, self._may_leave_at = 1, "", 0
        super().show_offering(facts)

    @override
    def reload(self) -> None:
        task = self.context.tasks.read(
            load, self._show, latest="offering.scores", offering_id=self.offering_id, attempt=self._attempt
        )
        if self.grid.isHidden() and self._empty.isHidden():
            self._loading.follow(task)

    def _heard(self, _nouns: frozenset[str]) -> None:
        """Know the echo of an own save, for which nothing has to be read again."""
        self._is_echo = self.recorder.is_telling

    def _show(self, loaded: Loaded) -> None:
        marks = loaded.marks if self._may_type else read_only(loaded.marks)
        if marks.offering_id != self.offering_id or marks.attempt != self._attempt:
            return
        rules = loaded.scheme.rules
        basis = Basis(self.facts.state, rules.pass_mark, rules.decimals, loaded.scheme.bands[0].id)
        key = (marks.offering_id, marks.attempt)
        is_first = key not in self._rejects
        rejects = self._rejects.setdefault(key, Rejects())
        has_people = bool(marks.trainees)
        for widget in (self.bar, self.grid, self.foot):
            widget.setVisible(has_people)
        self._empty.setVisible(not has_people)
        table = ScoreTable(marks, loaded.results, basis, rejects, loaded.remarks)
        if is_first:
            draft.restore(table, loaded.draft)
            self._kept[key] = draft.content_of(rejects)
        self.grid.show_table(table)
        self.bar.show_attempts(marks.attempt, marks.max_attempts, can_type=table.can_type)
        self._changed()
        self._take_focus()

    def _take_focus(self) -> None:
        """Put the keyboard on the grid, unless it is in use elsewhere."""
        focused = QApplication.focusWidget()
        if self.grid.isVisible() and (focused is None or focused.isAncestorOf(self)):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # What follows a change

    def _changed(self) -> None:
        table = self.entry.table
        self.bar.show_counts(table.counts())
        self.bar.show_steps()
        self.foot.show_place(table, self.grid.marks.place)
        self.context.tasks.set_not_accepted(sum(map(len, self._rejects.values())))
        self._keep_draft()
        self._show_strips()

    def _keep_draft(self) -> None:
        """Keep what was not accepted, so that it is there again after the program was closed or ended."""
        key = (self.entry.table.grid.offering_id, self.entry.table.grid.attempt)
        content = draft.content_of(self.entry.table.rejects)
        if key in self._kept and content != self._kept[key]:
            self._kept[key] = content
            place, now = draft.place_of(*key), self.context.now()
            self.context.tasks.write(
                drafts.keep, changes=(), on_failure=_not_kept, place=place, content=content, now=now
            )

    def _moved(self) -> None:
        self._note = ""
        self.foot.show_place(self.entry.table, self.grid.marks.place)
        self._show_strips()

    @property
    def _column(self) -> int | None:
        place = self.grid.marks.place
        return place[1] if place else None

    def _say_closed(self, column: int) -> None:
        if not self._may_type:
            self._note = _("You read these scores. A training officer or an instructor types them.")
        else:
            is_open = self.entry.table.grid.is_open
            self._note = read_only_words(self.entry.table, column) if is_open else ""
        self._show_strips()

    def _say_pasted(self, pasted: Pasted) -> None:
        """Say why nothing of a block would change; what would is said as long as it is proposed."""
        self._note = "" if pasted.found else joined([_("Nothing was pasted."), left_out_words(pasted)])
        self._show_strips()

    def _say_filled(self, replaced: int) -> None:
        words = ngettext(
            "{count} other value was replaced. Ctrl+Z brings it back.",
            "{count} other values were replaced. Ctrl+Z brings them back.",
            replaced,
        )
        self._note = words.format(count=replaced) if replaced else ""
        self._show_strips()

    def _show_strips(self) -> None:
        messages = tuple(self._messages(self.entry.table))
        if messages == self._told:
            return
        self._told = messages
        self.strips.clear()
        for message in messages:
            button = message.button(self) if message.button else ""
            self.strips.show_strip(MessageStrip(message.kind, message.first, message.rest, button=button))

    def _to_the_cell(self) -> KeyedButton:
        return KeyedButton(_("Go to cell"), "F8", on_click=self.grid.go_to_problem)

    def _taking_over(self) -> KeyedButton:
        return KeyedButton(_("Take over"), "Enter", on_click=self.entry.take_over)

    def _messages(self, table: ScoreTable) -> list[_Message]:
        messages = []
        if self.entry.pasted is not None:
            first, rest = proposal_words(self.entry.pasted)
            messages.append(_Message("info", first, rest, ScoresTab._taking_over))
            place = self.grid.marks.place
            refused = self.entry.pasted.refused.get(place) if place else None
            if place and refused:
                messages.append(_Message("danger", *refused_words(table, *place, refused)))
            return messages
        rejected = [*table.rejects.marks.items()]
        others = len(table.rejects) - 1
        more = more_not_accepted(others) if others > 0 else ""
        if rejected:
            key, typed = rejected[-1]
            place = table.place(key)
            if place is not None:
                first, rest = told(table, *place, typed)
                messages.append(_Message("danger", first, joined([rest, more]), ScoresTab._to_the_cell))
        elif table.rejects.sums:
            component_id, typed = [*table.rejects.sums.items()][-1]
            component = next(each for each in table.components if each.id == component_id)
            first, rest = told_sum(component, typed)
            messages.append(_Message("danger", first, joined([rest, more])))
        if table.trainees and not table.grid.is_open:
            messages.append(_Message("info", "", closed_words(self.facts.state)))
        if self._note:
            messages.append(_Message("info", "", self._note))
        return messages

    def _ask_remark(self) -> None:
        """Let a remark on the current cell be written, once its mark is saved."""
        place = self.grid.marks.place
        if place is None:
            return
        if not self.entry.can_type(place[1]):
            self._say_closed(place[1])
            return
        self.recorder.settle()
        RemarkDialog(self, self.context, self.entry.table, place).open()

    def _key_again(self) -> None:
        """Let the marks of the current component be keyed again, blind, and compared."""
        column = self._column
        if self.grid.isHidden() or column is None:
            return
        self.grid.finish()
        if not self.entry.can_type(column):
            self._say_closed(column)
            return
        self.recorder.settle()
        rows = self.grid.model.all_rows
        dialog = SecondKeyingDialog(self, self.context, self.entry.table, column, rows)
        dialog.corrected.connect(self.entry.correct)
        dialog.open()

    def _filter_chosen(self, key: str) -> None:
        self.grid.choose(Filter(key))

    def _filter_dropped(self) -> None:
        self.bar.filters.choose(Filter.ALL)

    def _attempt_chosen(self, attempt: int) -> None:
        self.grid.finish()
        self._attempt = attempt
        self.reload()

    # Lists

    def _import(self) -> None:
        """Go to the import of a mark list, with the current column proposed."""
        table, column = self.entry.table, self._column
        code = table.components[column or 0].code if table.components else ""
        self.context.navigate(
            "mark-import", id=str(self.offering_id), attempt=str(self._attempt), component=code
        )

    def _export(self) -> None:
        """Ask where the score list shall be saved."""
        start = str(saving.folder(self.context.settings, _FOLDER))
        dialog = QFileDialog(self, _("Export score list"), start)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Workbooks ({kinds})").format(kinds="*.xlsx"))
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(_("Scores of {offering}").format(offering=self.facts.code) + ".xlsx")
        dialog.fileSelected.connect(self._export_to)
        dialog.open()

    def _export_to(self, name: str) -> None:
        self._exported = Path(name)
        self.context.settings.set(_FOLDER, str(self._exported.parent))
        task = self.context.tasks.write(
            score_lists.export,
            self._said_exported,
            changes=(),
            offering_code=self.facts.code,
            path=self._exported,
            now=self.context.now(),
            attempt=self._attempt,
        )
        self.bar.lists.follow(task)

    def _said_exported(self, _nothing: object) -> None:
        self.context.toast(_("Score list saved as {file}").format(file=isolate(self._exported.name)))

    def _print(self) -> None:
        """Let a sheet for paper be chosen, once what was typed is saved."""
        if self.grid.isHidden():
            return
        self.grid.finish()
        self.recorder.settle()
        table = self.entry.table
        order = [table.trainees[row].enrolment_id for row in self.grid.model.all_rows]
        code, column = self.facts.code, self._column
        PrintSheetDialog(self, self.context, table, offering_code=code, order=order, column=column).open()

    # Leaving

    @override
    def can_leave(self) -> bool:
        if self._facts is None:
            return True
        self.grid.finish()
        self.entry.drop_proposal()
        self.recorder.settle()
        rejects = self._rejects.get((self.offering_id, self._attempt), Rejects())
        count = len(rejects)
        if not count or count == self._may_leave_at:
            return True
        title = ngettext("Leave {count} value unsaved?", "Leave {count} values unsaved?", count).format(
            count=count
        )
        text = _(
            "What was not accepted stays in its cell as it was typed until you correct it, "
            "also after the program was closed. Everything else is saved."
        )
        leaves = ask(self, title, text, act=_("Leave as typed"), keep=_("Stay and correct"))
        self._may_leave_at = count if leaves else 0
        if not leaves:
            self.grid.go_to_problem()
        return leaves

    def _fit_hints(self) -> None:
        """Show at least twelve trainees rather than hints for the keyboard."""
        if self.grid.isHidden():
            return
        hints = self.foot.hints
        room = self.grid.height() + (0 if hints.isHidden() else hints.height() + _GAP)
        lines = self.grid.lines_in(room - hints.sizeHint().height() - _GAP)
        self.foot.set_room(has_room=lines >= min(_LEAST_LINES, self.grid.model.rowCount()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.grid and event.type() == QEvent.Type.Resize:
            self._fit_hints()
        return False

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._told = ()
        super().changeEvent(event)


def _not_kept(_fault: Exception) -> None:
    """The value is in its cell still, and what hinders the keeping hinders the saving, which is told."""


def read_only(marks: Marks) -> Marks:
    """The same marks for a user who may not type any."""
    return replace(marks, components=tuple(replace(each, is_editable=False) for each in marks.components))


def closed_words(stage: OfferingState) -> str:
    """Why the scores of an offering at a stage do not change."""
    match stage:
        case OfferingState.PLANNED:
            return _("The offering is planned. Scores can be typed once its roll is open.")
        case OfferingState.CANCELLED:
            return _("The offering was cancelled. Its scores stay as they are.")
        case OfferingState.CLOSED:
            return _("The offering is closed. Its scores do not change any more.")
        case _:
            return _("The results are before the board. The scores do not change any more.")
