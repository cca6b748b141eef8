"""The first run: five steps from the language to a programme file with its recovery key on paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core import paths
from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.ui.entrance.finish_step import FinishStep
from trainer_app.ui.entrance.key_step import KeyStep
from trainer_app.ui.entrance.password_step import PasswordStep
from trainer_app.ui.entrance.programme_step import ProgrammeStep, free_place
from trainer_app.ui.entrance.side_steps import SideSteps
from trainer_app.ui.entrance.start_step import StartStep, Way
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.wizard import WizardFooter
from trainer_app.ui.words import Words

if TYPE_CHECKING:
    from trainer_app.services.sample_files import SampleFiles
    from trainer_app.services.signing_in import Entered
    from trainer_app.storage.key_wraps import Cost
    from trainer_app.ui.entrance.key_panel import KeyPanel

_START, _PROGRAMME, _PASSWORD, _KEY, _FINISH = range(5)
_STEPS: tuple[Words, ...] = (
    lambda: _("Start"),
    lambda: _("Programme and station"),
    lambda: _("Password"),
    lambda: _("Recovery key"),
    lambda: _("Finish"),
)


class FirstRun(QWidget):
    """The steps, which make nothing before the password is set.

    Signals: finished(Entered); file_chosen(Path) of a programme file that is there; restore_asked();
    closed() to leave.
    """

    finished = Signal(object)
    file_chosen = Signal(object)
    restore_asked = Signal()
    closed = Signal()

    def __init__(
        self, context: Context, usual: Path, *, lost: Path | None = None, cost: "Cost | None" = None
    ) -> None:
        super().__init__()
        self.context, self._cost = context, cost
        self._entered: Entered | None = None
        self.side = SideSteps(_STEPS)
        self.strips = StripArea()
        self.pages = QStackedWidget()
        self.footer = WizardFooter()
        self.start = StartStep(context)
        self.programme = ProgrammeStep(context, free_place(usual))
        self.password = PasswordStep()
        self._arrange()
        self._connect()
        self._show(_START)
        if lost is not None:
            self._tell_lost(lost)

    @property
    def step(self) -> int:
        """Number of the step that is shown, from 0."""
        return self.pages.currentIndex()

    def go_on(self) -> None:
        """Do what the filled button says."""
        steps: tuple[Callable[[], object], ...] = (
            self._start,
            self._leave_programme,
            self._create,
            partial(self._show, _FINISH),
            self._finish,
        )
        self.strips.clear()
        steps[self.step]()

    def go_back(self) -> None:
        """Go to the step before; the file is not there yet."""
        self._show(self.step - 1)

    def _tell_lost(self, place: Path) -> None:
        """Say that the file used last is gone, and propose what brings it back."""

        def what_to_do() -> str:
            words = _("{file} was used last and is gone. Restore a backup, or open the file where it is now.")
            return words.format(file=ltr(str(place)))

        first = lambda: _("The programme file is not at its place any more.")  # noqa: E731
        self.strips.show_strip(MessageStrip("warn", first, what_to_do))
        self.start.choose(Way.RESTORE)

    def _arrange(self) -> None:
        right = QWidget()
        right.setProperty("surface", "plain")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strips = QVBoxLayout()
        strips.setContentsMargins(20, 12, 20, 0)
        strips.addWidget(self.strips)
        column.addLayout(strips)
        column.addWidget(self.pages, 1)
        column.addWidget(self.footer)
        for page in (self.start, self.programme, self.password):
            self.pages.addWidget(page)
        edge = QFrame()
        edge.setProperty("area", "side-edge")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.side)
        line.addWidget(edge)
        line.addWidget(right, 1)

    def _connect(self) -> None:
        self.footer.forward.connect(self.go_on)
        self.footer.back.connect(self.go_back)
        self.footer.cancelled.connect(self.closed)
        self.start.chosen.connect(self._say)
        self.start.opened.connect(self.go_on)
        self.password.changed.connect(self._say)

    def _show(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.side.steps.set_now(step)
        self.footer.cancel_button.setVisible(step < _KEY)
        self.footer.back_button.setVisible(_START < step < _KEY)
        self._say()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the first field of the step."""
        if self.step == _START:
            self.start.ways[self.start.way].setFocus()
        elif self.step == _PROGRAMME:
            self.programme.take_focus()
        elif self.step == _PASSWORD:
            self.password.take_focus()
        elif self.step == _KEY and self._panel is not None:
            self._panel.focus()
        elif self.step == _FINISH:
            self.footer.step_button.setFocus()

    def _say(self, _value: object = None) -> None:
        """Say at the foot what is missing, and let the filled button say what it does."""
        words: tuple[Words, ...] = (
            lambda: _("Next"),
            lambda: _("Next"),
            lambda: _("Make the programme file"),
            lambda: _("Next"),
            lambda: _("Open the programme"),
        )
        reason = self._reason()
        button = self.footer.step_button
        button.set_words(_START_WORDS[self.start.way] if self.step == _START else words[self.step])
        button.setEnabled(not reason)
        self.footer.cancel_button.set_words(lambda: _("Close"))
        self.footer.say("", reason or (self.password.keyboard_words() if self.step == _PASSWORD else ""))

    def _reason(self) -> str:
        if self.step == _PASSWORD:
            return self.password.reason()
        return self._panel.reason() if self.step == _KEY and self._panel is not None else ""

    @property
    def _panel(self) -> "KeyPanel | None":
        page = self.pages.currentWidget()
        return page.panel if isinstance(page, KeyStep) else None

    def _start(self) -> None:
        if self.start.way is Way.NEW:
            self._show(_PROGRAMME)
        elif self.start.way is Way.OPEN:
            self.choose_file()
        elif self.start.way is Way.RESTORE:
            self.restore_asked.emit()
        else:
            self._make_sample()

    def _leave_programme(self) -> None:
        if self.programme.check():
            self._show(_PASSWORD)

    # A file that is there, or the sample

    def choose_file(self) -> None:
        """Ask for a programme file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open a programme file"), str(paths.data_dir()), _("Programme files (*.db)")
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _make_sample(self) -> None:
        from trainer_app.ui.pages.settings.files import make_sample

        directory = paths.data_dir() / "sample"
        if (directory / "sample.db").is_file():
            self.file_chosen.emit(directory / "sample.db")
            return
        task = self.context.tasks.run(
            make_sample,
            self._sample_made,
            on_failure=self._refused,
            directory=directory,
            today=self.context.today(),
        )
        self.footer.say("", _("The sample is being made. It takes up to a minute."))
        self.footer.step_button.follow(task)
        self.pages.setEnabled(False)
        task.ended.connect(self._made_or_not)

    def _made_or_not(self) -> None:
        self.pages.setEnabled(True)
        self._say()
        self.take_focus()

    def _sample_made(self, made: "SampleFiles") -> None:
        self.file_chosen.emit(made.database)

    # A new file

    def _create(self) -> None:
        task = self.context.tasks.run(
            create,
            self._created,
            on_failure=self._refused,
            place=self.programme.place,
            titles=self.programme.titles.titles,
            side=self.programme.side.value,
            station_code=self.programme.station_code,
            login=self.password.login.text(),
            full_name=self.password.name.text(),
            password=self.password.new.text,
            today=self.context.today(),
            cost=self._cost,
        )
        self.pages.setEnabled(False)
        for button in (self.footer.cancel_button, self.footer.back_button, self.footer.step_button):
            button.setEnabled(False)
        self.footer.say("", _("The programme file is being made and encrypted."))
        task.ended.connect(self._worked)

    def _worked(self) -> None:
        self.pages.setEnabled(True)
        for button in (self.footer.cancel_button, self.footer.back_button):
            button.setEnabled(True)
        self._say()
        self.take_focus()

    def _created(self, made: "tuple[Entered, str]") -> None:
        self.show_key(*made)

    def show_key(self, entered: "Entered", key: str) -> None:
        """Show the recovery key of the file that was made."""
        self._entered = entered
        page = KeyStep(self.context, self._entered, key)
        page.changed.connect(self._say)
        self.pages.addWidget(page)
        self.pages.addWidget(FinishStep(self._entered))
        self._show(_KEY)

    def _refused(self, fault: Exception) -> None:
        if isinstance(fault, AppError):
            self.strips.clear()
            self.strips.show_strip(MessageStrip("danger", fault.sentence))
        self._say()

    def _finish(self) -> None:
        self.finished.emit(self._entered)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field does what the filled button says."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.footer.step_button.click()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


_START_WORDS: dict[Way, Words] = {
    Way.NEW: lambda: _("Next"),
    Way.OPEN: lambda: _("Choose the file…"),
    Way.RESTORE: lambda: _("Next"),
    Way.SAMPLE: lambda: _("Make and open it"),
}


def create(
    *, place: Path, login: str, full_name: str, side: str, station_code: str, titles: Any, **rest: Any
) -> "tuple[Entered, str]":
    """Make the programme file away from the window, which would wait for its libraries otherwise."""
    from trainer_app.services import signing_in
    from trainer_app.services.signing_in import NewProgramme

    given = NewProgramme(titles, side, station_code, login, full_name)
    return signing_in.create(place, given=given, **rest)
