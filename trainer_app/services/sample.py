"""A sample programme to try the program with: invented people, intakes in every state, their marks."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import derived_id
from trainer_app.models.catalogue import Component, Course, CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Nomination, Offering
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.models.people import Person
from trainer_app.rules.roles import Role
from trainer_app.rules.states import (
    EnrolmentState,
    NominationState,
    OfferingState,
    ScoreState,
    SheetState,
)
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder
from trainer_app.services import (
    certificates,
    people,
    programme,
    reference,
    results,
    sample_plan,
    sample_users,
)
from trainer_app.services.identities import Identity
from trainer_app.services.people import PersonDraft
from trainer_app.services.refusals import NothingToIssue
from trainer_app.services.sample_plan import SampleMark, SampleOffering, SamplePerson
from trainer_app.storage import bulk
from trainer_app.storage.engine import Database
from trainer_app.storage.journal.origin import Origin

_VENUES = {
    "PK": {
        "venue_en": "National Police Academy, Islamabad",
        "venue_ur": "نیشنل پولیس اکیڈمی، اسلام آباد",
        "venue_zh": "巴基斯坦国家警察学院，伊斯兰堡",
    },
    "CN": {
        "venue_en": "People's Public Security University of China, Beijing",
        "venue_ur": "چینی عوامی پبلک سکیورٹی یونیورسٹی، بیجنگ",
        "venue_zh": "中国人民公安大学，北京",
    },
}
_TIME_ZONES = {"PK": "Asia/Karachi", "CN": "Asia/Shanghai"}
_TRAINEE_STATES = {
    OfferingState.OPEN: EnrolmentState.ENROLLED,
    OfferingState.CLOSED: EnrolmentState.COMPLETED,
}
_PEOPLE_AT_ONCE = 2_000
_EXEMPTABLE_BP = 2_500
_FIRST_PROMOTION = date(2019, 7, 1)


@dataclass(frozen=True, slots=True)
class _Course:
    """What the sample needs to know of a course."""

    version_id: uuid.UUID
    scheme_id: uuid.UUID
    hours: int
    components: Sequence[Component]


@dataclass(slots=True)
class _Rows:
    """Rows waiting to be written together."""

    enrolments: list[dict[str, Any]] = field(default_factory=list)
    nominations: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)


def fill(
    database: Database,
    *,
    people_count: int,
    seed: int,
    today: date,
    progress: Progress = NO_PROGRESS,
) -> dict[Role, uuid.UUID]:
    """Fill an empty database with the sample; the same seed and day always give the same sample.

    Gives the ids of its users by role.
    """
    random = Random(seed)  # noqa: S311 (invented people, no secrets)
    plan = sample_plan.offerings(random, people=people_count, today=today)
    steps = people_count + len(plan) * 2
    with database.transaction("sample.fill") as session:
        reference.load(session)
        programme.set_up(
            session, side="PK", station_code="IS", today=today, signing_seed=random.randbytes(32)
        )
        users = sample_users.add(session)
    for done in _add_people(database, random, people_count, today, _as(users, Role.TRAINING_OFFICER)):
        progress.step(done, steps)
    with database.transaction(origin=_as(users, Role.TRAINING_OFFICER)("offerings.create")) as session:
        offering_ids = _add_offerings(session, random, plan)
    _lock_sheets(database, users)
    _decide_and_issue(database, list(zip(plan, offering_ids, strict=True)), people_count, progress, users)
    return users


def _as(users: Mapping[Role, uuid.UUID], role: Role) -> Callable[[str], Origin]:
    """Says in the journal that one of the sample's users did what the program does here."""
    return lambda act: Origin(users[role], act, is_program=True)


def _add_people(
    database: Database, random: Random, count: int, today: date, officer: Callable[[str], Origin]
) -> Iterator[int]:
    with database.reading() as session:
        coded = select(Organisation.side, Organisation.id, Organisation.code).order_by(Organisation.code)
        organisations = _by_side(session, coded)
        ranks = _by_side(session, select(Rank.side, Rank.id, Rank.scale_order).order_by(Rank.scale_order))
    drafts = [_draft(random, person, organisations, ranks) for person in sample_plan.people(random, count)]
    for start in range(0, count, _PEOPLE_AT_ONCE):
        with database.transaction(origin=officer("people.add_many")) as session:
            people.add_many(session, drafts[start : start + _PEOPLE_AT_ONCE], on=today)
        yield min(start + _PEOPLE_AT_ONCE, count)


def _draft(
    random: Random,
    person: SamplePerson,
    organisations: dict[str, list[uuid.UUID]],
    ranks: dict[str, list[uuid.UUID]],
) -> PersonDraft:
    is_chinese = person.side == "CN"
    identity = Identity(IdentifierKind.PASSPORT if is_chinese else IdentifierKind.CNIC, person.identity)
    service_no = Identity(
        IdentifierKind.POLICE_NO if is_chinese else IdentifierKind.BELT_NO, person.service_no
    )
    return PersonDraft(
        side=person.side,
        surname_latin=person.surname_latin,
        given_latin=person.given_latin,
        latin_order=LatinOrder.SURNAME_FIRST if is_chinese else LatinOrder.GIVEN_FIRST,
        name_ur=person.name_ur,
        name_zh=person.name_zh,
        pinyin=person.pinyin,
        sex=person.sex,
        born_on=person.born_on,
        organisation_id=random.choice(organisations[person.side]),
        rank_id=random.choice(ranks[person.side][:7]),
        rank_since=_FIRST_PROMOTION + timedelta(days=random.randrange(2_000)),
        identities=(identity, service_no),
    )


