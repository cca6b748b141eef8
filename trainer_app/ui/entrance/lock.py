"""The page of the lock: that the work is saved, what waits, and the password that opens the window again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import isolate
from trainer_app.ui.entrance.login import Refusals
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
from trainer_app.ui.tasks import Saving
from trainer_app.ui.widgets.fields import Field
from trainer_app.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from trainer_app.services.access import SignedIn


class LockPage(CentrePage):
    """Asks for the password of who signed in. Signals: unlocked(); other_asked() for another person."""

    unlocked = Signal()
    other_asked = Signal()

    def __init__(
        self, context: Context, user: "SignedIn", place: Path, *, minutes: int, second: Callable[[], str]
    ) -> None:
        super().__init__(context, second)
        self._user, self._place = user, place
        self.password = PasswordField()
        self.fault = FaultLine()
        self.button = WideButton(lambda: _("Unlock"), on_click=self.unlock)
        self.refusals = Refusals(self.fault, self.button, self)
        self.password.caps_lock_seen.connect(self.refusals.see_caps_lock)
        enlarge(self.password)
        self.head = CardHead("lock", lambda: lock_words(minutes), self._waiting_words)
        card = self.add_card()
        card.body.addWidget(self.head)
        words = lambda: _("Password of {login}").format(login=isolate(user.login))  # noqa: E731
        card.body.addWidget(Field(words, self.password))
        card.body.addWidget(self.fault)
        card.body.addWidget(self.button)
        card.body.addWidget(FootLinks((link(lambda: _("Another person"), self.other_asked.emit),)))
        self.password.returnPressed.connect(self.button.click)
        self.setFocusProxy(self.password)
        context.tasks.saving_changed.connect(self._saving_changed)

    def unlock(self) -> None:
        """Try the password."""
        self.fault.say("")
        task = self.context.tasks.run(
            confirm,
            self._succeeded,
            on_failure=self._refused,
            place=self._place,
            login=self._user.login,
            password=self.password.text(),
        )
        self.button.busy(task, lambda: _("Checking the password…"))

    def _succeeded(self, _nothing: object) -> None:
        self.unlocked.emit()

    def _refused(self, fault: Exception) -> None:
        self.password.selectAll()
        self.password.setFocus()
        self.refusals.tell(fault)

    def _waiting_words(self) -> str:
        return waiting_words(self.context.tasks.saving)

    def _saving_changed(self, _saving: Saving) -> None:
        self.head.second.set_words(self._waiting_words)


def lock_words(minutes: int) -> str:
    """That the window is locked, and after how many idle minutes; 0: at once."""
    if not minutes:
        return _("Locked")
    return ngettext("Locked after {count} minute", "Locked after {count} minutes", minutes).format(
        count=minutes
    )


def waiting_words(saving: Saving) -> str:
    """Whether the work is saved, and what waits behind the lock."""
    if saving.state == "not_saved":
        first = _("Not saved: {why}").format(why=saving.why)
    else:
        first = _("Your work is being saved.") if saving.state == "saving" else _("Your work is saved.")
    if not saving.not_accepted:
        return first
    count = saving.not_accepted
    second = ngettext(
        "{count} value that was not accepted waits for you as it was typed.",
        "{count} values that were not accepted wait for you as they were typed.",
        count,
    ).format(count=count)
    return joined([first, second])


def confirm(*, place: Path, login: str, password: str) -> None:
    """Look at the password away from the window."""
    from trainer_app.services import signing_in

    signing_in.confirm(place, login=login, password=password)
