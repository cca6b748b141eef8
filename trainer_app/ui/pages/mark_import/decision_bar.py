"""The bar below the check: one mark that a person must decide about."""

import uuid
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.errors import Refused
from trainer_app.core.language import _, pgettext
from trainer_app.core.text import isolate
from trainer_app.rules.attempts import Mark
from trainer_app.rules.marks import Unclear, parse_mark
from trainer_app.rules.states import ScoreState
from trainer_app.services.enrolments import Trainee
from trainer_app.services.score_lists import Decision, Verdict
from trainer_app.ui.pages.mark_import.lines import Fate, MarkLine, candidate_words, told
from trainer_app.ui.tables.score_grid.table import TYPED
from trainer_app.ui.tables.score_grid.words import mark_text, state_word
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import Combo, TextField
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.words import Words

_STATES = (ScoreState.ABSENT, ScoreState.ABSENT_EXCUSED, ScoreState.EXEMPT)


class DecisionBar(QWidget):
    """Names the mark, and offers what it can be.

    Signals: decided(key, Decision, or None to leave it out); reopened(key) to decide anew.
    """

    decided = Signal(object, object)
    reopened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "wizard-footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.people: Mapping[uuid.UUID, Trainee] = {}
        """Those of the roll, which tells namesakes apart."""
        self._line: MarkLine | None = None
        self._name = Label("", "strong")
        self._why = Label("", "second", wraps=True)
        self.person = Combo()
        self.points = TextField(lambda: pgettext("mark list", "Points"))
        self.take = Button(lambda: _("Take these points"), small=True, on_click=self._take_points)
        self.states = [Button(_word(state), small=True, on_click=self._taker(state)) for state in _STATES]
        self.leave_out = Button(lambda: _("Leave out"), small=True, on_click=self._leave_out)
        self.reopen = Button(lambda: _("Decide anew"), small=True, on_click=self._reopen)
        self.parts = (self.person, self.points, self.take, *self.states, self.leave_out, self.reopen)
        self.points.returnPressed.connect(self._take_points)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        self.points.setFixedWidth(84)
        self.person.setMinimumWidth(190)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._why)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 14, 8)
        line.setSpacing(8)
        line.addLayout(texts, 1)
        for widget in self.parts:
            line.addWidget(widget)

    def show_line(self, line: MarkLine | None) -> None:
        """Show a mark that is to be decided, or what was decided; nothing for any other."""
        self._line = line if line is not None and line.mark.verdict == Verdict.ASK else None
        self.setVisible(self._line is not None)
        if self._line is None:
            return
        mark, is_open = self._line.mark, self._line.fate == Fate.TO_DECIDE
        self._name.set_words(_("Row {row}: {name}").format(row=mark.row, name=isolate(mark.name)))
        self._say(told(self._line))
        choices: list[tuple[str, Any]] = [(_("Whose mark is it?"), None)]
        choices += [
            (candidate_words(each, self.people.get(each.enrolment_id)), each.enrolment_id)
            for each in mark.candidates
        ]
        self.person.set_choices(choices)
        self.person.set_value(None)
        self.person.setVisible(is_open and bool(mark.candidates))
        self.points.setText(mark_text(mark.mark, mark.component.facts.step) if mark.mark else "")
        for widget in (self.points, self.take, *self.states, self.leave_out):
            widget.setVisible(is_open)
        self.reopen.setVisible(not is_open)

    def begin(self) -> bool:
        """Put the cursor where the decision begins; False where nothing is to be decided."""
        if self._line is None or self._line.fate != Fate.TO_DECIDE:
            return False
        if self._line.mark.candidates:
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.points.setFocus(Qt.FocusReason.OtherFocusReason)
            self.points.selectAll()
        return True

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        self._why.set_words(words)
        self._why.set_tone("danger" if is_wrong else "")

    def _taker(self, state: ScoreState) -> Any:
        return lambda: self._take(Mark(state))

    def _take_points(self) -> None:
        if self._line is None:
            return
        facts = self._line.mark.component.facts
        try:
            read = parse_mark(self.points.text(), maximum=facts.max_points, step=facts.step)
        except Refused as fault:
            self._say(fault.sentence(), is_wrong=True)
            return
        if isinstance(read, Unclear) or read.state not in TYPED - {ScoreState.NOT_ENTERED}:
            self._say(_("Type points, or choose absent, excused, exempt or leave out."), is_wrong=True)
            return
        self._take(read)

    def _take(self, mark: Mark) -> None:
        if self._line is None:
            return
        person: uuid.UUID | None = self.person.value
        if self._line.mark.candidates and person is None:
            self._say(_("Choose first whose mark it is."), is_wrong=True)
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.decided.emit(self._line.id, Decision(mark, person))

    def _leave_out(self) -> None:
        if self._line is not None:
            self.decided.emit(self._line.id, None)

    def _reopen(self) -> None:
        if self._line is not None:
            self.reopened.emit(self._line.id)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._line is not None:
            self.show_line(self._line)


def _word(state: ScoreState) -> Words:
    return lambda: state_word(state)
