import builtins
import subprocess
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from trainer_app.core.errors import NotFound
from trainer_app.ui.application import Faults, details_of, make_application
from trainer_app.ui.widgets.dialogs import ErrorDialog


def fault() -> Exception:
    try:
        return ValueError(1 // 0)
    except ZeroDivisionError as raised:
        return raised


def test_details_name_the_place_but_no_data():
    assert details_of(fault()).startswith("ZeroDivisionError\ntest_application.py:")


def test_an_unexpected_fault_opens_one_dialog_with_its_details(window, qtbot, qapp):
    window.context.tasks.unanswered.emit(fault())
    window.context.tasks.unanswered.emit(fault())
    shown = [each for each in qapp.topLevelWidgets() if isinstance(each, ErrorDialog) and each.isVisible()]
    assert len(shown) == 1
    shown[0].copy()
    assert QGuiApplication.clipboard().text().startswith("ZeroDivisionError")
    shown[0].reject()


def test_an_exception_in_a_slot_reaches_the_dialog(window, qtbot, qapp, caplog):
    QTimer.singleShot(0, window, lambda: 1 // 0)
    dialogs = lambda: [w for w in qapp.topLevelWidgets() if isinstance(w, ErrorDialog) and w.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].reject()
    assert "unexpected fault" in caplog.text


def test_a_refusal_in_a_slot_is_told_above_the_page(window, qapp):
    faults = Faults(qapp)
    faults.hook(window)
    faults.show(NotFound("offering", "PK-2026-07"))
    assert window.strips.isVisible()


def test_the_window_starts_without_the_slow_libraries():
    code = (
        "import sys, trainer_app.__main__, trainer_app.ui.application, trainer_app.ui.opening\n"
        "import trainer_app.ui.finder, trainer_app.ui.pages.registry\n"
        "slow = {'reportlab', 'openpyxl', 'alembic', 'sqlalchemy', 'babel', 'pypinyin', 'logging.handlers'}\n"
        "sys.exit(str(slow & set(sys.modules)) if slow & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_database_thread_lets_the_window_in_within_a_millisecond(qapp):
    make_application()
    assert sys.getswitchinterval() < 0.001


def test_modules_are_imported_without_a_look_into_their_source():
    assert builtins.__import__.__name__ != "__feature_import__"
