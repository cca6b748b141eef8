"""The explanation of one result: the sentence first, then each rule, then how the total is made."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.language import LANGUAGES, _, active
from trainer_app.core.text import isolate, ltr
from trainer_app.services import change_words
from trainer_app.services.adjustments import AdjustmentFacts, sentences
from trainer_app.services.explanations import CalculationLine, ExplainedRule, Explanation, explain
from trainer_app.services.results import OfferingResults, TraineeResult
from trainer_app.ui.widgets.buttons import Button, IconButton
from trainer_app.ui.widgets.labels import IconLabel, Label, NumberLabel, Rule, SideTag
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Panel, Scrolling


class ExplanationPanel(Panel):
    """Why a trainee has this result.

    Signals: step_asked(+1 or −1); scores_asked(); paper_asked(); adjustment_asked(); take_back_asked(id).
    """

    step_asked = Signal(int)
    scores_asked = Signal()
    paper_asked = Signal()
    adjustment_asked = Signal()
    take_back_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.paper_button = Button(lambda: _("Save as PDF"), icon="download", on_click=self.paper_asked.emit)
        self.adjust_button = Button(lambda: _("Adjust…"), on_click=self.adjustment_asked.emit)
        self._name = Label("", "section-title")
        self._side = SideTag("")
        self._second = Label("", "second")
        self._content = QWidget()
        self._empty = EmptyState("scale", lambda: _("Choose a trainee to see how the result is made"), "")
        self._scrolling = Scrolling(margin=16, gap=10)
        self._scrolling.column.addWidget(self._content)
        self._scrolling.column.addStretch()
        self._head = self._made_head()
        self.column.addWidget(self._head)
        self.column.addWidget(self._empty, 1)
        self.column.addWidget(self._scrolling, 1)
        self._foot = self._made_foot()
        self.column.addWidget(self._foot)
        self.show_nobody()

    def show_nobody(self) -> None:
        """Say that a trainee is to be chosen."""
        for part in (self._head, self._scrolling, self._foot):
            part.setVisible(False)
        self._empty.setVisible(True)

    def show_trainee(
        self,
        found: OfferingResults,
        trainee: TraineeResult,
        adjusted: Sequence[AdjustmentFacts],
        *,
        is_open: bool,
    ) -> None:
        """Explain a trainee's result with its adjustments, which can be taken back where it `is_open`."""
        self._name.set_words(trainee.names.in_language())
        self._side.setText(trainee.side)
        self._second.set_words(_second_line(trainee))
        change = found.changes.get(trainee.enrolment_id)
        changed = change_words.sentence(found, change) if change else ""
        told = _Told(explain(found, trainee), changed, self._content.parentWidget())
        told.add_adjustments(adjusted, self.take_back_asked.emit if is_open else None)
        self.adjust_button.setVisible(is_open)
        self._scrolling.column.replaceWidget(self._content, told)
        self._content.deleteLater()
        self._content = told
        self._empty.setVisible(False)
        for part in (self._head, self._scrolling, self._foot):
            part.setVisible(True)

    def _made_head(self) -> QWidget:
        head = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._name)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._side)
        second.addWidget(self._second)
        second.addStretch()
        texts.addLayout(second)
        line = QHBoxLayout()
        line.setContentsMargins(12, 14, 12, 12)
        line.addSpacing(4)
        line.addLayout(texts, 1)
        line.addWidget(
            IconButton(
                "chevron-left", lambda: _("Previous trainee"), on_click=lambda: self.step_asked.emit(-1)
            )
        )
        line.addWidget(
            IconButton("chevron-right", lambda: _("Next trainee"), on_click=lambda: self.step_asked.emit(1))
        )
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(Rule())
        return head

    def _made_foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout()
        line.setContentsMargins(16, 10, 16, 10)
        line.addWidget(self.paper_button)
        line.addStretch()
        line.setSpacing(8)
        line.addWidget(self.adjust_button)
        line.addWidget(Button(lambda: _("Show scores"), on_click=self.scores_asked.emit))
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(line)
        return foot


