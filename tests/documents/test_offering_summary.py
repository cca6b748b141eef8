from datetime import date
from decimal import Decimal

import pytest

from tests.documents.offering_samples import mixed_report, report
from trainer_app.core.language import using
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_summary import summary_sheet


def summary(language="en", size=40):
    with using(language):
        return summary_sheet(Layout(mixed_report(size), language))


def cell(sheet, name):
    column, row = ord(name.strip("$")[0]) - 65, int(name.rpartition("$")[2])
    return sheet.rows[row - 1][column]


def test_what_the_formulas_look_for_stands_at_its_place():
    sheet = summary()
    assert cell(sheet, at.PASS_MARK_CELL).value == Decimal(60)
    assert cell(sheet, at.ATTENDANCE_MIN_CELL).value == Decimal("0.8")
    assert cell(sheet, at.DELIVERED_CELL).value == 4800
    bands = [sheet.rows[at.FIRST_BAND_ROW - 1 + place][0].value for place in range(4)]
    assert bands == ["Distinction", "Merit", "Pass", "Fail"]


def test_dates_are_dates():
    dates = [each.value for row in summary().rows for each in row if isinstance(each.value, date)]
    assert dates == [date(2026, 9, 7), date(2026, 11, 27)]


def test_the_chart_shows_the_counts_that_stand_beside_it():
    sheet = summary()
    (chart,) = sheet.charts
    rows = sheet.rows[at.FIRST_BAND_ROW - 1 : at.FIRST_BAND_ROW + 3]
    assert chart.categories == tuple(row[0].value for row in rows)
    for place, series in enumerate(chart.series):
        assert series.values == tuple(row[2 + place].value for row in rows)


@pytest.mark.parametrize(("language", "name"), [("en", "Pakistan"), ("ur", "پاکستان"), ("zh", "巴基斯坦")])
def test_data_is_shown_in_the_language_of_the_workbook(language, name):
    assert name in [each.value for row in summary(language).rows for each in row]


def test_bands_of_all_sides_and_open_results_sum_to_everyone():
    rows = summary().rows[at.FIRST_BAND_ROW - 1 : at.FIRST_BAND_ROW + 4]
    assert sum(row[4].value for row in rows) == 40


def test_an_empty_offering_has_no_chart():
    assert summary_sheet(Layout(report([]), "en")).charts == ()
