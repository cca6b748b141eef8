import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from trainer_app.core import language
from trainer_app.ui.widgets.text_fields import CodeField, LongTextField, TextField


@pytest.fixture
def shown(qtbot):
    box = QWidget()
    column = QVBoxLayout(box)
    other = TextField()
    column.addWidget(other)
    qtbot.addWidget(box)

    def show(widget):
        column.addWidget(widget)
        widget.show()
        with qtbot.waitActive(box):
            box.show()
            box.activateWindow()
        return widget

    show.other = other
    return show


def test_a_code_takes_eastern_digits_as_western_ones(shown):
    field = shown(CodeField())
    field.setFocus()
    typed = QInputMethodEvent("", [])
    typed.setCommitString("۳۵۲۰۲")
    QApplication.sendEvent(field, typed)
    assert field.text() == "35202"


def test_a_code_runs_left_to_right_in_urdu_too(shown, appearance):
    field = shown(CodeField())
    appearance.set_language("ur")
    assert field.layoutDirection() == Qt.LayoutDirection.LeftToRight
    appearance.set_language("en")


def test_leaving_a_field_is_told(shown, qtbot):
    for field in (shown(TextField("Name", icon="search", clears=True)), shown(LongTextField())):
        field.setFocus()
        with qtbot.waitSignal(field.left):
            shown.other.setFocus()


def test_the_hint_in_a_field_follows_the_language(shown, appearance):
    field = shown(TextField(lambda: language.active(), icon="search"))
    appearance.set_language("zh")
    assert field.placeholderText() == "zh"
    appearance.set_language("en")


def test_lines_begin_at_the_edge_of_their_script(shown, appearance):
    field = shown(LongTextField())

    def is_right():
        return bool(field.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignRight)

    assert not is_right()
    field.setPlainText("ایک نمبر غلط سطر میں لکھا گیا تھا۔")
    assert is_right()
    appearance.set_language("ur")
    field.setPlainText("One score was typed in the wrong line.")
    assert not is_right()
    field.clear()
    assert is_right()
    appearance.set_language("en")