class _Told(QWidget):
    """One explanation, laid out."""

    def __init__(self, told: Explanation, changed: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(told.headline, "section-title", wraps=True))
        if changed:
            column.addWidget(Label(changed, "second", tone="warn", wraps=True))
        for sentence in told.because:
            column.addWidget(Label(sentence, "second", wraps=True))
        column.addSpacing(6)
        column.addLayout(_pair(Label(_("Rules"), "strong"), Label(_("Value, required"), "second")))
        lines = [_RuleLine(rule) for rule in told.rules]
        _line_up([line.value for line in lines])
        _line_up([line.required for line in lines])
        for line in lines:
            column.addWidget(line)
        column.addSpacing(4)
        column.addWidget(Rule())
        column.addSpacing(4)
        column.addWidget(Label(_("How the total is made"), "strong"))
        column.addLayout(_calculation(told))
        for note in told.notes:
            column.addWidget(Label(note, "second", wraps=True))
        self._column = column

    def add_adjustments(
        self, adjusted: Sequence[AdjustmentFacts], take_back: Callable[[uuid.UUID], object] | None
    ) -> None:
        """List the adjustments, each with its button where they can be taken back."""
        if not adjusted:
            return
        self._column.addSpacing(4)
        self._column.addWidget(Rule())
        self._column.addSpacing(4)
        self._column.addWidget(Label(_("Adjustments"), "strong"))
        for each, words in zip(adjusted, sentences(adjusted), strict=True):
            self._column.addWidget(Label(words, "second", wraps=True))
            if take_back is not None:
                button = Button(lambda: _("Take back"), on_click=partial(take_back, each.id))
                self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)


class _RuleLine(QWidget):
    """One rule with its value and what is required; on the ground of danger when it is not met."""

    def __init__(self, rule: ExplainedRule) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "none" if rule.is_met else "refused")
        icon, ink = ("check", "ok") if rule.is_met else ("x", "danger")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 3, 0, 3)
        line.setSpacing(8)
        line.addWidget(IconLabel(icon, ink, 14))
        line.addWidget(Label(rule.label, "body" if rule.is_met else "strong", wraps=True), 1)
        self.value = NumberLabel(ltr(rule.value), "strong", tone="" if rule.is_met else "danger")
        line.addWidget(self.value)
        self.required = Label(rule.required, "second")
        line.addWidget(self.required)


def _line_up(labels: Sequence[QWidget]) -> None:
    """Give all the same width, so that they stand in a column."""
    for label in labels:
        label.ensurePolished()
    widest = max((label.sizeHint().width() for label in labels), default=0)
    for label in labels:
        label.setMinimumWidth(widest)


def _calculation(told: Explanation) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(0, 1)
    heads = (_("Component"), _("Marks"), _("Weight"), _("Points"))
    _add_row(grid, 0, heads, is_head=True)
    for row, line in enumerate(told.lines, start=1):
        _add_row(grid, row, _cells(line))
    below = len(told.lines) + 1
    if told.exact_total:
        grid.addWidget(Rule(), below, 0, 1, 4)
        _add_row(grid, below + 1, (_("Total, exact"), "", "", told.exact_total), is_strong=True)
        _add_row(grid, below + 2, (_("Total, rounded once"), "", "", told.rounded_total), is_strong=True)
    return grid


def _cells(line: CalculationLine) -> Sequence[str]:
    indent = "\u2003" if line.is_part else ""
    return (indent + line.label, line.marks, line.weight, line.points)


def _add_row(
    grid: QGridLayout, row: int, words: Sequence[str], *, is_head: bool = False, is_strong: bool = False
) -> None:
    role = "strong" if is_strong else "second" if is_head else "body"
    grid.addWidget(Label(words[0], role, wraps=True), row, 0)  # type: ignore[arg-type]
    for column, text in enumerate(words[1:], start=1):
        shown = text if is_head else ltr(text)
        grid.addWidget(NumberLabel(shown, role), row, column)  # type: ignore[arg-type]


def _second_line(trainee: TraineeResult) -> str:
    others = [trainee.names.in_language(code) for code in LANGUAGES if code != active()]
    shown = [name for name in dict.fromkeys(others) if name and name != trainee.names.in_language()]
    roll = _("No. {number}").format(number=ltr(str(trainee.roll_number)))
    return " · ".join(isolate(part) for part in [*shown, roll])


def _pair(first: QWidget, last: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(first)
    line.addStretch()
    line.addWidget(last)
    return line
