"""Identity numbers of both sides, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import Field
from trainer_app.documents.identifiers import (
    Identifier,
    born_inside,
    identity_kind,
    is_placeholder,
    prc_check_character,
    read_identifier,
)
from trainer_app.rules.vocabulary import IdentifierKind

PRC = "11010519491231002X"
NO_SUCH_DAY = "11010519491331001" + prc_check_character("11010519491331001")


@pytest.mark.parametrize(
    "value",
    [
        "42101-2953672-7",
        "4210129536727",
        4210129536727.0,
        4210129536727,
        " 42101 2953672 7 ",
        "۴۲۱۰۱-۲۹۵۳۶۷۲-۷",
        "４２１０１２９５３６７２７",
        "42101–2953672–7",
        "CNIC: 42101-2953672-7",
        "CNIC No. 42101.2953672.7",
        "42101\u00a02953672\u00a07",
        "'4210129536727",
    ],
)
@pytest.mark.parametrize("field", [Field.CNIC, Field.IDENTITY])
def test_a_cnic_is_kept_in_one_form(value, field):
    assert read_identifier(value, field) == Identifier(IdentifierKind.CNIC, "42101-2953672-7")


@given(digits=st.integers(1_000_000_000_000, 9_999_999_999_999).filter(lambda number: number % 10**6))
def test_a_cnic_stored_as_a_number_loses_no_digit(digits):
    read = read_identifier(float(digits), Field.CNIC)
    assert isinstance(read, Identifier)
    assert read.value.replace("-", "") == str(digits)


@pytest.mark.parametrize(
    "value",
    [PRC, PRC.lower(), "110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ", "۱۱۰۱۰۵۱۹۴۹۱۲۳۱۰۰۲X"],
)
@pytest.mark.parametrize("field", [Field.PRC_ID, Field.IDENTITY])
def test_a_chinese_number_is_kept_in_one_form(value, field):
    assert read_identifier(value, field) == Identifier(IdentifierKind.PRC_ID, PRC)


@given(first=st.integers(10**16, 10**17 - 1), other=st.integers(1, 9), place=st.integers(0, 16))
def test_one_wrong_digit_never_keeps_the_check_character(first, other, place):
    digits = str(first)
    wrong = digits[:place] + str((int(digits[place]) + other) % 10) + digits[place + 1 :]
    assert prc_check_character(digits) != prc_check_character(wrong)


@pytest.mark.parametrize(
    ("value", "field", "code"),
    [
        ("61101-12345-1", Field.CNIC, FaultCode.CNIC_DIGITS),
        ("", Field.CNIC, None),
        ("n/a", Field.CNIC, None),
        ("6110l-1234567-1", Field.CNIC, FaultCode.CNIC_LETTERS),
        (3.52021e12, Field.CNIC, FaultCode.SHORTENED),
        ("3.52021E+12", Field.CNIC, FaultCode.SHORTENED),
        ("1.2E+17", Field.PRC_ID, FaultCode.SHORTENED),
        (1.2e17, Field.IDENTITY, FaultCode.SHORTENED),
        (530102199407151925, Field.PRC_ID, FaultCode.SHORTENED),
        ("110105194912310021", Field.PRC_ID, FaultCode.PRC_CHECK),
        ("1101051949123100", Field.PRC_ID, FaultCode.PRC_LENGTH),
        (NO_SUCH_DAY, Field.PRC_ID, FaultCode.PRC_DATE),
        ("E123", Field.PASSPORT, FaultCode.PASSPORT),
        ("12345", Field.IDENTITY, FaultCode.IDENTITY_UNKNOWN),
        ("110105194912310021", Field.IDENTITY, FaultCode.PRC_CHECK),
        ("611011234567", Field.IDENTITY, FaultCode.CNIC_DIGITS),
    ],
)
def test_each_fault_of_a_number_is_named_and_belongs_to_its_column(value, field, code):
    read = read_identifier(value, field)
    if code is None:
        assert read is None
    else:
        assert isinstance(read, Fault)
        assert (read.code, read.field) == (code, field)


@pytest.mark.parametrize(
    ("value", "field", "kept"),
    [
        ("e 12345678", Field.PASSPORT, "E12345678"),
        ("EA1234567", Field.IDENTITY, "EA1234567"),
        ("AB1234567", Field.IDENTITY, "AB1234567"),
        (8033.0, Field.BELT_NO, "8033"),
        ("08033", Field.BELT_NO, "08033"),
        ("1234/IB", Field.BELT_NO, "1234/IB"),
        ("２７８１０６", Field.POLICE_NO, "278106"),
        ("024496", Field.POLICE_NO, "024496"),
    ],
)
def test_other_numbers_are_kept_as_text(value, field, kept):
    read = read_identifier(value, field)
    assert isinstance(read, Identifier)
    assert read.value == kept


def test_the_shape_of_a_number_tells_its_kind():
    kinds = [
        identity_kind(value) for value in (6110112345671.0, PRC, "E12345678", "12345", None, "Amina Khan")
    ]
    assert kinds == [IdentifierKind.CNIC, IdentifierKind.PRC_ID, IdentifierKind.PASSPORT, None, None, None]


def test_an_impossible_day_inside_a_number_is_none():
    assert born_inside(NO_SUCH_DAY) is None


def test_a_dash_or_nil_says_nothing():
    assert all(map(is_placeholder, ("", "-", " NIL ", "N/A", "无")))
    assert not is_placeholder("0")
