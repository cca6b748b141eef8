"""One person: names, training record, what the person is qualified for today, and what is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from trainer_app.core.formats import date_long, date_short, number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import ltr, masked
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder
from trainer_app.services import people, training_record
from trainer_app.services.identities import OF_ONE_PERSON, Identity
from trainer_app.services.people import PersonDetail, PersonDraft
from trainer_app.services.training_record import Qualification, Training
from trainer_app.ui import theme
from trainer_app.ui.pages.people.timeline import TrainingCard
from trainer_app.ui.pages.people.words import duty_words, identity_words, sex_words, shown_names
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label, Rule, SideTag
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Card, Scrolling

SOON_DAYS = 90
_SIDE_WIDTH = 268
_LABEL_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that is shown about one person."""

    person: PersonDetail
    trainings: list[Training]
    qualifications: list[Qualification]


def load(session: Any, *, person_id: uuid.UUID, on: date) -> Loaded:
    """Read one person in one transaction."""
    return Loaded(
        people.person(session, person_id=person_id),
        training_record.trainings(session, person_id=person_id),
        training_record.qualifications(session, person_id=person_id, on=on),
    )


class PersonPanel(QStackedWidget):
    """The detail beside the list. Signals: edit_asked(); history_asked(); offering_opened(offering id)."""

    edit_asked = Signal()
    history_asked = Signal()
    offering_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._nobody = EmptyState(
            "user",
            lambda: _("Nobody is chosen"),
            lambda: _("Choose a person in the list to see names and training."),
        )
        self._scrolling = Scrolling()
        self._name = Label("", "page-title")
        self._side = SideTag()
        self._duty = Label("", "body", tone="second")
        self._names = _NamesCard()
        self._record = TrainingCard()
        self._qualified = _QualifiedCard()
        self._person = _PersonCard()
        self.edit = Button(lambda: _("Edit"), icon="pencil", on_click=self.edit_asked.emit)
        self.history = Button(lambda: _("History"), icon="history", on_click=self.history_asked.emit)
        self._record.opened.connect(self.offering_opened)
        self.addWidget(self._nobody)
        self.addWidget(self._scrolling)
        self._arrange()

    def _arrange(self) -> None:
        column = self._scrolling.column
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self._names)
        right = QVBoxLayout()
        right.setSpacing(12)
        for card in (self._qualified, self._person):
            card.setFixedWidth(theme.active().px(_SIDE_WIDTH))
            right.addWidget(card)
        right.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(self._record, 1, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(right)
        column.addLayout(columns)
        column.addStretch()

    def _head(self) -> QHBoxLayout:
        duty = QHBoxLayout()
        duty.setSpacing(10)
        duty.addWidget(self._side)
        duty.addWidget(self._duty, 1)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addLayout(duty)
        head = QHBoxLayout()
        head.addLayout(texts, 1)
        for button in (self.history, self.edit):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def show_nobody(self) -> None:
        """Show that no person is chosen."""
        self.setCurrentWidget(self._nobody)

    def show_person(self, found: Loaded, today: date) -> None:
        """Show a person."""
        person = found.person
        self._name.set_words(shown_names(person.draft)[0])
        self._side.setText(person.draft.side)
        self._duty.set_words(duty_words(person.rank, person.organisation))
        self._names.show_names(person.draft)
        self._record.show_trainings(found.trainings)
        self._qualified.show_qualifications(found.qualifications, today)
        self._person.show_person(person)
        self.setCurrentWidget(self._scrolling)


class _NamesCard(Card):
    """The three names side by side, the owner's scripts first."""

    def __init__(self) -> None:
        super().__init__(edge_to_edge=True)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._line = QHBoxLayout()
        self._line.setSpacing(0)
        self.body.addLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._cells: list[QWidget] = []

    def show_names(self, draft: PersonDraft) -> None:
        """Show the names; a missing one is named as missing."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        for place, (what, name, missing) in enumerate(_names(draft)):
            if place:
                self._add(Rule("vertical"), 0)
            self._add(_name_cell(what, name, missing), 1)

    def _add(self, cell: QWidget, stretch: int) -> None:
        self._line.addWidget(cell, stretch)
        self._cells.append(cell)


def _names(draft: PersonDraft) -> list[tuple[str, str, str]]:
    """What each name is, the name, and what is said when it is missing."""
    latin = (_("Latin, as in passport"), _passport_name(draft), _("No Latin name"))
    urdu = (_("Urdu"), draft.name_ur, _("No Urdu name"))
    chinese = (_("Chinese"), draft.name_zh, _("No Chinese name"))
    return [latin, urdu, chinese] if draft.side == "PK" else [latin, chinese, urdu]


def _passport_name(draft: PersonDraft) -> str:
    """The surname in capitals, where it is known apart."""
    if not draft.surname_latin:
        return draft.name_latin
    parts = (draft.surname_latin.upper(), draft.given_latin)
    ordered = parts if draft.latin_order is LatinOrder.SURNAME_FIRST else parts[::-1]
    return " ".join(part for part in ordered if part)


def _name_cell(what: str, name: str, missing: str) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(14, 9, 14, 11)
    column.setSpacing(3)
    shown = Label(name, "section-title") if name else Label(missing, tone="hint")
    shown.setMinimumWidth(40)
    shown.setToolTip(name)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(Label(what, "second"))
    column.addWidget(shown)
    column.addStretch()
    return cell


class _QualifiedCard(Card):
    """Awards that can be relied on today, with the days that are left."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Qualified today"), note=" ")
        self._lines: list[QWidget] = []

    def show_qualifications(self, qualifications: Sequence[Qualification], today: date) -> None:
        """Show the awards valid on a day."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self.note.set_words(date_short(today))
        valid = [each for each in qualifications if each.is_valid]
        self._lines = [_qualification_line(each, today) for each in valid] or [
            Label(_("Holds no valid award."), tone="second", wraps=True)
        ]
        for line in self._lines:
            self.body.addWidget(line)


def _qualification_line(qualification: Qualification, today: date) -> QWidget:
    row = QWidget()
    days = qualification.days_left(today)
    is_soon = days is not None and days <= SOON_DAYS
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(Label(qualification.titles.in_language(), "strong", wraps=True))
    texts.addWidget(
        Label(
            _until_words(qualification, days),
            "label" if is_soon else "second",
            tone="warn" if is_soon else "",
        )
    )
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addLayout(texts, 1)
    icon = IconLabel("clock", "warn") if is_soon else IconLabel("circle-check", "ok")
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _until_words(qualification: Qualification, days: int | None) -> str:
    if qualification.valid_to is None or days is None:
        return _("without end")
    if days > SOON_DAYS:
        return _("to {day}").format(day=date_short(qualification.valid_to))
    return ngettext("{count} day left, to {day}", "{count} days left, to {day}", days).format(
        count=number(days), day=date_short(qualification.valid_to)
    )


class _PersonCard(Card):
    """What is kept about the person; identity numbers are masked until they are asked for."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Person"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, theme.active().px(_LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._cells: list[QWidget] = []

    def show_person(self, person: PersonDetail) -> None:
        """Show what is known, one line each."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        lines = [*_facts(person.draft), *map(_number_line, person.draft.identities)]
        for row, (what, value) in enumerate(lines):
            if isinstance(value, QWidget):
                self._add(row, 0, Label(what, "second"), Qt.AlignmentFlag.AlignVCenter)
                self._add(row, 1, value)
            else:
                self._add(row, 0, Label(what, "second"))
                self._add(row, 1, Label(value, wraps=True))
        if not lines:
            self._add(0, 0, Label(_("Nothing else is known yet."), tone="second", wraps=True))

    def _add(
        self,
        row: int,
        column: int,
        cell: QWidget,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop,
    ) -> None:
        self._grid.addWidget(cell, row, column, alignment)
        self._cells.append(cell)


def _facts(draft: PersonDraft) -> list[tuple[str, str]]:
    facts = [
        (_("Born"), date_long(draft.born_on) if draft.born_on else ""),
        (_("Sex"), sex_words()[draft.sex] if draft.sex else ""),
        (_("Posting"), draft.posting),
        (_("Rank since"), date_long(draft.rank_since) if draft.rank_since else ""),
    ]
    return [(what, value) for what, value in facts if value]


def _number_line(identity: Identity) -> tuple[str, QWidget | str]:
    what = identity_words()[identity.kind]
    is_secret = identity.kind in OF_ONE_PERSON or identity.kind is IdentifierKind.OTHER
    return what, _MaskedNumber(what, identity.value) if is_secret else ltr(identity.value)


class _MaskedNumber(QWidget):
    """A number of which only the ends can be read until it is asked for."""

    def __init__(self, what: str, value: str) -> None:
        super().__init__()
        self._value = value
        self._is_shown = False
        self._label = Label(masked(value))
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._show = Button(_("Show"), "text", small=True, on_click=self._turn)
        self._show.setAccessibleName(_("Show the number: {kind}").format(kind=what))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._label)
        line.addWidget(self._show)
        line.addStretch()

    def _turn(self) -> None:
        self._is_shown = not self._is_shown
        self._label.set_words(ltr(self._value) if self._is_shown else masked(self._value))
        self._show.set_words(_("Hide") if self._is_shown else _("Show"))
