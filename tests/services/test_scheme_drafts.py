from dataclasses import replace
from decimal import Decimal

import pytest

from tests.services.test_courses import SCHEME
from trainer_app.core.language import Titles
from trainer_app.models.catalogue import CourseVersion, SchemeVersion
from trainer_app.services import scheme_drafts
from trainer_app.services.refusals import SchemeUnsound, TitleMissing, TooFine
from trainer_app.services.scheme_drafts import BandDraft

THEORY, PRACTICE = SCHEME.components


def parts(*changed):
    return replace(SCHEME, components=changed)


def bands(*lower):
    return replace(SCHEME, bands=tuple(BandDraft(Titles(f"B{n}"), Decimal(n)) for n in lower))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (parts(), "no component"),
        (parts(THEORY), "40.00"),
        (parts(THEORY, PRACTICE, replace(THEORY, code="X", parent="PRA")), "parts of"),
        (bands(60, 10), "lowest band"),
        (bands(0, 50), "pass mark"),
        (replace(SCHEME, pass_mark=Decimal("60.05")), "more decimals"),
    ],
)
def test_a_draft_that_is_kept_says_why_it_cannot_be_approved(draft, said):
    scheme_drafts.refuse_unkeepable("DRN-110", draft)
    assert any(said in reason for reason in scheme_drafts.reasons(draft))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (parts(THEORY, THEORY), "stands twice"),
        (parts(replace(THEORY, parent="NO"), PRACTICE), "does not exist"),
        (parts(replace(THEORY, parent="THE")), "belongs to itself"),
        (parts(replace(THEORY, max_points=Decimal(0))), "above zero"),
        (parts(replace(THEORY, step=Decimal(0))), "above zero"),
        (parts(replace(THEORY, weight_bp=-1)), "below zero"),
        (parts(replace(THEORY, weight_bp=10001)), "100.01"),
        (parts(replace(THEORY, min_pct=Decimal(101))), "minimum"),
        (replace(SCHEME, pass_mark=Decimal(101)), "pass mark"),
        (replace(SCHEME, attendance_min=Decimal(-1)), "attendance"),
        (replace(SCHEME, decimals=4), "0 to 3"),
        (replace(SCHEME, max_attempts=0), "attempt"),
        (bands(60, 60, 0), "same lower bound"),
        (bands(101, 60, 0), "above 100"),
    ],
)
def test_a_draft_that_the_tables_could_not_hold_is_refused(draft, said):
    with pytest.raises(SchemeUnsound) as refusal:
        scheme_drafts.refuse_unkeepable("DRN-110", draft)
    assert said in str(refusal.value)


def test_a_figure_finer_than_is_kept_is_refused():
    with pytest.raises(TooFine) as refusal:
        scheme_drafts.refuse_unkeepable("DRN-110", parts(replace(THEORY, max_points=Decimal("33.3333"))))
    assert "33.3333" in str(refusal.value)


@pytest.mark.parametrize("change", [{"code": " "}, {"titles": Titles("")}])
def test_a_component_needs_a_code_and_a_title(change):
    with pytest.raises(TitleMissing):
        scheme_drafts.refuse_unkeepable("DRN-110", parts(replace(THEORY, **change), PRACTICE))


def test_a_draft_can_be_kept_before_it_has_bands(session):
    scheme = session.query(SchemeVersion).filter_by(no=1).first()
    scheme_drafts.store(session, scheme.id, bands())
    assert scheme_drafts.read(session, scheme).bands == ()


def test_parts_of_parts_are_kept_in_any_order(session):
    scheme = SchemeVersion(
        course_version_id=session.query(CourseVersion).first().id, no=9, **scheme_drafts.columns(SCHEME)
    )
    session.add(scheme)
    session.flush()
    whole = replace(PRACTICE, weight_bp=10000)
    draft = parts(replace(THEORY, code="A1", parent="A"), replace(THEORY, code="A", parent="PRA"), whole)
    scheme_drafts.store(session, scheme.id, draft)
    scheme_drafts.store(session, scheme.id, draft)
    assert scheme_drafts.read(session, scheme).components == draft.components
