"""The line above the history of an offering that narrows it, and the one that asks for earlier scores."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _, pgettext
from trainer_app.core.text import clean_spaces, western_digits
from trainer_app.services import history
from trainer_app.services.history import Choice, History, HistoryFilter
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import CodeField, Combo, DateField, Field
from trainer_app.ui.widgets.labels import Label

_TIME = re.compile(r"([01]?\d|2[0-3])[:.：]([0-5]\d)")
_COMBO_WIDTH, _DATE_WIDTH, _TIME_WIDTH = 190, 150, 64


class HistoryBar(QWidget):
    """Chooses by person, field, user and days. Signals: changed()."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known = History((), has_more=False)
        self.person, self.field, self.user = Combo(), Combo(), Combo()
        self.since, self.until = DateField(), DateField()
        self._clear = Button(lambda: _("Clear filters"), "text", on_click=self.clear)
        self._offer()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for words, editor, width in (
            (lambda: _("About"), self.person, _COMBO_WIDTH),
            (lambda: _("Field"), self.field, _COMBO_WIDTH),
            (lambda: _("Changed by"), self.user, _COMBO_WIDTH),
            (lambda: pgettext("day", "From"), self.since, _DATE_WIDTH),
            (lambda: pgettext("day", "To"), self.until, _DATE_WIDTH),
        ):
            field = Field(words, editor)
            field.setFixedWidth(theme.active().px(width))
            line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        for combo in (self.person, self.field, self.user):
            combo.chosen.connect(self._chosen)
        for day in (self.since, self.until):
            day.date_changed.connect(self._chosen)

    @property
    def chosen(self) -> HistoryFilter:
        """What is to be shown; both days are included."""
        since, until = self.since.value, self.until.value
        return HistoryFilter(
            user_id=self.user.value,
            person_id=self.person.value,
            field=self.field.value or "",
            since=None if since is None else datetime.combine(since, time()).astimezone(),
            until=None if until is None else datetime.combine(until + timedelta(days=1), time()).astimezone(),
        )

    def offer(self, found: History) -> None:
        """Offer the people and users that a history knows; what is chosen stays."""
        if (found.people, found.users) != (self._known.people, self._known.users):
            self._known = found
            self._offer()

    def clear(self) -> None:
        """Show everything."""
        before = self.chosen
        for day in (self.since, self.until):
            day.blockSignals(True)
            day.clear()
            day.set_value(None)
            day.blockSignals(False)
        for combo in (self.person, self.field, self.user):
            combo.set_value(None)
        if self.chosen != before:
            self.changed.emit()

    def _offer(self) -> None:
        self.person.set_choices(_choices(_("Everyone"), self._known.people))
        self.user.set_choices(_choices(_("All users"), self._known.users))
        fields = ((words, key) for key, words in history.fields_of("offerings"))
        self.field.set_choices([(_("All fields"), None), *fields])

    def _chosen(self, _value: object = None) -> None:
        self.changed.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._offer()


def _choices(everyone: str, known: Sequence[Choice]) -> list[tuple[str, Any]]:
    return [(everyone, None), *((choice.name, choice.id) for choice in known)]


class PastBar(QWidget):
    """Asks for the scores as they were at a day and time. Signals: asked(datetime)."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.day, self.time = DateField(), CodeField("14:30")
        self.day.setFixedWidth(theme.active().px(_DATE_WIDTH))
        self.time.setFixedWidth(theme.active().px(_TIME_WIDTH))
        self._problem = Label("", "second", tone="danger")
        self._say()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Label(lambda: _("Show scores as they were on"), "body"))
        for part in (self.day, self.time, Button(lambda: _("Show"), icon="history", on_click=self.ask)):
            line.addWidget(part)
        line.addWidget(self._problem)
        line.addStretch()
        self.time.returnPressed.connect(self.ask)
        # Queued: the field reads its date after Enter was told.
        self.day.returnPressed.connect(self.ask, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        """Ask for what is typed; without a time the end of that day is meant."""
        at = _time(self.time.text())
        self._problem.set_words("")
        if self.day.value is None:
            self._problem.set_words(lambda: _("Type the day, for example 15-03-1979."))
        elif at is None:
            self._problem.set_words(lambda: _("Type the time as hours and minutes, for example 14:30."))
        else:
            self.asked.emit(datetime.combine(self.day.value, at).astimezone())

    def _say(self) -> None:
        self.day.setAccessibleName(_("Day"))
        self.time.setAccessibleName(_("Time"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


def _time(text: str) -> time | None:
    """The last instant of a minute that people type; of the day where nothing is typed."""
    plain = western_digits(clean_spaces(text))
    if not plain:
        return time(23, 59, 59, 999000)
    found = _TIME.fullmatch(plain)
    return None if found is None else time(int(found[1]), int(found[2]), 59, 999000)
