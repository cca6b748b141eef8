"""What a key means in the score grid, whichever keyboard is active."""

import sys
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from trainer_app.rules.states import ScoreState

_BY_LETTER = {
    Qt.Key.Key_A.value: ScoreState.ABSENT,
    Qt.Key.Key_E.value: ScoreState.ABSENT_EXCUSED,
    Qt.Key.Key_X.value: ScoreState.EXEMPT,
    Qt.Key.Key_N.value: ScoreState.NOT_APPLICABLE,
}
# Places of A, E, X and N: X11 and Wayland number the keys of the kernel from 8.
_BY_PLACE = {
    38: ScoreState.ABSENT,
    26: ScoreState.ABSENT_EXCUSED,
    53: ScoreState.EXEMPT,
    57: ScoreState.NOT_APPLICABLE,
}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def state_of(event: QKeyEvent) -> ScoreState | None:
    """The state that a key stands for: by its letter, or by its place where the letter is not a Latin one."""
    if event.modifiers() & _COMMANDS:
        return None
    if event.key() in _BY_LETTER:
        return _BY_LETTER[event.key()]
    if _is_latin(event.text()):
        return None
    if sys.platform == "win32":
        return _BY_LETTER.get(event.nativeVirtualKey())
    return _BY_PLACE.get(event.nativeScanCode())


def typed_text(event: QKeyEvent) -> str:
    """The printable text of a key; nothing for commands and for the space."""
    text = event.text()
    modifiers = event.modifiers() & _COMMANDS
    if (
        not text.strip()
        or not text.isprintable()
        or modifiers not in {Qt.KeyboardModifier.NoModifier, _ALT_GR}
    ):
        return ""
    return text


def _is_latin(text: str) -> bool:
    """Whether the key gave a Latin letter, or something that is no letter at all."""
    if not text.strip():
        return False
    return all(character.isascii() or unicodedata.category(character)[0] != "L" for character in text)
