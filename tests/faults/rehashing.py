"""Forging a journal so that everything fits but the signatures: what a forger can do who knows the format."""

import random
import uuid
from typing import Any

from sqlalchemy.orm import Session

from tests.faults.kept_journal import Kept, put, read, rows, run
from trainer_app.rules import chain
from trainer_app.rules.chain import EntryId, Header
from trainer_app.storage.journal import heads
from trainer_app.storage.journal.writer import named


def make_room(session: Session, node_no: int, seq: int) -> None:
    """Let the entries of a node from one on, and what points at them, move on by one."""
    run(session, "UPDATE journal_entries SET seq = -seq WHERE node_no = ? AND seq >= ?", node_no, seq)
    run(session, "UPDATE journal_entries SET seq = 1 - seq WHERE node_no = ? AND seq < 0", node_no)
    shift = "UPDATE journal_transactions SET first_seq = first_seq + 1 WHERE node_no = ? AND first_seq > ?"
    run(session, shift, node_no, seq)
    run(session, "UPDATE journal_nodes SET last_seq = last_seq + 1 WHERE no = ?", node_no)


def close_gap(session: Session, node_no: int, seq: int) -> None:
    """Take an entry out and let those after it move back."""
    run(session, "DELETE FROM journal_entries WHERE node_no = ? AND seq = ?", node_no, seq)
    run(session, "UPDATE journal_entries SET seq = -seq WHERE node_no = ? AND seq > ?", node_no, seq)
    run(session, "UPDATE journal_entries SET seq = -seq - 1 WHERE node_no = ? AND seq < 0", node_no)
    shift = "UPDATE journal_transactions SET first_seq = first_seq - 1 WHERE node_no = ? AND first_seq > ?"
    run(session, shift, node_no, seq)
    run(session, "UPDATE journal_nodes SET last_seq = last_seq - 1 WHERE no = ?", node_no)


def cut(session: Session, kept: Kept, node_no: int, seq: int) -> None:
    """Cut a chain off after an entry, with its transactions, and move the node's row to the new end."""
    ends = kept.entries[node_no][seq - 1] if seq else {"hash": chain.START, "txn_no": 0}
    instants = {row["no"]: row["hlc"] for row in kept.transactions[node_no]}
    run(session, "DELETE FROM journal_entries WHERE node_no = ? AND seq > ?", node_no, seq)
    run(session, "DELETE FROM journal_transactions WHERE node_no = ? AND no > ?", node_no, ends["txn_no"])
    run(
        session,
        "UPDATE journal_nodes SET last_seq = ?, last_hash = ?, last_txn = ?, last_hlc = ? WHERE no = ?",
        *(seq, ends["hash"], ends["txn_no"], instants.get(ends["txn_no"], 0), node_no),
    )


def forge(session: Session, kept: Kept, node_no: int, seq: int, chance: random.Random) -> None:
    """Change, take out or put in an entry, or change its transaction, and hash everything after it anew."""
    row = kept.entries[node_no][seq - 1]
    ways = ["value", "fields", "parents", "inserted"]
    if row["value"] is not None:
        ways.append("removal")
    if sum(each["txn_no"] == row["txn_no"] for each in kept.entries[node_no]) > 1:
        ways.append("deleted")
    what = chance.choice(ways)
    if what == "inserted":
        make_room(session, node_no, seq)
        put(session, "entries", {**row, "seq": seq, "value": "{}"})
    elif what == "deleted":
        close_gap(session, node_no, seq)
    else:
        value = {"value": '{"name_latin":"Nobody"}', "fields": "forged", "parents": "1.1 1.2"}.get(what)
        column = "value" if what == "removal" else what
        statement = f"UPDATE journal_entries SET {column} = ? WHERE node_no = ? AND seq = ?"  # noqa: S608
        run(session, statement, value, node_no, seq)
    hash_anew(session, node_no, seq)


def hash_anew(session: Session, node_no: int, first: int) -> None:
    """Hash a chain anew from one entry on, and let its node and its checkpoints say the new hashes."""
    kept = read(session)
    names = {no: uuid.UUID(bytes=row["id"]) for no, row in kept.nodes.items()}
    headers = {row["no"]: chain.digest(header(names[node_no], row)) for row in kept.transactions[node_no]}
    last = kept.entries[node_no][first - 2]["hash"] if first > 1 else chain.START
    for row in kept.entries[node_no][first - 1 :]:
        committed = chain.commitment(row["salt"], row["value"])
        bound = chain.packed(EntryId(names[no], seq) for no, seq in heads.parsed(row["parents"]))
        what = named(row["entity"], uuid.UUID(bytes=row["row_id"]), row["fields"])
        last = chain.link(last, row["seq"], headers[row["txn_no"]], what, bound, committed)
        new = "UPDATE journal_entries SET commitment = ?, hash = ? WHERE node_no = ? AND seq = ?"
        run(session, new, committed, last, node_no, row["seq"])
    run(session, "UPDATE journal_nodes SET last_hash = ? WHERE no = ?", last, node_no)
    for found in rows(session, "SELECT seq, hash FROM journal_entries WHERE node_no = ?", node_no):
        given = "UPDATE journal_checkpoints SET hash = ? WHERE node_no = ? AND seq = ?"
        run(session, given, found["hash"], node_no, found["seq"])


def header(node: uuid.UUID, row: dict[str, Any]) -> Header:
    user = uuid.UUID(bytes=row["user_id"]) if row["user_id"] else None
    operation = uuid.UUID(bytes=row["operation_id"])
    return Header(node, row["no"], operation, row["act"], user, row["reason"], row["hlc"], row["schema"])