def _by_side(session: Session, query: Any) -> dict[str, list[uuid.UUID]]:
    found: dict[str, list[uuid.UUID]] = {}
    for side, row_id, _order in session.execute(query):
        found.setdefault(side, []).append(row_id)
    return found


def _add_offerings(session: Session, random: Random, plan: Sequence[SampleOffering]) -> list[uuid.UUID]:
    courses = _courses(session)
    trainees = _trainee_pool(session, random)
    numbers: dict[str, int] = {}
    offering_ids = []
    for sample in plan:
        key = f"{sample.host_side}-{sample.starts_on.year}"
        numbers[key] = numbers.get(key, 0) + 1
        course = courses[sample.course]
        offering = _offering(sample, course, f"{key}-{numbers[key]:02d}")
        session.add(offering)
        session.flush()
        chosen = [next(trainees) for _ in range(sample.trainees)]
        _add_roll_and_marks(session, random, sample, offering, course, chosen)
        offering_ids.append(offering.id)
    return offering_ids


def _courses(session: Session) -> dict[str, _Course]:
    query = (
        select(Course.code, CourseVersion.id, CourseVersion.hours, SchemeVersion.id)
        .join(CourseVersion, CourseVersion.course_id == Course.id)
        .join(SchemeVersion, SchemeVersion.course_version_id == CourseVersion.id)
    )
    return {
        code: _Course(version_id, scheme_id, hours, _components(session, scheme_id))
        for code, version_id, hours, scheme_id in session.execute(query)
    }


def _components(session: Session, scheme_id: uuid.UUID) -> Sequence[Component]:
    query = select(Component).where(Component.scheme_version_id == scheme_id).order_by(Component.order_no)
    return session.scalars(query).all()


def _trainee_pool(session: Session, random: Random) -> Iterator[tuple[uuid.UUID, uuid.UUID | None]]:
    """Everyone in a random order, and from the start again once all were trained."""
    rows = session.execute(select(Person.id, Person.organisation_id).order_by(Person.id)).all()
    pool = [(row.id, row.organisation_id) for row in rows]
    random.shuffle(pool)
    return cycle(pool)


def _offering(sample: SampleOffering, course: _Course, code: str) -> Offering:
    share = Decimal(str(sample.entered)) if sample.state is OfferingState.RUNNING else Decimal(1)
    has_started = sample.state not in (OfferingState.PLANNED, OfferingState.OPEN, OfferingState.CANCELLED)
    return Offering(
        code=code,
        course_version_id=course.version_id,
        scheme_version_id=course.scheme_id,
        host_side=sample.host_side,
        starts_on=sample.starts_on,
        ends_on=sample.ends_on,
        time_zone=_TIME_ZONES[sample.host_side],
        capacity=sample.capacity,
        delivered_minutes=int(course.hours * 60 * share) if has_started else None,
        state=OfferingState.RESULTS if sample.state is OfferingState.CLOSED else sample.state,
        state_reason="Venue not available" if sample.state is OfferingState.CANCELLED else "",
        **_VENUES[sample.host_side],
    )


def _add_roll_and_marks(
    session: Session,
    random: Random,
    sample: SampleOffering,
    offering: Offering,
    course: _Course,
    chosen: Sequence[tuple[uuid.UUID, uuid.UUID | None]],
) -> None:
    if not chosen:
        return
    rows = _Rows()
    sheets = _add_sheets(session, sample, offering, course) if sample.entered else []
    for roll_number, (person_id, organisation_id) in enumerate(chosen, start=1):
        enrolment_id = derived_id(offering.id, person_id)
        rows.nominations.append(
            {
                "offering_id": offering.id,
                "person_id": person_id,
                "organisation_id": organisation_id,
                "state": NominationState.ACCEPTED,
            }
        )
        rows.enrolments.append(
            {
                "id": enrolment_id,
                "offering_id": offering.id,
                "person_id": person_id,
                "roll_number": roll_number,
                "state": _TRAINEE_STATES.get(sample.state, EnrolmentState.ACTIVE),
                "credited_minutes": _credited(random, offering.delivered_minutes),
            }
        )
        rows.scores.extend(_scores(random, sample, sheets, enrolment_id))
    bulk.insert(session, Nomination, rows.nominations)
    bulk.insert(session, Enrolment, rows.enrolments)
    bulk.insert(session, Score, rows.scores)


