"""What keys mean, whichever keyboard is active."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from trainer_app.rules.states import ScoreState
from trainer_app.ui.tables.score_grid.keys import state_of, typed_text

NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def pressed(text="", key=0, modifiers=NONE, scan_code=0, virtual_key=0):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, virtual_key, 0, text)


@pytest.mark.parametrize("text", ["a", "A", ""])
def test_a_latin_letter_is_known_by_itself(text):
    assert state_of(pressed(text, Qt.Key.Key_A)) == ScoreState.ABSENT


def test_a_letter_of_another_script_is_known_by_its_place(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert state_of(pressed("ش", ord("ش"), scan_code=53)) == ScoreState.EXEMPT
    monkeypatch.setattr("sys.platform", "win32")
    assert state_of(pressed("ش", ord("ش"), virtual_key=0x58)) == ScoreState.EXEMPT


def test_another_latin_letter_at_that_place_means_itself():
    assert state_of(pressed("q", Qt.Key.Key_Q, scan_code=38)) is None
    assert state_of(pressed("۴", ord("۴"), scan_code=38)) is None


def test_commands_are_no_states_and_no_text():
    assert state_of(pressed("", Qt.Key.Key_A, CTRL)) is None
    assert typed_text(pressed("c", Qt.Key.Key_C, CTRL)) == ""
    assert typed_text(pressed(" ", Qt.Key.Key_Space)) == ""
    assert typed_text(pressed("\r", Qt.Key.Key_Return)) == ""


def test_alt_gr_types():
    assert typed_text(pressed("٫", ord("٫"), CTRL | ALT)) == "٫"
