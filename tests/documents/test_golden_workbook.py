"""Every golden case in an exported workbook: what LibreOffice computes is what was worked out by hand."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

import pytest
from openpyxl import load_workbook

from tests.documents.offering_samples import report
from tests.libreoffice import needs_libreoffice, recalculated
from tests.rules.golden import read
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_book import offering_book
from trainer_app.documents.workbook import write
from trainer_app.rules.states import Outcome
from trainer_app.rules.words import outcome_words

DELIVERED_MINUTES = 1_000_000  # an attendance of 75.4999 is then a whole number of minutes
BATCHES = 4  # runs of LibreOffice, each well inside the time that a test may take
# Cases whose total and verdict stand in the workbook as the program recorded them, with the reason. A part's
# weight moves within its own component, and what an adjustment does is decided in a fixed order with limits:
# the workbook has no columns for them. A mean such as 62/3 points cannot stand in a cell. Attendance and band
# are computed for all of them.
LEFT_OUT = {"adjusted": 35, "parts": 24, "no decimal mean": 4}


def groups():
    """Golden cases by scheme, in the order in which the schemes first occur."""
    cases = read()
    order = {scheme: place for place, scheme in enumerate(dict.fromkeys(id(case.scheme) for case in cases))}
    ordered = sorted(cases, key=lambda case: order[id(case.scheme)])
    return [list(same) for _scheme, same in groupby(ordered, lambda case: id(case.scheme))]


GROUPS = groups()


def minutes(case):
    return None if case.attendance is None else int(Fraction(case.attendance) * DELIVERED_MINUTES / 100)


def report_of(cases):
    results = [(case.graded(), minutes(case)) for case in cases]
    return report(results, cases[0].scheme, delivered_minutes=DELIVERED_MINUTES)


def why_recorded(case, made, trainee):
    """Why the workbook shows the recorded total of a case instead of a formula; empty where it computes."""
    if not made.scheme.is_flat:
        return "parts"
    if trainee.is_recomputable:
        return ""
    return "adjusted" if case.adjustments else "no decimal mean"


def shown(value, places):
    return "" if value in (None, "") else str(Decimal(str(value)).quantize(Decimal(1).scaleb(-places)))


def case_in(results, row, case):
    """Total, band, whether every rule is met, and the outcome, as the opened workbook shows them."""
    columns = (at.RESULT_TOTAL, at.RESULT_BAND, at.RESULT_MET, at.RESULT_OUTCOME)
    total, band, met, outcome = (results.cell(row, column).value for column in columns)
    if total in (None, "") and case.expected[0].startswith("("):
        so_far = shown(results.cell(row, at.RESULT_SO_FAR).value, case.scheme.decimals)
        total = f"({so_far or '-'} of {case.expected[0].partition(' of ')[2]}"
    else:
        total = shown(total, case.scheme.decimals)
    return total, band or "", met, outcome


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_workbook_computes_every_golden_case_as_it_was_worked_out_by_hand(tmp_path, batch):
    needs_libreoffice()
    batches = GROUPS[batch::BATCHES]
    paths = [tmp_path / f"golden-{number}.xlsx" for number in range(len(batches))]
    for path, cases in zip(paths, batches, strict=True):
        write(offering_book(report_of(cases), "en"), path)
    words, found, expected = outcome_words(), {}, {}
    for path, cases in zip(recalculated(paths, tmp_path / "office"), batches, strict=True):
        results = load_workbook(path, data_only=True)["Results"]
        for row, case in enumerate(cases, at.FIRST_ROW):
            total, band, outcome, unmet = case.expected
            expected[case.what] = (total, band, "No" if unmet else "Yes", words[Outcome(outcome)])
            found[case.what] = case_in(results, row, case)
            assert results.cell(row, at.RESULT_DIFFERS).value == 0
    assert found == expected


def test_the_total_is_a_formula_but_for_parts_adjustments_and_means_that_are_no_decimal_number():
    reasons = Counter()
    for cases in GROUPS:
        made = report_of(cases)
        _summary, _roll, scores, results, _definitions = offering_book(made, "en").sheets
        total = at.FIRST_SCORE + len(made.scheme.components) + 2
        rows = zip(scores.rows[at.FIRST_SCORES_ROW - 1 :], results.rows[at.FIRST_ROW - 1 :], strict=True)
        for trainee, case, (score_row, result_row) in zip(made.trainees, cases, rows, strict=True):
            reason = why_recorded(case, made, trainee)
            reasons[reason] += 1
            assert (score_row[total].formula is None) == bool(reason), case.what
            assert (result_row[at.RESULT_MET - 1].formula is None) == bool(reason), case.what
    assert reasons == LEFT_OUT | {"": len(read()) - sum(LEFT_OUT.values())}


def test_the_attendance_of_the_cases_is_a_formula_too():
    for cases in GROUPS:
        rows = offering_book(report_of(cases), "en").sheets[1].rows
        formulas = [row[at.ROLL_ATTENDANCE - 1].formula for row in rows[at.FIRST_ROW - 1 :]]
        assert None not in formulas
