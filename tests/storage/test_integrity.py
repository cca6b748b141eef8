from sqlalchemy import text

from trainer_app.storage import integrity
from trainer_app.storage.journal import guard


def test_a_sound_database_has_nothing_to_report(session):
    assert integrity.damage(session) == []
    assert integrity.dangling(session) == []


def test_a_row_that_refers_to_nothing_is_named(file_database):
    with file_database.engine.connect() as connection, guard.unwatched(connection):
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("UPDATE courses SET track_id = x'00' WHERE code = 'CTR-101'")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql("BEGIN")
    with file_database.reading() as session:
        [(table, row, parent)] = integrity.dangling(session)
        number = session.scalar(text("SELECT rowid FROM courses WHERE code = 'CTR-101'"))
    assert (table, row, parent) == ("courses", number, "tracks")


def test_a_row_against_a_constraint_is_named(file_database):
    with file_database.engine.connect() as connection, guard.unwatched(connection):
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        connection.exec_driver_sql("UPDATE course_versions SET hours = -1")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")
        connection.commit()
    with file_database.reading() as session:
        assert any("course_versions" in line for line in integrity.damage(session))
