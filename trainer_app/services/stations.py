"""The stations that take certificate numbers, and the programme whose records the file keeps."""

import re
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.core.text import clean_spaces, western_digits
from trainer_app.models.awards import NumberSeries, SigningKey
from trainer_app.models.organisations import Programme, Station
from trainer_app.rules.roles import EVERYONE, Role
from trainer_app.services import locking
from trainer_app.services.access import allowed
from trainer_app.services.refusals import CodeTaken, DatesReversed, TitleMissing
from trainer_app.services.station_refusals import CodeUnprintable, NumbersTaken
from trainer_app.storage import bulk

_CODE = re.compile(r"[A-Z0-9]{1,4}")
_MEANWHILE = "-"
"""Code of no station, under which the keys of one wait while its code changes."""


@dataclass(frozen=True, slots=True)
class StationRow:
    """One station; its code and side stand in certificate numbers and are fixed by the first one taken."""

    id: uuid.UUID
    version: int
    code: str
    side: str
    titles: Titles
    is_here: bool


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """The programme; both days belong to it, `version` is what saving must name again."""

    id: uuid.UUID
    version: int
    titles: Titles
    starts_on: date
    ends_on: date


@allowed(*EVERYONE)
def rows(session: Session) -> list[StationRow]:
    """Every station, this one first."""
    query = select(Station).order_by(Station.is_here.desc(), Station.code)
    return [
        StationRow(row.id, row.version, row.code, row.side, _titles(row), row.is_here)
        for row in session.scalars(query)
    ]


@allowed(*EVERYONE)
def here(session: Session) -> StationRow:
    """This station.

    Raises:
        NotFound: the file was not set up yet.
    """
    found = next((row for row in rows(session) if row.is_here), None)
    if found is None:
        raise NotFound(N_("station"), "")
    return found


@allowed(*EVERYONE)
def numbers_taken(session: Session) -> int:
    """How many certificate numbers were taken at this station, in all years."""
    taken = select(func.sum(NumberSeries.next_serial - 1)).where(NumberSeries.station == here(session).code)
    return int(session.scalar(taken) or 0)


@allowed(Role.ADMINISTRATOR)
def change_here(session: Session, *, version: int, code: str, side: str, titles: Titles) -> None:
    """Change code, side and name of this station; from the first certificate number on, the name alone.

    Raises:
        NumbersTaken: code or side would change, and certificate numbers were taken with them.
        CodeUnprintable, CodeTaken, TitleMissing: what was typed cannot be kept.
        ChangedMeanwhile: someone changed the station; `theirs` is the `StationRow` that is kept.
        NotFound: the file was not set up yet.
    """
    kept = here(session)
    row = locking.get(session, Station, kept.id, N_("station"))
    locking.expect(row, version, N_("this station"), theirs=kept, yours=titles)
    wanted = western_digits(clean_spaces(code)).upper()
    if (wanted, side) != (kept.code, kept.side):
        _refuse_code(session, kept, wanted)
    _set_titles(row, titles)
    row.side = side
    if wanted == kept.code:
        locking.flush(session, N_("this station"))
    else:
        _recode(session, row, wanted)


@allowed(Role.ADMINISTRATOR)
def retitle(session: Session, *, station_id: uuid.UUID, version: int, titles: Titles) -> None:
    """Change the name of a station; its code stays.

    Raises:
        TitleMissing: the English title is blank.
        ChangedMeanwhile: someone changed the station.
        NotFound: there is none.
    """
    row = locking.get(session, Station, station_id, N_("station"))
    locking.expect(row, version, N_("this station"), theirs=_titles(row), yours=titles)
    _set_titles(row, titles)
    locking.flush(session, N_("this station"))


@allowed(*EVERYONE)
def programme(session: Session) -> ProgrammeFacts:
    """The newest programme of the file.

    Raises:
        NotFound: the file was not set up yet.
    """
    row = session.scalars(select(Programme).order_by(Programme.starts_on.desc())).first()
    if row is None:
        raise NotFound(N_("programme"), "")
    return ProgrammeFacts(row.id, row.version, _titles(row), row.starts_on, row.ends_on)


@allowed(Role.ADMINISTRATOR)
def change_programme(
    session: Session, *, version: int, titles: Titles, starts_on: date, ends_on: date
) -> None:
    """Change title and period of the programme.

    Raises:
        TitleMissing, DatesReversed: what was typed cannot be kept.
        ChangedMeanwhile: someone changed the programme; `theirs` is the `ProgrammeFacts` that is kept.
        NotFound: the file was not set up yet.
    """
    kept = programme(session)
    row = locking.get(session, Programme, kept.id, N_("programme"))
    locking.expect(row, version, N_("this programme"), theirs=kept)
    if ends_on < starts_on:
        raise DatesReversed(starts_on, ends_on)
    _set_titles(row, titles)
    row.starts_on, row.ends_on = starts_on, ends_on
    locking.flush(session, N_("this programme"))


def _refuse_code(session: Session, kept: StationRow, wanted: str) -> None:
    if not _CODE.fullmatch(wanted):
        raise CodeUnprintable(wanted)
    if wanted != kept.code and any(row.code == wanted for row in rows(session)):
        raise CodeTaken(wanted)
    if taken := numbers_taken(session):
        raise NumbersTaken(kept.code, taken)


def _recode(session: Session, row: Station, code: str) -> None:
    """Give the station another code, and its keys with it: they refer to the code, not to the row."""
    titles = {f"title_{each}": "" for each in ("en", "ur", "zh")}
    bulk.insert(session, Station, [{"code": _MEANWHILE, "side": row.side, "is_here": False, **titles}])
    _move_keys(session, row.code, _MEANWHILE)
    row.code = code
    locking.flush(session, N_("this station"))
    _move_keys(session, _MEANWHILE, code)
    bulk.delete(session, Station, bulk.ids(session, Station, Station.code == _MEANWHILE))


def _move_keys(session: Session, before: str, after: str) -> None:
    for kind in (SigningKey, NumberSeries):
        bulk.set_all(session, kind, bulk.ids(session, kind, kind.station == before), station=after)


def _set_titles(row: Station | Programme, titles: Titles) -> None:
    if not titles.en.strip():
        raise TitleMissing
    for code in ("en", "ur", "zh"):
        setattr(row, f"title_{code}", clean_spaces(getattr(titles, code)))


def _titles(row: Any) -> Titles:
    return Titles(row.title_en, row.title_ur, row.title_zh)
