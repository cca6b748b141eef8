"""The shipped screen fonts: their files, the order of families, and which runs need the Urdu size."""

from PySide6.QtGui import QFontDatabase

from trainer_app.core.paths import resource

# Noto Sans first: with Naskh first, digits stand on another baseline.
FAMILIES = ("Noto Sans", "Noto Naskh Arabic", "Noto Sans SC")
MONOSPACE = ("Noto Sans Mono", "Noto Sans SC")
FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Medium.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoNaskhArabic-Medium.ttf",
    "NotoNaskhArabic-SemiBold.ttf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-SemiBold.ttf",
)

_registered = False


def register() -> None:
    """Make the shipped fonts known to Qt, once per process; needs the application object."""
    global _registered
    if _registered:
        return
    for name in FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    _registered = True


def register_mono() -> None:
    """Make the letters of the recovery key known; few who start the program see it."""
    QFontDatabase.addApplicationFont(str(resource("fonts", "NotoSansMono-Regular.ttf")))
