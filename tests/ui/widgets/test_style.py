from trainer_app.ui.tokens import LIGHT
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.style import colour, set_style_property


def test_a_token_gives_its_colour():
    assert colour("accent").name().upper() == LIGHT.accent


def test_a_property_that_stays_the_same_styles_nothing_again(qtbot):
    label = Label("Roll")
    qtbot.addWidget(label)
    set_style_property(label, "tone", "ok")
    set_style_property(label, "tone", "ok")
    assert label.property("tone") == "ok"
