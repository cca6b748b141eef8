"""Raw SQL against a real journal, and whether `storage.journal.verify` names the first entry that is bad.

    python -m tests.faults.tampering --count 10000 --seed 1

Every kind of tampering says itself, from what it did, which entry is to be named first: the one that was
touched, the first of a transaction that was touched, the first after a cut, or, where everything after the
change was hashed anew, the first signature over it.

Not tried, because no check of the file alone can find it: hashing anew (or adding, or cutting off) what
comes after the last checkpoint, also where the later checkpoints were deleted first; signing anew with a key
of one's own that was put into the list of keys; erasing a value together with its salt; adding or naming anew
a node that never wrote; and choosing another node to write on. A number and hash printed on paper, or another
station that has the entries, find the first two.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from tests.faults import kept_journal, rehashing
from tests.faults.kept_journal import TABLES, Kept, Row, put, run
from trainer_app.storage.engine import Database
from trainer_app.storage.journal import verify
from trainer_app.storage.journal.verify import Verified

Place = tuple[int, int]
"""Node and number of the entry that is to be named first."""
FAR = 10**6
NO_NODE = 9


@dataclass(frozen=True)
class Forger:
    """Who changes a journal behind the program's back, by chance but from a seed."""

    session: Session
    kept: Kept
    chance: random.Random

    def node(self) -> int:
        return self.chance.choice(list(self.kept.nodes))

    def entry(self, node_no: int | None = None) -> Row:
        return self.chance.choice(self.kept.entries[node_no or self.node()])

    def transaction(self) -> Row:
        return self.chance.choice(self.kept.transactions[self.node()])

    def checkpoint(self) -> Row:
        return self.chance.choice(self.kept.checkpoints[self.node()])

    def set(self, what: str, row: Row, **values: Any) -> None:
        """Change columns of a row of one of the journal's tables."""
        changes = ", ".join(f'"{name}" = ?' for name in values)
        keys = [name for name in ("node_no", "seq", "no") if name in row][:2]
        chosen = " AND ".join(f"{name} = ?" for name in keys)
        statement = f"UPDATE {TABLES[what]} SET {changes} WHERE {chosen}"  # noqa: S608
        run(self.session, statement, *values.values(), *(row[name] for name in keys))

    def other(self, value: Any) -> Any:
        """Another value instead of one, of the same kind or of none that was ever written there."""
        if isinstance(value, bytes):
            place, bit = self.chance.randrange(len(value)), 1 << self.chance.randrange(8)
            flipped = bytes(each ^ bit if number == place else each for number, each in enumerate(value))
            return self.chance.choice([flipped, value[:-1], value + b"\x00", "text", b""])
        if isinstance(value, int):
            return self.chance.choice([value + 1, value - 1, value + FAR, -1 - value, "text", 0.5])
        if value is None:
            return self.chance.choice(["{}", "", b"\xff"])
        return self.chance.choice([value + " ", value + "x", " " + value, value.encode(), b"\xff\xfe"])


def changed_entry(forger: Forger) -> Place:
    row = forger.entry()
    columns = [name for name in row if name not in ("node_no", "seq")]
    name = forger.chance.choice(columns)
    forger.set("entries", row, **{name: forger.other(row[name])})
    return row["node_no"], row["seq"]


def emptied_entry(forger: Forger) -> Place:
    """The value alone is taken away, or its salt alone; both together are an erasure."""
    row = forger.chance.choice(
        [row for row in forger.kept.entries[forger.node()] if row["value"] is not None]
    )
    forger.set("entries", row, **{forger.chance.choice(["value", "salt"]): None})
    return row["node_no"], row["seq"]


def text_that_is_none(forger: Forger) -> Place:
    """Text that is no UTF-8, at which a driver stumbles."""
    row = forger.entry()
    name = forger.chance.choice(["entity", "fields", "value", "parents"])
    statement = f"UPDATE journal_entries SET {name} = CAST(x'c328' AS TEXT) WHERE node_no = ? AND seq = ?"  # noqa: S608
    run(forger.session, statement, row["node_no"], row["seq"])
    return row["node_no"], row["seq"]


def parents_in_another_order(forger: Forger) -> Place:
    """The hash does not see in which order, and with how many spaces, parents stand."""
    row = forger.chance.choice([row for row in forger.kept.entries[forger.node()] if " " in row["parents"]])
    parents = row["parents"].split()
    other = forger.chance.choice([" ".join(parents[::-1]), "  ".join(parents), "0" + row["parents"]])
    forger.set("entries", row, parents=other)
    return row["node_no"], row["seq"]


def entry_under_another_number(forger: Forger) -> Place:
    row = forger.entry()
    seq = forger.chance.choice([0, -5, FAR, "text", row["seq"] + 0.5, forger.kept.end(row["node_no"]) + 1])
    forger.set("entries", row, seq=seq)
    return row["node_no"], 1 if isinstance(seq, int) and seq < 1 else row["seq"]


