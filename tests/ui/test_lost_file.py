import pytest
from PySide6.QtCore import QTimer

from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.ui.lost_file import LostFileDialog, ask_for_file


@pytest.fixture
def places(tmp_path):
    return tmp_path / "gone.db", tmp_path / "programme.db"


def press(text):
    """Press a button of the dialog as soon as it is open."""
    QTimer.singleShot(0, lambda: click(button(dialog(), text)))


def test_a_file_that_is_gone_is_named_and_the_usual_one_offered(places, settings):
    lost, usual = places
    press("Open the usual file")
    assert ask_for_file(settings, lost, usual=usual) == usual


def test_closing_the_program_opens_nothing(places, settings):
    press("Close the program")
    assert ask_for_file(settings, places[0], usual=places[1]) is None


def test_the_words_say_what_happened_and_what_to_do(places, qtbot):
    lost, usual = places
    gone = LostFileDialog(lost, why="", usual=usual)
    qtbot.addWidget(gone)
    gone.show()
    assert "is not at its place any more" in words(gone)
    assert str(lost) in words(gone)
    gone.close()


def test_a_damaged_usual_file_has_no_other_to_offer(places, qtbot):
    damaged = LostFileDialog(places[1], why="The programme file is damaged.", usual=None)
    qtbot.addWidget(damaged)
    damaged.show()
    assert "The programme file is damaged." in words(damaged)
    assert not has_button(damaged, "Open the usual file")
    damaged.close()
