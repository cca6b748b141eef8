"""Scenes of the entrance, and of the cards of Settings about users and keys."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from trainer_app.core.language import _
from trainer_app.rules import recovery_key
from trainer_app.services.sample_users import SAMPLE_PASSWORD
from trainer_app.services.signing_in import Entered
from trainer_app.storage.key_refusals import TooManyAttempts, WrongPassword
from trainer_app.ui.entrance.first_run import FirstRun
from trainer_app.ui.entrance.key_panel import KeyPanel
from trainer_app.ui.entrance.locking import Locking
from trainer_app.ui.entrance.login import LoginPage
from trainer_app.ui.entrance.recovery import RecoveryPage
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.pages.settings.keys import PasswordDialog, RecoveryKeyDialog
from trainer_app.ui.pages.settings.users import GivePasswordDialog, RemoveDialog, UserDialog, UsersCard
from trainer_app.ui.scene_steps import Step, answer, fill, line, on, press
from trainer_app.ui.widgets.password_field import PasswordField

_USUAL = Path("/home/officer/programme.db")
_WAIT_SECONDS = 16
_KEY = recovery_key.written(0x2B5E_91C3_07D8_4FA6_D10B_37E9_8C52_A4)

Act = tuple[str, tuple[Step, ...], type[QDialog] | None]
"""Name of a scene, what is done in it, and the dialog that this opens."""


def _entered(window: MainWindow) -> Entered:
    entered = window.entered
    assert entered is not None  # noqa: S101 (scenes are played for somebody)
    return entered


def _cover(make: Callable[[MainWindow], QWidget]) -> Step:
    """Show a page of the entrance before everything else."""
    return lambda window: window.cover(make(window))


def _first_run(window: MainWindow) -> None:
    page = FirstRun(window.context, _USUAL)
    window.cover(page)
    page.take_focus()


def _login(window: MainWindow) -> LoginPage:
    return LoginPage(window.context, _entered(window).database.place)


def _sample_login(window: MainWindow) -> LoginPage:
    return LoginPage(window.context, _entered(window).database.place, is_sample=True)


def _recovery(window: MainWindow) -> RecoveryPage:
    return RecoveryPage(window.context, _entered(window).database.place, _entered(window).user.login)


def _refuse(fault: Exception) -> Step:
    return on(LoginPage, lambda page: page.refusals.tell(fault))


def _go_on(page: FirstRun) -> None:
    page.go_on()


def _type_password(page: FirstRun) -> None:
    page.password.name.setText("Samina Akhtar")
    page.password.login.setText("samina")
    page.password.new.first.setText(SAMPLE_PASSWORD)


def _show_key(window: MainWindow) -> None:
    page = FirstRun(window.context, _USUAL)
    window.cover(page)
    page.show_key(_entered(window), _KEY)


def _lock(window: MainWindow) -> None:
    window.context.tasks.set_not_accepted(1)
    Locking(window, _entered(window)).lock(10)


def _notice(window: MainWindow) -> None:
    Locking(window, _entered(window)).say_soon()


_START = (_first_run,)
_PROGRAMME = (*_START, on(FirstRun, _go_on))
_PASSWORD = (*_PROGRAMME, on(FirstRun, _go_on), on(FirstRun, _type_password))
_ON_PAPER = on(KeyPanel, lambda panel: panel.put_on_paper(_("2 sheets printed")))

ENTRANCE: tuple[Act, ...] = (
    ("first-run-start", _START, None),
    ("first-run-programme", _PROGRAMME, None),
    (
        "first-run-programme-refused",
        (*_PROGRAMME, fill(lambda: _("Station code"), "?"), on(FirstRun, _go_on)),
        None,
    ),
    ("first-run-password", _PASSWORD, None),
    ("first-run-key", (_show_key,), None),
    ("first-run-key-covered", (_show_key, _ON_PAPER), None),
    ("login", (_cover(_login),), None),
    ("login-wrong", (_cover(_login), _refuse(WrongPassword())), None),
    ("login-wait", (_cover(_login), _refuse(TooManyAttempts(_WAIT_SECONDS))), None),
    ("login-sample", (_cover(_sample_login),), None),
    ("recovery", (_cover(_recovery),), None),
    ("lock", (_lock,), None),
    ("lock-notice", (_notice,), None),
)

_ADD_USER = press(lambda: _("Add user"))
_SECOND_USER = line(1, UsersCard)
_NEW_KEY = press(lambda: _("Make a new recovery key"))
_CHANGE = press(lambda: _("Change the password"))

KEYS: tuple[Act, ...] = (
    ("settings-user-new", (_ADD_USER,), UserDialog),
    ("settings-user-edit", (_SECOND_USER, press(lambda: _("Edit"), UsersCard)), UserDialog),
    (
        "settings-user-password",
        (_SECOND_USER, press(lambda: _("New password"), UsersCard)),
        GivePasswordDialog,
    ),
    ("settings-user-remove", (_SECOND_USER, press(lambda: _("Remove"), UsersCard)), RemoveDialog),
    ("settings-password", (_CHANGE,), PasswordDialog),
    ("settings-key", (_NEW_KEY,), RecoveryKeyDialog),
    (
        "settings-key-made",
        (_NEW_KEY, on(PasswordField, lambda field: field.setText(SAMPLE_PASSWORD)), answer),
        RecoveryKeyDialog,
    ),
)
