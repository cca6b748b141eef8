"""The figures at the foot of a printed score sheet."""

from decimal import Decimal

from tests.documents.entry_samples import ABSENT, BLANK, points, sheet, trainees


def test_a_blank_counts_as_expected_and_not_as_entered_and_a_closed_box_as_neither():
    people = (
        *trainees(2, points("40.5"), ABSENT),
        *trainees(1, BLANK, None),
    )
    data = sheet(trainees=people)
    assert [data.expected(0), data.entered(0), data.control_sum(0)] == [3, 2, Decimal("81.0")]
    assert [data.expected(1), data.entered(1), data.control_sum(1)] == [2, 2, Decimal(0)]
