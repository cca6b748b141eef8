"""The marks of an offering as they stood at an instant."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.rules import merging
from trainer_app.rules.attempts import Mark
from trainer_app.rules.merging import Content
from trainer_app.rules.roles import HISTORY_READERS
from trainer_app.rules.states import ScoreState
from trainer_app.services import score_grid
from trainer_app.services.access import allowed
from trainer_app.services.history_rows import Gathering
from trainer_app.services.record_names import Register
from trainer_app.services.score_grid import NOT_ENTERED
from trainer_app.storage.journal import read
from trainer_app.storage.journal.shape import shapes

_Cell = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class PastTrainee:
    """A trainee who had a place on the roll then; marks are in the order of the components."""

    id: uuid.UUID
    roll_number: int
    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class PastScores:
    """Trainees by roll number, each with the marks that stood at the instant."""

    at: datetime
    components: tuple[Titles, ...]
    trainees: tuple[PastTrainee, ...]


@allowed(*HISTORY_READERS)
def scores_as_on(session: Session, *, offering_id: uuid.UUID, at: datetime, attempt: int = 1) -> PastScores:
    """Every mark as it stood at the end of the minute or millisecond that `at` names.

    Components are those of the offering's present rules; who was not on the roll then is left out.

    Raises:
        NotFound: there is no such offering.
    """
    head = score_grid.head_of(session, offering_id, attempt)
    past = _Past(session, offering_id, at)
    marks = past.marks(attempt)
    components = [component.facts for component in head.components]
    trainees = [
        PastTrainee(
            enrolment_id,
            content["roll_number"],
            past.name(enrolment_id),
            tuple(marks.get((enrolment_id, component.id), NOT_ENTERED) for component in components),
        )
        for enrolment_id, content in past.rows("enrolments").items()
    ]
    ordered = sorted(trainees, key=lambda trainee: trainee.roll_number)
    return PastScores(at, tuple(component.titles for component in components), tuple(ordered))


@allowed(*HISTORY_READERS)
def score_as_on(
    session: Session,
    *,
    offering_id: uuid.UUID,
    enrolment_id: uuid.UUID,
    component_id: uuid.UUID,
    at: datetime,
    attempt: int = 1,
) -> Mark:
    """One mark as it stood at an instant; NOT_ENTERED where there was none."""
    marks = _Past(session, offering_id, at).marks(attempt)
    return marks.get((enrolment_id, component_id), NOT_ENTERED)


class _Past:
    """What the journal says of an offering's rows up to an instant."""

    def __init__(self, session: Session, offering_id: uuid.UUID, at: datetime) -> None:
        family = Gathering(session, "offerings", offering_id).family()
        kinds = {"enrolments", "sittings", "score_sheets", "scores"}
        wanted = [row_id for row_id, entity in family.entities.items() if entity in kinds]
        until = ((int(at.timestamp() * 1000) + 1) << 16) - 1
        self._rows: dict[str, dict[uuid.UUID, Content]] = {kind: {} for kind in kinds}
        found = read.entries(session, row_ids=wanted)
        for row_id, history in groupby(found, key=lambda entry: entry.row_id):
            entries = [entry for entry in history if entry.hlc <= until]
            content = merging.content(entries)
            if content is not None:
                self._rows[family.entities[row_id]][row_id] = content
        self._people = family.people
        self._register = Register(session)
        self._register.learn(("people", family.people[row_id]) for row_id in self._rows["enrolments"])

    def rows(self, entity: str) -> Mapping[uuid.UUID, Content]:
        """The rows of a table that stood then."""
        return self._rows[entity]

    def name(self, enrolment_id: uuid.UUID) -> str:
        """The trainee's name of today."""
        return self._register.title("people", self._people[enrolment_id])

    def marks(self, attempt: int) -> dict[_Cell, Mark]:
        """The marks of an attempt by enrolment and component."""
        of_attempt = {
            row_id.hex for row_id, row in self._rows["sittings"].items() if row["attempt"] == attempt
        }
        sheets = {
            row_id.hex: uuid.UUID(row["component_id"])
            for row_id, row in self._rows["score_sheets"].items()
            if row["sitting_id"] in of_attempt
        }
        standing = (row for row in self._rows["scores"].values() if row["sheet_id"] in sheets)
        return {
            (uuid.UUID(row["enrolment_id"]), sheets[row["sheet_id"]]): _mark(row, attempt) for row in standing
        }


def _mark(row: Mapping[str, Any], attempt: int) -> Mark:
    points = shapes()["scores"].fields["points"].value_of(row["points"])
    return Mark(ScoreState(row["state"]), points, attempt)
