"""The programme that a file belongs to, and the station where it is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.models.awards import Signatory, SigningKey
from trainer_app.models.organisations import Programme, Side, Station
from trainer_app.rules.roles import EVERYONE
from trainer_app.services.access import allowed

_STATIONS = {
    "PK": Titles("Islamabad", "اسلام آباد", "伊斯兰堡"),
    "CN": Titles("Beijing", "بیجنگ", "北京"),
}
_OFFICES = (
    ("PK", Titles("Director of Training", "ڈائریکٹر تربیت", "培训主任")),
    ("CN", Titles("Head of Delegation", "سربراہ وفد", "代表团团长")),
    ("PK", Titles("Commandant", "کمانڈنٹ", "校长")),
)


@dataclass(frozen=True, slots=True)
class Here:
    """This station: its code in certificate numbers, its side, and the programme's title."""

    station_code: str
    side: str
    side_titles: Titles
    programme: Titles


@allowed()
def set_up(
    session: Session, *, side: str, station_code: str, today: date, signing_seed: bytes | None = None
) -> None:
    """Make the programme, this station, its signing key and three offices that sign; all can be changed.

    `signing_seed` is given for samples alone, whose certificates must come out alike.
    """
    year = today.year
    titles = Titles(f"Joint Training {year}", f"مشترکہ تربیت {year}", f"{year}年联合培训")
    session.add(
        Programme(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), **_columns(titles)),
    )
    session.add(Station(code=station_code, side=side, is_here=True, **_columns(_STATIONS[side])))
    session.flush()
    session.add(_signing_key(station_code, signing_seed or secrets.token_bytes(32)))
    for order_no, (office_side, office) in enumerate(_OFFICES, start=1):
        session.add(
            Signatory(side=office_side, order_no=order_no, valid_from=date(year, 1, 1), **_columns(office))
        )
    session.flush()


@allowed()
def entitle(session: Session, *, titles: Titles) -> None:
    """Give the programme its name."""
    row = session.scalars(select(Programme).order_by(Programme.starts_on.desc())).one()
    for name, words in _columns(titles).items():
        setattr(row, name, words)
    session.flush()


@allowed(*EVERYONE)
def here(session: Session) -> Here:
    """This station.

    Raises:
        NotFound: the file was not set up yet.
    """
    found = find_here(session)
    if found is None:
        raise NotFound(N_("station"), "")
    return found


@allowed(*EVERYONE)
def find_here(session: Session) -> Here | None:
    """This station, or None in a file that was not set up yet."""
    row = session.execute(
        select(Station.code, Station.side, Side).join(Side, Side.code == Station.side).where(Station.is_here)
    ).first()
    programme = session.scalars(select(Programme).order_by(Programme.starts_on.desc())).first()
    if row is None or programme is None:
        return None
    code, side, titled = row
    return Here(code, side, _titles(titled), _titles(programme))


def _signing_key(station_code: str, seed: bytes) -> SigningKey:
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    key_id = hashlib.sha256(public).hexdigest()[:8].upper()
    return SigningKey(key_id=key_id, station=station_code, public_key=public, private_key=seed)


def _columns(titles: Titles) -> dict[str, str]:
    return {"title_en": titles.en, "title_ur": titles.ur, "title_zh": titles.zh}


def _titles(row: Side | Programme) -> Titles:
    return Titles(row.title_en, row.title_ur, row.title_zh)
