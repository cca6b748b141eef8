"""Text dates in many styles, serial numbers in two calendars, and what is no date."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.documents.dates import DateOrder, first_ambiguous, infer_order, looks_like_date, read_date
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import Field

DAY = date(1997, 8, 29)
STYLES = (
    "29/08/1997",
    "29-08-1997",
    "29.08.1997",
    "29 08 1997",
    "29/8/1997",
    "1997-08-29",
    "1997.08.29",
    "1997/8/29",
    "19970829",
    "1997年8月29日",
    "1997 年 08 月 29 日",
    "1997年8月29",
    "29 Aug 1997",
    "29-Aug-1997",
    "29th August 1997",
    "August 29, 1997",
    "29 اگست 1997",
    "۲۹-۰۸-۱۹۹۷",
    "٢٩/٠٨/١٩٩٧",
    "２９／０８／１９９７",
    "1997-08-29 00:00:00",
    "1997-08-29T00:00",
    " 29/08/1997 ",
    "29۔08۔1997",
)


def read(value, **how):
    return read_date(value, Field.BORN_ON, **how)


@pytest.mark.parametrize("text", STYLES)
def test_one_day_is_read_from_every_style(text):
    assert read(text) == DAY
    assert looks_like_date(text)


def test_cells_that_are_dates_are_taken_as_they_are():
    assert read(DAY) == DAY
    assert read(datetime(1997, 8, 29, 5, 30)) == DAY  # noqa: DTZ001 (cells know no time zone)


@given(day=st.dates(date(1910, 1, 1), date(2090, 1, 1)))
def test_each_day_comes_back_from_text_and_serial_number(day):
    assert read(day.isoformat()) == day
    assert read(day.strftime("%d/%m/%Y")) == day
    assert read(day.strftime("%m/%d/%Y"), order=DateOrder.MONTH_FIRST) == day
    assert read(float((day - date(1899, 12, 30)).days)) == day


@given(day=st.dates(date(1913, 1, 1), date(2090, 1, 1)))
def test_the_calendar_of_1904_counts_from_its_own_day(day):
    assert read((day - date(1904, 1, 1)).days, uses_1904=True) == day


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31/02/1990", FaultCode.NO_SUCH_DAY),
        ("29/02/1990", FaultCode.NO_SUCH_DAY),
        ("10/13/1990", FaultCode.NO_SUCH_DAY),
        ("1990-02-30", FaultCode.NO_SUCH_DAY),
        ("1990年13月1日", FaultCode.NO_SUCH_DAY),
        ("31 Feb 1990", FaultCode.NO_SUCH_DAY),
        ("29/08/97", FaultCode.TWO_DIGIT_YEAR),
        ("29-Aug-97", FaultCode.TWO_DIGIT_YEAR),
        ("29/08/'97", FaultCode.TWO_DIGIT_YEAR),
        ("1997", FaultCode.NOT_A_DATE),
        (1997.0, FaultCode.NOT_A_DATE),
        ("29 Foo 1997", FaultCode.NOT_A_DATE),
        ("Foo 29, 1997", FaultCode.NOT_A_DATE),
        ("unknown", FaultCode.NOT_A_DATE),
        ("08/1997", FaultCode.NOT_A_DATE),
        (timedelta(days=1), FaultCode.NOT_A_DATE),
        (12.5, FaultCode.NOT_A_DATE),
        (True, FaultCode.NOT_A_DATE),
        ("1997年8月", FaultCode.NOT_A_DATE),
    ],
)
def test_what_is_no_date_is_a_fault_with_its_kind(value, code):
    fault = read(value)
    assert isinstance(fault, Fault)
    assert fault.code == code
    assert not looks_like_date(value)


def test_a_number_of_eight_digits_is_a_date_written_together():
    assert read(19970829.0) == DAY


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["29/08/1997"], DateOrder.DAY_FIRST),
        (["08/29/1997"], DateOrder.MONTH_FIRST),
        (["29/08/1997", "27/08/1997", "08/29/1997"], DateOrder.DAY_FIRST),
        (["29/08/1997", "08/29/1997"], None),
        (["04/03/1991", "1991-12-30", 33000.0, DAY], None),
        (["31/02/1990"], DateOrder.DAY_FIRST),
    ],
)
def test_the_order_is_what_most_dates_of_the_column_prove(texts, order):
    assert infer_order(texts) == order


def test_only_a_text_that_means_two_days_is_ambiguous():
    assert first_ambiguous(["29/08/1997", "05/05/1991", DAY, "۰۴-۰۳-۱۹۹۱"]) == "۰۴-۰۳-۱۹۹۱"
    assert first_ambiguous(["29/08/1997", "1991-03-04"]) is None
