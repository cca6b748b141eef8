"""Ranks and organisations as rolls write them, against the reference data."""

import pytest

from trainer_app.services import roll_words


@pytest.fixture
def ranks(session):
    return roll_words.ranks(session)


@pytest.fixture
def organisations(session):
    return roll_words.organisations(session)


RANKS = {
    "CONST": [
        "Constable",
        "CONSTABLE",
        "Lady Constable",
        "Police Constable",
        "Const.",
        "کانسٹیبل",
        "PC",
        "L/C",
    ],
    "HC": [
        "Head Constable",
        "HC",
        "H.C.",
        "H/Const",
        "LHC",
        "Head Const.",
        "ہیڈ کانسٹیبل",
        "ایچ سی",
        "HC (Traffic)",
    ],
    "ASI": [
        "ASI",
        "A.S.I",
        "Asst. Sub Inspector",
        "Assistant Sub-Inspector",
        "اے ایس آئی",
        "اسسٹنٹ سب انسپکٹر",
    ],
    "SI": ["SI", "Sub Inspector", "Sub-Inspector", "S.I.", "سب انسپکٹر", "ایس آئی"],
    "INSP": ["Inspector", "Insp.", "Inspector/Legal", "انسپکٹر"],
    "DSP": ["DSP", "D.S.P", "Dy. Superintendent of Police", "ڈی ایس پی", "ڈی۔ایس۔پی"],
    "SSP": ["SSP", "ایس ایس پی"],
    "IG": ["IG", "IGP", "Inspector General of Police"],
    "JS3": ["三级警司", "Superintendent, 3rd Class"],
    "JD1": ["一级警督"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in RANKS.items() for text in texts])
def test_a_rank_is_found_by_title_and_abbreviation(ranks, code, text):
    side = "CN" if code.startswith("J") else "PK"
    found = ranks.find(text, side=side)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "Warden", "Director", "Officer", "H", "顾问", "C"])
def test_another_word_is_no_rank(ranks, text):
    assert ranks.find(text, side="PK") is None


def test_a_title_of_both_sides_is_the_rank_of_the_persons_own_side(ranks):
    assert [ranks.find("总警监", side=side).code for side in ("PK", "CN")] == ["IG", "ZJJ"]
    assert ranks.find("Constable", side="CN").side == "PK"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Special Protection Unit, Islamabad", "SPU-ICT"),
        ("SPU Islamabad", "SPU-ICT"),
        ("spu-ict", "SPU-ICT"),
        ("NCCIA", "NCCIA"),
        ("北京市公安局", "BJPSB"),
        ("نیشنل پولیس اکیڈمی اسلام آباد", "NPA"),
    ],
)
def test_a_unit_is_found_by_title_code_and_abbreviation(organisations, text, code):
    assert organisations.named(text).code == code


@pytest.mark.parametrize("text", ["", "CTD", "Police Lines HQ", "新疆公安厅", "南京市公安局", "Islamabad"])
def test_a_unit_that_is_not_kept_is_none(organisations, text):
    assert organisations.named(text) is None


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["ISLAMABAD CAPITAL TERRITORY POLICE — NOMINAL ROLL OF OFFICERS"], "ICTP"),
        (["نیشنل سائبر کرائم انویسٹی گیشن ایجنسی — نامزد افسران کی فہرست"], "NCCIA"),
        (["公安部参训人员名单，正文见第二页"], "MPS"),
        (["Subject: Rapid Response", "mps-roll-2026.xlsx"], "MPS"),
        (["北京市公安局参训人员"], "BJPSB"),
    ],
)
def test_the_agency_is_guessed_from_the_titles(organisations, texts, code):
    assert organisations.mentioned(texts).code == code


@pytest.mark.parametrize(
    "texts", [[], ["NOMINAL ROLL"], ["Police officers of Islamabad"], ["南京市公安局参训人员"]]
)
def test_titles_that_name_no_agency_guess_none(organisations, texts):
    assert organisations.mentioned(texts) is None
