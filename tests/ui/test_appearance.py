from trainer_app.core import language
from trainer_app.core.settings import Settings
from trainer_app.ui import theme
from trainer_app.ui.appearance import Appearance
from trainer_app.ui.widgets.labels import Label


def test_choices_are_remembered_in_the_settings(appearance, settings):
    appearance.set_theme("dark")
    appearance.set_text_size(110)
    assert (settings.get("theme"), settings.get("text_size")) == ("dark", 110)


def test_an_unknown_choice_counts_as_none(qapp):
    remembered = Settings()
    for name, value in (("language", "xx"), ("theme", "pink"), ("text_size", 90)):
        remembered.set(name, value)
    appearance = Appearance(qapp, remembered)
    assert (appearance.language, appearance.theme_choice, appearance.text_size) == ("en", "system", 100)


def test_words_are_said_again_in_the_new_language(qtbot, appearance):
    label = Label(lambda: language.active())
    qtbot.addWidget(label)
    appearance.set_language("zh")
    assert label.text() == "zh"
    appearance.set_language("en")
    assert label.text() == "en"


def test_the_system_theme_is_followed_while_nothing_is_chosen(appearance):
    appearance.set_theme("system")
    assert theme.active().name in {"light", "dark"}
    assert appearance.theme_choice == "system"


def test_a_change_is_told_after_the_look_is_there(appearance, qtbot):
    with qtbot.waitSignal(appearance.changed):
        appearance.set_text_size(125)
    assert theme.active().text_size == 125
