from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.keys import KEY
from trainer_app.core.errors import DatabaseTooNew, DatabaseUnusable
from trainer_app.models import tables
from trainer_app.storage import migrate
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.engine import open_database


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_migrations_make_exactly_the_tables_of_the_models(database):
    with database.engine.connect() as connection:
        options = {"compare_type": True, "include_name": _ours}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata)
    assert differences == []


def test_the_newest_revision_is_the_last_script():
    assert ScriptDirectory.from_config(migrate.config()).get_current_head() == migrate.NEWEST


def test_a_file_of_a_newer_program_is_refused_and_not_changed(tmp_path: Path):
    path = tmp_path / "newer.db"
    open_database(path, KEY).close()
    with closing(open_connection(path, KEY)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseTooNew) as refusal:
        open_database(path, KEY)
    assert "newer version" in str(refusal.value)
    with closing(open_connection(path, KEY)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_the_file_of_another_program_is_refused(tmp_path: Path):
    path = tmp_path / "other.db"
    with closing(open_connection(path, KEY)) as raw:
        raw.execute("CREATE TABLE bookmarks (id INTEGER)")
    with pytest.raises(DatabaseUnusable, match="another program"):
        open_database(path, KEY)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear colleague, " * 400)
    with pytest.raises(DatabaseUnusable, match="no programme file"):
        open_database(path, KEY)
    assert path.read_bytes().startswith(b"Dear colleague")


def test_the_header_names_program_and_schema(tmp_path: Path):
    path = tmp_path / "programme.db"
    open_database(path, KEY).close()
    with closing(open_connection(path, KEY)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (migrate.APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (int(migrate.NEWEST),)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path):
    with pytest.raises(DatabaseUnusable, match="folder"):
        open_database(tmp_path / "missing" / "programme.db", KEY)


def _ours(name, kind, _parents):
    return kind != "table" or not name.startswith("people_fts")
