"""Kill the program at a random moment, again and again: what was acknowledged is there, and nothing half.

`python -m tests.faults.kills --count 10000 --seed 1`; exit code 1 where anything was found.
"""

import os
import select
import shutil
import signal
import sys
import time
import traceback
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import event

from tests.faults import running, whole, work
from tests.faults.work import Done, Work, acknowledged
from tests.keys import KEY
from trainer_app.storage.engine import connect
from trainer_app.storage.journal import writer
from trainer_app.storage.journal.listener import JournalledSession

KILLS_PER_DATABASE = 40
_LONGEST_LIFE = 0.25
_PATIENCE = 20.0
_SLOW_SYNC = 0.01


def main() -> int:
    """Kill as often as the command line asks."""
    options = running.parser(__doc__, count=200)
    options.add_argument(
        "--plant", action="store_true", help="acknowledge each step before its commit, which must be found"
    )
    chosen = options.parse_args()
    kill = partial(kills, plant=chosen.plant)
    return running.report(
        "kills", chosen.count, lambda: running.spread(kill, chosen.count, chosen.seed, chosen.workers)
    )


def kills(count: int, seed: int, *, plant: bool = False) -> list[str]:
    """Kill the program `count` times; gives what was found wrong afterwards."""
    random = Random(seed)
    with running.folder() as made:
        folder = Path(made)
        kept = shutil.copyfile(work.make(folder), folder / "kept.db")
        _warm_up(folder)
        faults: list[str] = []
        for number in range(count):
            if number % KILLS_PER_DATABASE == 0 or faults:
                _copy(kept, folder / work.PROGRAMME)
            faults += [f"kill {number} of seed {seed}: {each}" for each in _one(folder, random, plant=plant)]
    return faults


def _warm_up(folder: Path) -> None:
    """Do every step once before the first fork, so that no child imports or compiles anything anew."""
    with closing(connect(folder / work.PROGRAMME, KEY)) as database:
        steps = Work(database, Random(0), folder)
        for step in (steps.record, steps.edit, steps.import_roll, steps.issue):
            step()
    whole.faults_of(folder / work.PROGRAMME, set(), [])


def _copy(kept: Path, place: Path) -> None:
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    shutil.copyfile(kept, place)


def _one(folder: Path, random: Random, *, plant: bool) -> list[str]:
    place = folder / work.PROGRAMME
    before = whole.operations_of(place)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(folder, random.random(), writing, plant=plant)
    os.close(writing)
    said = _listen(reading, acknowledgements=random.randrange(6), seconds=random.random() * _LONGEST_LIFE)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    said += _rest(reading)
    if not os.WIFSIGNALED(status):
        return ["the program ended of itself"]
    return whole.faults_of(place, before, [acknowledged(line) for line in said.decode().splitlines()])


def _live(folder: Path, seed: float, pipe: int, *, plant: bool) -> None:
    """Work until killed; the acknowledgement of a step follows its commit."""
    try:
        if plant:
            event.listen(JournalledSession, "before_commit", partial(_acknowledge_early, pipe))
        steps = Work(connect(folder / work.PROGRAMME, KEY), Random(seed), folder)
        while True:
            done = steps.step()
            if done is not None and not plant:
                os.write(pipe, done.line())
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        raise
    finally:
        os._exit(70)


def _acknowledge_early(pipe: int, session: JournalledSession) -> None:
    if writer.is_begun(session):
        os.write(pipe, Done(session.info[writer.ORIGIN].operation).line())
        time.sleep(_SLOW_SYNC)  # as a disk takes; where a commit takes no time, no kill would come before it


def _listen(pipe: int, *, acknowledgements: int, seconds: float) -> bytes:
    """What is said until so many steps were acknowledged; one kill in six comes before anything was done."""
    said = b""
    if acknowledgements == 0:
        time.sleep(seconds)
        return said
    ends = time.monotonic() + _PATIENCE
    while said.count(b"\n") < acknowledgements and time.monotonic() < ends:
        if select.select([pipe], [], [], 1)[0]:
            heard = os.read(pipe, 65536)
            if not heard:
                return said
            said += heard
    time.sleep(seconds / 40)
    return said


def _rest(pipe: int) -> bytes:
    said = b""
    while heard := os.read(pipe, 65536):
        said += heard
    os.close(pipe)
    return said


if __name__ == "__main__":
    sys.exit(main())
