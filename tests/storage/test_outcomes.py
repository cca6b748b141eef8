import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError

from tests.keys import KEY
from trainer_app.models.organisations import Station
from trainer_app.storage.engine import connect
from trainer_app.storage.faults import Cause, StorageFault
from trainer_app.storage.outcomes import NotSaved, OutcomeUnknown, was_saved


def stations(database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Station.code)))


def add_station(database, code: str = "IS") -> None:
    with database.transaction() as session:
        session.add(Station(code=code, side="PK", title_en="Islamabad"))


def lost(database) -> Exception:
    """What the driver raises when the disk, or the way to the server, breaks down."""
    fault = database.engine.dialect.loaded_dbapi.OperationalError("gone")
    if database.is_file:
        fault.sqlite_errorcode = 10
    return fault


def fail_at_commit(database, *, after: bool, again: bool = False) -> None:
    """Let the driver's next COMMIT raise, before or after it was done; then also every new connection."""
    dialect = database.engine.dialect
    commit = dialect.do_commit
    left = [1]

    def do_commit(connection) -> None:
        if not left:
            return commit(connection)
        left.pop()
        if after:
            commit(connection)
        if again:
            dialect.do_begin = refuse
        raise lost(database)

    def refuse(_connection) -> None:
        raise lost(database)

    dialect.do_commit = do_commit


def add_many_stations(database) -> None:
    with database.transaction() as session:
        session.add_all([Station(code=f"S{n}", side="PK", title_en="Islamabad") for n in range(400)])


def set_on_connect(database, pragma: str) -> None:
    def run(connection, _record) -> None:
        connection.execute(pragma)

    event.listen(database.engine, "connect", run)


def test_what_failed_before_the_end_was_not_saved_and_says_so(file_database):
    set_on_connect(file_database, "PRAGMA max_page_count = 1")
    with pytest.raises(NotSaved) as told:
        add_many_stations(file_database)
    assert "programme.db" in str(told.value)
    assert "disk is full" in str(told.value)
    assert "saved before is safe" in str(told.value)
    assert stations(file_database) == []


@pytest.mark.parametrize(
    ("pragma", "cause"),
    [("PRAGMA query_only = ON", Cause.READ_ONLY), ("PRAGMA max_page_count = 1", Cause.FULL)],
)
def test_the_cause_is_told_apart(file_database, pragma, cause):
    set_on_connect(file_database, pragma)
    with pytest.raises(NotSaved) as told:
        add_many_stations(file_database)
    assert told.value.fault.cause is cause


def test_a_file_that_another_program_holds_is_named_busy(file_database):
    other = connect(file_database.place, KEY)
    set_on_connect(other, "PRAGMA busy_timeout = 0")
    with file_database.transaction() as session:
        session.add(Station(code="IS", side="PK", title_en="Islamabad"))
        session.flush()
        with pytest.raises(NotSaved, match="another program"):
            add_station(other, "LH")
    other.close()
    assert stations(file_database) == ["IS"]


def test_a_failed_commit_that_was_not_kept_is_told_as_not_saved(database):
    fail_at_commit(database, after=False)
    with pytest.raises(NotSaved):
        add_station(database)
    assert stations(database) == []
    add_station(database)
    assert stations(database) == ["IS"]


def test_a_failed_commit_that_was_kept_counts_as_done(database):
    fail_at_commit(database, after=True)
    add_station(database)
    assert stations(database) == ["IS"]


def test_where_it_cannot_be_looked_up_nobody_guesses(database):
    fail_at_commit(database, after=True, again=True)
    with pytest.raises(OutcomeUnknown) as told:
        add_station(database)
    assert "not known" in str(told.value)
    assert "look before you repeat" in str(told.value)


def test_an_operation_is_looked_up_by_its_id(database):
    origin = database.origin()
    with database.transaction(origin=origin) as session:
        session.add(Station(code="IS", side="PK", title_en="Islamabad"))
    fault = StorageFault(database.name, Cause.FAILING)
    assert was_saved(database.engine, origin.operation, fault)
    assert not was_saved(database.engine, database.origin().operation, fault)


def test_a_fault_while_reading_changes_nothing_and_says_so(file_database):
    def run(connection, _record) -> None:
        connection.execute("PRAGMA busy_timeout = 0")
        raise lost(file_database)

    event.listen(file_database.engine, "connect", run)
    with pytest.raises(StorageFault, match="Nothing was changed"):
        stations(file_database)


def test_settling_names_the_fault_of_the_file_too(file_database):
    def run(connection, _record) -> None:
        connection.set_authorizer(lambda *_: 1)

    event.listen(file_database.engine, "connect", run)
    with pytest.raises(file_database.engine.dialect.loaded_dbapi.Error):
        file_database.settle()


def test_a_broken_rule_of_the_tables_stays_what_it_is(database):
    add_station(database)
    with pytest.raises(IntegrityError):
        add_station(database)
