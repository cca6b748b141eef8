import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from trainer_app.ui.entrance.idle import Idle


@pytest.fixture
def idle(frame):
    made = Idle(frame, seconds=0.3, notice_seconds=0.1)
    frame.windowHandle().installEventFilter(made)
    return made


def test_a_notice_comes_before_the_end(idle, qtbot):
    idle.start()
    with qtbot.waitSignals([idle.nearly_over, idle.over], order="strict"):
        pass


@pytest.mark.parametrize(
    "use",
    [
        lambda window: QTest.keyClick(window, Qt.Key.Key_Shift),
        lambda window: QTest.mouseMove(window, QPoint(5, 5)),
        lambda window: QTest.mouseClick(window, Qt.MouseButton.LeftButton),
    ],
)
def test_every_use_of_the_window_begins_anew(idle, frame, qtbot, use):
    idle.start()
    qtbot.waitSignal(idle.nearly_over).wait()
    with qtbot.waitSignal(idle.used_again), qtbot.assertNotEmitted(idle.over):
        use(frame.windowHandle())
    with qtbot.waitSignal(idle.over):
        pass


def test_what_was_stopped_never_ends(idle, qtbot):
    idle.start()
    idle.stop()
    with qtbot.assertNotEmitted(idle.over, wait=400):
        pass
