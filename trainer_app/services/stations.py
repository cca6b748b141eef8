"""The stations that take certificate numbers, and the programme whose records the file keeps."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.core.text import clean_spaces
from trainer_app.models.organisations import Programme, Station
from trainer_app.services import locking
from trainer_app.services.refusals import DatesReversed, TitleMissing


@dataclass(frozen=True, slots=True)
class StationRow:
    """One station; its code and side stand in certificate numbers and never change."""

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


def rows(session: Session) -> list[StationRow]:
    """Every station, this one first."""
    query = select(Station).order_by(Station.is_here.desc(), Station.code)
    return [
        StationRow(row.id, row.version, row.code, row.side, _titles(row), row.is_here)
        for row in session.scalars(query)
    ]


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


def programme(session: Session) -> ProgrammeFacts:
    """The newest programme of the file.

    Raises:
        NotFound: the file was not set up yet.
    """
    row = session.scalars(select(Programme).order_by(Programme.starts_on.desc())).first()
    if row is None:
        raise NotFound(N_("programme"), "")
    return ProgrammeFacts(row.id, row.version, _titles(row), row.starts_on, row.ends_on)


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


def _set_titles(row: Station | Programme, titles: Titles) -> None:
    if not titles.en.strip():
        raise TitleMissing
    for code in ("en", "ur", "zh"):
        setattr(row, f"title_{code}", clean_spaces(getattr(titles, code)))


def _titles(row: Any) -> Titles:
    return Titles(row.title_en, row.title_ur, row.title_zh)
