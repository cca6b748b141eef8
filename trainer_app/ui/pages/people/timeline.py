"""The training record as a line of time: each intake with its result and certificate."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import month_short, number
from trainer_app.core.language import _, ngettext, pgettext
from trainer_app.core.text import ltr
from trainer_app.rules.states import EnrolmentState, Outcome
from trainer_app.rules.words import enrolment_words, outcome_words
from trainer_app.services.training_record import Training
from trainer_app.ui import theme
from trainer_app.ui.widgets.chips import Chip, ChipLook
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.style import colour
from trainer_app.ui.widgets.surfaces import Card

_PASSED = frozenset({Outcome.PASS, Outcome.PASS_WITH_GRACE})
_PRESENT = frozenset({EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED})
_MONTH_WIDTH = 66
_DOT = 11


class TrainingCard(Card):
    """The intakes of a person, the latest first. Signals: opened(offering id)."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(lambda: _("Training record"), note=" ", edge_to_edge=True)
        self.body.setContentsMargins(6, 0, 6, 10)
        self._entries: list[QWidget] = []

    def show_trainings(self, trainings: Sequence[Training]) -> None:
        """Show the record."""
        for entry in self._entries:
            entry.hide()
            entry.deleteLater()
        self.note.set_words(_hours_words(trainings))
        last = len(trainings) - 1
        self._entries = [
            _Entry(self, training, is_first=place == 0, is_last=place == last)
            for place, training in enumerate(trainings)
        ] or [
            EmptyState(
                "graduation-cap",
                lambda: _("No training yet"),
                lambda: _("Intakes appear here once the person is on a roll."),
            )
        ]
        for entry in self._entries:
            self.body.addWidget(entry)


class _Entry(QWidget):
    """One intake; a click or Enter opens the offering."""

    def __init__(self, card: TrainingCard, training: Training, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._card, self._offering_id = card, training.offering_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look = chip_of(training)
        title, second = training.titles.in_language(), second_words(training)
        self.setAccessibleName(pgettext("list", ", ").join((title, second, look.word)))
        month = Label(month_words(training), "second")
        month.setFixedWidth(theme.active().px(_MONTH_WIDTH))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(Label(title, "strong", wraps=True))
        texts.addWidget(Label(second, "second", wraps=True))
        texts.addSpacing(18)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 0)
        line.setSpacing(12)
        line.addWidget(month, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(_Dot(is_first=is_first, is_last=is_last))
        line.addLayout(texts, 1)
        line.addWidget(Chip(look.kind, look.word, look.icon), 0, Qt.AlignmentFlag.AlignTop)

    def _open(self) -> None:
        self._card.opened.emit(self._offering_id)

    @property
    def offering_id(self) -> uuid.UUID:
        """Which offering it opens."""
        return self._offering_id

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 0, -1, -10)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)


class _Dot(QWidget):
    """A point on the line of time; the line goes on above and below where there is something."""

    def __init__(self, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._is_first, self._is_last = is_first, is_last
        self.setFixedWidth(_DOT + 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        dot = QRectF(middle - _DOT / 2, (theme.active().line("strong") - _DOT) / 2, _DOT, _DOT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("border2"))
        top = dot.center().y() if self._is_first else -4
        foot = dot.center().y() if self._is_last else self.height()
        painter.drawRect(QRectF(middle - 0.75, top, 1.5, foot - top))
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(dot.adjusted(1, 1, -1, -1), 3.5, 3.5)


def month_words(training: Training) -> str:
    """Year and month in which the intake began."""
    day = training.starts_on
    return pgettext("date", "{year} {short_month}").format(
        year=day.year, month=day.month, short_month=month_short(day.month)
    )


def second_words(training: Training) -> str:
    """Code, hours, and the result where it is decided."""
    hours = ngettext("{count} hour", "{count} hours", training.hours).format(count=number(training.hours))
    result = result_words(training)
    if not result:
        return _("{code}, {hours}").format(code=ltr(training.code), hours=hours)
    return _("{code}, {hours}, {result}").format(code=ltr(training.code), hours=hours, result=result)


def result_words(training: Training) -> str:
    """Band and overall result as they were decided; empty before."""
    if training.outcome is None:
        return ""
    if training.band is None or training.overall is None:
        return outcome_words()[training.outcome]
    overall = ltr(number(training.overall, training.decimals))
    return _("{band} {overall}").format(band=training.band.in_language(), overall=overall)


def chip_of(training: Training) -> ChipLook:
    """How the intake stands: the certificate, else the outcome, else the place on the roll."""
    if training.certificate_number:
        return ChipLook("ok", pgettext("certificate", "Issued"), "check")
    if training.outcome in _PASSED:
        return ChipLook("warn", _("Not issued yet"), "clock")
    if training.outcome is Outcome.ATTENDANCE_ONLY:
        return ChipLook("neutral", _("Attendance"))
    if training.outcome is not None and training.state in _PRESENT:
        return ChipLook("neutral", outcome_words()[training.outcome])
    return ChipLook("neutral", enrolment_words()[training.state])


def _hours_words(trainings: Sequence[Training]) -> str:
    hours = sum(training.attended_minutes or 0 for training in trainings) // 60
    return ngettext("{count} hour attended", "{count} hours attended", hours).format(count=number(hours))
