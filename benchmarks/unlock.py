"""How long a password is looked at: long enough to make guessing dear, short enough for people.

The passes are chosen for this computer when the password is sealed, as in a new programme file; then it is
opened some times, each with its count of attempts written to the disk.

python3 -m benchmarks.unlock [--rounds 9]
"""

import argparse
import json
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, tell
from trainer_app.storage import keys
from trainer_app.storage.key_refusals import WrongPassword
from trainer_app.storage.keys import KeyFile

_LEAST_SECONDS, _MOST_SECONDS = 0.5, 1.2
_PASSWORD = "correct horse battery"


def seconds(work: Callable[[], object]) -> float:
    """Time of one run as a user waits for it."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _unknown(file: KeyFile) -> None:
    try:
        file.unlock("nobody", _PASSWORD)
    except WrongPassword:
        return


def measure(rounds: int = 9) -> list[Figure]:
    """Seal a key for this computer, then open it, and try an unknown name in turns with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = keys.place_of(Path(folder) / "programme.db")
        file = KeyFile.create(path)
        key = keys.new_database_key()
        sealing = seconds(lambda: file.add_user("amina", uuid.uuid4(), _PASSWORD, key))
        timings = [
            (seconds(lambda: _unknown(file)), seconds(lambda: file.unlock("amina", _PASSWORD)))
            for _round in range(rounds)
        ]
        wrap = json.loads(path.read_bytes())["users"]["amina"]
    unknown, known = (statistics.median(column) for column in zip(*timings, strict=True))
    return [
        Figure("unlock with a password", known, _MOST_SECONDS, "s"),
        Figure(f"  {_LEAST_SECONDS} s, the least it should take / unlock", _LEAST_SECONDS / known, 1, "×"),
        Figure("  an unknown name, against a known one", unknown / known, None, "×"),
        Figure("  sealing a password, with the probes of this computer", sealing, None, "s"),
        Figure("  passes over the memory", wrap["passes"], None, ""),
        Figure("  the memory", wrap["memory_kib"] / 1024, None, "MiB"),
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    tell(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
