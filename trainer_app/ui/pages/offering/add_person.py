"""The dialog in which a person of the records is put on the roll."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.language import _, active, ngettext, pgettext
from trainer_app.core.text import isolate, ltr
from trainer_app.services import enrolments, people
from trainer_app.services.enrolments import Trainee
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.people import PersonRow
from trainer_app.services.refusals import CapacityReached
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.roll_columns import OWN_SCRIPTS
from trainer_app.ui.pages.people.words import duty_words
from trainer_app.ui.tables.lists import TwoLineList, TwoLines
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Field, TextField
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.surfaces import Card

_SHOWN = 50
_ROWS_SEEN = 5


@dataclass(frozen=True, slots=True)
class Added:
    """Who was put on the roll."""

    enrolment_id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """People who fit what was typed; `has_more` when only the first are given."""

    rows: list[PersonRow]
    has_more: bool


def find(session: Any, *, typed: str) -> Found:
    """The first people that a search finds."""
    hits = people.find(session, typed, limit=_SHOWN)
    return Found(people.rows(session, hits.ids), hits.has_more)


class AddPersonDialog(Dialog):
    """Finds a person while typing and enrols the chosen one; beyond the seats it asks for a reason.

    Signals: added(Added).
    """

    added = Signal(object)

    def __init__(
        self, parent: QWidget, context: Context, facts: OfferingFacts, trainees: Sequence[Trainee]
    ) -> None:
        super().__init__(
            parent, _("Add a person to the roll of {offering}").format(offering=ltr(facts.code)), width=640
        )
        self._context, self._facts = context, facts
        self._numbers = {trainee.person_id: trainee.roll_number for trainee in trainees}
        self._is_full = sum(trainee.is_on_roll for trainee in trainees) >= facts.capacity
        self._search = TextField(
            lambda: _("Name in any script, initials, or identity number"), icon="search", clears=True
        )
        self._search.setAccessibleName(_("Person"))
        self._list = TwoLineList(lambda row: lines_of(row, self._numbers))
        self._count = Label("", "second", wraps=True)
        self._reason = TextField()
        self._reason_field = Field(lambda: _("Reason for going beyond the seats"), self._reason)
        self._lay_out()
        self.add_cancel()
        self._act = self.add_action(lambda: _("Add to the roll"), self._enrol)
        self._act.setEnabled(False)
        self._search.textChanged.connect(self._typed)
        self._search.installEventFilter(self)
        self._list.current_changed.connect(self._chosen)
        self._list.opened.connect(self._opened)
        self._typed("")

    def _lay_out(self) -> None:
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._list)
        self._list.setFixedHeight(theme.active().height("two_line_row") * _ROWS_SEEN)
        self._list.setAccessibleName(_("People found"))
        for part in (self._search, card, self._count, self._reason_field):
            self.body.addWidget(part)
        self._reason_field.setVisible(self._is_full)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._context.tasks.read(find, self._show, latest="add-person", typed=text)
        else:
            self._list.set_rows([])
            self._count.set_words(lambda: _("Type the beginning of a name, or a number."))

    def _show(self, found: Found) -> None:
        if not self._search.text().strip():
            return
        self._list.set_rows(found.rows)
        free = next((row for row in found.rows if row.id not in self._numbers), None)
        if free is not None:
            self._list.select_id(free.id)
        self._count.set_words(_count_words(found))
        self._chosen(self._list.current_id)

    def _chosen(self, person_id: object) -> None:
        self._act.setEnabled(person_id is not None and person_id not in self._numbers)

    def _opened(self, person_id: object) -> None:
        if person_id not in self._numbers:
            self._enrol()

    def _enrol(self) -> None:
        row = self._list.row(self._list.current_id) if self._list.current_id else None
        if not isinstance(row, PersonRow) or not self._act.isEnabled():
            return
        task = self._context.tasks.write(
            enrolments.enrol,
            self._enrolled,
            changes=("enrolment", "result"),
            offering_id=self._facts.id,
            person_id=row.id,
            reason=self._reason.text(),
        )
        self.follow(task, self._act)

    def _enrolled(self, enrolment_id: uuid.UUID) -> None:
        row = self._list.row(self._list.current_id)
        self.added.emit(Added(enrolment_id, _first(row) if isinstance(row, PersonRow) else ""))

    @override
    def show_fault(self, fault: Exception) -> None:
        super().show_fault(fault)
        if isinstance(fault, CapacityReached):
            self._reason_field.show()
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._search:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self._list.row_count:
                self._list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)


def _first(row: PersonRow) -> str:
    names = {"en": row.name_latin, "ur": row.name_ur, "zh": row.name_zh}
    return names.get(active()) or row.name


def lines_of(row: PersonRow, numbers: Mapping[uuid.UUID, int]) -> TwoLines:
    """What is told of a person who is found; `numbers` are those of the roll, by person."""
    first = _first(row)
    own = {"ur": row.name_ur, "zh": row.name_zh}.get(OWN_SCRIPTS.get(row.side, ""), "")
    parts = (duty_words(row.rank, row.organisation), row.posting)
    number = numbers.get(row.id)
    return TwoLines(
        first,
        pgettext("list", ", ").join(part for part in parts if part),
        first_end=row.name_latin if own == first else own,
        second_end="" if number is None else _("No. {number} on this roll").format(number=number),
        side=row.side,
    )


def _count_words(found: Found) -> str:
    count = len(found.rows)
    if not count:
        return _("Nobody is found. A new person is added on the page People, then put on the roll here.")
    if found.has_more:
        return _("The first {count} people are shown. Type more to narrow the search.").format(count=count)
    return ngettext("{count} person", "{count} people", count).format(count=isolate(str(count)))
