import pytest

from trainer_app.core import language
from trainer_app.ui.widgets.chips import Chip, ChipLook, chip_size


@pytest.mark.parametrize("kind", ["ok", "warn", "danger", "accent", "neutral", "outline"])
def test_every_kind_has_its_own_look(qtbot, kind):
    chip, plain = Chip(kind, "Issued", "check"), Chip(kind, "Issued")
    for each in (chip, plain):
        qtbot.addWidget(each)
    assert chip.sizeHint().width() > plain.sizeHint().width()
    assert chip.grab().toImage() != plain.grab().toImage()


def test_a_chip_is_twenty_pixels_high():
    assert chip_size(ChipLook("ok", "Issued")).height() == 20


def test_a_chip_can_change_and_is_spoken(qtbot):
    chip = Chip("neutral", "Submitted")
    qtbot.addWidget(chip)
    chip.set_look("ok", "Verified", "check")
    assert chip.look() == ChipLook("ok", "Verified", "check")
    assert chip.accessibleName() == "Verified"


def test_a_chip_follows_the_language(qtbot, appearance):
    chip = Chip("ok", lambda: language.active())
    qtbot.addWidget(chip)
    appearance.set_language("ur")
    assert chip.accessibleName() == "ur"
    assert chip.sizeHint().height() == 22
    chip.grab()
    appearance.set_language("en")
