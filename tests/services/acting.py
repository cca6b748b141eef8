"""Doing what a user does: one service in one transaction, with who does it and what the journal calls it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import func, select

from tests.factories import components_of, enrol, make_offering, make_person
from trainer_app.models.base import new_id
from trainer_app.models.users import User
from trainer_app.rules.roles import Role
from trainer_app.rules.states import ScoreState
from trainer_app.services import courses, people, scores, undo
from trainer_app.services.scores import Mark
from trainer_app.storage.journal.origin import Origin

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)


class Desk:
    """One user at work; `operation` is the id of what was done last."""

    def __init__(
        self, database, name="Sara Farooq", roles=(Role.TRAINING_OFFICER, Role.ADMINISTRATOR), *, side="PK"
    ):
        self.database, self.name, self.user = database, name, new_id()
        self.operation = None
        with database.transaction() as session:
            session.add(
                User(
                    id=self.user,
                    login=name.casefold(),
                    full_name=name,
                    side=side,
                    roles=sorted(roles),
                )
            )

    def does(self, function, *, act="", **given):
        """Call a service and keep what it did."""
        act = act or f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        origin = Origin(self.user, act, str(given.get("reason", "")))
        with self.database.transaction(origin=origin) as session:
            answer = function(session, **given)
        self.operation = origin.operation
        return answer

    def reads(self, function, **given):
        """Call a service that only reads."""
        with self.database.transaction(origin=Origin(self.user)) as session:
            return function(session, **given)


def two_trainees(database):
    """Ids of an offering with two trainees, and of a component."""
    with database.transaction() as session:
        offering = make_offering(session)
        first = enrol(session, offering, make_person(session, "Liu Yang", side="CN", name_zh="刘洋"))
        second = enrol(session, offering, make_person(session, "Sana Javed"))
        component = components_of(session, offering)["FIR"]
        return {"offering": offering.id, "first": first.id, "second": second.id, "component": component.id}


def scored(points):
    return Mark(ScoreState.SCORED, Decimal(points))


def record(desk, course, points, *, who="first"):
    desk.does(
        scores.record,
        offering_id=course["offering"],
        enrolment_id=course[who],
        component_id=course["component"],
        mark=scored(points),
        now=NOW,
    )
    return desk.operation


def taken_back(desk, operation=None):
    return desk.does(undo.undo, operation_id=operation or desk.operation)


def count(desk, kind):
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind))


def draft(name):
    return people.PersonDraft(side="PK", given_latin=name)


def longer(desk, course_id):
    kept = desk.reads(courses.course, course_id=course_id)
    content = replace(kept.draft.content, hours=kept.draft.content.hours + 1)
    return replace(kept.draft, content=content)