def entry_under_another_node(forger: Forger) -> Place:
    row = forger.chance.choice(forger.kept.entries[2])
    free = [0, NO_NODE, *([1] if row["seq"] > forger.kept.end(1) else [])]
    node_no = forger.chance.choice(free)
    forger.set("entries", row, node_no=node_no)
    if node_no == 1:
        return 1, forger.kept.end(1) + 1
    return min((node_no, row["seq"]), (2, row["seq"]))


def changed_transaction(forger: Forger) -> Place:
    row = forger.transaction()
    first = row["node_no"], forger.kept.first_seq(row["node_no"], row["no"])
    name = forger.chance.choice([name for name in row if name != "node_no"])
    value = forger.other(row[name])
    taken = {each["no"] for each in forger.kept.transactions[row["node_no"]]}
    if name == "no" and value in taken:
        value = FAR
    forger.set("transactions", row, **{name: value})
    return first


def transaction_under_another_node(forger: Forger) -> Place:
    row = forger.transaction()
    node_no = forger.chance.choice([0, NO_NODE])
    forger.set("transactions", row, node_no=node_no)
    return (0, 1) if node_no == 0 else (row["node_no"], forger.kept.first_seq(row["node_no"], row["no"]))


def transaction_of_nobody(forger: Forger) -> Place:
    row = forger.chance.choice([row for row in forger.kept.transactions[forger.node()] if row["user_id"]])
    forger.set("transactions", row, user_id=None)
    return row["node_no"], forger.kept.first_seq(row["node_no"], row["no"])


def changed_node(forger: Forger) -> Place:
    node_no = forger.node()
    row = forger.kept.nodes[node_no]
    name = forger.chance.choice(["id", "last_seq", "last_txn", "last_hlc", "last_hash"])
    value = forger.other(row[name])
    instants = {each["hlc"] for rows in forger.kept.transactions.values() for each in rows}
    if name == "last_hlc" and value in instants:
        value = row[name] + FAR**3
    forger.set("nodes", row, **{name: value})
    return node_no, 1 if name == "id" else forger.kept.end(node_no) + 1


def node_under_another_number(forger: Forger) -> Place:
    node_no, other = forger.node(), forger.chance.choice([0, NO_NODE])
    run(forger.session, "UPDATE journal_nodes SET no = ? WHERE no = ?", other, node_no)
    return min((other, 1), (node_no, 1))


def nobody_writes_here(forger: Forger) -> Place:
    run(forger.session, "UPDATE journal_nodes SET is_here = 0")
    last = max(forger.kept.nodes)
    return last, forger.kept.end(last) + 1


def changed_checkpoint(forger: Forger) -> Place:
    row = forger.checkpoint()
    name = forger.chance.choice(["hash", "occasion", "hlc", "key_id", "signature"])
    forger.set("checkpoints", row, **{name: forger.other(row[name])})
    return row["node_no"], row["seq"]


def checkpoint_under_another_number(forger: Forger) -> Place:
    row = forger.checkpoint()
    node_no, end = row["node_no"], forger.kept.end(row["node_no"])
    taken = {each["seq"] for each in forger.kept.checkpoints[node_no]}
    seq = forger.chance.choice([*(set(range(-1, end + 3)) - taken), "text"])
    forger.set("checkpoints", row, seq=seq)
    met = seq if isinstance(seq, int) and 1 <= seq <= end else end + 1
    following = forger.kept.checkpoint_from(node_no, row["seq"] + 1)
    return node_no, min(met, following or met)


def checkpoint_under_another_node(forger: Forger) -> Place:
    row = forger.checkpoint()
    node_no, other = row["node_no"], forger.chance.choice([0, NO_NODE])
    forger.set("checkpoints", row, node_no=other)
    following = forger.kept.checkpoint_from(node_no, row["seq"] + 1)
    return min((other, 1), (node_no, following) if following else (other, 1))


def deleted_entries(forger: Forger) -> Place:
    node_no = forger.node()
    count = forger.chance.choice([1, 1, 2, 5, forger.kept.end(node_no)])
    seqs = [row["seq"] for row in forger.chance.sample(forger.kept.entries[node_no], count)]
    for seq in seqs:
        run(forger.session, "DELETE FROM journal_entries WHERE node_no = ? AND seq = ?", node_no, seq)
    return node_no, min(seqs)


def deleted_transaction(forger: Forger) -> Place:
    row = forger.transaction()
    run(
        forger.session,
        "DELETE FROM journal_transactions WHERE node_no = ? AND no = ?",
        row["node_no"],
        row["no"],
    )
    return row["node_no"], forger.kept.first_seq(row["node_no"], row["no"])


