"""The page for someone who forgot the password: the printed recovery key opens the file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.ui import fonts
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
from trainer_app.ui.widgets.fields import CodeField, Field, TextField
from trainer_app.ui.widgets.new_password import NewPassword

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered

_WIDTH = 560


class RecoveryPage(CentrePage):
    """Recovery key, name and a new password. Signals: entered(Entered); back()."""

    entered = Signal(object)
    back = Signal()

    def __init__(self, context: Context, place: Path, login: str = "") -> None:
        super().__init__(context, lambda: _("Programme file {file}").format(file=ltr(place.name)))
        fonts.register_mono()
        self._place = place
        self.key, self.login = CodeField(), TextField()
        self.key.setProperty("spaced", "true")
        self.login.setText(login)
        self.new = NewPassword(self.login.text, words=lambda: _("New password"), is_wide=True)
        self.fault = FaultLine()
        self.button = WideButton(lambda: _("Set the password and sign in"), on_click=self.recover)
        self._arrange()
        self.new.changed.connect(self._check)
        self.key.textChanged.connect(self._check)
        self.login.textChanged.connect(self.new.check)
        self.setFocusProxy(self.key)
        self._check()

    def recover(self) -> None:
        """Try the recovery key."""
        self.fault.say("")
        task = self.context.tasks.run(
            recover,
            self._succeeded,
            on_failure=self._refused,
            place=self._place,
            recovery_key=self.key.text(),
            login=self.login.text(),
            new_password=self.new.text,
        )
        self.button.busy(task, lambda: _("Opening the file…"))

    def _succeeded(self, entered: "Entered") -> None:
        self.button.open_file()
        self.entered.emit(entered)

    def _refused(self, fault: Exception) -> None:
        self.key.selectAll()
        self.key.setFocus()
        self.fault.tell(fault)

    def _check(self, _text: str = "") -> None:
        is_typed = bool(self.key.text().strip() and self.login.text().strip())
        self.button.setEnabled(is_typed and self.new.is_right)

    def _arrange(self) -> None:
        enlarge(self.key, self.login, self.new.first, self.new.again)
        card = self.add_card(width=_WIDTH)
        card.body.setSpacing(12)
        card.body.addWidget(
            CardHead(
                "lock",
                lambda: _("Forgot the password"),
                lambda: _("An administrator can give you a new one. Else type the key of the sealed sheet."),
            )
        )
        card.body.addWidget(Field(lambda: _("Recovery key"), self.key, hint=_key_hint))
        card.body.addWidget(Field(lambda: _("Name to sign in with"), self.login))
        card.body.addWidget(self.new)
        card.body.addWidget(self.fault)
        card.body.addWidget(self.button)
        card.body.addWidget(FootLinks((link(lambda: _("Back to signing in"), self.back.emit),)))
        self.new.again.returnPressed.connect(self.button.click)


def _key_hint() -> str:
    return _("Eight groups of four. Spaces, dashes and small letters make no difference.")


def recover(*, place: Path, recovery_key: str, login: str, new_password: str) -> "Entered":
    """Open the file away from the window, which would wait for its libraries otherwise."""
    from trainer_app.services import signing_in

    return signing_in.recover(place, recovery_key=recovery_key, login=login, new_password=new_password)
