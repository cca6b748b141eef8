"""Headings of three languages in the spellings that lists really have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.core import language
from trainer_app.documents.headings import Field, fold_heading, recognise_heading

HEADINGS = {
    Field.SERIAL: ["S.No", "Sr. #", "S/No", "No.", "#", "№", "Ser", "نمبر شمار", "نمبرشمار", "序号", "编号"],
    Field.NAME: [
        "Name",
        "NAME OF OFFICER",
        "Name of Official/Officer",
        "Full name",
        "Participent name",
        "نام",
        "姓名",
        "姓 名",
        "姓\u3000名",
        "Name 姓名",
        "نام Name 姓名",
        "Rank & Name",
        "Name with Parentage",
        "Name as per CNIC",
        "Name & Father’s Name",
        "Name, Rank & Belt No.",
        "نام و ولدیت",
    ],
    Field.NAME_LATIN: [
        "Name (in block letters)",
        "Name in English",
        "English name",
        "انگریزی نام",
        "英文姓名",
        "Name as per passport",
    ],
    Field.NAME_UR: ["Name in Urdu", "نام (اردو)", "Urdu Name"],
    Field.NAME_ZH: ["Chinese name", "中文姓名", "Name in Chinese characters"],
    Field.PINYIN: ["拼音", "Pinyin", "姓名拼音"],
    Field.SURNAME: ["Surname", "Family Name", "姓", "Last name", "Family Name 姓"],
    Field.GIVEN: ["Given name", "First Name", "名", "Given Name 名"],
    Field.FATHER: [
        "Father's Name",
        "Father’s name",
        "Name of Father",
        "S/O",
        "Fahter Name",
        "ولدیت",
        "والد کا نام",
        "父亲姓名",
    ],
    Field.SEX: ["Sex", "Gender", "Sex (M/F)", "جنس", "性别", "性 别"],
    Field.RANK: ["Rank", "Designation", "Desigination", "Rank/Designation", "عہدہ", "عهده", "警衔"],
    Field.CNIC: ["CNIC", "CNIC No.", "C.N.I.C", "NIC #", "شناختی کارڈ نمبر", "شناختي كارڈ نمبر"],
    Field.PRC_ID: ["身份证号", "身份证号码", "公民身份号码"],
    Field.IDENTITY: [
        "CNIC / ID",
        "ID No.",
        "Identity number",
        "CNIC/Passport No.",
        "شناختی نمبر",
        "证件号码",
        "National ID Card No",
    ],
    Field.PASSPORT: ["Passport No", "护照号", "پاسپورٹ نمبر"],
    Field.BELT_NO: ["Belt No.", "Belt #", "بیلٹ نمبر", "Buckle No"],
    Field.POLICE_NO: ["警号", "Police No.", "Personnel number", "Employee ID"],
    Field.BORN_ON: [
        "D.O.B",
        "D. O. B.",
        "Date of\nBirth",
        "Date of birth (dd/mm/yyyy)",
        "تاریخ پیدائش",
        "تاريخِ پيدايش",
        "出生日期",
        "出生年月",
        "出生日期 Date of Birth",
    ],
    Field.ORGANISATION: [
        "Unit",
        "Place of Posting",
        "Name of Unit",
        "Unit / Organization",
        "Police Station",
        "تعیناتی",
        "محکمہ",
        "单位",
        "工作单位",
        "单位及职务",
    ],
    Field.CONTACT: ["Contact", "Mobile No.", "Cell #", "رابطہ نمبر", "联系电话"],
    Field.REMARKS: ["Remarks", "Remraks", "کیفیت", "备注"],
    Field.ROLL_NUMBER: ["Roll No", "رول نمبر", "学号"],
    Field.IGNORED: [
        "Date of issue",
        "Passport expiry",
        "Place of birth",
        "Emergency contact name",
        "Mother's name",
        "Age",
        "Signature",
        "籍贯",
        "紧急联系人",
        "Name of course",
        "E-mail",
        "护照有效期",
    ],
}
CASES = [(text, field) for field, texts in HEADINGS.items() for text in texts]


@pytest.mark.parametrize(("text", "field"), CASES)
def test_a_heading_is_recognised_however_it_is_written(text, field):
    assert recognise_heading(text) == field


@given(
    case=st.sampled_from(CASES),
    before=st.sampled_from(["", " ", "\n"]),
    after=st.sampled_from([" ", ":", ".", " *", "\n"]),
)
def test_case_spaces_and_punctuation_do_not_matter(case, before, after):
    text, field = case
    assert recognise_heading(f"{before}{text.upper()}{after}") == field


@pytest.mark.parametrize(
    "text", ["", "  ", "District", "x" * 200, "2026", "NOMINAL ROLL", "ISLAMABAD POLICE", "Sohail Abbas"]
)
def test_other_texts_tell_nothing(text):
    assert recognise_heading(text) is None


def test_folding_takes_away_case_marks_and_letter_variants():
    assert fold_heading("تاريخِ پيدائش") == fold_heading("تاریخ پیدائش")
    assert fold_heading("  Father’s   NAME: ") == "fathers name"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_every_field_has_a_label(code):
    with language.using(code):
        labels = [field.label() for field in Field]
    assert len(set(labels)) == len(labels)
