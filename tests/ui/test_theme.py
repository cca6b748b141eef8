import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QPalette

from trainer_app.ui import theme
from trainer_app.ui.theme import Theme


def test_urdu_rows_are_higher_than_english_ones():
    assert Theme(language="ur").height("table_row") == 36
    assert Theme(language="zh").height("table_row") == Theme().height("table_row") == 32


def test_heights_and_sizes_follow_the_text_size():
    assert Theme(text_size=125).height("table_row") == 40
    assert Theme(text_size=125).points("body") == pytest.approx(Theme().points("body") * 1.25)


def test_a_role_has_the_pixels_of_the_design(qapp):
    assert QFontInfo(Theme().font("page-title")).pixelSize() == 20
    assert QFontInfo(Theme().font("body")).pixelSize() == 13


def test_an_urdu_name_on_an_english_screen_is_set_larger(qapp):
    look = Theme()
    urdu = look.font_for("آمنہ خان").pointSizeF()
    assert urdu == pytest.approx(look.font_for("Amina").pointSizeF() * 15 / 13)


def test_an_urdu_screen_sets_all_scripts_in_one_size(qapp):
    look = Theme(language="ur")
    assert look.font_for("آمنہ خان").pointSizeF() == look.font_for("Amina").pointSizeF()


def test_changing_a_font_that_was_given_does_not_change_the_next_one(qapp):
    Theme().font().setStrikeOut(True)
    assert not Theme().font().strikeOut()


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ur", "zh"])
def test_the_style_sheet_has_no_name_left_open(name, language):
    assert "@" not in theme.style_sheet(Theme(name, language))


def test_the_palette_agrees_with_the_tokens():
    made = theme.palette(Theme("dark").tokens)
    assert made.color(QPalette.ColorRole.Window).name().upper() == Theme("dark").tokens.bg


def test_applying_urdu_turns_the_window(qapp, appearance):
    appearance.set_language("ur")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    appearance.set_language("en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_chosen_look_is_the_active_one(appearance):
    appearance.set_theme("dark")
    assert theme.tokens() == Theme("dark").tokens
    appearance.set_theme("light")
    assert theme.active().name == "light"
