"""A small programme, and what people do on it one step after the other, for harnesses that break things."""

import json
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from tests.documents.rolls import HEADINGS, save
from tests.factories import components_of, enrol, make_offering, make_person
from tests.keys import KEY
from tests.services.passed import DAY, NOW, make_passed
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.services import certificates, people, reference, rolls, scores
from trainer_app.services.refusals import NothingToIssue
from trainer_app.storage.engine import Database, open_database
from trainer_app.storage.journal.origin import Origin

PROGRAMME = "programme.db"
ROLL_CODE, MARKED_CODE = "PK-2026-90", "PK-2026-91"
ROLLS, PEOPLE_ON_ROLL, PASSED = 12, 4, 6
ON = date(2026, 11, 23)
WHEN = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Done(NamedTuple):
    """A step that was committed: its operation, and the mark that it set, if it set one."""

    operation: uuid.UUID
    cell: str = ""
    points: str = ""

    def line(self) -> bytes:
        """The acknowledgement, one line."""
        return f"{self.operation.hex} {self.cell or '-'} {self.points or '-'}\n".encode()


def acknowledged(line: str) -> Done:
    """What a line acknowledges."""
    operation, cell, points = line.split()
    return Done(uuid.UUID(operation), cell.strip("-"), points.strip("-"))


def make(folder: Path) -> Path:
    """The programme with everything the steps need, and the rolls to import beside it."""
    place = folder / PROGRAMME
    with closing(open_database(place, KEY)) as database:
        with database.transaction() as session:
            reference.load(session)
            ids = _fill(session)
        database.settle()
    (folder / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    for number in range(ROLLS):
        save(folder / f"roll-{number}.xlsx", HEADINGS, *_roll(number))
    return place


def _fill(session: Session) -> dict[str, Any]:
    passed = [make_passed(session, code=f"PK-2026-0{n + 1}") for n in range(PASSED)]
    make_offering(session, code=ROLL_CODE, state=OfferingState.OPEN, capacity=500)
    marked = make_offering(session, code=MARKED_CODE)
    trainees = [enrol(session, marked, make_person(session, f"Trainee Number{n}")) for n in range(10)]
    components = components_of(session, marked).values()
    return {
        "passed": [offering.id.hex for offering in passed],
        "marked": marked.id.hex,
        "trainees": [trainee.id.hex for trainee in trainees],
        "people": [trainee.person_id.hex for trainee in trainees],
        "components": [[component.id.hex, int(component.max_points)] for component in components],
    }


def _roll(number: int) -> list[tuple[Any, ...]]:
    return [
        (n, "ASI", f"Officer {_word(number)} {_word(n)}", f"61101-{number:03}{n:04}-1", "1990-03-15", "CTD")
        for n in range(1, PEOPLE_ON_ROLL + 1)
    ]


def _word(number: int) -> str:
    return "Abcdefghijklmnopqrstuvwxyz"[number].upper() + "ila"


class Work:
    """Does one random step after the other on a programme that `make` made."""

    def __init__(self, database: Database, random: Random, folder: Path) -> None:
        self._database, self._random, self._folder = database, random, folder
        self._ids = json.loads((folder / "ids.json").read_text(encoding="utf-8"))

    def step(self) -> Done | None:
        """One call of a service in a transaction of its own; None where it found nothing to do."""
        steps: list[Callable[[], Done | None]] = [self.record, self.edit, self.import_roll, self.issue]
        return self._random.choices(steps, weights=(70, 20, 5, 5))[0]()

    def record(self) -> Done | None:
        """A mark is typed; one that stands there already changes nothing."""
        enrolment = self._random.choice(self._ids["trainees"])
        component, maximum = self._random.choice(self._ids["components"])
        points = Decimal(self._random.randint(0, maximum))
        origin = _origin("scores.record")
        with self._database.transaction(origin=origin) as session:
            recorded = scores.record(
                session,
                offering_id=uuid.UUID(self._ids["marked"]),
                enrolment_id=uuid.UUID(enrolment),
                component_id=uuid.UUID(component),
                mark=Mark(ScoreState.SCORED, points),
                now=WHEN,
            )
        return (
            Done(origin.operation, f"{enrolment}/{component}", str(points)) if recorded.is_changed else None
        )

    def edit(self) -> Done:
        """Somebody was posted elsewhere."""
        person_id = uuid.UUID(self._random.choice(self._ids["people"]))
        origin = _origin("people.change")
        with self._database.transaction(origin=origin) as session:
            found = people.person(session, person_id=person_id)
            draft = replace(found.draft, posting=f"Post {self._random.random()}")
            people.change(session, person_id=person_id, version=found.version, draft=draft, on=ON)
        return Done(origin.operation)

    def import_roll(self) -> Done | None:
        """A roll is imported; the second time the same file changes nothing."""
        file = self._folder / f"roll-{self._random.randrange(ROLLS)}.xlsx"
        origin = _origin("rolls.accept")
        with self._database.transaction(origin=origin) as session:
            preview = rolls.preview(session, offering_code=ROLL_CODE, file=file, on=ON)
            done = rolls.accept(session, preview=preview, now=WHEN)
        return Done(origin.operation) if done.accepted else None

    def issue(self) -> Done | None:
        """The certificates of an offering are issued, unless they were before."""
        offering_id = uuid.UUID(self._random.choice(self._ids["passed"]))
        origin = _origin("certificates.issue")
        try:
            with self._database.transaction(origin=origin) as session:
                certificates.issue(session, offering_id=offering_id, issued_on=DAY, now=NOW)
        except NothingToIssue:
            return None
        return Done(origin.operation)


def _origin(act: str) -> Origin:
    return Origin(act=act, is_program=True)
