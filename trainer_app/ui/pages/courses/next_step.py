"""The card with what a draft still needs until both sides have approved it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.language import _, ngettext
from trainer_app.rules.states import VersionState
from trainer_app.services.courses import CourseDetail, SchemeDetail, VersionDetail
from trainer_app.ui.pages.courses.words import newest, state_of
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label, Rule
from trainer_app.ui.widgets.surfaces import Card


class NextStepCard(Card):
    """Review and approval of the newest draft, with each reason against it.

    Signals: review_asked(); approval_asked().
    """

    review_asked = Signal()
    approval_asked = Signal()

    def __init__(self) -> None:
        super().__init__(edge_to_edge=True)
        self._words = Label("", "section-title")
        self._second = Label("", "second", wraps=True)
        self.review = Button(lambda: _("Send for review"), "primary", on_click=self.review_asked.emit)
        self.approve = Button(lambda: _("Approve"), "primary", on_click=self.approval_asked.emit)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._words)
        texts.addWidget(self._second)
        head = QHBoxLayout()
        head.setContentsMargins(13, 12, 13, 12)
        head.setSpacing(12)
        head.addLayout(texts, 1)
        head.addWidget(self.review)
        head.addWidget(self.approve)
        self.body.addLayout(head)
        self._lines: list[QWidget] = []

    def show_course(self, course: CourseDetail) -> None:
        """Show what the newest version waits for; nothing where it is approved."""
        version, scheme = newest(course)
        state = state_of(version, scheme)
        is_draft, is_reviewed = state is VersionState.DRAFT, state is VersionState.IN_REVIEW
        self.setVisible(is_draft or is_reviewed)
        self._words.set_words(_state_words(version, scheme, is_draft=is_draft))
        self._second.set_words(_step_words(scheme.reasons, is_draft=is_draft))
        self.review.setVisible(is_draft)
        self.approve.setVisible(is_reviewed)
        self.approve.setEnabled(not scheme.reasons)
        self._show_reasons(scheme.reasons)

    def _show_reasons(self, reasons: Sequence[str]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [_reason_line(reason) for reason in reasons]
        for line in self._lines:
            self.body.addWidget(line)


def _reason_line(reason: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout()
    line.setContentsMargins(13, 6, 13, 6)
    line.setSpacing(8)
    line.addWidget(IconLabel("circle-alert", "warn"))
    line.addWidget(Label(reason, wraps=True), 1)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Rule())
    column.addLayout(line)
    return row


def _state_words(version: VersionDetail, scheme: SchemeDetail, *, is_draft: bool) -> str:
    if version.state is VersionState.APPROVED:
        words = _("Rules version {no} is a draft") if is_draft else _("Rules version {no} is in review")
        return words.format(no=scheme.no)
    words = _("Version {no} is a draft") if is_draft else _("Version {no} is in review")
    return words.format(no=version.no)


def _step_words(reasons: Sequence[str], *, is_draft: bool) -> str:
    if is_draft:
        return _("Send it to both sides for review. It can be changed until it is approved.")
    if reasons:
        return ngettext(
            "{count} reason stands against the approval.",
            "{count} reasons stand against the approval.",
            len(reasons),
        ).format(count=len(reasons))
    return _("Approve it once both sides agree. From then on it never changes.")
