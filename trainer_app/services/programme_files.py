"""The programme file: where it is, how large it is, and whether another place holds one."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from trainer_app.rules.roles import EVERYONE
from trainer_app.services.access import allowed
from trainer_app.storage.engine import expect_programme

_BESIDE = ("", "-wal")
"""What is not yet written into the file itself waits in the file beside it."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The database in use; `place` is None, and `size` (bytes) 0, where it is on a server."""

    name: str
    place: Path | None
    size: int


@allowed(*EVERYONE)
def facts(session: Session) -> FileFacts:
    """Where the records are kept."""
    bind: Engine | Connection = session.get_bind()
    url = bind.engine.url
    if bind.engine.dialect.name != "sqlite":
        return FileFacts(url.render_as_string(hide_password=True), None, 0)
    place = Path(url.database or "").absolute()
    return FileFacts(place.name, place, size_of(place))


def size_of(place: Path) -> int:
    """Size of a programme file in bytes, with what waits beside it."""
    parts = (place.with_name(place.name + ending) for ending in _BESIDE)
    return sum(part.stat().st_size for part in parts if part.is_file())


def expect(*, place: Path) -> Path:
    """The place, where it holds a programme file; nothing there is changed.

    Raises:
        DatabaseUnusable: there is none, or it cannot be read.
    """
    expect_programme(place)
    return place
