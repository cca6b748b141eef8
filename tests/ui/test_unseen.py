"""A new look and a new language, for a page that is seen and for one that is not."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer_app.ui import theme
from trainer_app.ui.unseen import Unseen
from trainer_app.ui.widgets.labels import Label


class Styled(QObject):
    """Counts how often a widget was styled."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.FontChange
        return False


class Leaf(Unseen):
    def __init__(self, home, appearance):
        super().__init__(home, appearance)
        self.label = Label(lambda: theme.active().language, "page-title")
        QVBoxLayout(self).addWidget(self.label)

    @property
    def ink(self):
        return self.label.palette().color(self.label.foregroundRole()).name().upper()


@pytest.fixture
def home(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def leaf(home, appearance):
    made = Leaf(home, appearance)
    made.show()
    yield made
    appearance.set_language("en")
    appearance.set_theme("light")
    appearance.set_text_size(100)


def test_what_is_hidden_is_neither_styled_nor_said_again(leaf, appearance):
    leaf.hide()
    styled = Styled(leaf.label)
    appearance.set_language("zh")
    appearance.set_theme("dark")
    appearance.set_text_size(125)
    assert (leaf.label.text(), styled.count) == ("en", 0)


def test_what_is_seen_again_has_the_look_of_today(leaf, appearance):
    leaf.hide()
    appearance.set_language("zh")
    appearance.set_theme("dark")
    appearance.set_text_size(125)
    leaf.show()
    assert leaf.label.text() == "zh"
    assert leaf.ink == theme.tokens().text
    assert leaf.label.font().pointSizeF() == pytest.approx(theme.active().points("page-title"), abs=0.01)


def test_what_is_seen_changes_at_once(leaf, appearance):
    appearance.set_language("zh")
    appearance.set_theme("dark")
    assert (leaf.label.text(), leaf.ink) == ("zh", theme.tokens().text)


def test_what_lies_in_a_hidden_part_comes_back_with_it(home, leaf, appearance):
    inner, other = Leaf(leaf, appearance), Leaf(leaf, appearance)
    inner.show()
    other.show()
    other.hide()
    leaf.hide()
    appearance.set_language("zh")
    leaf.show()
    assert (inner.label.text(), other.label.text()) == ("zh", "en")
    other.show()
    assert other.label.text() == "zh"
