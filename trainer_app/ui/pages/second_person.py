"""The base of dialogs in which two people agree: who is signed in asks, a second one signs in and agrees."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.rules.roles import Role
from trainer_app.services import role_words
from trainer_app.ui.entrance.login import Refusals
from trainer_app.ui.entrance.parts import FaultLine
from trainer_app.ui.page import Context
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Field, TextField, in_row
from trainer_app.ui.widgets.labels import Label, Rule
from trainer_app.ui.widgets.password_field import PasswordField
from trainer_app.ui.words import Words

if TYPE_CHECKING:
    from trainer_app.services.agreements import Proven
    from trainer_app.storage.engine import Database


class SecondPersonDialog(Dialog):
    """Takes name and password of the second person; subclasses add their own fields above, then `add_second`.

    Who is signed in stays so: the second person's password is only looked at.
    """

    def __init__(self, parent: QWidget, context: Context, title: Words, text: Words) -> None:
        super().__init__(parent, title, text)
        self.context = context
        self.login, self.password = TextField(), PasswordField()
        self.login_field = Field(lambda: _("Name to sign in with"), self.login)
        self.password_field = Field(lambda: _("Password"), self.password)
        self.fault = FaultLine()
        self._is_checking = False

    def add_second(self, who: Words, keep: Words, act: Words) -> None:
        """Add the fields of the second person, `who` that may be, and both buttons."""
        self._act_words = act
        self.body.addWidget(Rule())
        self.body.addWidget(Label(lambda: _("The second person agrees"), "strong"))
        self.body.addWidget(Label(who, "second", wraps=True))
        self.body.addWidget(in_row(self.login_field, self.password_field))
        self.body.addWidget(self.fault)
        self.add_cancel(keep)
        self.act = self.add_action(act, self.agree)
        self._refusals = Refusals(self.fault, self.act, self)
        self.password.caps_lock_seen.connect(self._refusals.see_caps_lock)

    def is_complete(self) -> bool:
        """Whether the fields of the subclass can be sent; it says there what is missing."""
        return True

    def send(self, second: "Proven") -> Task:
        """Start the write to which the second person agreed."""
        raise NotImplementedError

    def agree(self) -> None:
        """Look at what was typed, then at the password, and only then write."""
        entered = self.context.shell.entered
        is_typed = all([self.is_complete(), self._has_name(), self._has_password()])
        if entered is None or not is_typed or self._is_checking:
            return
        self.strips.clear()
        self.fault.say("")
        self._is_checking = True
        self.act.set_words(lambda: _("Checking the password…"))
        task = self.context.tasks.run(
            prove,
            self._proven,
            on_failure=self._not_proven,
            database=entered.database,
            login=self.login.text(),
            password=self.password.text(),
        )
        task.ended.connect(self._checked)

    def _has_name(self) -> bool:
        is_there = bool(self.login.text().strip())
        self.login_field.set_error(
            "" if is_there else lambda: _("Type the name that the second person signs in with.")
        )
        return is_there

    def _has_password(self) -> bool:
        is_there = bool(self.password.text())
        self.password_field.set_error("" if is_there else lambda: _("Type the second person's password."))
        return is_there

    def _proven(self, second: "Proven") -> None:
        self.password.clear()  # it agrees to this one thing, once
        if self.isVisible():  # closed or locked meanwhile, nobody agrees any more
            self.follow(self.send(second), self.act)

    def _not_proven(self, fault: Exception) -> None:
        self.password.selectAll()
        self.password.setFocus()
        self._refusals.tell(fault)

    def _checked(self) -> None:
        self._is_checking = False
        self.act.set_words(self._act_words)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the password where the window is locked: who unlocks it is another person."""
        self.password.clear()
        super().hideEvent(event)


def may_be(roles: Iterable[Role], *, of_other_side: bool = False) -> str:
    """Who the second person may be."""
    words = (
        _("A person of the other side with the role of: {roles}. You stay signed in.")
        if of_other_side
        else _("Another person with the role of: {roles}. You stay signed in.")
    )
    return words.format(roles=role_words.listed(sorted(roles)))


def prove(*, database: "Database", login: str, password: str) -> "Proven":
    """Look at the password away from the window, which would wait for its libraries otherwise."""
    from trainer_app.services import signing_in

    return signing_in.prove(database, login=login, password=password)
