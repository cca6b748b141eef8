"""Bringing the tables of a database up to date; Alembic is loaded only when there is something to do."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from trainer_app.core.errors import DatabaseTooNew, DatabaseUnusable
from trainer_app.core.language import _
from trainer_app.storage import upgrade
from trainer_app.storage.journal import guard, reconcile
from trainer_app.storage.journal.listener import JournalledSession
from trainer_app.storage.journal.origin import Origin

if TYPE_CHECKING:
    from alembic.config import Config

    from trainer_app.storage.engine import Database

NEWEST = "0010"
APPLICATION_ID = 0x4A505452
"""Stands in the file's header and says "JPTR"."""
_SCRIPTS = Path(__file__).parent / "migrations"


def to_newest(database: "Database") -> None:
    """Run the missing migrations: on a new database or a server in one transaction, on a file beside it.

    Raises:
        DatabaseTooNew: a newer program made the database.
        DatabaseUnusable: the file holds the tables of some other program.
    """
    present = _expect_known(database)
    if present not in (None, NEWEST) and database.is_file:
        upgrade.beside(database)
    elif present != NEWEST:
        run(database)


def copy_to_newest(database: "Database") -> None:
    """Run the missing migrations on a copy of a file, which is thrown away where anything fails.

    Raises:
        DatabaseTooNew, DatabaseUnusable: as `to_newest`.
        BackupUnsound: what became of the copy is not whole.
    """
    if _expect_known(database) != NEWEST:
        run(database)
        upgrade.expect_whole(database)


def _expect_known(database: "Database") -> str | None:
    with database.engine.connect().execution_options(jpt_reading=True) as connection:
        present = revision(connection)
        foreign = present is None and bool(inspect(connection).get_table_names())
    if foreign:
        raise DatabaseUnusable(database.name, _("it belongs to another program."))
    if present not in (None, NEWEST) and present not in _known():
        raise DatabaseTooNew(database.name)
    return present


def revision(connection: Connection) -> str | None:
    """Revision of the tables, or None in an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def config(connection: Connection | None = None) -> "Config":
    """Alembic's configuration, for the program and for developers alike."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(_SCRIPTS))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def run(database: "Database") -> None:
    """Run the missing migrations where the database stands, and write down what they changed."""
    from alembic import command

    with database.engine.begin() as connection, guard.unwatched(connection):
        command.upgrade(config(connection), "head")
        if database.is_file:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {int(NEWEST)}")
        with JournalledSession(connection, Origin(act="migration", is_program=True)) as session:
            reconcile.write_down(session)


def _known() -> set[str]:
    """Every revision that this program knows."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
