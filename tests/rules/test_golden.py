"""The golden cases: what the program computes is what was worked out by hand."""

from fractions import Fraction

import pytest

from tests.rules.golden import read

CASES = read()


def written(graded):
    """The result in the words of the table."""
    if graded.overall is not None:
        total = str(graded.overall)
    elif graded.settled < graded.components:
        total = f"({graded.so_far if graded.so_far is not None else '-'} of {graded.settled})"
    else:
        total = ""
    unmet = ", ".join(clause.rule for clause in graded.clauses if not clause.met)
    return total, graded.band or "", str(graded.outcome), unmet


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_the_program_computes_what_was_worked_out_by_hand(case):
    assert written(case.graded()) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_the_lines_of_the_explanation_sum_to_the_exact_total(case):
    graded = case.graded()
    whole_adjusted = any(change.component is None for change in graded.adjusted)
    if graded.exact is None or whole_adjusted:
        return
    parts = [line.weighted_points or Fraction(0) for line in graded.lines if line.rule.parent is None]
    assert sum(parts) == graded.exact


def test_there_are_enough_cases_and_each_has_its_own_name():
    assert len({case.what for case in CASES}) == len(CASES)
    assert len(CASES) >= 60
