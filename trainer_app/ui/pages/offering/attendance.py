"""The dialog in which the hours of the paper register are typed: given once, attended by each trainee."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.formats import number
from trainer_app.core.hours import hours_text, parse_hours
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import ltr
from trainer_app.services import enrolments
from trainer_app.services.enrolments import Trainee
from trainer_app.services.offerings import OfferingFacts
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.hours_recorder import HoursRecorder, NotSaved
from trainer_app.ui.pages.offering.hours_table import HoursLine, HoursTable
from trainer_app.ui.widgets.dialogs import Dialog, ask
from trainer_app.ui.widgets.fields import CodeField, Field
from trainer_app.ui.widgets.labels import KeyHints, Label
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.surfaces import Card

_ROWS_SEEN = 11
_FIELD_WIDTH = 200


class AttendanceDialog(Dialog):
    """Saves every accepted value at once; one that is not accepted stays as it was typed."""

    def __init__(
        self, parent: QWidget, context: Context, facts: OfferingFacts, trainees: Sequence[Trainee]
    ) -> None:
        super().__init__(
            parent,
            _("Attendance of {offering} from the register").format(offering=ltr(facts.code)),
            width=640,
        )
        self._context, self._facts = context, facts
        self._version, self._delivered = facts.version, facts.delivered_minutes
        self._hours = CodeField()
        self._hours.setEnabled(context.may(enrolments.record_delivered))
        self._hours.setText("" if self._delivered is None else hours_text(self._delivered))
        self._field = Field(lambda: _("Hours given so far"), self._hours)
        self._field.setFixedWidth(_FIELD_WIDTH)
        self._count = Label("", "second")
        self._table = HoursTable(context.settings, [each for each in trainees if each.is_on_roll])
        self._recorder = HoursRecorder(context.tasks, self)
        self._lay_out()
        self.add_action(lambda: _("Done"), self.close).setDefault(False)
        self._hours.editingFinished.connect(self._take_delivered)
        self._hours.returnPressed.connect(self._table.begin)
        self._table.accepted.connect(self._save)
        self._table.changed.connect(self._tell)
        self._recorder.not_saved.connect(self._not_saved)
        self._table.show_delivered(self._delivered)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._field)
        planned = number(self._facts.planned_minutes // 60)
        words = _("{hours} h are planned for the course").format(hours=planned)
        top.addWidget(Label(words, "second"), 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch()
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._table)
        look = theme.active()
        self._table.setFixedHeight(look.height("table_head") + look.height("table_row") * _ROWS_SEEN)
        hints = KeyHints(
            [
                ("Enter", lambda: _("accept and go down")),
                ("Esc", lambda: _("leave as it was")),
                ("Del", lambda: _("make blank")),
            ]
        )
        self.body.addLayout(top)
        self.body.addWidget(card)
        self.body.addWidget(hints)

    def _take_delivered(self) -> None:
        """Save the hours given; what is no time stays and is told below the field."""
        text = self._hours.text().strip()
        try:
            minutes = parse_hours(text) if text else None
        except AppError as fault:
            self._field.set_error(fault.sentence())
            return
        if minutes == self._delivered:
            self._field.set_error("")
            return
        self._delivered = minutes
        self._context.tasks.write(
            enrolments.record_delivered,
            self._delivered_saved,
            changes=("offering", "result"),
            on_failure=self._delivered_refused,
            offering_id=self._facts.id,
            version=self._version,
            minutes=minutes,
        )

    def _delivered_saved(self, version: int) -> None:
        self._version = version
        self._field.set_error("")
        self._table.show_delivered(self._delivered)

    def _delivered_refused(self, fault: Exception) -> None:
        self._delivered = self._facts.delivered_minutes
        if isinstance(fault, AppError):
            self._field.set_error(fault.sentence())

    def _save(self, line: HoursLine) -> None:
        self._recorder.save(line)

    def _not_saved(self, told: NotSaved) -> None:
        self._table.reject(told.enrolment_id, hours_text(told.minutes or 0), told.fault)

    def _tell(self) -> None:
        """Say how many are typed, and why the value at the cursor is not accepted."""
        typed, total = self._table.typed_count, self._table.row_count
        self._count.set_words(
            ngettext("{typed} of {count} typed", "{typed} of {count} typed", total).format(
                typed=number(typed), count=number(total)
            )
        )
        self.strips.clear()
        for line in self._table.rejected()[:1]:
            self.strips.show_strip(
                MessageStrip(
                    "danger",
                    _("{value} is not saved.").format(value=ltr(line.rejected)),
                    _("{name}: {reason}").format(name=line.name, reason=line.why),
                )
            )
        if beyond := self._table.beyond_count:
            words = ngettext(
                "{count} trainee has more hours than were given.",
                "{count} trainees have more hours than were given.",
                beyond,
            )
            way_out = _("Make-up sessions can give more; else compare with the register.")
            self.strips.show_strip(MessageStrip("warn", words.format(count=number(beyond)), way_out))
        self._context.tasks.set_not_accepted(len(self._table.rejected()))

    @override
    def reject(self) -> None:
        """Close, after asking where something typed was not accepted."""
        if self._may_close():
            super().reject()

    def _may_close(self) -> bool:
        count = len(self._table.rejected())
        if count and not ask(
            self,
            ngettext("{count} value is not saved", "{count} values are not saved", count).format(count=count),
            _("What was saved before stays in force."),
            act=lambda: _("Close without it"),
            keep=lambda: _("Go on typing"),
            danger=True,
        ):
            return False
        self._context.tasks.set_not_accepted(0)
        return True
