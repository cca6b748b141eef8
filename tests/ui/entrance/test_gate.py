from tests.ui.pages.looking import words
from trainer_app.ui.widgets.labels import Label


def test_the_window_begins_with_the_mark_and_its_name_alone(frame):
    assert frame.is_covered
    assert words(frame.gate) == "Joint Police Training"
    assert not frame.status.isVisible()


def test_one_page_stands_at_a_time_and_nothing_stays_of_the_one_before(frame, qtbot):
    first, second = Label("first"), Label("second")
    frame.cover(first)
    with qtbot.waitSignal(first.destroyed):
        frame.cover(second)
    assert frame.gate.page is second
    assert second.isVisible()
    frame.uncover()
    assert frame.sidebar.isVisible()
    assert frame.status.isVisible()
