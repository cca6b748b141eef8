import pytest
from PySide6.QtWidgets import QDialog

from tests.ui.pages.looking import button, click, has_button, words
from trainer_app.core.errors import DatabaseUnusable
from trainer_app.storage.file_lock import Holder, InUse, Kind
from trainer_app.storage.place import OnNetworkShare
from trainer_app.ui.lost_file import LostFileDialog, refused_dialog


@pytest.fixture
def places(tmp_path):
    return tmp_path / "gone.db", tmp_path / "programme.db"


@pytest.fixture
def shown(qtbot):
    """Gives an open dialog; it is closed with the test."""
    made = []

    def show(lost, **parts):
        dialog = LostFileDialog(None, lost, **parts)
        qtbot.addWidget(dialog)
        made.append(dialog)
        dialog.open()
        return dialog

    yield show
    for dialog in made:
        dialog.close()


def test_a_file_that_is_gone_is_named_and_the_usual_one_offered(places, shown):
    lost, usual = places
    dialog = shown(lost, why="", usual=usual)
    assert "is not at its place any more" in words(dialog)
    assert str(lost) in words(dialog)
    click(button(dialog, "Open the usual file"))
    assert (dialog.result(), dialog.place) == (QDialog.DialogCode.Accepted, usual)


def test_closing_the_program_opens_nothing(places, shown):
    dialog = shown(places[0], why="", usual=places[1])
    click(button(dialog, "Close the program"))
    assert (dialog.result(), dialog.place) == (QDialog.DialogCode.Rejected, None)


def test_a_damaged_usual_file_has_no_other_to_offer(places, shown):
    dialog = shown(places[1], why="The programme file is damaged.", usual=None)
    assert "The programme file is damaged." in words(dialog)
    assert not has_button(dialog, "Open the usual file")


@pytest.mark.parametrize(
    "fault",
    [
        InUse("programme.db", Holder("samina", "OFFICE", "", Kind.WINDOW)),
        OnNetworkShare("programme.db", "nfs"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_a_whole_file_that_is_refused_now_can_be_tried_again_but_not_overwritten(places, qtbot, fault):
    dialog = refused_dialog(None, places[1], fault, usual=None)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not has_button(dialog, "Restore a backup")
    click(button(dialog, "Try again"))
    assert (dialog.result(), dialog.wants_again) == (QDialog.DialogCode.Accepted, True)


def test_a_damaged_file_can_be_replaced_by_a_backup(places, qtbot):
    dialog = refused_dialog(None, places[1], DatabaseUnusable("programme.db", "it is empty."), usual=None)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not has_button(dialog, "Try again")
    click(button(dialog, "Restore a backup"))
    assert dialog.wants_backup


def test_a_file_in_use_can_be_looked_at_meanwhile(places, qtbot):
    dialog = refused_dialog(None, places[1], InUse("programme.db", Holder()), usual=None)
    qtbot.addWidget(dialog)
    dialog.open()
    click(button(dialog, "Only look at it"))
    assert (dialog.result(), dialog.wants_look, dialog.wants_again) == (
        QDialog.DialogCode.Accepted,
        True,
        False,
    )


def test_a_file_on_a_share_cannot_be_looked_at_either(places, qtbot):
    dialog = refused_dialog(None, places[1], OnNetworkShare("programme.db", "nfs"), usual=None)
    qtbot.addWidget(dialog)
    assert not has_button(dialog, "Only look at it")
