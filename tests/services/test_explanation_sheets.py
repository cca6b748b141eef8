"""The printed explanation of a result."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf
import pytest

from tests.services.assessed import offering_in_results, trainee_with
from trainer_app.core.errors import NotFound
from trainer_app.models.base import new_id
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import adjustments, explanation_sheets, results

DAY = date(2026, 11, 23)


@pytest.fixture
def offering(session):
    return offering_in_results(session)


def pages(session, offering, enrolment, tmp_path):
    path = tmp_path / "result.pdf"
    keys = {"offering_id": offering.id, "enrolment_id": enrolment.id}
    assert explanation_sheets.save(session, path=path, on=DAY, **keys) == path
    read = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return [each.extract_text().replace("\u2068", "").replace("\u2069", "") for each in read]


def test_a_result_is_explained_in_three_languages(session, offering, tmp_path):
    trainee_with(session, offering, "80", name="Usman Ghani")
    failed = trainee_with(session, offering, "80", name="Shahid Iqbal", marks={"FIR": "26.5"})
    english, urdu, chinese = pages(session, offering, failed, tmp_path)
    for words in (
        "Shahid Iqbal",
        "Resit, because 1 of 5 rules is not met.",
        "Provisional. Nothing is final",
        "Firearms practical",
        "26.5 / 60",
        "not met",
        "23 November 2026",
    ):
        assert words in english, words
    assert "Usman Ghani" not in english
    assert "26.5 / 60" in urdu
    assert "不符合" in chinese


def test_a_decided_result_names_day_and_minutes(session, offering, tmp_path):
    passed = trainee_with(session, offering, "80")
    now = datetime(2026, 11, 24, tzinfo=UTC)
    results.decide(session, offering_id=offering.id, decided_on=now.date(), minutes_reference="JB-7", now=now)
    english, *_ = pages(session, offering, passed, tmp_path)
    assert "Decided by the board on 24 November 2026, minutes JB-7." in english
    passed.credited_minutes = 1
    session.flush()
    english, *_ = pages(session, offering, passed, tmp_path)
    assert "Changed after the board's decision (hours)." in english


def test_without_a_total_none_is_printed(session, offering, tmp_path):
    waits = trainee_with(session, offering, "80", marks={"FIR": None})
    english, *_ = pages(session, offering, waits, tmp_path)
    assert "Total, exact" not in english
    assert "This is not an official total." in english


def test_an_adjustment_is_printed_with_its_authority_and_reason(session, offering, tmp_path):
    passed, other = trainee_with(session, offering), trainee_with(session, offering, name="Li Wei")
    given = {"kind": AdjustmentKind.PENALTY, "points": Decimal(5)}
    words = {"authority": "Board 12/2026", "reason": "Late assignment"}
    adjustments.add(session, enrolment_id=passed.id, **given, **words)
    for page in pages(session, offering, passed, tmp_path):
        assert "Board 12/2026" in page
        assert "Late assignment" in page
    assert "Board 12/2026" not in pages(session, offering, other, tmp_path)[0]


def test_who_is_on_another_roll_is_not_found(session, offering, tmp_path):
    with pytest.raises(NotFound):
        explanation_sheets.save(
            session, offering_id=offering.id, enrolment_id=new_id(), path=tmp_path / "r.pdf", on=DAY
        )
    assert not list(tmp_path.glob("r*"))
