"""Named bad files, the same bytes each time, each with what must be said of it; none may write a row.

`python -m tests.faults.corpus FOLDER` writes them all into a folder, to be tried by hand.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SEED = 20261123
Expected = str | tuple[str, ...]
Maker = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class BadFile:
    """One bad file.

    `expected` is the code of the refusal of the whole file, or the codes of the faults of its rows in order.
    """

    name: str
    make: Maker = field(repr=False)
    expected: Expected
    is_marks: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """Collects bad files by name."""

    files: dict[str, BadFile] = field(default_factory=dict)

    def add(
        self, name: str, expected: Expected, content: Callable[[], bytes], *, is_marks: bool = False
    ) -> None:
        """A file with that content, which is made when it is needed."""
        self.put(name, expected, lambda path: path.write_bytes(content()) and None, is_marks=is_marks)

    def put(self, name: str, expected: Expected, make: Maker, *, is_marks: bool = False) -> None:
        """Something at a path that is no ordinary file."""
        assert name not in self.files
        self.files[name] = BadFile(name, make, expected, is_marks)


def corpus() -> dict[str, BadFile]:
    """All bad files by name."""
    from tests.faults import bad_cells, bad_files, bad_packages

    made = Corpus()
    for part in (bad_files, bad_packages, bad_cells):
        part.fill(made)
    return made.files


def main(folder: str) -> None:
    """Write every bad file into the folder."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, bad in corpus().items():
        bad.make(Path(folder, name))


if __name__ == "__main__":
    main(sys.argv[1])
