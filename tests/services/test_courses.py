import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.factories import make_offering
from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.core.language import Titles
from trainer_app.models.agreements import Agreement
from trainer_app.models.catalogue import AwardType, Course
from trainer_app.models.users import User
from trainer_app.rules.states import VersionState
from trainer_app.rules.vocabulary import ComponentKind, ValidityBasis
from trainer_app.services import courses, history, offerings
from trainer_app.services.agreement_refusals import MayNotAgree, SamePerson, SameSide
from trainer_app.services.agreements import Proven
from trainer_app.services.courses import ContentDraft, CourseDraft
from trainer_app.services.refusals import (
    CodeTaken,
    NothingToReview,
    NotInReview,
    NotPositive,
    SchemeUnsound,
    TitleMissing,
)
from trainer_app.services.scheme_drafts import BandDraft, ComponentDraft, SchemeDraft
from trainer_app.storage.journal import writer
from trainer_app.storage.journal.origin import Origin

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
SCHEME = SchemeDraft(
    components=(
        ComponentDraft(
            code="THE",
            titles=Titles("Theory", "نظریہ", "理论"),
            kind=ComponentKind.WRITTEN,
            weight_bp=4000,
            max_points=Decimal(100),
        ),
        ComponentDraft(
            code="PRA",
            titles=Titles("Practice"),
            kind=ComponentKind.PRACTICAL,
            weight_bp=6000,
            max_points=Decimal(50),
            min_pct=Decimal("62.5"),
            must_pass=True,
        ),
    ),
    bands=(BandDraft(Titles("Fail"), Decimal(0)), BandDraft(Titles("Pass"), Decimal(60))),
    pass_mark=Decimal(60),
    attendance_min=Decimal(90),
)


@pytest.fixture
def approve(session):
    """Approves a course as an officer of one side, with a secretary of the other as the second person."""
    officer = User(login="farah", full_name="Farah Siddiqui", side="PK", roles=["training_officer"])
    secretary = User(login="chen", full_name="Chen Lihua", side="CN", roles=["board_secretary"])
    session.add_all((officer, secretary))
    session.flush()

    def do(course_id, version, second=secretary):
        session.info[writer.ORIGIN] = Origin(officer.id, is_program=True)
        given = {"course_id": course_id, "version": version, "now": NOW}
        courses.approve(session, second=Proven(second.id), **given)
        return officer, second

    return do


@pytest.fixture
def draft(session):
    return CourseDraft(
        code="DRN-110",
        track_id=courses.tracks(session)[0].id,
        content=ContentDraft(titles=Titles("Drones", "ڈرون", "无人机"), hours=40, validity_months=24),
        scheme=SCHEME,
    )


def seeded(session, code="CTR-101"):
    return courses.course(
        session, course_id=session.scalars(select(Course.id).where(Course.code == code)).one()
    )


def states(detail):
    return [
        (version.no, version.state, [(s.no, s.state) for s in version.schemes]) for version in detail.versions
    ]


def test_the_catalogue_lists_the_newest_version_of_each_course(session):
    make_offering(session)
    found = courses.rows(session)
    assert [row.code for row in found] == ["AIP-310", "CPR-201", "CTR-101", "CYB-301"]
    rapid = found[2]
    assert (rapid.track.en, rapid.version_no, rapid.hours) == ("Rapid response", 1, 80)
    assert (rapid.state, rapid.offerings, rapid.validity_months) == (VersionState.APPROVED, 1, 24)


def test_a_new_course_is_a_draft_with_everything_that_was_typed(session, draft):
    found = courses.course(session, course_id=courses.create(session, draft=draft))
    highest_first = replace(SCHEME, bands=SCHEME.bands[::-1])
    assert found.draft == replace(draft, scheme=highest_first)
    assert states(found) == [(1, VersionState.DRAFT, [(1, VersionState.DRAFT)])]
    assert (found.award.zh, found.offerings, found.is_frozen) == ("无人机", 0, False)
    assert found.versions[0].schemes[0].reasons == ()


