"""The frame of a wizard: head with steps, pages, and a footer that says what will happen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.stepper import Stepper
from trainer_app.ui.widgets.surfaces import PAGE_MARGIN, PageHead
from trainer_app.ui.words import Words


class WizardFooter(QWidget):
    """What will happen at the leading edge; Cancel, Back and the filled step at the other.

    Signals: cancelled(), back(), forward().
    """

    cancelled = Signal()
    back = Signal()
    forward = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "wizard-footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.active().height("wizard_footer"))
        self.lead = Label("", "strong")
        self.note = Label("", "body", tone="second")
        self.cancel_button = Button(lambda: _("Cancel"), on_click=self.cancelled.emit)
        self.back_button = Button(lambda: _("Back"), on_click=self.back.emit)
        self.step_button = Button(lambda: _("Next"), "primary", on_click=self.forward.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        line.setSpacing(8)
        line.addWidget(self.lead)
        line.addWidget(self.note, 1)
        for button in (self.cancel_button, self.back_button, self.step_button):
            line.addWidget(button)

    def say(self, lead: Words, note: Words = "") -> None:
        """Say what the filled step will do, the count first."""
        self.lead.set_words(lead)
        self.lead.setVisible(bool(lead))
        self.note.set_words(note)


class Wizard(QWidget):
    """Pages one after the other; nothing is written before the last step.

    Signals: cancelled(), step_asked(number) when Back or the filled step was pressed.
    """

    cancelled = Signal()
    step_asked = Signal(int)

    def __init__(self, title: Words, second: Words, steps: Sequence[Words]) -> None:
        super().__init__()
        self.stepper = Stepper(steps)
        self.head = PageHead(title, second, buttons=(self.stepper,))
        self.pages = QStackedWidget()
        self.footer = WizardFooter()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        upper = QVBoxLayout()
        upper.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 0)
        upper.setSpacing(12)
        upper.addWidget(self.head)
        upper.addWidget(self.pages, 1)
        column.addLayout(upper, 1)
        column.addWidget(self.footer)
        self.footer.cancelled.connect(self.cancelled)
        self.footer.back.connect(lambda: self.step_asked.emit(self.step - 1))
        self.footer.forward.connect(lambda: self.step_asked.emit(self.step + 1))

    @property
    def step(self) -> int:
        """Number of the page shown, from 0."""
        return self.pages.currentIndex()

    def show_step(self, step: int) -> None:
        """Show a page."""
        self.pages.setCurrentIndex(step)
        self.stepper.set_now(step)
        self.footer.back_button.setVisible(step > 0)
