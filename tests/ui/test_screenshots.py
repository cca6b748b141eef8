from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from tests.ui.components import Components
from trainer_app.ui import theme
from trainer_app.ui.screenshots import picture, set_look


def test_the_components_are_drawn_in_every_language_and_theme(qtbot, appearance, tmp_path):
    seen = set()
    for language in ("en", "ur", "zh"):
        for name in ("light", "dark"):
            set_look(appearance, language=language, theme=name)
            window = Components()
            qtbot.addWidget(window)
            path = picture(window, tmp_path / language / f"{name}.png", size=QSize(1440, 900))
            image = QImage(str(path))
            assert image.size() == QSize(1440, 900)
            assert image.pixelColor(2, 2).name().upper() == theme.tokens().bg
            seen.add(path.read_bytes())
    assert len(seen) >= 4
    set_look(appearance, language="en", theme="light")


def test_the_same_look_is_not_applied_twice(appearance, qtbot):
    with qtbot.assertNotEmitted(appearance.changed):
        set_look(appearance, language="en", theme="light")


def test_a_window_is_drawn_in_its_own_size_where_none_is_given(qtbot, appearance, tmp_path):
    window = Components()
    qtbot.addWidget(window)
    window.resize(1500, 950)
    assert QImage(str(picture(window, tmp_path / "own.png"))).size() == QSize(1500, 950)
