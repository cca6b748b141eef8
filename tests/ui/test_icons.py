import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from trainer_app.core.paths import resource
from trainer_app.ui import icons


def colours(image: QImage) -> set[str]:
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = QColor(image.pixelColor(x, y))
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


def test_an_icon_takes_the_colour_it_is_asked_for():
    assert colours(icons.pixmap("check", "#ff0000", 32).toImage()) == {"#ff0000"}


def test_an_icon_is_drawn_sharp_for_the_screen():
    drawn = icons.pixmap("check", "#000000", 16, ratio=2)
    assert (drawn.width(), drawn.deviceIndependentSize().width()) == (32, 16)


def test_arrows_turn_in_urdu_and_clocks_do_not(appearance):
    before = {name: icons.pixmap(name, "#000000").toImage() for name in ("arrow-left", "clock")}
    appearance.set_language("ur")
    after = {name: icons.pixmap(name, "#000000").toImage() for name in before}
    appearance.set_language("en")
    assert after["arrow-left"] == before["arrow-left"].flipped(Qt.Orientation.Horizontal)
    assert after["clock"] == before["clock"]


def test_a_disabled_icon_is_quieter():
    made = icons.icon("check", "#ff0000", 32)
    assert colours(made.pixmap(32, made.Mode.Disabled).toImage()) != {"#ff0000"}


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_shipped_icon_can_be_drawn(path):
    assert colours(icons.pixmap(path.stem, "#00ff00", 48).toImage()) == {"#00ff00"}


def test_every_icon_named_in_the_mirror_list_is_shipped():
    assert [name for name in icons.MIRRORED if not resource("icons", f"{name}.svg").exists()] == []


def test_the_licence_stands_beside_the_icons():
    assert re.search("ISC License", resource("icons", "LICENSE.txt").read_text("utf-8"))