def _add_sheets(
    session: Session, sample: SampleOffering, offering: Offering, course: _Course
) -> list[tuple[ScoreSheet, Component]]:
    sittings = [
        Sitting(offering_id=offering.id, component_id=component.id, held_on=sample.ends_on)
        for component in course.components
    ]
    session.add_all(sittings)
    session.flush()
    sheets = [
        ScoreSheet(sitting_id=sitting.id, component_id=component.id, max_points=component.max_points)
        for sitting, component in zip(sittings, course.components, strict=True)
    ]
    session.add_all(sheets)
    session.flush()
    return list(zip(sheets, course.components, strict=True))


def _credited(random: Random, delivered_minutes: int | None) -> int | None:
    return None if delivered_minutes is None else int(delivered_minutes * sample_plan.credited_share(random))


def _scores(
    random: Random,
    sample: SampleOffering,
    sheets: Sequence[tuple[ScoreSheet, Component]],
    enrolment_id: uuid.UUID,
) -> Iterator[dict[str, Any]]:
    ability = sample_plan.ability(random)
    is_exempted = False
    for sheet, component in sheets:
        mark = sample_plan.mark(
            random,
            ability=ability,
            max_points=component.max_points,
            step=component.step,
            is_open=sample.state is OfferingState.ASSESSMENT,
            may_exempt=not is_exempted and component.weight_bp <= _EXEMPTABLE_BP,
        )
        is_exempted = is_exempted or mark.state is ScoreState.EXEMPT
        if random.random() <= sample.entered:
            yield _score(sheet, enrolment_id, mark)


def _score(sheet: ScoreSheet, enrolment_id: uuid.UUID, mark: SampleMark) -> dict[str, Any]:
    return {
        "id": derived_id(sheet.id, enrolment_id),
        "sheet_id": sheet.id,
        "enrolment_id": enrolment_id,
        "state": mark.state,
        "points": mark.points if mark.state is ScoreState.SCORED else None,
        "max_points": sheet.max_points,
    }


def _lock_sheets(database: Database, users: Mapping[Role, uuid.UUID]) -> None:
    """Submit, verify and lock the sheets of offerings whose results are before the board or further."""
    officer, verifier = users[Role.TRAINING_OFFICER], users[Role.VERIFIER]
    of_results = (
        select(ScoreSheet.id)
        .join(Sitting, Sitting.id == ScoreSheet.sitting_id)
        .join(Offering, Offering.id == Sitting.offering_id)
        .where(Offering.state == OfferingState.RESULTS)
    )
    for act, user_id, state in (
        ("sheets.submit", officer, SheetState.SUBMITTED),
        ("sheets.verify", verifier, SheetState.VERIFIED),
        ("sheets.lock", verifier, SheetState.LOCKED),
    ):
        both = {"submitted_by_id": officer, "verified_by_id": verifier if user_id == verifier else None}
        with database.transaction(origin=Origin(user_id, act, is_program=True)) as session:
            sheet_ids = session.scalars(of_results).all()
            bulk.set_all(session, ScoreSheet, sheet_ids, state=state, state_reason="", **both)


def _decide_and_issue(
    database: Database,
    plan: Sequence[tuple[SampleOffering, uuid.UUID]],
    people_count: int,
    progress: Progress,
    users: Mapping[Role, uuid.UUID],
) -> None:
    """Let the services that users use give the results, the awards and the certificates."""
    secretary, certifier = _as(users, Role.BOARD_SECRETARY), _as(users, Role.CERTIFYING_OFFICER)
    printed_up_to = max(n for n, (sample, _id) in enumerate(plan) if sample.is_issued)
    for n, (sample, offering_id) in enumerate(plan, start=1):
        decided_on = sample.ends_on + timedelta(days=4)
        now = datetime.combine(decided_on, time(11), UTC)
        if sample.state in (OfferingState.RESULTS, OfferingState.CLOSED):
            with database.transaction(origin=secretary("results.decide")) as session:
                _decide(session, sample, offering_id, decided_on, now)
        if sample.is_issued:
            with database.transaction(origin=certifier("certificates.issue")) as session:
                _issue(session, offering_id, now, is_printed=n <= printed_up_to)
                closed = {"id": offering_id, "state": OfferingState.CLOSED, "state_reason": ""}
                bulk.update(session, Offering, [closed])
        progress.step(people_count + n * 2, people_count + len(plan) * 2)


def _decide(
    session: Session, sample: SampleOffering, offering_id: uuid.UUID, decided_on: date, now: datetime
) -> None:
    results.run(session, offering_id=offering_id, now=now)
    if sample.is_decided:
        results.decide(
            session,
            offering_id=offering_id,
            decided_on=decided_on,
            minutes_reference=f"Board {decided_on:%Y-%m-%d}",
            now=now,
        )


def _issue(session: Session, offering_id: uuid.UUID, now: datetime, *, is_printed: bool) -> None:
    """Issue what there is to issue; in a small sample everyone may hold the award already."""
    try:
        batch = certificates.issue(session, offering_id=offering_id, issued_on=now.date(), now=now)
    except NothingToIssue:
        return
    if is_printed:
        certificates.mark_printed(session, document_ids=batch.document_ids)
