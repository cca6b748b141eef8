import pytest
from PySide6.QtCore import Qt

from trainer_app.core import language
from trainer_app.core.language import _
from trainer_app.ui.widgets.buttons import Button, IconButton
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.surfaces import Card


@pytest.fixture
def card(qtbot):
    made = Card("Page")
    qtbot.addWidget(made)
    made.resize(800, 300)
    return made


@pytest.fixture
def area(card):
    made = StripArea()
    card.body.addWidget(made)
    card.show()
    return made


def test_an_area_without_messages_takes_no_room(area):
    assert area.isHidden()


def test_at_most_two_are_shown_the_most_urgent_first(area):
    for kind in ("info", "warn", "ok", "danger"):
        area.show_strip(MessageStrip(kind, f"About {kind}."))
    shown = [strip.kind for strip in area.strips() if strip.isVisible()]
    assert shown == ["danger", "warn"]
    assert "2 more" in [label.text() for label in area.findChildren(Label)]


def test_the_way_out_is_a_button(area, qtbot):
    gone = []
    strip = MessageStrip(
        "danger",
        "57 is not saved.",
        "The maximum is 50.",
        button="Go to cell",
        on_click=lambda: gone.append(1),
    )
    area.show_strip(strip)
    qtbot.mouseClick(strip.findChild(Button), Qt.MouseButton.LeftButton)
    assert gone == [1]
    assert strip.accessibleName() == "57 is not saved. The maximum is 50."


def test_a_message_can_be_put_away(area, qtbot):
    strip = MessageStrip("info", "Rules version 3 applies.", closes=True)
    area.show_strip(strip)
    with qtbot.waitSignal(strip.closed):
        qtbot.mouseClick(strip.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert area.strips() == []
    assert area.isHidden()


def test_clearing_takes_all_away(area):
    area.show_strip(MessageStrip("ok", "Backup checked."))
    area.clear()
    assert area.isHidden()


def test_what_people_typed_is_shown_as_it_was_typed(area):
    strip = MessageStrip("danger", "“<b>4 & 5</b>” is not a number.")
    assert "&lt;b&gt;4 &amp; 5&lt;/b&gt;" in strip.findChild(Label).text()


def test_an_urdu_message_runs_from_the_right_whatever_it_begins_with(area, appearance):
    appearance.set_language("ur")
    strip = MessageStrip("danger", "sample.db درآمد نہیں ہو سکتی۔")
    assert 'dir="rtl"' in strip.findChild(Label).text()
    appearance.set_language("en")


def test_the_icon_stands_as_far_from_the_leading_edge_in_urdu(area, appearance, qapp):
    strip = MessageStrip("info", "Rules version 3 applies.", closes=True)
    area.show_strip(strip)
    area.resize(600, 60)
    area.show()
    icon, close = strip.findChild(IconLabel), strip.findChild(IconButton)
    left, right = icon.x(), strip.width() - close.geometry().right()
    appearance.set_language("ur")
    qapp.processEvents()
    assert (strip.width() - icon.geometry().right(), close.x()) == (left + 1, right - 1)
    appearance.set_language("en")


def test_a_message_follows_the_language_and_none_goes_blank(area, appearance):
    follows = MessageStrip("warn", lambda: _("The backup was not made."), button=lambda: _("Close"))
    stays = MessageStrip("danger", "Kashif Iqbal, row 7.")
    for strip in (follows, stays):
        area.show_strip(strip)
    appearance.set_language("zh")
    said = language.gettext("The backup was not made.")
    assert said != "The backup was not made."
    assert said in follows.findChild(Label).text()
    assert said in follows.accessibleName()
    assert follows.findChild(Button).text() == language.gettext("Close")
    assert "Kashif Iqbal, row 7." in stays.findChild(Label).text()
    appearance.set_language("en")
