"""What the offering workbook shows is what was tested, for every random scheme and order of trainees."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.offering_samples import report
from tests.rules.golden import case_of, scheme_of
from tests.rules.random_texts import case_texts, marks_of
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_book import offering_book
from trainer_app.rules.states import ScoreState
from trainer_app.rules.words import outcome_words

EXAMPLES = 40
DELIVERED_MINUTES = 10_000
BLANK = (ScoreState.NOT_ENTERED, ScoreState.ABSENT_EXCUSED, ScoreState.VOID)


@st.composite
def offerings(draw):
    """Results of some trainees under one random scheme, each with the attended minutes."""
    text = draw(case_texts())
    scheme = scheme_of(text.scheme)
    texts = [replace(text, marks=draw(marks_of(text.scheme))) for _trainee in range(draw(st.integers(1, 4)))]
    minutes = int(Decimal(text.attendance) * 100) if text.attendance else None
    results = [(case_of(each, scheme).graded(), minutes) for each in texts]
    return scheme, results, report(results, scheme, delivered_minutes=DELIVERED_MINUTES)


def rows_of(made, place):
    """The trainees' rows of a sheet (1 roll, 2 scores, 3 results) by roll number."""
    first = at.FIRST_SCORES_ROW if place == 2 else at.FIRST_ROW
    rows = offering_book(made, "en").sheets[place].rows[first - 1 :]
    return {row[0].value: [cell.value for cell in row] for row in rows}


@settings(max_examples=EXAMPLES)
@given(offerings())
def test_the_workbook_shows_the_figures_that_were_tested(offering):
    scheme, results, made = offering
    rows, words = rows_of(made, 3), outcome_words()
    for number, (graded, _minutes) in enumerate(results, 1):
        row = rows[number]
        total, tested = row[at.RESULT_TOTAL - 1], graded.clauses[0].value
        assert total == tested == graded.overall
        assert total is None or -total.as_tuple().exponent == scheme.decimals
        assert row[at.RESULT_BAND - 1] == graded.band
        assert row[at.RESULT_OUTCOME - 1] == words[graded.outcome]
        assert row[at.RESULT_MET - 1] == ("Yes" if all(clause.met for clause in graded.clauses) else "No")
        attended = row[at.RESULT_ATTENDANCE - 1]
        assert (None if attended is None else attended * 100) == graded.attendance


@settings(max_examples=EXAMPLES)
@given(offerings())
def test_a_blank_is_a_word_in_the_workbook_and_never_a_zero(offering):
    _scheme, results, made = offering
    rows = rows_of(made, 2)
    for number, (graded, _minutes) in enumerate(results, 1):
        cells = [line.cell for line in graded.lines if line.cell is not None]
        shown = rows[number][at.FIRST_SCORE - 1 :]
        for cell, value in zip(cells, shown, strict=False):
            has_points = cell.state == ScoreState.SCORED and cell.waiting is None
            assert isinstance(value, str) == (not has_points)
        assert any(cell.state in BLANK for cell in cells) <= (rows[number][-1] is None)


@settings(max_examples=EXAMPLES)
@given(offerings(), st.randoms(use_true_random=False))
def test_another_order_of_trainees_changes_no_row_and_no_figure_of_the_summary(offering, random):
    _scheme, _results, made = offering
    shuffled = replace(made, trainees=random.sample(list(made.trainees), len(made.trainees)))
    for place in (1, 2, 3):
        assert rows_of(shuffled, place) == rows_of(made, place)
    summary, again = (offering_book(each, "en").sheets[0] for each in (made, shuffled))
    assert [[cell.value for cell in row] for row in again.rows] == [
        [cell.value for cell in row] for row in summary.rows
    ]
