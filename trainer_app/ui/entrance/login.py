"""The page of signing in, and what is shown beside it where the file is a sample."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from trainer_app.core.errors import AppError, DatabaseUnusable
from trainer_app.core.language import _, joined
from trainer_app.core.text import ltr
from trainer_app.storage.key_refusals import KeyFileUnreadable, TooManyAttempts
from trainer_app.ui.entrance import last_user
from trainer_app.ui.entrance.parts import (
    CardHead,
    CentrePage,
    FaultLine,
    FootLinks,
    WideButton,
    enlarge,
    link,
)
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import Field, TextField
from trainer_app.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from trainer_app.services.sample_users import SampleUser
    from trainer_app.services.signing_in import Entered
    from trainer_app.ui.widgets.surfaces import Card

_SAMPLE_WIDTH = 330


class LoginPage(CentrePage):
    """Name and password of one programme file; `only_looks` where another program works in it.

    Signals: entered(Entered); recovery_asked(); other_asked() for another file; restore_asked().
    """

    entered = Signal(object)
    recovery_asked = Signal()
    other_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self, context: Context, place: Path, *, is_sample: bool = False, only_looks: bool = False
    ) -> None:
        super().__init__(context, lambda: _("Programme file {file}").format(file=ltr(place.name)))
        self._place, self._only_looks = place, only_looks
        self.login, self.password = TextField(), PasswordField()
        self.fault = FaultLine()
        self.button = WideButton(lambda: _("Sign in"), on_click=self.sign_in)
        self.refusals = Refusals(self.fault, self.button, self)
        self.password.caps_lock_seen.connect(self.refusals.see_caps_lock)
        enlarge(self.login, self.password)
        self.login.setText("" if is_sample else last_user.of(context.settings, place))
        card = self.add_card()
        second = (lambda: _("Only to look: another program works in this file.")) if only_looks else ""
        card.body.addWidget(CardHead("user", lambda: _("Sign in"), second))
        card.body.addWidget(Field(lambda: _("Name to sign in with"), self.login))
        card.body.addWidget(Field(lambda: _("Password"), self.password))
        card.body.addWidget(self.fault)
        card.body.addWidget(self.button)
        forgot = link(lambda: _("Forgot the password"), self.recovery_asked.emit)
        other = link(lambda: _("Another programme file"), self.other_asked.emit)
        forgot.setHidden(only_looks)
        card.body.addWidget(FootLinks((forgot, other)))
        self.restore_link = link(lambda: _("Restore a backup"), self.restore_asked.emit)
        self.restore_link.hide()
        card.body.addWidget(self.restore_link)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.button.click)
        self.setFocusProxy(self.password if self.login.text() else self.login)
        if is_sample:
            self._add_sample(self.add_card(width=_SAMPLE_WIDTH))

    def sign_in(self) -> None:
        """Try name and password."""
        self.fault.say("")
        task = self.context.tasks.run(
            sign_in,
            self._succeeded,
            on_failure=self._refused,
            place=self._place,
            login=self.login.text(),
            password=self.password.text(),
            only_looks=self._only_looks,
        )
        self.button.busy(task, lambda: _("Checking the password…"))

    def _succeeded(self, entered: "Entered") -> None:
        self.button.open_file()
        self.entered.emit(entered)

    def _refused(self, fault: Exception) -> None:
        self.password.selectAll()
        self.password.setFocus()
        self.refusals.tell(fault)
        is_broken = isinstance(fault, DatabaseUnusable | KeyFileUnreadable)
        self.restore_link.setVisible(is_broken and not self._only_looks)

    def _add_sample(self, card: "Card") -> None:
        from trainer_app.services.sample_users import SAMPLE_PASSWORD, USERS

        def second() -> str:
            words = _("Everyone here is invented. Choose a role; the password is {password} for all of them.")
            return words.format(password=ltr(SAMPLE_PASSWORD))

        card.body.setSpacing(8)
        card.body.addWidget(CardHead("graduation-cap", lambda: _("Sample data"), second))
        for user in USERS:
            card.body.addWidget(_sample_line(user, self._fill))

    def _fill(self, login: str) -> None:
        from trainer_app.services.sample_users import SAMPLE_PASSWORD

        self.login.setText(login)
        self.password.setText(SAMPLE_PASSWORD)
        self.button.setFocus()


class Refusals(QObject):
    """Says why a password was refused, with Caps Lock; counts down where the next attempt has to wait."""

    def __init__(self, line: FaultLine, button: Button, parent: QObject) -> None:
        super().__init__(parent)
        self._line, self._button = line, button
        self._seconds_left, self._has_caps_lock = 0, False
        self._turn = QTimer(self, interval=1000)
        self._turn.timeout.connect(self._count_down)

    def see_caps_lock(self, is_on: bool) -> None:
        """Know from what is typed whether Caps Lock is on, and say so beside the password."""
        if is_on == self._has_caps_lock:
            return
        self._has_caps_lock = is_on
        if not self._seconds_left:
            self._line.say((lambda: _("Caps Lock is on.")) if is_on else "")

    def tell(self, fault: Exception) -> None:
        """Say a refusal."""
        if isinstance(fault, TooManyAttempts):
            self._seconds_left = fault.seconds_left
            self._button.setEnabled(False)
            self._turn.start()
            self._say_wait()
        elif isinstance(fault, AppError):
            caps = [_("Caps Lock is on.")] if self._has_caps_lock else []
            self._line.say(joined([*caps, fault.sentence()]))

    def _count_down(self) -> None:
        self._seconds_left -= 1
        if self._seconds_left > 0:
            self._say_wait()
            return
        self._turn.stop()
        self._line.say("")
        self._button.setEnabled(True)

    def _say_wait(self) -> None:
        self._line.say(TooManyAttempts(self._seconds_left).sentence)


def _sample_line(user: "SampleUser", fill: Callable[[str], object]) -> Button:
    from trainer_app.services import role_words

    words = lambda: f"{role_words.name(user.role)} · {ltr(user.login)}"  # noqa: E731
    button = Button(words, "outlined", small=True, on_click=lambda: fill(user.login))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def sign_in(*, place: Path, login: str, password: str, only_looks: bool) -> "Entered":
    """Open the file away from the window, which would wait for its libraries otherwise."""
    from trainer_app.services import signing_in

    return signing_in.sign_in(place, login=login, password=password, only_looks=only_looks)
