"""Texts of several lines: where they may break, and how they are drawn from the right."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption

_JOINER = "\u2060"
_INSIDE_CODE = re.compile(r"(?<=[A-Z0-9])[-–](?=[A-Z0-9])")
_NO_BREAK = "\u00a0"
_DATE = re.compile(r"\b(\d{1,2})[ \u00a0]([^\W\d_]+)[ \u00a0](\d{4})\b")


def unbroken(text: str) -> str:
    """The text with invisible joiners and kept spaces where Qt would break a code, a range or a date."""
    joined = _INSIDE_CODE.sub(lambda dash: dash.group() + _JOINER, text)
    return _DATE.sub(lambda date: _NO_BREAK.join(date.groups()), joined)


def without_joiners(text: str) -> str:
    """The text as it was said."""
    return _DATE.sub(lambda date: " ".join(date.groups()), text.replace(_JOINER, ""))


def from_right(alignment: Qt.AlignmentFlag) -> QTextOption:
    """How lines are drawn in a window that runs from the right.

    Without the flag Qt takes the space at the end of an Urdu line off twice: the line stands off the right
    edge, and its last letter is cut where it is full.
    """
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    option.setFlags(QTextOption.Flag.IncludeTrailingSpaces)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    return option
