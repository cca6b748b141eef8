"""Nominal rolls of three agencies exactly, and of many others that look different."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.rolls import (
    HEADINGS,
    NAMES,
    ON,
    PEOPLE,
    ROLL_NAMES,
    ROLLS,
    book_of,
    expected,
    names_of,
    read_file,
    read_sheet,
    save,
    sheet_of,
)
from trainer_app.core import language
from trainer_app.core.errors import NothingRecognised
from trainer_app.documents import roll_reader
from trainer_app.documents.dates import DateOrder
from trainer_app.documents.headings import Field
from trainer_app.documents.roll_reader import RollRow
from trainer_app.documents.sheets import Merge
from trainer_app.rules.vocabulary import LatinOrder

REFUSALS = {
    "the same CNIC stands in an earlier row": ("same_identifier", "cnic"),
    "CNIC has not 13 digits": ("cnic_digits", "cnic"),
    "31 February is no date": ("no_such_day", "born_on"),
    "no name": ("no_name", "name"),
}


def as_expected(row: RollRow) -> dict[str, str]:
    """A row in the words of the expected files, only with what is there."""
    numbers = {one.kind.value.lower(): one.value for one in row.identifiers if one.kind.value != "BELT_NO"}
    person = {
        "name": " ".join(row.name_latin.casefold().split()),
        "name_ur": row.name_ur,
        "name_zh": row.name_zh,
        "born": str(row.born_on),
        **numbers,
    }
    return {key: value for key, value in person.items() if value}


@pytest.mark.parametrize("name", ROLL_NAMES)
def test_each_real_roll_is_read_exactly_as_expected(name):
    wanted = expected(name)
    mapping, roll = read_file(ROLLS / f"{name}.xlsx")
    people = [{**person, "name": person["name"].casefold()} for person in wanted["people"]]
    assert (mapping.sheet_name, mapping.heading_row) == (wanted["sheet"], wanted["heading_row"])
    assert [as_expected(row) for row in roll.rows] == people
    assert len(roll.rows) == wanted["accepted"]
    refused = [(row.row, row.faults[0].code.value, row.field.value) for row in roll.refused]
    assert refused == [(one["row"], *REFUSALS[one["why"]]) for one in wanted["refused"]]


def test_names_are_kept_as_people_write_them():
    _mapping, english = read_file(ROLLS / "ict-police-roll-2026.xlsx")
    _mapping, chinese = read_file(ROLLS / "mps-roll-2026.xlsx")
    assert {"Saima Noor", "Mian Ikram-ul-Haq"} <= set(names_of(english))
    by_name = {row.name_zh: row.name for row in chinese.rows}
    assert (by_name["吕翀"].surname, by_name["吕翀"].given) == ("LÜ", "Chong")
    assert by_name["欧阳修远"].order == LatinOrder.SURNAME_FIRST
    assert (by_name["阿卜杜拉·买买提"].surname, by_name["阿卜杜拉·买买提"].given) == ("", "Abdulla Mamat")


def test_lines_that_are_no_people_are_left_out_with_their_text():
    _mapping, roll = read_file(ROLLS / "ict-police-roll-2026.xlsx")
    assert roll.left_out == {35: "Total officers: 24"}
    assert roll.titles[0].startswith("ISLAMABAD CAPITAL TERRITORY POLICE")


def test_each_refusal_says_what_is_wrong_in_three_languages():
    _mapping, roll = read_file(ROLLS / "ict-police-roll-2026.xlsx")
    told = set()
    for code in language.LANGUAGES:
        with language.using(code):
            told.update(row.why for row in roll.refused)
    assert len(told) == len(language.LANGUAGES) * len(roll.refused)
    assert not any("{" in why for why in told)


def test_headings_on_row_seven_below_titles_are_found():
    titles = [
        ("NOMINAL ROLL OF OFFICERS",),
        ("Name of course: Rapid Response",),
        (),
        ("Date: 1 May 2026",),
        (),
        (),
    ]
    mapping, roll = read_sheet(sheet_of(*titles, HEADINGS, *PEOPLE))
    assert mapping.heading_row == 7
    assert names_of(roll) == NAMES
    assert roll.titles == ["NOMINAL ROLL OF OFFICERS", "Name of course: Rapid Response", "Date: 1 May 2026"]


@given(order=st.permutations(range(len(HEADINGS))), above=st.integers(0, 8), style=st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_columns_may_stand_in_any_order_under_headings_in_any_case(order, above, style):
    styles = (str, str.upper, str.lower, lambda t: f"  {t} : ", lambda t: t.replace(" ", "\n"))
    headings = [styles[style](HEADINGS[n]) for n in order]
    rows = [[person[n] for n in order] for person in PEOPLE]
    mapping, roll = read_sheet(sheet_of(*[("A title of the list",)] * above, headings, *rows))
    assert mapping.heading_row == above + 1
    assert [(row.name_latin, row.rank, str(row.born_on), row.organisation) for row in roll.rows] == [
        (person[2], person[1], person[4], person[5]) for person in PEOPLE
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("Sr. #", "Designation", "NAME OF OFFICIAL", "C.N.I.C", "D.O.B.", "Place of\nPosting"),
        ("No.", "Rank 警衔", "Name 姓名", "CNIC/身份证", "出生日期 Date of Birth", "单位/Unit"),
        ("نمبر شمار", "عهده", "نام", "شناختي كارڈ نمبر", "تاريخِ پيدائش", "جائے تعیناتی"),
        ("序号", "警衔", "姓 名", "证件号码", "出生年月", "工作单位"),
        ("S/No", "Desigination", "Nmae", "NIC Number", "Date of Brith", "Department"),
        ("", "", "", "", "", ""),
    ],
)
def test_other_agencies_head_their_columns_in_other_words(headings):
    _mapping, roll = read_sheet(sheet_of(headings, *PEOPLE))
    assert names_of(roll) == NAMES
    assert [str(row.born_on) for row in roll.rows] == [person[4] for person in PEOPLE]
    assert roll.rows[0].identifiers[0].value == "61101-1234567-1"


def test_a_roll_without_any_heading_is_read_by_its_contents():
    mapping, roll = read_sheet(sheet_of(*PEOPLE))
    assert (mapping.heading_row, mapping.first_data_row) == (0, 1)
    assert names_of(roll) == NAMES


def test_headings_in_two_rows_are_joined():
    sheet = sheet_of(
        ("S.No", "Name", None, "CNIC", "Date of Birth"),
        (None, "English", "Urdu", None, None),
        (1, "Amina Khan", "آمنہ خان", "6110112345671", "15/03/1990"),
        merges=[Merge(1, 1, 1, 2), Merge(1, 0, 2, 0)],
    )
    mapping, roll = read_sheet(sheet)
    assert [column.field for column in mapping.columns][1:3] == [Field.NAME_LATIN, Field.NAME_UR]
    assert (roll.rows[0].name_latin, roll.rows[0].name_ur) == ("Amina Khan", "آمنہ خان")


def test_a_second_row_of_headings_in_another_language_is_no_person():
    sheet = sheet_of(HEADINGS, ("序号", "警衔", "姓名", "身份证号", "出生日期", "单位"), *PEOPLE)
    mapping, roll = read_sheet(sheet)
    assert (mapping.heading_row, mapping.first_data_row) == (1, 3)
    assert names_of(roll) == NAMES


def test_headings_repeated_on_each_page_are_left_out():
    _mapping, roll = read_sheet(sheet_of(HEADINGS, PEOPLE[0], HEADINGS, PEOPLE[1], PEOPLE[2]))
    assert names_of(roll) == NAMES
    assert list(roll.left_out) == [3]


@pytest.mark.parametrize(
    "line",
    [
        ("Total", None, 24),
        ("Grand Total:", 3),
        (None, None, "Total officers: 3"),
        ("Sub-Total", None, None, 10),
        ("کل تعداد", "۳"),
        ("میزان",),
        ("合计", 3),
        ("合计：3人",),
        ("共3人",),
        ("总人数", None, 3),
        ("Prepared by: Office Superintendent",),
        (None, None, "Signature"),
        ("制表人：王芳", None, "审核：李强"),
        ("دستخط",),
        ("Note: all officers are medically fit",),
        ("Page 1 of 3",),
        ("(1)", "(2)", "(3)", "(4)"),
        ("District East",),
        (4,),
        (None, None, None, None, None, "SSP Headquarters"),
    ],
)
@pytest.mark.parametrize("place", [1, 4])
def test_totals_signatures_and_section_titles_are_no_people(line, place):
    rows = [*PEOPLE]
    rows.insert(place - 1, line)
    _mapping, roll = read_sheet(sheet_of(HEADINGS, *rows))
    assert names_of(roll) == NAMES
    assert roll.refused == []


def test_a_signature_below_the_closing_line_is_no_person():
    rows = [*PEOPLE, (), ("Prepared by",), (None, None, "Muhammad Aslam"), (None, None, "Superintendent")]
    _mapping, roll = read_sheet(sheet_of(HEADINGS, *rows))
    assert names_of(roll) == NAMES


@pytest.mark.parametrize(
    "name", ["Kulsoom Bibi", "Notan Khan", "Sumaira Total", "Tasdeeq Hussain", "کلثوم بی بی", "تصدیق حسین"]
)
def test_names_that_look_like_closing_lines_are_people(name):
    _mapping, roll = read_sheet(sheet_of(HEADINGS, *PEOPLE, (4, "ASI", name)))
    assert len(roll.rows) == 4


def test_the_sheet_with_the_people_is_chosen_and_another_can_be():
    summary = sheet_of(("S.No", "Name of unit", "Officers"), (1, "CTD", 3), name="Summary")
    hidden = sheet_of(HEADINGS, *PEOPLE * 3, name="Old", is_hidden=True)
    roll = sheet_of(("Title",), HEADINGS, *PEOPLE, name="Sheet2")
    women = sheet_of(HEADINGS, PEOPLE[0], name="Women")
    book = book_of(summary, hidden, women, roll)
    assert roll_reader.recognise(book).sheet_name == "Sheet2"
    assert roll_reader.recognise(book, sheet_name="Women").sheet_name == "Women"
    assert roll_reader.recognise(book_of(hidden)).sheet_name == "Old"


@pytest.mark.parametrize("rows", [(("a", "b"), ("c", "d")), ((1, 2, 3),), (("Name of course",),)])
def test_a_workbook_without_a_roll_is_refused_by_name(rows):
    with pytest.raises(NothingRecognised) as refusal:
        roll_reader.recognise(book_of(sheet_of(*rows)))
    assert "list.xlsx" in str(refusal.value)
    assert "nominal roll" in str(refusal.value)


def test_the_father_is_never_taken_for_the_officer():
    for heading in ("Father's Name", "Fathers name", "FATHER / HUSBAND NAME", "S/O", "ولدیت", "父亲姓名"):
        sheet = sheet_of(("S.No", heading, "Name", "CNIC"), (1, "Old Khan", "Young Khan", "6110112345671"))
        _mapping, roll = read_sheet(sheet)
        assert names_of(roll) == ["Young Khan"]


def test_a_name_column_goes_by_the_script_of_its_contents():
    for name, field in (
        ("Amina Khan", Field.NAME_LATIN),
        ("آمنہ خان", Field.NAME_UR),
        ("陈静", Field.NAME_ZH),
    ):
        mapping, _roll = read_sheet(sheet_of(("No", "Name", "Unit"), (1, name, "CTD")))
        assert mapping.columns[1].field == field


def test_a_name_column_of_several_scripts_is_parted_cell_by_cell():
    sheet = sheet_of(
        ("No", "Name", "Unit"), (1, "陈静 CHEN Jing", "A"), (2, "آمنہ خان", "B"), (3, "Ali Raza", "C")
    )
    mapping, roll = read_sheet(sheet)
    assert mapping.columns[1].field == Field.NAME
    assert [(row.name_latin, row.name_ur, row.name_zh) for row in roll.rows] == [
        ("CHEN Jing", "", "陈静"),
        ("", "آمنہ خان", ""),
        ("Ali Raza", "", ""),
    ]


def test_surname_and_given_name_in_columns_of_their_own_are_joined():
    sheet = sheet_of(
        ("姓 Surname", "名 Given name", "姓名", "护照号"),
        ("CHEN", "JING", "陈静", "E12345678"),
        ("LI", "Na", "李娜", "E12345679"),
    )
    _mapping, roll = read_sheet(sheet)
    assert [(row.name_latin, row.name.surname, row.name_zh) for row in roll.rows] == [
        ("CHEN Jing", "CHEN", "陈静"),
        ("LI Na", "LI", "李娜"),
    ]


def test_parentage_and_rank_beside_the_name_are_taken_off():
    sheet = sheet_of(
        ("No", "Name with Parentage", "CNIC"), (1, "ASI Ali Khan S/O Ahmed Khan", "6110112345671")
    )
    _mapping, roll = read_sheet(sheet)
    assert names_of(roll) == ["Ali Khan"]


def test_a_merged_or_ditto_unit_holds_for_the_rows_below():
    rows = [
        ("No", "Name", "Unit", "Rank"),
        (1, "Amina Khan", "CTD", "ASI"),
        (2, "Bilal Ahmed", None, "-do-"),
        (3, "Chand Bibi", None, None),
    ]
    _mapping, roll = read_sheet(sheet_of(*rows, merges=[Merge(2, 2, 3, 2)]))
    assert [(row.organisation, row.rank) for row in roll.rows] == [("CTD", "ASI"), ("CTD", "ASI"), ("", "")]


def test_a_column_of_mixed_identity_numbers_goes_by_each_number():
    rows = [
        (1, "Amina Khan", "61101-1234567-1"),
        (2, "魏琳", "11010519491231002X"),
        (3, "CHEN Jing", "E12345678"),
    ]
    mapping, roll = read_sheet(sheet_of(("No", "Name", "CNIC / ID"), *rows), on=date(2020, 1, 1))
    assert mapping.columns[2].field == Field.IDENTITY
    assert [one.identifiers[0].kind.value for one in roll.rows] == ["CNIC", "PRC_ID", "PASSPORT"]


def test_the_date_of_birth_can_come_from_a_chinese_identity_number():
    _mapping, roll = read_sheet(
        sheet_of(("姓名", "身份证号"), ("魏琳", "11010519491231002x")), on=date(2020, 1, 1)
    )
    assert roll.rows[0].born_on == date(1949, 12, 31)
    assert roll.rows[0].identifiers[0].value == "11010519491231002X"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["29/08/1997", "05/08/1999"], DateOrder.DAY_FIRST),
        (["08/29/1997", "05/08/1999"], DateOrder.MONTH_FIRST),
        (["04-03-1991", "05-05-1991"], None),
    ],
)
def test_the_order_of_dates_is_proven_by_the_column_or_asked_once(texts, order):
    rows = [(n, f"Name {'abcdef'[n]}", text) for n, text in enumerate(texts)]
    mapping, _roll = read_sheet(sheet_of(("No", "Name", "DOB"), *rows))
    assert mapping.date_order == order
    assert mapping.asks_date_order == (order is None)
    if order is None:
        assert mapping.ambiguous_date == "04-03-1991"


def test_the_answer_about_dates_changes_what_is_read():
    sheet = sheet_of(("No", "Name", "DOB"), (1, "Amina Khan", "04-03-1991"))
    mapping, day_first = read_sheet(sheet)
    answered = mapping.with_date_order(DateOrder.MONTH_FIRST)
    month_first = roll_reader.read_rows(sheet, answered, on=ON)
    assert day_first.rows[0].born_on == date(1991, 3, 4)
    assert month_first.rows[0].born_on == date(1991, 4, 3)
    assert not answered.asks_date_order


def test_dates_without_a_date_format_are_read_in_the_calendar_of_the_file(tmp_path):
    for is_1904, serial in ((False, 32947), (True, 31485)):
        path = tmp_path / f"{is_1904}.xlsx"
        save(
            path,
            ("No", "Name", "Date of birth", "CNIC"),
            (1, "Amina Khan", serial, 4210129536727.0),
            is_1904=is_1904,
        )
        _mapping, roll = read_file(path)
        assert roll.rows[0].born_on == date(1990, 3, 15)
        assert roll.rows[0].identifiers[0].value == "42101-2953672-7"


def test_the_heading_can_say_the_order_of_dates():
    for heading, day in (("DOB (mm/dd/yyyy)", date(1991, 4, 3)), ("DOB (D/M/Y)", date(1991, 3, 4))):
        mapping, roll = read_sheet(sheet_of(("No", "Name", heading), (1, "Amina Khan", "04-03-1991")))
        assert roll.rows[0].born_on == day
        assert not mapping.asks_date_order


@pytest.mark.parametrize(
    ("text", "sex"),
    [("M", "M"), ("Female", "F"), ("女", "F"), ("مرد", "M"), ("x", ""), ("-", ""), ("男/M", "M")],
)
def test_the_sex_is_read_in_three_languages(text, sex):
    _mapping, roll = read_sheet(sheet_of(("No", "Name", "Gender"), (1, "Amina Khan", text)))
    assert roll.rows[0].sex == sex


def test_a_corrected_mapping_is_obeyed_and_remembered_by_its_headings():
    sheet = sheet_of(("No", "Nom de guerre", "Unit"), (1, "Amina Khan", "CTD"), (2, "Bilal Ahmed", "CTD"))
    mapping, _roll = read_sheet(sheet)
    corrected = mapping.with_field(2, Field.RANK)
    roll = roll_reader.read_rows(sheet, corrected, on=ON)
    assert [row.rank for row in roll.rows] == ["CTD", "CTD"]
    same_layout = sheet_of(
        ("NO.", "NOM DE GUERRE", "UNIT :"), (1, "Chand Bibi", "SPU"), (2, "Dania Asad", "SPU")
    )
    proposed, _roll = read_sheet(same_layout)
    assert proposed.layout_key == mapping.layout_key
    remembered = proposed.with_choices(corrected.choices())
    assert remembered.columns[2].field == Field.RANK


def test_a_field_moved_to_another_column_leaves_the_first():
    sheet = sheet_of(
        ("No", "Name", "Alias", "Born", "Since"), (1, "Amina Khan", "Amna Gul", "29/08/1990", "05/13/1991")
    )
    mapping, _roll = read_sheet(sheet)
    assert mapping.date_order == DateOrder.DAY_FIRST
    moved = mapping.with_field(2, Field.NAME_LATIN).with_field(4, Field.BORN_ON)
    assert [column.field for column in moved.columns][1:] == [
        Field.IGNORED,
        Field.NAME_LATIN,
        Field.IGNORED,
        Field.BORN_ON,
    ]
    dated = roll_reader.with_dates_of(sheet, moved)
    assert dated.date_order == DateOrder.MONTH_FIRST
    assert names_of(roll_reader.read_rows(sheet, dated, on=ON)) == ["Amna Gul"]


def test_choices_of_another_layout_are_not_taken():
    mapping, _roll = read_sheet(sheet_of(HEADINGS, *PEOPLE))
    assert mapping.with_choices({"fields": ["name"], "date_order": "mdy"}).columns == mapping.columns
    assert mapping.with_choices({"fields": ["name"], "date_order": "mdy"}).date_order == DateOrder.MONTH_FIRST


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_spaces_blank_rows_and_digit_forms_change_nothing(seed):
    chance = random.Random(seed)
    rows = []
    for person in PEOPLE:
        rows += [()] * chance.randint(0, 2)
        number = str(person[3]).translate(chance.choice([{}, str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")]))
        number = chance.choice(
            [number, number.replace("-", ""), number.replace("-", " "), f"\u00a0{number} "]
        )
        name = chance.choice([f"  {person[2]} ", person[2].upper(), person[2].replace(" ", "\u00a0 ")])
        rows.append((person[0], person[1], name, number, person[4], person[5]))
    _mapping, roll = read_sheet(sheet_of(HEADINGS, *rows))
    assert names_of(roll) == NAMES
    assert [row.identifiers[0].value for row in roll.rows] == [person[3] for person in PEOPLE]
