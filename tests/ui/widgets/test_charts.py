import pytest
from PySide6.QtCore import Qt

from trainer_app.ui.widgets.charts import Column, ColumnChart, Legend
from trainer_app.ui.widgets.labels import Label

MONTHS = [Column("Jun", (38, 22)), Column("Jul", (37, 22)), Column("Aug", (27, 16))]


@pytest.fixture
def chart(qtbot):
    made = ColumnChart(MONTHS)
    qtbot.addWidget(made)
    made.resize(300, 120)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_chart_carries_its_numbers_in_words(chart):
    assert chart.accessibleDescription() == "Jun: 60; Jul: 59; Aug: 43"


def test_time_runs_left_to_right_in_urdu_too(chart, appearance):
    before = chart.grab().toImage()
    appearance.set_language("ur")
    after = chart.grab().toImage()
    appearance.set_language("en")
    column = (before.width() // 6, before.height() // 2)
    assert before.pixelColor(*column) == after.pixelColor(*column)


def test_enter_and_double_click_ask_for_the_rows(chart, qtbot):
    with qtbot.waitSignal(chart.opened):
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    with qtbot.waitSignal(chart.opened):
        qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(chart.opened):
        qtbot.keyClick(chart, Qt.Key.Key_Space)


def test_the_focus_on_a_chart_is_seen(chart):
    chart.clearFocus()
    before = chart.grab().toImage()
    chart.setFocus()
    assert chart.grab().toImage() != before


def test_nothing_to_draw_is_no_fault(chart):
    chart.set_columns([])
    chart.grab()
    chart.set_columns([Column("Jun", (0, 0))])
    chart.grab()


def test_the_legend_names_the_series(qtbot):
    legend = Legend("Pakistan", "China")
    qtbot.addWidget(legend)
    assert [label.text() for label in legend.findChildren(Label)] == ["Pakistan", "China"]
