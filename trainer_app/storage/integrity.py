"""Whether the database itself is whole: its pages, its constraints, its references."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_SOUND = "ok"


def damage(session: Session) -> list[str]:
    """What SQLite finds wrong with pages and constraints, in its own words; a server checks itself."""
    if not _is_sqlite(session):
        return []
    return [line for line in session.scalars(text("PRAGMA integrity_check")) if line != _SOUND]


def dangling(session: Session) -> list[tuple[str, int, str]]:
    """Rows that refer to nothing: table, row number, and the table that lacks the other row."""
    if not _is_sqlite(session):
        return []
    found = session.execute(text("PRAGMA foreign_key_check"))
    return [(row[0], row[1], row[2]) for row in found]


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
