"""Names parted by script, with their surnames and usual capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.documents.personal_names import (
    LatinName,
    ScriptedName,
    by_script,
    in_two_parts,
    part_rank,
    read_latin,
    usual_capitals,
)
from trainer_app.rules.vocabulary import LatinOrder


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("陈静 CHEN Jing", ("CHEN Jing", "", "陈静")),
        ("陈静(CHEN Jing)", ("CHEN Jing", "", "陈静")),
        ("牛 犇", ("", "", "牛犇")),
        ("阿卜杜拉 • 买买提", ("", "", "阿卜杜拉·买买提")),
        ("Muhammad Ali\n(محمد علی)", ("Muhammad Ali", "محمد علی", "")),
        ("سيد محمد علي", ("", "سید محمد علی", "")),
        ("ﻣﺤﻤﺪ", ("", "محمد", "")),
        ("محمد علی ولد احمد", ("", "محمد علی", "")),
        ("Ali Khan S/O Ahmed Khan", ("Ali Khan", "", "")),
        ("Sana d/o Javed", ("Sana", "", "")),
        ("1. Ali Khan", ("Ali Khan", "", "")),
        ("Ali Khan (Late)", ("Ali Khan (Late)", "", "")),
        ("  Ali \u00a0 Khan ", ("Ali Khan", "", "")),
        ("", ("", "", "")),
    ],
)
def test_the_scripts_of_a_cell_are_parted(text, parts):
    assert by_script(text) == ScriptedName(*parts)


@pytest.mark.parametrize("text", ["Ali Khan 2", "12345", "2 Ali", "Ali@Khan", "陈静1", "محمد 3", "###"])
def test_digits_and_signs_are_no_part_of_a_name(text):
    assert not by_script(text).is_letters


@pytest.mark.parametrize(
    ("text", "is_chinese", "name"),
    [
        ("SAIMA NOOR", False, LatinName("Saima Noor")),
        ("MIAN IKRAM-UL-HAQ", False, LatinName("Mian Ikram-ul-Haq")),
        ("IKRAM UL HAQ", False, LatinName("Ikram ul Haq")),
        ("saima noor", False, LatinName("Saima Noor")),
        ("SEAN O'BRIEN", False, LatinName("Sean O'Brien")),
        ("A. K. KHAN", False, LatinName("A. K. Khan")),
        ("ALI", False, LatinName("Ali")),
        ("M. Aslam", False, LatinName("M. Aslam")),
        ("Abdulla Mamat", True, LatinName("Abdulla Mamat")),
        ("Mian Ikram-ul-Haq", False, LatinName("Mian Ikram-ul-Haq")),
        ("CHEN Jing", True, LatinName("Jing", "CHEN", LatinOrder.SURNAME_FIRST)),
        ("OUYANG XIUYUAN", True, LatinName("Xiuyuan", "OUYANG", LatinOrder.SURNAME_FIRST)),
        ("LÜ Chong", True, LatinName("Chong", "LÜ", LatinOrder.SURNAME_FIRST)),
        ("LI, Jianguo", True, LatinName("Jianguo", "LI", LatinOrder.SURNAME_FIRST)),
        ("Jianguo LI", True, LatinName("Jianguo", "LI", LatinOrder.GIVEN_FIRST)),
    ],
)
def test_capitals_tell_the_surname_or_nothing(text, is_chinese, name):
    assert read_latin(text, is_chinese=is_chinese) == name


def test_a_name_is_written_in_its_own_order():
    assert read_latin("CHEN Jing", is_chinese=True).full == "CHEN Jing"
    assert read_latin("Jing CHEN", is_chinese=True).full == "Jing CHEN"
    assert LatinName("Saima Noor").full == "Saima Noor"


def test_parts_in_columns_of_their_own_make_one_name():
    surname_first = in_two_parts("CHEN", "JING", order=LatinOrder.SURNAME_FIRST, is_chinese=True)
    assert surname_first.full == "CHEN Jing"
    assert in_two_parts("KHAN", "ALI", order=LatinOrder.GIVEN_FIRST, is_chinese=False).full == "Ali Khan"
    assert in_two_parts("Khan", "", order=LatinOrder.GIVEN_FIRST, is_chinese=False) == LatinName("Khan")


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("ASI Ali Khan", "ASI"),
        ("Inspector Ali Khan", "Inspector"),
        ("H.C. Ali Khan", "H.C"),
        ("DSP. Ali Khan", "DSP"),
        ("Sub-Inspector Ali Khan", "Sub-Inspector"),
        ("Ali Khan SI", "SI"),
        ("Ali Khan, asi", "asi"),
        ("Ali Khan (Head Constable)", "Head Constable"),
        ("Ali Khan Inspector", "Inspector"),
        ("Ali Khan", ""),
    ],
)
def test_a_rank_beside_the_name_is_parted_from_it(text, rank):
    assert part_rank(text) == ("Ali Khan", rank)


@pytest.mark.parametrize("name", ["Siraj Khan", "Asim Ali", "Spogmai Gul", "Ali Si", "Gul Asi"])
def test_a_name_that_is_written_like_a_rank_stays(name):
    assert part_rank(name) == (name, "")


@pytest.mark.parametrize(
    "text", ["Mr. Ali Khan", "MR Ali Khan", "Mrs. Ali Khan", "Ms.Ali Khan", "Ali Khan, 1234/L"]
)
def test_polite_words_and_numbers_beside_a_name_are_taken_off(text):
    assert by_script(text) == ScriptedName("Ali Khan")


@given(st.text(alphabet="abcdefgh '-.", min_size=1, max_size=30))
def test_usual_capitals_change_nothing_but_case(text):
    assert usual_capitals(text).casefold() == " ".join(text.split())
