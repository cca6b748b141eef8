from PySide6.QtGui import QFontDatabase

from trainer_app.core.paths import resource
from trainer_app.ui import fonts


def test_every_screen_font_is_shipped():
    assert [name for name in fonts.FILES if not resource("fonts", name).exists()] == []


def test_every_family_is_known_after_registering(qapp):
    fonts.register()
    assert set(fonts.FAMILIES) <= set(QFontDatabase.families())


def test_latin_comes_first_so_that_digits_share_one_baseline():
    assert fonts.FAMILIES[:2] == ("Noto Sans", "Noto Naskh Arabic")
