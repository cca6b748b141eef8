"""One row of cells as one person, with every fault in it."""

from datetime import date

import pytest

from trainer_app.documents.dates import DateOrder
from trainer_app.documents.faults import FaultCode
from trainer_app.documents.headings import Field
from trainer_app.documents.people_rows import PersonCells, read_names, read_person

ON = date(2026, 11, 23)


def codes(**values):
    """Codes of the faults in cells given by field name."""
    cells = PersonCells({Field(name): value for name, value in values.items()})
    return [fault.code for fault in read_person(2, cells, ON)[1]]


def test_a_full_row_is_read_without_fault():
    cells = PersonCells(
        {
            Field.NAME_LATIN: "SAIMA NOOR",
            Field.NAME_UR: "صائمہ نور",
            Field.CNIC: 6110112345671.0,
            Field.SEX: "f",
            Field.BORN_ON: "04/03/1991",
            Field.RANK: " ASI ",
            Field.ORGANISATION: "CTD",
            Field.REMARKS: "-",
            Field.FATHER: "\x07",
        },
        order=DateOrder.MONTH_FIRST,
    )
    read, faults = read_person(2, cells, ON)
    assert faults == []
    assert (read.name.full, read.name_ur, read.born_on) == ("Saima Noor", "صائمہ نور", date(1991, 4, 3))
    assert (read.sex, read.rank, read.organisation, read.remarks) == ("F", "ASI", "CTD", "")


@pytest.mark.parametrize(("age_years", "is_believed"), [(15, False), (16, True), (75, True), (76, False)])
def test_the_age_limits_hold_on_the_birthday_itself(age_years, is_believed):
    born_on = ON.replace(year=ON.year - age_years).isoformat()
    assert (codes(name="Ali Khan", born_on=born_on) == []) == is_believed


def test_a_birthday_tomorrow_makes_one_year_less():
    assert codes(name="Ali Khan", born_on="2010-11-24") == [FaultCode.IMPROBABLE_AGE]
    assert codes(name="Ali Khan", born_on="2026-11-24") == [FaultCode.BORN_LATER]


def test_several_faults_are_all_told():
    assert codes(cnic="1", born_on="x", sex="?") == [
        FaultCode.NO_NAME,
        FaultCode.CNIC_DIGITS,
        FaultCode.NOT_A_DATE,
        FaultCode.SEX_UNKNOWN,
    ]


def test_a_broken_cell_has_one_fault_only():
    assert codes(name="Ali\x00Khan", cnic="61101-1234567-1") == [FaultCode.CONTROL_CHARACTERS]
    assert codes(name="Ali Khan", remarks="x" * 1001) == [FaultCode.TOO_LONG]


def test_names_fall_back_to_whatever_script_a_column_holds():
    names = read_names(PersonCells({Field.NAME_ZH: "CHEN Jing", Field.NAME_LATIN: "陈静"}))
    assert (names.latin.full, names.ur, names.zh, names.faults) == ("CHEN Jing", "", "陈静", [])


def test_surname_and_given_name_in_chinese_columns_make_one_name():
    names = read_names(PersonCells({Field.SURNAME: "欧阳", Field.GIVEN: "修远"}))
    assert (names.latin.full, names.zh) == ("", "欧阳修远")


def test_a_rank_beside_the_name_is_the_rank_where_no_column_has_it():
    read, _faults = read_person(2, PersonCells({Field.NAME: "Ali Khan, ASI"}), ON)
    assert (read.name.full, read.rank) == ("Ali Khan", "ASI")
    read, _faults = read_person(2, PersonCells({Field.NAME: "Ali Khan", Field.RANK: "SI"}), ON)
    assert read.rank == "SI"


def test_a_chinese_number_tells_that_the_surname_stands_first():
    names = read_names(PersonCells({Field.NAME: "ZHANG WEI", Field.PASSPORT: "E12345678"}))
    assert (names.latin.surname, names.latin.full) == ("ZHANG", "ZHANG Wei")


@pytest.mark.parametrize("text", ["-", "N/A", "--", "无"])
def test_a_placeholder_is_no_name(text):
    assert codes(name=text, cnic="61101-1234567-1") == [FaultCode.NO_NAME]
