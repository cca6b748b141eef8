"""A real journal to tamper with: people added, changed and removed by two nodes, with signed checkpoints."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests.factories import make_person
from tests.keys import KEY
from tests.spoiling import unguarded
from trainer_app.models.base import new_id
from trainer_app.models.people import Person
from trainer_app.services import programme, reference
from trainer_app.storage import bulk
from trainer_app.storage.engine import Database, open_database
from trainer_app.storage.journal import checkpoints, writer
from trainer_app.storage.journal.origin import Origin

Row = dict[str, Any]
TABLES = {
    "entries": "journal_entries",
    "transactions": "journal_transactions",
    "nodes": "journal_nodes",
    "checkpoints": "journal_checkpoints",
}


@dataclass(frozen=True)
class Kept:
    """The rows of the journal as they lie in the file, by node and in order."""

    nodes: dict[int, Row]
    entries: dict[int, list[Row]]
    transactions: dict[int, list[Row]]
    checkpoints: dict[int, list[Row]]

    def end(self, node_no: int) -> int:
        """How many entries a node has."""
        return len(self.entries[node_no])

    def first_seq(self, node_no: int, txn_no: int) -> int:
        """The first entry of a transaction."""
        return next(row["seq"] for row in self.entries[node_no] if row["txn_no"] == txn_no)

    def checkpoint_from(self, node_no: int, seq: int) -> int | None:
        """The first signed entry of a node from one on."""
        return next((row["seq"] for row in self.checkpoints[node_no] if row["seq"] >= seq), None)


def make(place: Path) -> Database:
    """A programme file with such a journal."""
    database = open_database(place, KEY)
    with database.transaction(origin=origin()) as session:
        reference.load(session)
        programme.set_up(session, side="PK", station_code="IS", today=date(2026, 11, 1))
    for node in range(2):
        for day in range(4):
            work(database, day, is_signed=day in (1, 2))
        if node == 0:
            with database.transaction() as session:
                writer.begin_node(session)
    return database


def work(database: Database, day: int, *, is_signed: bool) -> None:
    """A day: some people are added, changed one by one and at once; one of them is removed."""
    with database.transaction(origin=origin("people.add")) as session:
        people = [make_person(session, f"Trainee {day} {number}") for number in range(4)]
    with database.transaction(origin=origin("people.change", "told by the unit")) as session:
        session.get(Person, people[0].id).name_ur = "آمنہ خان"
        session.flush()
        bulk.set_all(session, Person, [each.id for each in people[1:]], name_ur="بلال")
    with database.transaction(origin=origin("people.remove")) as session:
        bulk.delete(session, Person, [people[3].id])
        session.get(Person, people[0].id).name_latin = f"Amina {day}"
        session.flush()
        if is_signed:
            checkpoints.sign(session, "backup")


def origin(act: str = "", reason: str = "") -> Origin:
    return Origin(new_id(), act, reason, is_program=True)


def read(session: Session) -> Kept:
    """The rows of the journal as they lie in the file."""
    nodes = {row["no"]: row for row in rows(session, "SELECT * FROM journal_nodes ORDER BY no")}

    def of_nodes(table: str, order: str) -> dict[int, list[Row]]:
        found = f"SELECT * FROM {table} WHERE node_no = ? ORDER BY {order}"  # noqa: S608
        return {no: rows(session, found, no) for no in nodes}

    return Kept(
        nodes,
        of_nodes("journal_entries", "seq"),
        of_nodes("journal_transactions", "no"),
        of_nodes("journal_checkpoints", "seq"),
    )


def rows(session: Session, query: str, *values: Any) -> list[Row]:
    return [dict(row) for row in session.connection().exec_driver_sql(query, values).mappings()]


def run(session: Session, statement: str, *values: Any) -> None:
    """Change the file behind the program's back."""
    session.connection().exec_driver_sql(statement, values)


def put(session: Session, what: str, row: Row) -> None:
    """Add a row to one of the journal's tables."""
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" * len(row))
    run(session, f"INSERT INTO {TABLES[what]} ({columns}) VALUES ({places})", *row.values())  # noqa: S608


@contextmanager
def tampering(database: Database) -> Iterator[Session]:
    """A session that may change anything, and keeps none of it."""
    with database.reading() as session, unguarded(session):
        run(session, "PRAGMA defer_foreign_keys = ON")
        yield session
