"""Digits and Latin letters on the baseline of the Urdu words beside them."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from trainer_app.core.text import has_arabic
from trainer_app.ui import theme
from trainer_app.ui.fonts import FAMILIES


def lift(text: str, font: QFont) -> int:
    """How many pixels a line in the middle of its room is raised to stand beside Urdu words.

    Naskh reaches deeper below the baseline, so that a line without it would stand lower (2.5 px at 14.5 px).
    """
    if theme.active().language != "ur" or not text or has_arabic(text):
        return 0
    return _lift(font.pointSizeF())


@lru_cache(maxsize=64)
def _lift(points: float) -> int:
    latin, naskh = (_descent(family, points) for family in FAMILIES[:2])
    return max(round((naskh - latin) / 2), 0)


def _descent(family: str, points: float) -> float:
    font = QFont(family)
    font.setPointSizeF(points)
    return QFontMetricsF(font).descent()
