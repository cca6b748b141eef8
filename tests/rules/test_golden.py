"""The golden cases: what the program computes is what was worked out by hand."""

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from tests.rules import golden_text, plain_rules
from tests.rules.golden import read, written

CASES = read()
TEXTS = golden_text.read_texts()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_the_program_computes_what_was_worked_out_by_hand(case):
    assert written(case.graded()) == case.expected


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.what)
def test_what_was_worked_out_by_hand_follows_from_the_rules_in_plain_fractions_too(case):
    assert plain_rules.result(case) == case.expected


@pytest.mark.parametrize("module", [plain_rules, golden_text])
def test_the_second_reckoning_shares_no_code_with_the_program(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
    assert [name for name in imported if name.startswith("trainer_app") or name.endswith(".golden")] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_the_lines_of_the_explanation_sum_to_the_exact_total(case):
    graded = case.graded()
    whole_adjusted = any(change.component is None for change in graded.adjusted)
    if graded.exact is None or whole_adjusted:
        return
    parts = [line.weighted_points or Fraction(0) for line in graded.lines if line.rule.parent is None]
    assert sum(parts) == graded.exact


def test_there_are_enough_cases_and_each_has_its_own_name_and_its_working():
    assert len({case.what for case in CASES}) == len(CASES)
    assert len(CASES) >= 300
    assert [case.what for case in TEXTS if not case.working] == []
