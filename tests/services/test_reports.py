"""The offering progress report, from the records to the workbook."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import make_offering
from tests.libreoffice import disagreements, recalculated
from tests.services.assessed import offering_in_results, trainee_with
from trainer_app.core.errors import NotFound
from trainer_app.core.language import LANGUAGES
from trainer_app.core.progress import Cancelled
from trainer_app.models.delivery import Enrolment
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.models.people import Person
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import adjustments, reports, results

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BOARD = {"decided_on": date(2026, 11, 24), "minutes_reference": "JB-2026-07", "now": NOW}


def progress(session):
    return reports.offering_progress(session, offering_code="PK-2026-01", on=ON)


def post(session, name, organisation, rank):
    """Give a trainee an organisation and a rank of the reference data."""
    person = session.scalars(select(Person).where(Person.name_latin == name)).one()
    person.organisation_id = session.scalars(
        select(Organisation.id).where(Organisation.code == organisation)
    ).one()
    person.rank_id = session.scalars(select(Rank.id).where(Rank.code == rank, Rank.side == person.side)).one()
    session.flush()


def assessed(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, "80", name="Usman Ghani")
    trainee_with(session, offering, "80", name="Shahid Iqbal", marks={"FIR": "30"})
    trainee_with(session, offering, "80", name="Saima Rafiq", marks={"FIR": ScoreState.ABSENT_EXCUSED})
    post(session, "Usman Ghani", "SPU-ICT", "SI")
    return offering


def test_an_adjusted_result_is_shown_with_authority_and_reason_in_its_language(session, tmp_path):
    offering = assessed(session)
    assert not any(each.adjustments.en for each in progress(session).trainees)
    enrolment_id = session.scalars(
        select(Enrolment.id).where(Enrolment.offering_id == offering.id, Enrolment.roll_number == 1)
    ).one()
    given = {"kind": AdjustmentKind.PENALTY, "points": Decimal(5)}
    words = {"authority": "Board 12/2026", "reason": "Late assignment"}
    adjustments.add(session, enrolment_id=enrolment_id, **given, **words)
    path = tmp_path / "report.xlsx"
    for language, penalty in (("en", "Penalty"), ("ur", "کٹوتی"), ("zh", "扣分")):
        reports.save_offering_progress(
            session, offering_code="PK-2026-01", language=language, path=path, on=ON
        )
        sheet = load_workbook(path).worksheets[3]
        first, second = (sheet.cell(row, 16).value for row in (5, 6))
        for part in (penalty, "Board 12/2026", "Late assignment"):
            assert part in first
        assert second is None


def test_a_report_holds_roll_scores_and_results_of_everyone(session):
    assessed(session)
    made = progress(session)
    first, second, third = made.trainees
    assert (first.roll_number, first.name_latin, first.side) == (1, "Usman Ghani", "PK")
    assert (first.organisation, first.rank.en) == ("SPU-ICT", "Sub-Inspector")
    assert [each.outcome for each in made.trainees] == [Outcome.PASS, Outcome.FAIL_RESIT, Outcome.PENDING]
    assert (first.overall, first.band) == (Decimal("80.0"), 1)
    assert second.marks[1].points == 30
    assert third.overall is None
    assert third.marks[1].state == ScoreState.ABSENT_EXCUSED


def test_a_report_tells_the_facts_and_the_rules_of_the_offering(session):
    assessed(session)
    made = progress(session)
    assert (made.facts.code, made.facts.course_code, made.facts.track.zh) == (
        "PK-2026-01",
        "CTR-101",
        "快速反应",
    )
    assert [component.code for component in made.scheme.components] == ["WRT", "FIR", "FIT", "EXE", "CON"]
    assert [component.line_pct for component in made.scheme.components] == [None, 70, None, None, None]
    assert [group.code for group in made.sides] == ["CN", "PK"]
    assert [group.code for group in made.organisations] == ["SPU-ICT"]


def test_the_saved_workbooks_are_recalculated_to_the_programs_figures(session, tmp_path):
    assessed(session)
    paths = [tmp_path / f"{language}.xlsx" for language in LANGUAGES]
    for path in paths:
        reports.save_offering_progress(
            session, offering_code="PK-2026-01", language=path.stem, path=path, on=ON
        )
    for path, computed in zip(paths, recalculated(paths, tmp_path / "office"), strict=True):
        count, changed = disagreements(path, computed)
        assert changed == []
        assert count > 100


def test_the_preview_shows_the_cells_that_are_saved(session, tmp_path):
    assessed(session)
    path = tmp_path / "report.xlsx"
    reports.save_offering_progress(session, offering_code="PK-2026-01", language="en", path=path, on=ON)
    book = reports.offering_progress_book(session, offering_code="PK-2026-01", language="en", on=ON)
    saved = load_workbook(path, data_only=True)
    assert saved.sheetnames == [sheet.name for sheet in book.sheets]
    assert saved["Results"]["B5"].value == book.sheets[3].rows[4][1].value == "Usman Ghani"


def test_decided_results_stay_as_they_were_decided(session):
    offering = assessed(session)
    found = results.of_offering(session, offering_code=offering.code)
    pending = [found.trainees[2].enrolment_id]
    results.decide(session, offering_id=offering.id, left_pending=pending, **BOARD)
    assert progress(session).facts.decided_on == BOARD["decided_on"]
    enrolment = session.scalars(select(Enrolment).where(Enrolment.roll_number == 1)).one()
    enrolment.credited_minutes = 10
    session.flush()
    made = progress(session)
    assert made.facts.is_stale
    assert made.trainees[0].attendance == Decimal("100.0")
    assert made.trainees[0].credited_minutes is None
    assert made.trainees[0].outcome == Outcome.PASS


def test_an_offering_without_a_roll_has_a_report(session, tmp_path):
    make_offering(session)
    assert list(progress(session).trainees) == []
    path = tmp_path / "report.xlsx"
    reports.save_offering_progress(session, offering_code="PK-2026-01", language="en", path=path, on=ON)
    assert path.exists()


def test_an_unknown_offering_has_no_report(session):
    with pytest.raises(NotFound):
        reports.offering_progress(session, offering_code="PK-1999-01", on=ON)


class Impatient:
    def step(self, done, total):
        raise Cancelled


def test_a_cancelled_report_leaves_no_file(session, tmp_path):
    assessed(session)
    path = tmp_path / "report.xlsx"
    with pytest.raises(Cancelled):
        reports.save_offering_progress(
            session, offering_code="PK-2026-01", language="en", path=path, on=ON, progress=Impatient()
        )
    assert list(tmp_path.glob("*.xlsx*")) == []
