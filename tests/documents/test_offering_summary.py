from datetime import date
from decimal import Decimal

import pypdf
import pytest

from tests.documents.offering_samples import MADE_AT, mixed_report, report
from tests.libreoffice import convert
from trainer_app.core.language import LANGUAGES, Titles, using
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_report import Group
from trainer_app.documents.offering_summary import summary_sheet
from trainer_app.documents.page_breaks import page_ends, page_room
from trainer_app.documents.row_heights import ROW_HEIGHTS
from trainer_app.documents.sheet_model import Book
from trainer_app.documents.workbook import write


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


def of_organisations(count, language="en"):
    organisations = tuple(
        Group(f"ORG-{number:02}", Titles(f"Office {number}", f"دفتر {number}", f"第{number}局"))
        for number in range(count)
    )
    people = [("Nasir Jamal", "ناصر جمال", "", "PK", each.code) for each in organisations]
    with using(language):
        made = mixed_report(count, people=people, organisations=organisations)
        return summary_sheet(Layout(made, language))


def pages(sheet, language):
    """The rows of every printed page, with those that a program would break off by itself."""
    row_height, room = ROW_HEIGHTS[language], page_room(sheet.columns)
    found, used = [[]], 0
    for row in range(1, len(sheet.rows) + 1):
        height = sheet.heights.get(row, row_height)
        if row - 1 in page_ends(sheet, row_height) or used + height > room:
            found.append([])
            used = 0
        found[-1].append(row)
        used += height
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_stays_whole_with_its_headings_however_many_organisations_there_are(language):
    for count in (*range(1, 45), 60, 100, 173):
        sheet = of_organisations(count, language)
        whole = [set(page) for page in pages(sheet, language)]
        for block in sheet.blocks:
            assert any(set(range(block.first, block.last + 1)) <= page for page in whole), (count, block)


def test_many_organisations_stand_in_tables_about_as_long():
    rows = [row[0].value for row in of_organisations(100).rows if row]
    titles = [title for title in rows if str(title).startswith("By organisation")]
    assert titles[0] == f"By organisation (1 of {len(titles)})"
    assert [title for title in rows if str(title).startswith("Office")] == [f"Office {n}" for n in range(100)]
    assert "By organisation" in [row[0].value for row in of_organisations(12).rows if row]


def test_the_chart_ends_above_the_first_table_and_on_the_first_page():
    for language in LANGUAGES:
        sheet = of_organisations(8, language)
        assert sheet.charts[0].last[1] <= sheet.blocks[0].last + 1 < sheet.blocks[1].first


def test_a_long_course_title_has_room_before_the_next_fact():
    course = Titles("Advanced Investigation of Transnational Organised Crime and Fraud")
    sheet = summary_sheet(Layout(mixed_report(5, course=course), "en"))
    assert sum(column.width for column in sheet.columns[1:5]) > len(course.en) + len(" (CTR-101)")


def test_libreoffice_prints_every_table_of_organisations_with_its_title(tmp_path):
    book = Book("Trial", "en", MADE_AT, (of_organisations(70),))
    write(book, tmp_path / "many.xlsx")
    (printed,) = convert([tmp_path / "many.xlsx"], "pdf", tmp_path / "out")
    for page in pypdf.PdfReader(printed).pages:
        text = page.extract_text()
        assert ("ORG-" in text) == ("By organisation" in text)


def test_the_code_of_the_course_stands_in_the_brackets_of_the_language():
    values = [str(each.value) for row in summary("zh").rows for each in row]
    assert any(value.endswith("）") for value in values)
    assert not any("(" in value for value in values)
