import pytest

from trainer_app.ui.widgets.stepper import Stepper

STAGES = ("Planned", "Open", "Running", "Assessment", "Results", "Closed")


@pytest.fixture
def stepper(qtbot):
    made = Stepper(STAGES, 3)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_the_present_step_is_spoken(stepper):
    assert stepper.accessibleName() == "Step 4 of 6: Assessment"
    stepper.set_now(4)
    assert stepper.accessibleName() == "Step 5 of 6: Results"


def test_six_steps_fit_in_one_line_of_a_small_screen(stepper):
    assert stepper.sizeHint().width() < 1366 - 52 - 40


def test_words_of_later_steps_go_where_the_room_is_short(stepper):
    assert stepper.minimumSizeHint().width() < stepper.sizeHint().width()
    wide = stepper.grab().toImage()
    stepper.resize(stepper.minimumSizeHint())
    assert stepper.grab().toImage() != wide


def test_all_steps_can_be_done(stepper):
    stepper.set_now(len(STAGES))
    stepper.grab()


def test_steps_run_from_the_right_in_urdu(stepper, appearance):
    latin = stepper.grab().toImage()
    appearance.set_language("ur")
    assert stepper.grab().toImage() != latin
    appearance.set_language("en")
