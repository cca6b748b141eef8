"""The dialog in which an offering is planned or changed."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer_app.core.language import Titles, _
from trainer_app.core.text import ltr
from trainer_app.services import courses, offerings
from trainer_app.services.courses import CourseRow
from trainer_app.services.offerings import TIME_ZONES, OfferingDraft, OfferingFacts
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import CodeField, Combo, DateField, Field, TextField, in_row
from trainer_app.ui.widgets.labels import side_name

_WEEKS_AHEAD = timedelta(weeks=4)
_USUAL_DAYS = timedelta(days=12)
_USUAL_SEATS = 30


@dataclass(frozen=True, slots=True)
class Loaded:
    """Courses to choose from, and for each side the code that comes next."""

    courses: list[CourseRow]
    next_codes: dict[str, str]


def load(session: Any, *, year: int) -> Loaded:
    """What the dialog needs before it can be filled in."""
    codes = {side: offerings.next_code(session, host_side=side, year=year) for side in TIME_ZONES}
    return Loaded(courses.rows(session), codes)


class OfferingDialog(Dialog):
    """Plans an offering, or changes the one that is given.

    Signals: saved(id).
    """

    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        facts: OfferingFacts | None = None,
        *,
        course_id: uuid.UUID | None = None,
    ) -> None:
        title = _("Edit {code}").format(code=ltr(facts.code)) if facts else _("New offering")
        super().__init__(parent, title, width=640)
        self._context, self._facts = context, facts
        self._wanted_course = facts.course_id if facts else course_id
        self._loaded: Loaded | None = None
        self._make_fields()
        self._arrange_fields()
        self.add_cancel()
        self._act = self.add_action(
            (lambda: _("Save changes")) if facts else (lambda: _("Plan offering")), self._save
        )
        self._act.setEnabled(False)
        if facts is not None:
            self._fill(facts)
        year = (facts.starts_on if facts else context.today() + _WEEKS_AHEAD).year
        context.tasks.read(load, self._take, latest="offering-dialog", year=year)

    def _make_fields(self) -> None:
        first_day = self._context.today() + _WEEKS_AHEAD
        self._course, self._side = Combo(), Combo([(side_name(side), side) for side in TIME_ZONES])
        self._code, self._seats = CodeField(), CodeField()
        self._starts, self._ends = DateField(first_day), DateField(first_day + _USUAL_DAYS)
        self._venues = (TextField(), TextField(), TextField())
        self._seats.setText(str(_USUAL_SEATS))
        self._side.set_value(self._context.station.side)
        self._side.chosen.connect(self._side_chosen)

    def _arrange_fields(self) -> None:
        self._course_field = Field(lambda: _("Course"), self._course)
        self._code_field = Field(lambda: _("Code"), self._code)
        self._seats_field = Field(lambda: _("Seats"), self._seats)
        self._starts_field = Field(lambda: _("First day"), self._starts)
        self._ends_field = Field(lambda: _("Last day"), self._ends)
        en, ur, zh = self._venues
        self.body.addWidget(self._course_field)
        self.body.addWidget(
            in_row(Field(lambda: _("Host side"), self._side), self._code_field, self._seats_field)
        )
        self.body.addWidget(in_row(self._starts_field, self._ends_field))
        self.body.addWidget(Field(lambda: _("Venue, English"), en))
        self.body.addWidget(
            in_row(Field(lambda: _("Venue, Urdu"), ur), Field(lambda: _("Venue, Chinese"), zh))
        )

    def _fill(self, facts: OfferingFacts) -> None:
        self._side.set_value(facts.host_side)
        self._code.setText(facts.code)
        self._seats.setText(str(facts.capacity))
        self._starts.set_value(facts.starts_on)
        self._ends.set_value(facts.ends_on)
        for editor, text in zip(self._venues, (facts.venue.en, facts.venue.ur, facts.venue.zh), strict=True):
            editor.setText(text)

    def _take(self, loaded: Loaded) -> None:
        self._loaded = loaded
        chosen = self._wanted_course
        approved = [row for row in loaded.courses if row.can_be_offered or row.id == chosen]
        self._course.set_choices(
            [(f"{ltr(row.code)} {row.titles.in_language()}", row.id) for row in approved]
        )
        if chosen is not None:
            self._course.set_value(chosen)
        if self._facts is None:
            self._side_chosen(self._side.value)
        self._act.setEnabled(bool(approved))
        if not approved:
            self._course_field.set_error(lambda: _("No course is approved yet. Make and approve one first."))

    def _side_chosen(self, side: object) -> None:
        """Propose the side's next code, unless the user typed one."""
        if self._loaded is None or self._facts is not None:
            return
        if self._code.text() in ("", *self._loaded.next_codes.values()):
            self._code.setText(self._loaded.next_codes[str(side)])

    def _save(self) -> None:
        draft = self._draft()
        if draft is None:
            return
        tasks = self._context.tasks
        if self._facts is None:
            task = tasks.write(offerings.create, self.saved.emit, changes=("offering",), draft=draft)
        else:
            task = tasks.write(
                offerings.change,
                self._changed,
                changes=("offering",),
                offering_id=self._facts.id,
                version=self._facts.version,
                draft=draft,
            )
        self.follow(task, self._act)

    def _changed(self, _nothing: object) -> None:
        if self._facts is not None:
            self.saved.emit(self._facts.id)

    def _draft(self) -> OfferingDraft | None:
        """What is typed, or None after every field that cannot be read says so."""
        seats = self._seats.text().strip()
        checks = (
            (self._code_field, bool(self._code.text().strip()), _("Type a code, for example PK-2026-09.")),
            (self._seats_field, seats.isdecimal() and int(seats) > 0, _("Type the number of seats.")),
            (self._starts_field, self._starts.value is not None, _("Type a day, for example 15-03-2026.")),
            (self._ends_field, self._ends.value is not None, _("Type a day, for example 15-03-2026.")),
        )
        for field, is_right, sentence in checks:
            field.set_error("" if is_right else sentence)
        starts_on, ends_on = self._starts.value, self._ends.value
        if starts_on is None or ends_on is None or not all(is_right for _field, is_right, _s in checks):
            return None
        return OfferingDraft(
            code=self._code.text(),
            course_id=uuid.UUID(str(self._course.value)),
            host_side=self._side.value,
            starts_on=starts_on,
            ends_on=ends_on,
            capacity=int(seats),
            venue=Titles(*(editor.text().strip() for editor in self._venues)),
            time_zone=TIME_ZONES[self._side.value],
        )
