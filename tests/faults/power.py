"""Cut the power at any point of recorded work: what was acknowledged is there, and nothing is half.

`python -m tests.faults.power --count 100000 --seed 1`; exit code 1 where anything was found. `--plant normal`
records with `synchronous=NORMAL`, `--plant directory` documents whose folder is not synced.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2

from tests.faults import running, shim, whole, work
from tests.faults.disk import Call, Disk, Kind, calls
from tests.faults.work import Done, Work, acknowledged
from tests.keys import KEY
from trainer_app.core.errors import AppError
from trainer_app.documents.whole_file import whole_file
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.engine import connect, open_existing

SPOKEN = "acknowledged"
STEPS, STEPS_PER_OPENING = 240, 60
CUTS_PER_RECORDING = 5000
_THOROUGH_EVERY = 50


def main() -> int:
    """Record and cut as often as the command line asks."""
    options = running.parser(__doc__, count=2000)
    options.add_argument("--plant", choices=("normal", "directory"))
    options.add_argument("--record", type=Path, help="used by the harness itself: work in this folder")
    chosen = options.parse_args()
    if chosen.record:
        _work(chosen.record, Random(chosen.seed), chosen.plant)
        return 0
    cut = partial(cuts, plant=chosen.plant)
    return running.report(
        "power", chosen.count, lambda: running.spread(cut, chosen.count, chosen.seed, chosen.workers)
    )


def cuts(count: int, seed: int, *, plant: str | None = None) -> list[str]:
    """Cut the power `count` times; gives what was found wrong afterwards."""
    faults: list[str] = []
    for start in range(0, count, CUTS_PER_RECORDING):
        some = min(CUTS_PER_RECORDING, count - start)
        faults += _cuts_of_one_recording(some, seed * 100 + start // CUTS_PER_RECORDING, plant)
    return faults


def _cuts_of_one_recording(count: int, seed: int, plant: str | None) -> list[str]:
    random = Random(seed)
    with running.folder() as made:
        folder, log = Path(made, "worked"), Path(made, "calls")
        folder.mkdir()
        work.make(folder)
        before = whole.operations_of(folder / work.PROGRAMME)
        disk = Disk(folder)
        _record(folder, log, seed, plant)
        cutting = _Cutting(Path(made, "found"), folder, disk, before)
        return list(cutting.faults(calls(log), count, random))


def _record(folder: Path, log: Path, seed: int, plant: str | None) -> None:
    command = [sys.executable, "-m", "tests.faults.power", "--record", folder, "--seed", str(seed)]
    environment = shim.environment(shim.build(log.parent), folder, log=log)
    subprocess.run([*command, *(["--plant", plant] if plant else [])], env=environment, check=True)


def _work(folder: Path, random: Random, plant: str | None) -> None:
    """What is recorded: acknowledged steps, documents, and the file closed and opened again."""
    if plant == "normal":
        event.listen(Engine, "connect", _less_careful)
    spoken = os.open(folder / SPOKEN, os.O_WRONLY | os.O_CREAT)
    for start in range(0, STEPS, STEPS_PER_OPENING):
        with closing(connect(folder / work.PROGRAMME, KEY)) as database:
            steps = Work(database, random, folder)
            for number in range(start, start + STEPS_PER_OPENING):
                done = steps.step()
                if done is not None:
                    os.write(spoken, done.line())
                if number % 10 == 9:
                    _write_document(folder, spoken, number, plant)
                if random.random() < 0.02:
                    database.settle()
    os.close(spoken)


def _less_careful(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")


def _write_document(folder: Path, spoken: int, number: int, plant: str | None) -> None:
    """A document that is new, or takes the place of an earlier one."""
    path, content = folder / f"document-{number % 40}", f"document {number}".encode() * 300
    digest = hashlib.sha256(content).hexdigest()
    os.write(spoken, f"begun {path.name} {digest}\n".encode())
    if plant == "directory":
        _write_without_syncing_the_folder(path, content)
    else:
        with whole_file(path) as file:
            file.write(content)
    os.write(spoken, f"written {path.name} {digest}\n".encode())


def _write_without_syncing_the_folder(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@dataclass
class _Said:
    """What was acknowledged up to a point, and which documents may be there."""

    done: list[Done] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        word, name, *digest = line.split()
        if word == "begun":
            self.begun[name] = digest[0]
        elif word == "written":
            self.written[name] = digest[0]
        else:
            self.done.append(acknowledged(line))


class _Cutting:
    """Follows the recorded calls and cuts the power at random ones."""

    def __init__(self, found: Path, folder: Path, disk: Disk, before: set[Any]) -> None:
        self._found, self._folder, self._disk, self._before = found, folder, disk, before
        self._said = _Said()
        found.mkdir()

    def faults(self, recorded: list[Call], count: int, random: Random) -> Iterator[str]:
        """What is found wrong after `count` cuts at random points."""
        points = sorted(random.randrange(len(recorded) + 1) for _cut in range(count))
        happened = 0
        for number, point in enumerate(points):
            for call in recorded[happened:point]:
                self._let(call)
            happened = point
            for fault in self._after_cut(random, thorough=number % _THOROUGH_EVERY == 0):
                yield f"cut {number} at call {point} of {len(recorded)}: {fault}"

    def _let(self, call: Call) -> None:
        if Path(call.path).name != SPOKEN:
            self._disk.do(call)
        elif call.kind is Kind.WRITE:
            self._said.hear(call.data.decode())

    def _after_cut(self, random: Random, *, thorough: bool) -> list[str]:
        for path in self._found.iterdir():
            path.unlink()
        contents = {Path(path).name: content for path, content in self._disk.after_cut(random).items()}
        for name, content in contents.items():
            if name.startswith(work.PROGRAMME) and not name.endswith("-shm"):
                (self._found / name).write_bytes(content)
        place = self._found / work.PROGRAMME
        return [*self._lost_documents(contents), *_opened(place, self._before, self._said.done, thorough)]

    def _lost_documents(self, contents: dict[str, bytearray]) -> Iterator[str]:
        for name, digest in self._said.written.items():
            found = hashlib.sha256(contents[name]).hexdigest() if name in contents else "missing"
            if found not in (digest, self._said.begun[name]):
                yield f"{name} was written and is lost"
        for name in self._said.begun.keys() - self._said.written.keys():
            if name in contents and hashlib.sha256(contents[name]).hexdigest() != self._said.begun[name]:
                yield f"{name} is half"


def _opened(place: Path, before: set[Any], done: list[Done], thorough: bool) -> list[str]:
    """What is wrong with the database as the program opens it."""
    try:
        open_existing(place, KEY).close()
        faults = whole.faults_of(place, before, done, thorough=thorough)
        with closing(open_connection(place, KEY)) as connection:
            return faults + [str(row) for row in connection.execute("PRAGMA quick_check") if row != ("ok",)]
    except (AppError, dbapi2.Error) as fault:
        return [f"it cannot be opened: {fault}"]


if __name__ == "__main__":
    sys.exit(main())
