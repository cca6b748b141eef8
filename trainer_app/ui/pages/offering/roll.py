"""The tab of the roll: who is on it, how much they attended, who is added and who leaves."""

import uuid

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.services import enrolments
from trainer_app.services.enrolments import OPEN_FOR_ROLL, Trainee
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.add_person import Added, AddPersonDialog
from trainer_app.ui.pages.offering.attendance import AttendanceDialog
from trainer_app.ui.pages.offering.leaving import LeaveDialog, TakeOffDialog
from trainer_app.ui.pages.offering.roll_bar import TraineeBar
from trainer_app.ui.pages.offering.roll_columns import FILTERS, RollLine, columns, is_found
from trainer_app.ui.pages.offering.roll_tools import RollTools, closed_words
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Card

_MARGIN = 16
_CHANGES = ("enrolment", "result")


class RollTab(OfferingTab):
    """Everyone who is or was on the roll; Enter opens the person."""

    nouns = frozenset({"enrolment", "person", "offering"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._trainees: list[Trainee] = []
        self._offering_read: uuid.UUID | None = None
        self._may_add, self._may_import = context.may(enrolments.enrol), context.may_open("roll-import")
        self._tools = RollTools(context)
        self._table = Table(columns(), context.settings, "roll")
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._bar = TraineeBar(context)
        self._make_actions()
        self._arrange()
        self._connect()

    @override
    def reload(self) -> None:
        if self._offering_read != self.offering_id:
            self._trainees = []
        self.context.tasks.read(enrolments.roll, self._show, latest="roll", offering_id=self.offering_id)

    def import_roll(self) -> None:
        """Go to the import of a nominal roll."""
        self.context.navigate("roll-import", id=str(self.offering_id))

    def add_person(self) -> None:
        """Choose a person and put them on the roll."""
        if self.facts.state not in OPEN_FOR_ROLL:
            return
        dialog = AddPersonDialog(self, self.context, self.facts, self._trainees)
        dialog.added.connect(self._added)
        dialog.open()

    def type_attendance(self) -> None:
        """Type the hours from the paper register."""
        AttendanceDialog(self, self.context, self.facts, self._trainees).open()

    def _make_actions(self) -> None:
        if self._may_add:
            Command(self, lambda: _("Add person"), "Ctrl+N", self.add_person)
        Command(self, lambda: _("Filter the list"), "Ctrl+F", self._tools.search.setFocus)
        self._open_action = Command(self._table, lambda: _("Open person"), "", self._open_current)
        self._leave_action = Command(self._table, lambda: _("Record leaving"), "", self._leave)
        self._off_action = Command(self._table, lambda: _("Take off the roll"), "Del", self._take_off)

    def _arrange(self) -> None:
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._table)
        upper = QVBoxLayout()
        upper.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        upper.setSpacing(12)
        upper.addWidget(self._tools)
        upper.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self._tools.changed.connect(self._fill)
        self._tools.import_asked.connect(self.import_roll)
        self._tools.add_asked.connect(self.add_person)
        self._tools.attendance_asked.connect(self.type_attendance)
        self._table.current_changed.connect(self._chosen)
        self._table.opened.connect(self._open)
        self._table.customContextMenuRequested.connect(self._show_menu)
        self._bar.open_asked.connect(self._open_current)
        self._bar.leave_asked.connect(self._leave)
        self._bar.take_off_asked.connect(self._take_off)

    def _show(self, trainees: list[Trainee]) -> None:
        self._trainees = trainees
        self._offering_read = self.offering_id
        self._tools.show_roll(self.facts, trainees)
        self._table.set_empty(self._empty())
        self._fill()
        focused = self.window().focusWidget()
        if self.isVisible() and (focused is None or focused.isAncestorOf(self)):
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        passes, typed = FILTERS[self._tools.filter], self._tools.search.text()
        lines = [
            RollLine(trainee, self.facts.attendance_min)
            for trainee in self._trainees
            if passes(trainee) and is_found(trainee, typed)
        ]
        self._table.set_rows(lines)
        if self._table.current_id is None and lines:
            self._table.select_id(lines[0].id)
        self._chosen(self._table.current_id)

    def _empty(self) -> QWidget:
        if self._trainees:
            show = Button(lambda: _("Show everyone"), on_click=self._tools.reset)
            return EmptyState("search", lambda: _("No one matches"), "", buttons=(show,))
        is_open = self.facts.state in OPEN_FOR_ROLL
        buttons = (
            Button(lambda: _("Import from Excel"), "primary", on_click=self.import_roll),
            Button(lambda: _("Add person"), on_click=self.add_person),
        )
        only_if(self._may_import, buttons[0])
        only_if(self._may_add, buttons[1])
        return EmptyState(
            "users",
            lambda: _("No one is on this roll yet"),
            (lambda: _("Import the nominal roll, or add people one by one."))
            if is_open
            else closed_words(self.facts.state),
            buttons=buttons if is_open else (),
        )

    @property
    def _current(self) -> Trainee | None:
        line = self._table.row(self._table.current_id) if self._table.current_id else None
        return line.trainee if isinstance(line, RollLine) else None

    def _chosen(self, _line_id: object) -> None:
        self._bar.show_trainee(self.facts, self._current)

    def _open_current(self) -> None:
        self._open(self._table.current_id)

    def _open(self, _line_id: object) -> None:
        if self._current is not None:
            self.context.navigate("people", id=str(self._current.person_id))

    def _show_menu(self, spot: QPoint) -> None:
        if self._current is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._open_action.setText(_("Open person"))
        self._leave_action.setText(_("Record leaving"))
        self._off_action.setText(_("Take off the roll"))
        self._leave_action.setEnabled(self._bar.can_leave)
        menu.addAction(self._open_action)
        if self.context.may(enrolments.leave):
            menu.addSeparator()
            menu.addAction(self._leave_action)
        if self.context.may(enrolments.take_off):
            menu.addAction(self._off_action)
        menu.popup(self._table.viewport().mapToGlobal(spot))

    def _leave(self) -> None:
        if self._current is not None and self._bar.can_leave:
            LeaveDialog(self, self.context, self._current).open()

    def _take_off(self) -> None:
        if self._current is not None and self._bar.can_take_off:
            TakeOffDialog(self, self.context, self.facts, self._current).open()

    def _added(self, added: Added) -> None:
        self.context.done(
            _("{name} is on the roll of {offering}").format(
                name=isolate(added.name), offering=ltr(self.facts.code)
            )
        )
