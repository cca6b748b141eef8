"""The grid in memory."""

from decimal import Decimal

import pytest

from tests.ui.tables.score_grid.conftest import DRIVING, FIREARMS, WRITTEN, make_intake
from trainer_app.core.errors import NotANumber, ValueOffStep, ValueOutsideMaximum
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.services import scores
from trainer_app.ui.tables.score_grid.table import Basis, Filter, NotAccepted, Rejects, ScoreTable


def table_of(database, intake, *, attempt=1, stage=OfferingState.ASSESSMENT, rejects=None):
    with database.reading() as session:
        grid = scores.grid(session, offering_id=intake.id, attempt=attempt)
        results = scores.totals(session, offering_id=intake.id)
    basis = Basis(stage, Decimal(60), 1)
    return ScoreTable(grid, results, basis, Rejects() if rejects is None else rejects)


@pytest.fixture
def table(file_database):
    marks = {
        (0, "WRT"): 66,
        (1, "WRT"): ScoreState.ABSENT,
        (2, "WRT"): ScoreState.ABSENT_EXCUSED,
        (0, "FIR"): 41.5,
        (1, "FIR"): 42,
    }
    return table_of(file_database, make_intake(file_database, marks=marks))


def test_the_counts_of_the_filters_add_up(table):
    counts = table.counts()
    assert (counts.trainees, counts.cells, counts.entered, counts.not_entered) == (4, 16, 5, 11)
    assert (counts.below_minimum, counts.absent) == (1, 2)


def test_the_minimum_is_compared_as_the_rules_compare_it(table):
    assert table.is_below_minimum(0, FIREARMS)
    assert not table.is_below_minimum(1, FIREARMS)
    assert not table.is_below_minimum(0, WRITTEN)


def test_a_filter_matches_trainees(table):
    shown = {chosen: [row for row in range(4) if table.matches(row, chosen)] for chosen in Filter}
    assert shown == {
        Filter.ALL: [0, 1, 2, 3],
        Filter.NOT_ENTERED: [0, 1, 2, 3],
        Filter.BELOW_MINIMUM: [0],
        Filter.ABSENT: [1, 2],
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [("101", ValueOutsideMaximum), ("-1", ValueOutsideMaximum), ("43.3", ValueOffStep), ("4o", NotANumber),
     ("void", NotANumber), ("misconduct", NotANumber)],
)  # fmt: skip
def test_a_value_that_is_no_mark_says_why(table, text, fault):
    found = table.read(WRITTEN, text)
    assert isinstance(found, NotAccepted)
    assert (found.text, type(found.fault)) == (text, fault)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("", Mark(ScoreState.NOT_ENTERED)),
        ("0", Mark(ScoreState.SCORED, Decimal(0))),
        (" 43,5 ", Mark(ScoreState.SCORED, Decimal("43.5"))),
        ("absent", Mark(ScoreState.ABSENT)),
    ],
)
def test_a_readable_text_is_a_mark(table, text, mark):
    assert table.read(WRITTEN, text) == mark


def test_a_refused_value_keeps_the_old_one_in_force(table):
    table.reject(0, WRITTEN, NotAccepted("157", NotANumber("157")))
    assert table.mark(0, WRITTEN).points == 66
    assert table.rejected_places() == [(0, WRITTEN)]
    table.set_mark(0, WRITTEN, table.mark(0, WRITTEN))
    assert table.rejected(0, WRITTEN) is None


def test_what_was_typed_for_people_who_left_is_forgotten(file_database, table):
    other = make_intake_again(file_database)
    rejects = Rejects({table.key(0, WRITTEN): NotAccepted("1", NotANumber("1"))})
    again = table_of(file_database, other, rejects=rejects)
    assert len(again.rejects) == 0


def make_intake_again(database):
    from tests.factories import enrol, make_offering, make_person
    from tests.ui.tables.score_grid.conftest import Intake

    with database.transaction() as session:
        offering = make_offering(session, code="PK-2026-99", course="CPR-201")
        trainee = enrol(session, offering, make_person(session, "Someone Else"))
        return Intake(offering.id, (trainee.id,), ())


def test_sums_on_paper_are_read_and_compared(table):
    component = table.components[WRITTEN].id
    assert table.difference(WRITTEN) is None
    table.sums[component] = table.read_sum("66")
    assert table.difference(WRITTEN) == 0
    table.sums[component] = table.read_sum("۱۰۰")
    assert table.difference(WRITTEN) == 34
    assert table.read_sum(" ") is None
    assert isinstance(table.read_sum("-5"), NotAccepted)
    assert isinstance(table.read_sum("1.2345"), NotAccepted)
    assert isinstance(table.read_sum("many"), NotAccepted)


def test_a_resit_is_expected_of_those_alone_who_take_it(file_database):
    marks = {(row, code): 25 for row in range(2) for code in ("WRT", "DRV", "LNG")}
    marks |= {(0, "FIR"): 30, (1, "FIR"): 60, (0, "WRT"): 90, (1, "WRT"): 90}
    intake = make_intake(file_database, trainees=2, marks=marks)
    table = table_of(file_database, intake, attempt=2)
    assert [table.is_expected(row, FIREARMS) for row in range(2)] == [True, False]
    assert (table.counts().cells, table.expected(FIREARMS), table.expected(DRIVING)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("stage", "urgent"),
    [(OfferingState.ASSESSMENT, [True, True]), (OfferingState.RUNNING, [True, False]),
     (OfferingState.OPEN, [False, False])],
)  # fmt: skip
def test_a_blank_is_urgent_once_its_column_is_begun_or_in_assessment(file_database, stage, urgent):
    intake = make_intake(file_database, state=stage, marks={(0, "WRT"): 50})
    table = table_of(file_database, intake, stage=stage)
    assert [table.is_urgent(column) for column in (WRITTEN, DRIVING)] == urgent
