import pytest
from PySide6.QtCore import QPoint

from tests.ui.pages.looking import words
from trainer_app.core import language
from trainer_app.core.text import ltr
from trainer_app.services.overview import RollFigures
from trainer_app.ui.pages.offering.overview import _ConditionRow, women_words
from trainer_app.ui.widgets.labels import Label


@pytest.fixture
def visit(office, qtbot):
    def go(row):
        office.navigate("offering", id=str(row.id), tab="overview")
        qtbot.waitUntil(lambda: office.page.facts is not None and office.page.facts.id == row.id)
        qtbot.waitUntil(lambda: "/" in words(office.page) or " of " in words(office.page))
        return office.page

    return go


def foot(label, page):
    return label.mapTo(page, QPoint(0, label.height())).y()


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_figures_of_attendance_stand_on_one_line(office, visit, code_of, qtbot, code):
    office.context.appearance.set_language(code)
    page = visit(code_of("assessment"))

    def feet():
        figures = [each for each in page.findChildren(Label) if each.property("role") == "figure"]
        return {foot(each, page) for each in figures if each.isVisible() and each.text()}

    qtbot.waitUntil(lambda: len(feet()) == 1)


def test_the_days_of_an_offering_stand_in_one_line_in_chinese(office, visit, code_of, qtbot):
    office.context.appearance.set_language("zh")
    page = visit(code_of("assessment"))

    def days():
        return [each for each in page.findChildren(Label) if each.wordWrap() and "至" in each.text()]

    qtbot.waitUntil(lambda: bool(days()) and days()[0].isVisible())
    qtbot.waitUntil(lambda: days()[0].height() < 2 * days()[0].fontMetrics().height())


def test_the_share_of_women_is_rounded_half_up():
    assert women_words(RollFigures(60, {"PK": 30, "CN": 26}, 11)) == "11 women, \u206620\u202f%\u2069"


def test_a_single_condition_takes_the_whole_width_of_its_card(visit, code_of, qtbot):
    page = visit(code_of("planned"))
    qtbot.waitUntil(lambda: len(shown(page, _ConditionRow)) == 1)
    [row] = shown(page, _ConditionRow)
    qtbot.waitUntil(lambda: row.width() > 0.95 * row.parentWidget().width())


def test_hours_of_which_none_is_recorded_are_a_mere_dash(visit, code_of, qtbot):
    page = visit(code_of("planned"))

    def figures():
        return {label.text() for label in shown(page, Label) if label.property("role") == "figure"}

    qtbot.waitUntil(lambda: figures() != {""})
    assert figures() == {ltr("–")}


def shown(page, kind):
    return [each for each in page.findChildren(kind) if each.isVisible()]
