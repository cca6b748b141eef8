import pytest

from trainer_app.ui.widgets.filter_bar import FilterBar
from trainer_app.ui.widgets.segmented import Segment


@pytest.fixture
def bar(qtbot):
    made = FilterBar("Code", [Segment("all", "All"), Segment("closed", "Closed")], search_width=200)
    qtbot.addWidget(made)
    made.show_years((2026, 2025))
    made.show()
    return made


def test_every_filter_tells_that_other_rows_are_wanted(bar, qtbot):
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClicks(bar.search, "a")
    with qtbot.waitSignal(bar.changed):
        bar.groups.choose("closed")
    with qtbot.waitSignal(bar.changed):
        bar.year.activated.emit(1)


def test_a_chosen_year_stays_when_other_years_come(bar):
    bar.year.set_value(2025)
    bar.show_years((2027, 2026, 2025))
    assert bar.year.value == 2025


def test_clearing_shows_everything_again(bar, qtbot):
    bar.search.setText("nowhere")
    bar.groups.choose("closed")
    bar.year.set_value(2026)
    with qtbot.waitSignal(bar.changed):
        bar.clear()
    assert (bar.search.text(), bar.groups.current, bar.year.value) == ("", "all", None)
