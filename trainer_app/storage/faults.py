"""The faults of disk, file and server, as the program tells them apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from typing_extensions import override

from trainer_app.core.errors import EnvironmentFault
from trainer_app.core.language import N_, _, ngettext
from trainer_app.core.text import isolate


class Cause(StrEnum):
    """Why the database could not do what was asked; each is the environment's, none the program's."""

    FULL = "full"
    FAILING = "failing"
    BUSY = "busy"
    READ_ONLY = "read-only"
    OUT_OF_PLACE = "out of place"
    DAMAGED = "damaged"
    NO_SERVER = "no server"


_REASONS = {
    Cause.FULL: N_("its disk is full. Free some space there, then try again."),
    Cause.FAILING: N_("its disk reports an error. Keep a backup on another disk and have this one checked."),
    Cause.BUSY: N_("another program is using it. Close it there, then try again."),
    Cause.READ_ONLY: N_("it cannot be written in that place."),
    Cause.OUT_OF_PLACE: N_(
        "it cannot be opened in that place. Check that its disk or stick is plugged in, then try again."
    ),
    Cause.DAMAGED: N_("it is damaged, or the key beside it belongs to another file."),
    Cause.NO_SERVER: N_("the server does not answer. Check the connection to it, then try again."),
}
# https://www.sqlite.org/rescode.html: the low byte says what happened, the rest where.
_SQLITE = {
    5: Cause.BUSY,
    6: Cause.BUSY,
    8: Cause.READ_ONLY,
    10: Cause.FAILING,
    11: Cause.DAMAGED,
    13: Cause.FULL,
    14: Cause.OUT_OF_PLACE,
    15: Cause.BUSY,
    26: Cause.DAMAGED,
}
# The driver's backup gives the words alone, which are those of sqlite3_errstr.
_SQLITE_WORDS = {
    "database or disk is full": Cause.FULL,
    "disk I/O error": Cause.FAILING,
    "database is locked": Cause.BUSY,
    "attempt to write a readonly database": Cause.READ_ONLY,
    "unable to open database file": Cause.OUT_OF_PLACE,
    "database disk image is malformed": Cause.DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html, the longest beginning first.
_POSTGRES = {
    "53100": Cause.FULL,
    "25006": Cause.READ_ONLY,
    "55P03": Cause.BUSY,
    "40P01": Cause.BUSY,
    "08": Cause.NO_SERVER,
    "53": Cause.NO_SERVER,
    "57": Cause.NO_SERVER,
    "58": Cause.FAILING,
}
_SHORT = {
    Cause.FULL: N_("the disk is full"),
    Cause.FAILING: N_("the disk reports an error"),
    Cause.BUSY: N_("another program is using the file"),
    Cause.READ_ONLY: N_("the file cannot be written in its place"),
    Cause.OUT_OF_PLACE: N_("the file cannot be reached"),
    Cause.DAMAGED: N_("the file is damaged"),
    Cause.NO_SERVER: N_("the server does not answer"),
}


class StorageFault(EnvironmentFault):
    """The database could not be read or opened, for a cause outside the program."""

    def __init__(self, name: str, cause: Cause) -> None:
        self.name, self.cause = name, cause
        super().__init__(name, cause)

    @property
    def reason(self) -> str:
        """Why, and what to do, to follow a colon."""
        return reason(self.cause)

    @override
    def in_short(self) -> str:
        return _(_SHORT[self.cause])

    def sentence(self) -> str:
        """Which programme file, why, and what to do."""
        return _("The programme file {name} cannot be used now: {reason} Nothing was changed.").format(
            name=isolate(self.name), reason=self.reason
        )


class PagesDamaged(EnvironmentFault):
    """Pages of the programme file are not as they were written; `pages` counts them."""

    def __init__(self, name: str, pages: int) -> None:
        self.name, self.pages = name, pages
        super().__init__(name, pages)

    def sentence(self) -> str:
        """Which file, what is safe, and what to do."""
        return ngettext(
            "The programme file {name} is damaged in {count} place, so no backup was made of it. Earlier "
            "backups are kept. Stop entering data, restore the newest backup, and have the disk checked.",
            "The programme file {name} is damaged in {count} places, so no backup was made of it. Earlier "
            "backups are kept. Stop entering data, restore the newest backup, and have the disk checked.",
            self.pages,
        ).format(name=isolate(self.name), count=self.pages)


def reason(cause: Cause) -> str:
    """Why, and what to do, to follow a colon."""
    return _(_REASONS[cause])


def watch(engine: Engine) -> None:
    """Let the environment's faults leave the engine as `StorageFault`; all others stay as they are."""
    event.listen(engine, "handle_error", _tell)


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """The same for work on a connection of the driver, which the engine does not see.

    Raises:
        StorageFault: disk, file or server do not do as needed.
    """
    dbapi: Any = engine.dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as fault:
        told = told_by(fault, engine)
        if told is None:
            raise
        raise told from fault


def told_by(fault: BaseException | None, engine: Engine) -> StorageFault | None:
    """The fault of the environment behind a driver's error, if any."""
    cause = cause_of(fault)
    return None if cause is None else StorageFault(_name(engine), cause)


def cause_of(fault: BaseException | None) -> Cause | None:
    """Which fault of the environment a driver's error tells, if any."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(fault, "sqlstate", "")
    if state is None:  # psycopg, without an answer of the server
        return Cause.NO_SERVER if type(fault).__name__ == "OperationalError" else None
    return next((cause for start, cause in _POSTGRES.items() if state.startswith(start)), None)


def cause_in(words: str) -> Cause | None:
    """Which fault of the environment SQLite's words tell, where there is no code."""
    return _SQLITE_WORDS.get(words)


def _tell(context: Any) -> None:
    told = told_by(context.original_exception, context.engine)
    if told is not None:
        raise told from context.original_exception


def _name(engine: Engine) -> str:
    url = engine.url
    if engine.dialect.name == "sqlite":
        return Path(url.database or "").name
    return url.render_as_string(hide_password=True)
