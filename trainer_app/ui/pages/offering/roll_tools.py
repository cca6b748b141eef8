"""The line above the roll: filters, seats, and what can be done with the whole roll."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.rules.states import OfferingState
from trainer_app.rules.words import offering_words
from trainer_app.services import enrolments
from trainer_app.services.enrolments import OPEN_FOR_ATTENDANCE, OPEN_FOR_ROLL, Trainee
from trainer_app.services.offerings import OfferingFacts
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.roll_columns import FILTERS
from trainer_app.ui.widgets.bars import Bar
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.fields import TextField
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.words import Words

_GAP, _BAR_LENGTH = 8, 64


class RollTools(QWidget):
    """Filters at the leading side; seats and buttons at the other. Hidden while nobody is on the roll.

    Signals: changed() when other lines shall be shown; import_asked(); add_asked(); attendance_asked().
    """

    changed = Signal()
    import_asked = Signal()
    add_asked = Signal()
    attendance_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._may_change = context.may(enrolments.enrol)
        self._groups = Segmented(
            [
                Segment("all", lambda: _("All")),
                Segment("names", lambda: _("Names missing")),
                Segment("attendance", lambda: _("Attendance missing")),
                Segment("left", lambda: _("Left")),
            ]
        )
        self.search = TextField(lambda: _("Name or number"), icon="search", clears=True)
        self._bar = Bar(length=_BAR_LENGTH)
        self._seats = Label("", "strong")
        self._attendance = Button(lambda: _("Attendance"), icon="clock", on_click=self.attendance_asked.emit)
        self._add = Button(lambda: _("Add person"), icon="plus", on_click=self.add_asked.emit)
        self._import = Button(
            lambda: _("Import from Excel"), icon="file-spreadsheet", on_click=self.import_asked.emit
        )
        only_if(context.may(enrolments.record_credited), self._attendance)
        only_if(self._may_change, self._add)
        only_if(context.may_open("roll-import"), self._import)
        self._reason = Label("", "hint")
        self._arrange()
        self._groups.chosen.connect(self._filter_changed)
        self.search.textChanged.connect(self._filter_changed)

    @property
    def filter(self) -> str:
        """Key of the chosen filter."""
        return self._groups.current

    def reset(self) -> None:
        """Show everyone again."""
        self.search.clear()
        self._groups.choose("all")

    def show_roll(self, facts: OfferingFacts, trainees: Sequence[Trainee]) -> None:
        """Show counts and seats, and allow what the stage allows."""
        self.setVisible(bool(trainees))
        counts = {key: sum(map(passes, trainees)) for key, passes in FILTERS.items()}
        self._groups.set_counts(counts)
        taken = counts["all"]
        is_beyond = taken > facts.capacity
        self._bar.set_share(taken, facts.capacity, tone="warn" if is_beyond else "accent")
        self._seats.set_words(
            ngettext("{taken} of {count} seat", "{taken} of {count} seats", facts.capacity).format(
                taken=number(taken), count=number(facts.capacity)
            )
        )
        can_change, can_type = facts.state in OPEN_FOR_ROLL, facts.state in OPEN_FOR_ATTENDANCE
        self._import.setEnabled(can_change)
        self._add.setEnabled(can_change)
        self._attendance.setEnabled(can_type)
        self._reason.set_words(_reason(facts.state, can_change=can_change, can_type=can_type))
        self._reason.setVisible(self._may_change and not (can_change and can_type))
        self._fit_bar()

    def _arrange(self) -> None:
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(220)
        self._line = line = QHBoxLayout()
        line.setSpacing(_GAP)
        line.addWidget(self._groups)
        line.addWidget(self.search, 1)
        line.addStretch()
        line.addWidget(self._bar)
        line.addWidget(self._seats)
        line.addSpacing(_GAP)
        for button in (self._attendance, self._add, self._import):
            line.addWidget(button)
        reasons = QHBoxLayout()
        reasons.addStretch()
        reasons.addWidget(self._reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(reasons)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Large texts squeeze no filter: where they need the room, the count of the seats has to do."""
        bar = _BAR_LENGTH + _GAP
        rest = self._line.minimumSize().width() - (0 if self._bar.isHidden() else bar)
        self._bar.setVisible(rest + bar <= self.width())

    def _filter_changed(self, _value: object) -> None:
        self.changed.emit()


def closed_words(state: OfferingState) -> Words:
    """Why the roll cannot be changed in a stage."""
    return lambda: _("In the stage “{stage}” the roll is closed.").format(stage=offering_words()[state])


def _reason(state: OfferingState, *, can_change: bool, can_type: bool) -> Words:
    if not can_change:
        return closed_words(state)
    return "" if can_type else (lambda: _("Attendance is typed once the offering runs."))
