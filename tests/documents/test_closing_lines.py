"""Totals, signatures and column numbers against rows of people."""

import pytest

from trainer_app.documents.closing_lines import is_closing_line, is_column_numbers, is_total

NAMES = frozenset({1})


@pytest.mark.parametrize(
    "text",
    [
        "Total",
        "TOTAL:",
        "Grand total",
        "Total officers: 24",
        "کل",
        "کل تعداد ۲۴",
        "ٹوٹل",
        "合计",
        "Average",
        "平均分",
        "Max marks: 60",
        "共 24 人",
    ],
)
def test_words_of_sums_are_known(text):
    assert is_total(text)


@pytest.mark.parametrize("text", ["Totalitarian", "کلثوم", "Kul Bahadur", "共产", "", "24"])
def test_other_words_are_no_sums(text):
    assert not is_total(text)


@pytest.mark.parametrize(
    ("row", "closes"),
    [
        (("Total", None, 24), True),
        ((None, "Total", 24), True),
        (("Prepared by:", "Ali", None), True),
        ((None, "审核", None), True),
        (("Note: see below", None, None), True),
        ((1, "Note Khan", "ASI"), False),
        ((1, "Ali", "Total quality"), False),
        (("Total", "Ali", "ASI", "CTD", "x"), False),
        ((None, None, None), False),
        ((1, "Place", None), False),
    ],
)
def test_a_row_closes_by_its_first_text_or_by_its_name(row, closes):
    assert is_closing_line(row, NAMES) == closes


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ((1, 2, 3), True),
        (("(1)", "(2)", "(3)", None), True),
        (("۱", "۲", "۳"), True),
        ((1, 2), False),
        ((1, "Ali", 3), False),
    ],
)
def test_a_row_that_counts_the_columns_is_no_person(row, counts):
    assert is_column_numbers(row) == counts