def test_a_draft_is_changed_in_its_place(session, draft):
    course_id = courses.create(session, draft=draft)
    wanted = replace(
        draft,
        code="DRN-111",
        content=replace(draft.content, hours=60),
        scheme=replace(SCHEME, components=SCHEME.components[:1], bands=SCHEME.bands[::-1]),
    )
    courses.change(session, course_id=course_id, version=1, draft=wanted)
    found = courses.course(session, course_id=course_id)
    assert (found.draft, found.version) == (wanted, 2)
    assert len(found.versions) == len(found.versions[0].schemes) == 1
    assert "40.00" in found.versions[0].schemes[0].reasons[0]


def test_another_content_of_an_approved_version_makes_the_next_one(session):
    kept = seeded(session)
    assert kept.is_frozen
    wanted = replace(kept.draft, content=replace(kept.draft.content, hours=100))
    courses.change(session, course_id=kept.id, version=kept.version, draft=wanted)
    found = seeded(session)
    assert [(version.no, version.state, version.content.hours) for version in found.versions] == [
        (2, VersionState.DRAFT, 100),
        (1, VersionState.APPROVED, 80),
    ]
    assert found.draft.scheme == kept.draft.scheme


def test_another_scheme_of_an_approved_version_makes_the_next_scheme(session):
    kept = seeded(session)
    wanted = replace(kept.draft, scheme=replace(kept.draft.scheme, max_attempts=3))
    courses.change(session, course_id=kept.id, version=kept.version, draft=wanted)
    found = seeded(session)
    approved, new = VersionState.APPROVED, VersionState.DRAFT
    assert states(found) == [(1, approved, [(2, new), (1, approved)])]
    assert not found.is_frozen


def test_the_catalogue_tells_what_is_being_written_and_what_can_be_offered(session, draft):
    kept = seeded(session)
    wanted = replace(kept.draft, scheme=replace(kept.draft.scheme, max_attempts=3))
    courses.change(session, course_id=kept.id, version=kept.version, draft=wanted)
    courses.create(session, draft=draft)
    found = {row.code: (row.state, row.can_be_offered) for row in courses.rows(session)}
    assert found["CTR-101"] == (VersionState.DRAFT, True)
    assert found["DRN-110"] == (VersionState.DRAFT, False)
    assert found["CYB-301"] == (VersionState.APPROVED, True)


def test_saving_an_approved_course_unchanged_makes_nothing(session):
    kept = seeded(session)
    courses.change(session, course_id=kept.id, version=kept.version, draft=kept.draft)
    assert states(seeded(session)) == states(kept)


def test_what_is_reviewed_and_approved_is_what_new_offerings_take(session, draft, approve):
    course_id = courses.create(session, draft=draft)
    with pytest.raises(NotInReview) as refusal:
        approve(course_id, 1)
    assert "DRN-110" in str(refusal.value)
    courses.send_for_review(session, course_id=course_id, version=1)
    approve(course_id, 2)
    found = courses.course(session, course_id=course_id)
    assert states(found) == [(1, VersionState.APPROVED, [(1, VersionState.APPROVED)])]
    assert offerings.approved_rules(session, course_id) == (
        found.versions[0].id,
        found.versions[0].schemes[0].id,
    )
    with pytest.raises(NothingToReview):
        courses.send_for_review(session, course_id=course_id, version=found.version)


def test_an_approved_next_version_gives_the_course_its_title_and_its_award_its_validity(session, approve):
    kept = seeded(session)
    content = replace(kept.draft.content, titles=Titles("Rapid Response"), validity_months=None)
    courses.change(
        session, course_id=kept.id, version=kept.version, draft=replace(kept.draft, content=content)
    )
    courses.send_for_review(session, course_id=kept.id, version=seeded(session).version)
    approve(kept.id, seeded(session).version)
    assert session.get(Course, kept.id).title_en == "Rapid Response"
    award = session.scalars(select(AwardType).where(AwardType.course_id == kept.id)).one()
    assert (award.title_en, award.validity_basis) == ("Rapid Response", ValidityBasis.NONE)


