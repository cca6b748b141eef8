"""Let the Nth call to the disk fail, for every N: an operation is done whole, or refused and nothing is left.

`python -m tests.faults.nth --all`; exit code 1 where anything was found. Operations stand in `operations.py`
and `safekeeping.py`.
"""

import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults import failing, operations, running, safekeeping, shim
from tests.faults.failing import FAILURES, Control, Failure
from tests.faults.operations import Operation
from trainer_app.core import log
from trainer_app.core.errors import AppError, EnvironmentFault
from trainer_app.storage import backup, keys, outcomes
from trainer_app.storage.key_refusals import KeyFileUnwritable
from trainer_app.storage.outcomes import NotSaved

OPERATIONS = (*operations.OPERATIONS, *safekeeping.OPERATIONS)
PER_FAILURE = 3
SHORTEST_SENTENCE = 30


def main() -> int:
    """Fail what the command line names, under the shim."""
    options = running.parser(__doc__, count=PER_FAILURE)
    options.add_argument(
        "--all", action="store_true", help="every N; else --count of each failure, at random"
    )
    options.add_argument("--only", default="", help="operations whose name has these words in it")
    options.add_argument("--failing", default="", help="failures that have these words in them, as “sync”")
    options.add_argument("--plant", choices=tuple(_PLANTS), help="see `_PLANTS`; each must be found")
    chosen = options.parse_args()
    if "JPT_FAULTS_CONTROL" not in os.environ:
        return _under_the_shim(sys.argv[1:])
    table = _planted(chosen.plant) if chosen.plant else OPERATIONS
    trials = [each for each in table if chosen.only in each.name]
    failing_so = [each for each in FAILURES if chosen.failing in str(each)]
    count = None if chosen.all else chosen.count
    return running.report("nth", chosen.count, lambda: failures(trials, failing_so, count, chosen.seed))


def _planted(plant: str) -> tuple[Operation, ...]:
    """The table to try with a planted fault."""
    _PLANTS[plant]()
    return (PLANTED,) if plant == "document" else OPERATIONS


def _under_the_shim(arguments: list[str]) -> int:
    with running.folder() as made:
        watched = Path(made, "watched")
        watched.mkdir()
        control = failing.made(Path(made, "control"))
        environment = shim.environment(shim.build(Path(made)), watched, control=control)
        command = [sys.executable, "-m", "tests.faults.nth", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


def failures(
    chosen: Sequence[Operation], kinds: Sequence[Failure], count: int | None, seed: int
) -> list[str]:
    """Let so many calls fail in each way, or all; gives what was found wrong."""
    log.logger.propagate = False
    control, random = Control(Path(os.environ["JPT_FAULTS_CONTROL"])), Random(seed)
    faults: list[str] = []
    for operation in chosen:
        trial = _Trial(operation, control, Path(os.environ["JPT_FAULTS_FOLDER"]))
        faults += trial.faults(kinds, count, random)
    return faults


class _Trial:
    """One operation, which is done over and over in a folder that is as at the beginning."""

    def __init__(self, operation: Operation, control: Control, watched: Path) -> None:
        self._operation, self._control = operation, control
        self._kept, self._here = watched / "kept", watched / "here"
        shutil.rmtree(self._kept, ignore_errors=True)
        self._kept.mkdir()
        operation.start(self._kept)
        self._begin()
        self._before = operation.found(self._here)
        operation.run(self._here)  # what is imported and compiled once, is so before calls are counted
        self._begin()
        control.count_from_here()
        operation.run(self._here)
        self._calls = {failure.kind: control.calls(failure.kind) for failure in FAILURES}
        self._after = operation.found(self._here)
        log.logger.info("%s: %s", operation.name, self._calls)

    def faults(self, kinds: Sequence[Failure], count: int | None, random: Random) -> Iterator[str]:
        """What is found wrong after so many failures of each kind, or after all."""
        if self._before == self._after:
            yield f"{self._operation.name}: nothing shows whether it was done"
        for failure in kinds:
            every = range(1, self._calls[failure.kind] + 1)
            for nth in every if count is None else random.sample(every, min(count, len(every))):
                for fault in self._one(failure, nth):
                    yield f"{self._operation.name}, {failure}, call {nth}: {fault}"

    def _found(self) -> str:
        try:
            return self._operation.found(self._here)
        except AppError as fault:
            return f"something unusable: {fault}"

    def _begin(self) -> None:
        shutil.rmtree(self._here, ignore_errors=True)
        shutil.copytree(self._kept, self._here)

    def _one(self, failure: Failure, nth: int) -> Iterator[str]:
        self._begin()
        told: BaseException | None = None
        with self._control.armed(failure, nth):
            try:
                self._operation.run(self._here)
            except EnvironmentFault as fault:
                told = fault
            except BaseException as fault:
                told = fault
                yield "".join(traceback.format_exception(fault)[-3:])
        yield from self._judged(told)
        try:
            self._operation.run(self._here)
        except AppError as fault:
            yield f"done again, it is refused: {fault}"
        again = self._found()
        if again != self._after:
            yield f"done again, there is {again} and not {self._after}"

    def _judged(self, told: BaseException | None) -> Iterator[str]:
        found = self._found()
        if found not in (self._before, self._after, *self._operation.also):
            yield f"there is {found}, neither {self._before} nor {self._after}"
        if told is None and found != self._after:
            yield f"it was said to be done, and there is {found}"
        if isinstance(told, NotSaved | KeyFileUnwritable) and found == self._after:
            yield "it was said not to be saved, and it is"
        if isinstance(told, EnvironmentFault) and len(told.sentence()) < SHORTEST_SENTENCE:
            yield f"{type(told).__name__} says only: {told.sentence()}"


def _write_in_place(folder: Path) -> None:
    (folder / "letter").write_bytes(b"Dear colleague")


PLANTED = Operation(
    "a letter is written in its place",
    lambda _folder: None,
    _write_in_place,
    lambda folder: ", ".join(f"{path.name} of {path.stat().st_size}" for path in folder.iterdir()),
)


def _keep_the_log() -> None:
    """A log in which a failed commit is left as it was."""
    outcomes._settle = lambda connection: None


def _overwrite_keys() -> None:
    """A key file that is written over."""
    keys.replace_file = lambda path, content: path.write_bytes(content) and None


def _copy_in_place() -> None:
    """A backup that has its name before it is whole."""

    @contextmanager
    def written(folder: Path, target: Path) -> Iterator[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        yield target

    backup.written = written


_PLANTS: dict[str, Callable[[], object]] = {
    "document": lambda: None,
    "log": _keep_the_log,
    "keys": _overwrite_keys,
    "backup": _copy_in_place,
}
"""What each fault that can be planted does; a document that is written in its place is an operation."""


if __name__ == "__main__":
    sys.exit(main())