def deleted_node(forger: Forger) -> Place:
    node_no = forger.node()
    run(forger.session, "DELETE FROM journal_nodes WHERE no = ?", node_no)
    return node_no, 1


def deleted_checkpoint(forger: Forger) -> Place:
    """One that another follows; without the last, the file is as it was before it was signed."""
    node_no = forger.node()
    row = forger.chance.choice(forger.kept.checkpoints[node_no][:-1])
    run(forger.session, "DELETE FROM journal_checkpoints WHERE node_no = ? AND seq = ?", node_no, row["seq"])
    following = forger.kept.checkpoint_from(node_no, row["seq"] + 1)
    assert following is not None
    return node_no, following


def deleted_journal(forger: Forger) -> Place:
    for table in TABLES.values():
        run(forger.session, f"DELETE FROM {table}")  # noqa: S608
    return 1, 1


def inserted_entry(forger: Forger) -> Place:
    """A copy of an entry comes in between; those after it move on, and the node's row with them."""
    row = forger.entry()
    seq = forger.chance.randint(1, forger.kept.end(row["node_no"]) + 1)
    rehashing.make_room(forger.session, row["node_no"], seq)
    put(forger.session, "entries", {**row, "seq": seq})
    return row["node_no"], seq + (seq == row["seq"])


def inserted_entry_of_no_node(forger: Forger) -> Place:
    row = forger.entry()
    node_no = forger.chance.choice([0, NO_NODE])
    put(forger.session, "entries", {**row, "node_no": node_no})
    return node_no, row["seq"]


def inserted_transaction(forger: Forger) -> Place:
    row = forger.transaction()
    no = len(forger.kept.transactions[row["node_no"]]) + forger.chance.randint(1, 3)
    put(forger.session, "transactions", {**row, "no": no, "operation_id": forger.chance.randbytes(16)})
    if forger.chance.random() < 0.5:
        run(forger.session, "UPDATE journal_nodes SET last_txn = ? WHERE no = ?", no, row["node_no"])
    return row["node_no"], forger.kept.end(row["node_no"]) + 1


def inserted_node(forger: Forger) -> Place:
    """A node with a number that comes too early."""
    last = max(forger.kept.nodes)
    row = {**forger.kept.nodes[last], "id": forger.chance.randbytes(16), "is_here": 0, "last_hash": bytes(32)}
    put(forger.session, "nodes", {**row, "no": last + 2, "last_seq": 0, "last_txn": 0})
    return last + 1, 1


def inserted_checkpoint(forger: Forger) -> Place:
    """A signature of another place is put over an entry."""
    row = forger.checkpoint()
    free = [
        each
        for each in forger.kept.entries[row["node_no"]]
        if all(each["seq"] != signed["seq"] for signed in forger.kept.checkpoints[row["node_no"]])
    ]
    under = forger.chance.choice(free)
    put(forger.session, "checkpoints", {**row, "seq": under["seq"], "hash": under["hash"]})
    return row["node_no"], under["seq"]


def swapped_entries(forger: Forger) -> Place:
    """Two entries, of one node or of two, take each other's place."""
    one, other = forger.entry(), forger.entry()
    while (one["node_no"], one["seq"]) == (other["node_no"], other["seq"]):
        other = forger.entry()
    places = [(each["node_no"], each["seq"]) for each in (one, other)]
    forger.set("entries", one, seq=-1)
    forger.set("entries", other, node_no=places[0][0], seq=places[0][1])
    forger.set("entries", {**one, "seq": -1}, node_no=places[1][0], seq=places[1][1])
    return min(places)


def swapped_values(forger: Forger) -> Place:
    """Two entries have each other's value, with all that binds it."""
    node_no = forger.node()
    one, other = forger.chance.sample(forger.kept.entries[node_no], 2)
    for row, given in ((one, other), (other, one)):
        forger.set("entries", row, value=given["value"], salt=given["salt"], commitment=given["commitment"])
    return node_no, min(one["seq"], other["seq"])


def swapped_transactions(forger: Forger) -> Place:
    """Two transactions have each other's user, so that somebody else did it."""
    node_no = forger.node()
    one, other = forger.chance.sample(forger.kept.transactions[node_no], 2)
    while one["user_id"] == other["user_id"]:
        one, other = forger.chance.sample(forger.kept.transactions[node_no], 2)
    for row, given in ((one, other), (other, one)):
        forger.set("transactions", row, user_id=given["user_id"])
    return node_no, min(forger.kept.first_seq(node_no, each["no"]) for each in (one, other))


def swapped_checkpoints(forger: Forger) -> Place:
    node_no = forger.node()
    one, other = forger.chance.sample(forger.kept.checkpoints[node_no], 2)
    for row, given in ((one, other), (other, one)):
        forger.set("checkpoints", row, signature=given["signature"])
    return node_no, min(one["seq"], other["seq"])


