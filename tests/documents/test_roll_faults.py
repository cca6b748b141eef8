"""Rows of a roll that cannot be taken: each with its reason, and never one too many."""

from datetime import date

import pytest

from tests.documents.rolls import HEADINGS, NAMES, PEOPLE, main_codes, names_of, read_sheet, sheet_of
from trainer_app.documents.faults import FaultCode
from trainer_app.documents.sheets import CellError


def test_every_fault_of_a_row_is_found_and_the_others_go_in():
    bad = (4, "ASI", "Dania 2", "123", "31/02/1990", "CTD")
    _mapping, roll = read_sheet(sheet_of(HEADINGS, PEOPLE[0], bad, PEOPLE[1], PEOPLE[2]))
    assert names_of(roll) == NAMES
    assert [fault.code for fault in roll.refused[0].faults] == [
        FaultCode.NAME_NOT_LETTERS,
        FaultCode.CNIC_DIGITS,
        FaultCode.NO_SUCH_DAY,
    ]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (2, None, "no_name"),
        (2, "12345", "name_not_letters"),
        (2, "x" * 130, "too_long"),
        (2, "Am\x07ina", "control_characters"),
        (2, CellError("#REF!"), "cell_error"),
        (3, "61101-12345-1", "cnic_digits"),
        (3, "61101-123456A-1", "cnic_letters"),
        (3, 3.52021e12 * 1e4, "shortened"),
        (3, "3.52021E+12", "shortened"),
        (3, CellError("#N/A"), "cell_error"),
        (4, "31/02/1990", "no_such_day"),
        (4, "15/13/1990", "no_such_day"),
        (4, "15-03-90", "two_digit_year"),
        (4, "unknown", "not_a_date"),
        (4, 1990.0, "not_a_date"),
        (4, "15/03/2027", "born_later"),
        (4, "15/03/2016", "improbable_age"),
        (4, "15/03/1900", "improbable_age"),
        (4, CellError("#VALUE!"), "cell_error"),
    ],
)
def test_each_kind_of_fault_refuses_the_row_with_its_reason(column, value, code):
    row = list(PEOPLE[0])
    row[column] = value
    _mapping, roll = read_sheet(sheet_of(HEADINGS, row, *PEOPLE[1:]))
    assert main_codes(roll) == {2: code}
    assert len(roll.rows) == 2
    assert roll.refused[0].why


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("530102199407151925", "prc_check"),
        ("5301021994071519", "prc_length"),
        (530102199407151925, "shortened"),
    ],
)
def test_a_wrong_chinese_identity_number_is_refused(number, code):
    good = ("李娜", "11010519491231002X")
    sheet = sheet_of(("姓名", "身份证号"), good, ("魏琳", number))
    _mapping, roll = read_sheet(sheet, on=date(2020, 1, 1))
    assert main_codes(roll) == {3: code}


def test_a_date_of_birth_that_differs_from_the_number_is_refused():
    sheet = sheet_of(("姓名", "身份证号", "出生日期"), ("魏琳", "11010519491231002X", "1949-12-30"))
    _mapping, roll = read_sheet(sheet, on=date(2020, 1, 1))
    assert main_codes(roll) == {2: "born_differs"}
    assert "1949-12-31" in roll.refused[0].why


def test_the_same_person_twice_is_refused_with_the_earlier_row():
    again = (4, "ASI", "AMINA  KHAN", None, "15-03-1990", "CTD")
    _mapping, roll = read_sheet(sheet_of(HEADINGS, *PEOPLE, again))
    assert main_codes(roll) == {5: "same_person"}
    assert "2" in roll.refused[0].why


def test_two_people_of_one_name_with_different_numbers_both_go_in():
    namesake = (4, "ASI", "Amina Khan", "61101-1234567-9", "1990-03-15", "CTD")
    _mapping, roll = read_sheet(sheet_of(HEADINGS, *PEOPLE, namesake))
    assert len(roll.rows) == 4


def test_belt_numbers_may_repeat_between_services_but_not_for_one_name():
    rows = [
        (1, "0123", "Amina Khan"),
        (2, "0123", "Bilal Ahmed"),
        (3, "0456", "Amina Khan"),
        (4, "0123", "AMINA KHAN"),
    ]
    _mapping, roll = read_sheet(sheet_of(("No", "Belt No.", "Name"), *rows))
    assert [row.row for row in roll.rows] == [2, 3, 4]
    assert main_codes(roll) == {5: "same_person"}


def test_a_refused_row_does_not_block_its_corrected_repetition():
    wrong = (1, "ASI", None, "61101-1234567-1", "1990-03-15", "CTD")
    _mapping, roll = read_sheet(sheet_of(HEADINGS, wrong, *PEOPLE))
    assert names_of(roll) == NAMES
    assert main_codes(roll) == {2: "no_name"}


def test_an_unknown_sex_is_refused():
    _mapping, roll = read_sheet(sheet_of(("No", "Name", "Gender"), (1, "Amina Khan", "officer")))
    assert main_codes(roll) == {2: "sex_unknown"}
