"""Whose marks a row of a score list means: by number where it has one, else by name in any script."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import AppError, HasLeft
from trainer_app.core.language import Titles
from trainer_app.core.text import search_key, western_digits
from trainer_app.models.delivery import Enrolment
from trainer_app.models.people import Identifier
from trainer_app.rules.roles import Role
from trainer_app.services.access import allowed
from trainer_app.services.identities import OF_ONE_PERSON, Identity
from trainer_app.services.score_grid import ON_ROLL, TRAINEES, GridTrainee, trainee_of
from trainer_app.services.score_list_faults import NameDiffers, NotOnRoll, SeveralFit


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of the person: names in any script, roll number and identity numbers, '' for none."""

    names: tuple[str, ...]
    roll_number: str
    identities: tuple[Identity, ...] = ()

    @property
    def shown(self) -> str:
        """A name or number to speak of the person by."""
        told = (*self.names, self.roll_number, *(identity.value for identity in self.identities))
        return next((text for text in told if text), "")


@dataclass(frozen=True, slots=True)
class Found:
    """The trainee, or why it is none: then `candidates` are those who could be meant."""

    trainee: GridTrainee | None
    fault: AppError | None = None
    candidates: tuple[GridTrainee, ...] = ()


class Roll:
    """The trainees among whom the rows of one list are looked for."""

    def __init__(
        self, trainees: Sequence[GridTrainee], identities: Iterable[tuple[uuid.UUID, Identity]]
    ) -> None:
        self._by_id = {trainee.enrolment_id: trainee for trainee in trainees}
        self._by_number = {str(trainee.roll_number): trainee for trainee in trainees}
        self._by_name: dict[str, dict[uuid.UUID, GridTrainee]] = {}
        for trainee in trainees:
            names = trainee.names
            for key in _keys((names.en, names.ur, names.zh)):
                self._by_name.setdefault(key, {})[trainee.enrolment_id] = trainee
        self._by_identity: dict[Identity, list[GridTrainee]] = {}
        for enrolment_id, identity in identities:
            self._by_identity.setdefault(identity, []).append(self._by_id[enrolment_id])

    def find(self, said: Said) -> Found:
        """Who is meant; a number and a name that mean different people are for the user to decide."""
        named = self._named(said)
        numbered = self._numbered(said)
        if numbered is not None:
            return self._agreed(said, numbered, named)
        if len(named) > 1:
            numbers = [trainee.roll_number for trainee in named]
            return Found(None, SeveralFit(said.shown, numbers), tuple(named))
        return _assessed(named[0]) if named else Found(None, NotOnRoll(said.shown))

    def _named(self, said: Said) -> list[GridTrainee]:
        found: dict[uuid.UUID, GridTrainee] = {}
        for key in _keys(said.names):
            found |= self._by_name.get(key, {})
        return sorted(found.values(), key=lambda trainee: trainee.roll_number)

    def _numbered(self, said: Said) -> GridTrainee | None:
        strong = [each for each in said.identities if each.kind in OF_ONE_PERSON]
        weak = [each for each in said.identities if each.kind not in OF_ONE_PERSON]
        for identity in (*strong, *weak):
            holders = self._by_identity.get(identity, [])
            if len(holders) == 1:
                return holders[0]
        return self._by_number.get(western_digits(said.roll_number).lstrip("0"))

    def _agreed(self, said: Said, numbered: GridTrainee, named: Sequence[GridTrainee]) -> Found:
        """The holder of the number, unless the row gives the name of someone else."""
        if numbered in named or not any(said.names):
            return _assessed(numbered)
        candidates = (numbered, *named)
        return Found(None, NameDiffers(said.shown, numbered.names), candidates)


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def roll(session: Session, *, offering_id: uuid.UUID) -> Roll:
    """Everyone who is or was on the roll, with their identity numbers."""
    trainees = [trainee_of(row) for row in session.execute(TRAINEES, {"offering_id": offering_id})]
    query = (
        select(Enrolment.id, Identifier.kind, Identifier.value)
        .join(Identifier, Identifier.person_id == Enrolment.person_id)
        .where(Enrolment.offering_id == offering_id)
    )
    identities = [(row.id, Identity(row.kind, row.value)) for row in session.execute(query)]
    return Roll(trainees, identities)


def _assessed(trainee: GridTrainee) -> Found:
    if trainee.state not in ON_ROLL:
        return Found(None, HasLeft(trainee.names))
    return Found(trainee)


def _keys(names: Iterable[str]) -> set[str]:
    return {search_key(name) for name in names if name}


def own_name(names: Titles, side: str) -> str:
    """The name in the script of the person's side."""
    return names.zh if side == "CN" else names.ur
