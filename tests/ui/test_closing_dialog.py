import threading

import pytest

from tests.ui.pages.looking import button, click
from trainer_app.core.errors import FileUnwritable
from trainer_app.ui.closing_dialog import ClosingDialog


@pytest.fixture
def gate():
    opened = threading.Event()
    yield opened
    opened.set()


@pytest.fixture
def closing(qtbot, tasks, gate):
    """The dialog over work that waits until the gate is open, and then does what it is told."""

    def show(work):
        task = tasks.run_aside(work, lambda _answer: None, on_failure=lambda _fault: None)
        dialog = ClosingDialog(None, task)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog, task

    return show


def test_it_closes_by_itself_when_the_backup_is_made(closing, gate, qtbot):
    dialog, _task = closing(lambda: gate.wait(10))
    with qtbot.waitSignal(dialog.accepted):
        gate.set()


def test_a_failure_is_said_and_the_dialog_stays(closing, tmp_path, qtbot):
    def fail():
        raise FileUnwritable(tmp_path / "a.backup", "No space left on device")

    dialog, task = closing(fail)
    with qtbot.waitSignal(task.ended):
        pass
    assert dialog.isVisible()
    assert "No space left" in dialog.strips.strips()[0].accessibleName()
    with qtbot.waitSignal(dialog.rejected):
        click(button(dialog, "Keep the window open"))


def test_leaving_without_it_gives_the_backup_up(closing, gate, qtbot):
    def work(progress):
        gate.wait(10)
        progress.step(1, 2)

    dialog, task = closing(work)
    with qtbot.waitSignal(task.cancelled):
        click(button(dialog, "Close without a backup"))
        gate.set()
    assert dialog.result() == ClosingDialog.DialogCode.Accepted