def test_an_approval_keeps_who_approved_for_each_side(session, draft, approve):
    course_id = courses.create(session, draft=draft)
    courses.send_for_review(session, course_id=course_id, version=1)
    officer, secretary = approve(course_id, 2)
    version = courses.course(session, course_id=course_id).versions[0]
    [kept] = session.scalars(select(Agreement)).all()
    assert (kept.asked_by_id, kept.agreed_by_id, kept.agreed_at) == (officer.id, secretary.id, NOW)
    assert (kept.course_version_id, kept.scheme_version_id) == (version.id, version.schemes[0].id)
    [line] = [
        each
        for each in history.of_course(session, course_id=course_id).lines
        if each.kind == "Agreement of two people"
    ]
    assert line.what == "Approval by both sides, Chen Lihua"
    assert "Farah Siddiqui" in line.after
    assert "Chen Lihua" in line.after


def test_one_side_alone_approves_nothing(session, draft, approve):
    course_id = courses.create(session, draft=draft)
    courses.send_for_review(session, course_id=course_id, version=1)
    same_side = User(login="asad", full_name="Asad Ullah", side="PK", roles=["training_officer"])
    auditor = User(login="sun", full_name="Sun Yuting", side="CN", roles=["auditor"])
    session.add_all((same_side, auditor))
    session.flush()
    officer = session.scalars(select(User).where(User.login == "farah")).one()
    for second, refusal in ((officer, SamePerson), (same_side, SameSide), (auditor, MayNotAgree)):
        with pytest.raises(refusal):
            approve(course_id, 2, second)
    assert courses.course(session, course_id=course_id).versions[0].state is VersionState.IN_REVIEW
    assert session.scalars(select(Agreement)).all() == []


def test_weights_that_do_not_add_up_can_be_kept_and_not_approved(session, draft, approve):
    heavy = replace(SCHEME.components[0], weight_bp=5000)
    scheme = replace(SCHEME, components=(heavy, SCHEME.components[1]))
    course_id = courses.create(session, draft=replace(draft, scheme=scheme))
    courses.send_for_review(session, course_id=course_id, version=1)
    with pytest.raises(SchemeUnsound) as refusal:
        approve(course_id, 2)
    assert "110.00" in str(refusal.value)
    assert session.scalars(select(Agreement)).all() == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"code": ""}, TitleMissing),
        ({"code": "ctr-101"}, CodeTaken),
        ({"content": ContentDraft(titles=Titles(""), hours=40)}, TitleMissing),
        ({"content": ContentDraft(titles=Titles("Drones"), hours=0)}, NotPositive),
        ({"content": ContentDraft(titles=Titles("Drones"), hours=1, validity_months=0)}, NotPositive),
    ],
)
def test_a_course_that_cannot_be_kept_is_refused(session, draft, wrong, refusal):
    with pytest.raises(refusal) as raised:
        courses.create(session, draft=replace(draft, **wrong))
    assert str(raised.value).endswith(".")


def test_a_course_changed_meanwhile_shows_both(session, draft):
    course_id = courses.create(session, draft=draft)
    courses.change(session, course_id=course_id, version=1, draft=replace(draft, code="DRN-111"))
    with pytest.raises(ChangedMeanwhile) as refusal:
        courses.change(session, course_id=course_id, version=1, draft=draft)
    assert (refusal.value.theirs.code, refusal.value.yours) == ("DRN-111", draft)
    with pytest.raises(ChangedMeanwhile):
        courses.send_for_review(session, course_id=course_id, version=1)


def test_there_is_no_unknown_course(session):
    with pytest.raises(NotFound):
        courses.course(session, course_id=uuid.uuid4())