def reordered_entries(forger: Forger) -> Place:
    """Some entries in a row are numbered in another order."""
    node_no = forger.node()
    first = forger.chance.randint(1, forger.kept.end(node_no) - 2)
    seqs = list(range(first, min(first + forger.chance.randint(2, 8), forger.kept.end(node_no)) + 1))
    order = forger.chance.sample(seqs, len(seqs))
    while order == seqs:
        order = forger.chance.sample(seqs, len(seqs))
    for old, new in zip(seqs, order, strict=True):
        forger.set("entries", {"node_no": node_no, "seq": old}, seq=-new)
    run(forger.session, "UPDATE journal_entries SET seq = -seq WHERE node_no = ? AND seq < 0", node_no)
    return node_no, next(old for old, new in zip(seqs, order, strict=True) if old != new)


def cut_off(forger: Forger) -> Place:
    """The end is cut off before the last checkpoint, and the node's row moved to the new end."""
    node_no = forger.node()
    seq = forger.chance.randrange(forger.kept.checkpoints[node_no][-1]["seq"])
    rehashing.cut(forger.session, forger.kept, node_no, seq)
    return node_no, seq + 1


def cut_off_unmoved(forger: Forger) -> Place:
    """The end is cut off, also after the last checkpoint, and the node's row left."""
    node_no = forger.node()
    seq = forger.chance.randrange(forger.kept.end(node_no))
    run(forger.session, "DELETE FROM journal_entries WHERE node_no = ? AND seq > ?", node_no, seq)
    return node_no, seq + 1


def hashed_anew(forger: Forger) -> Place:
    """Something before a checkpoint is changed, and everything after it hashed anew, without the key."""
    node_no = forger.node()
    seq = forger.chance.randint(1, forger.kept.checkpoints[node_no][-1]["seq"])
    rehashing.forge(forger.session, forger.kept, node_no, seq, forger.chance)
    signed = forger.kept.checkpoint_from(node_no, seq)
    assert signed is not None
    return node_no, signed


KINDS: tuple[Callable[[Forger], Place], ...] = (
    changed_entry,
    emptied_entry,
    text_that_is_none,
    parents_in_another_order,
    entry_under_another_number,
    entry_under_another_node,
    changed_transaction,
    transaction_under_another_node,
    transaction_of_nobody,
    changed_node,
    node_under_another_number,
    nobody_writes_here,
    changed_checkpoint,
    checkpoint_under_another_number,
    checkpoint_under_another_node,
    deleted_entries,
    deleted_transaction,
    deleted_node,
    deleted_checkpoint,
    deleted_journal,
    inserted_entry,
    inserted_entry_of_no_node,
    inserted_transaction,
    inserted_node,
    inserted_checkpoint,
    swapped_entries,
    swapped_values,
    swapped_transactions,
    swapped_checkpoints,
    reordered_entries,
    cut_off,
    cut_off_unmoved,
    hashed_anew,
)
WEIGHTS = tuple(6 if kind in (changed_entry, hashed_anew, changed_transaction) else 1 for kind in KINDS)


@dataclass(frozen=True)
class Trial:
    """One tampering: what was done, which entry is to be named, and which was; None where none was."""

    number: int
    kind: str
    wanted: Place
    named: Place | None


def trial(database: Database, seed: int, number: int, check: Callable[[Session], Verified]) -> Trial:
    chance = random.Random(f"{seed}/{number}")
    kind = KINDS[number] if number < len(KINDS) else chance.choices(KINDS, WEIGHTS)[0]
    with kept_journal.tampering(database) as session:
        wanted = kind(Forger(session, kept_journal.read(session), chance))
        findings = check(session).findings
    named = (findings[0].node_no, findings[0].seq) if findings else None
    return Trial(number, kind.__name__, wanted, named)


def trials(
    database: Database, count: int, seed: int, check: Callable[[Session], Verified] = verify.verify
) -> list[Trial]:
    """Tamper so many times, each time with the journal as it was; every kind comes once at least."""
    return [trial(database, seed, number, check) for number in range(count)]


def main() -> None:
    """Print the counts; the exit code is 1 where something was not found or another entry named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        database = kept_journal.make(Path(folder, "programme.db"))
        done = trials(database, given.count, given.seed)
        database.close()
    unfound = [each for each in done if each.named is None]
    misnamed = [each for each in done if each.named is not None and each.named != each.wanted]
    for kind, count in Counter(each.kind for each in done).most_common():
        sys.stdout.write(f"{kind:35} {count:>8}\n")
    sys.stdout.write(f"\ntried {len(done)}, not found {len(unfound)}, another entry named {len(misnamed)}\n")
    for each in (*unfound, *misnamed)[:20]:
        sys.stdout.write(f"{each}\n")
    if unfound or misnamed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
