"""Has a workbook read by a process of its own, which a hostile file may hang, fill or crash as it likes."""

import io
import json
import os
import subprocess  # the program itself, never a shell
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents.package_check import LIMITS, Limits
from trainer_app.documents.reading_worker import ARGUMENT
from trainer_app.documents.sheet_lines import Answer, LinesCut, read_answer
from trainer_app.documents.sheets import Sheet
from trainer_app.documents.unreadable import unreadable

_SOURCE = Path(__file__).resolve().parents[2]
_LISTENING_SECONDS = 0.1
_LAST_WORDS = {b"memory allocation of": "too_large", b"PanicException": "damaged"}
"""What calamine says before it gives up, with the reason that it means; it does so on some damaged files."""
_COMMAND_LINE = "trainer-app"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one file may take."""

    seconds: float = 10.0
    memory_bytes: int = 512 * 1024 * 1024
    package: Limits = field(default=LIMITS)


BOUNDS = Bounds()


def read_sheets(
    path: Path, content: bytes, *, progress: Progress = NO_PROGRESS, bounds: Bounds = BOUNDS
) -> Sequence[Sheet]:
    """The sheets of the file; the path only names it.

    Raises:
        WorkbookUnreadable: it is no workbook, is protected or damaged, or could do harm; the process
            needed too much time or memory, or died.
        Cancelled: the user cancelled.
    """
    answer = ask(path, content, progress=progress, bounds=bounds)
    if answer.refusal:
        raise unreadable(path, answer.refusal.code, **answer.refusal.values)
    return answer.sheets


def ask(path: Path, content: bytes, *, progress: Progress = NO_PROGRESS, bounds: Bounds = BOUNDS) -> Answer:
    """What a new process says of the file: its sheets or why it refuses. The process ends with the call.

    One process for each file costs about a tenth of a second, and no file can spoil the next.

    Raises:
        WorkbookUnreadable: the process needed too much time or memory, or died.
        Cancelled: the user cancelled.
    """
    order = {"name": path.name, "memory_bytes": bounds.memory_bytes, "limits": asdict(bounds.package)}
    said, complaint = _asked(path, json.dumps(order).encode() + b"\n" + content, progress, bounds)
    try:
        return read_answer(io.BytesIO(said))
    except LinesCut as fault:
        code = next((code for words, code in _LAST_WORDS.items() if words in complaint), "reading_stopped")
        raise unreadable(path, code) from fault


def _asked(path: Path, question: bytes, progress: Progress, bounds: Bounds) -> tuple[bytes, bytes]:
    """What the process said, and what it complained about before it died."""
    ends_at = monotonic() + bounds.seconds
    with _started() as process:
        asking = Thread(target=_tell, args=(process.stdin, question), daemon=True)
        # WORKAROUND: a second communicate() goes on reading, but never with the rest of its input.
        process.stdin = None
        asking.start()
        try:
            while (left := ends_at - monotonic()) > 0:
                progress.step(0, 0)
                with suppress(subprocess.TimeoutExpired):
                    return process.communicate(timeout=min(left, _LISTENING_SECONDS))
        finally:
            process.kill()
            asking.join()
    raise unreadable(path, "too_slow", seconds=f"{bounds.seconds:g}")


def _tell(pipe: IO[bytes], question: bytes) -> None:
    with suppress(OSError), pipe:  # a process that has seen enough does not listen to the end
        pipe.write(question)


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 (our own program)
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _command() -> list[str]:
    if not getattr(sys, "frozen", False):
        # Without -P a json.py beside the user's files would be imported.
        return [sys.executable, "-P", "-m", "trainer_app", ARGUMENT]
    program = Path(sys.executable)
    # The window has no standard streams on Windows; the command line beside it has.
    beside = program.with_name(_COMMAND_LINE + program.suffix)
    return [str(beside if beside.exists() else program), ARGUMENT]


def _environment() -> dict[str, str]:
    """Ours, with the folder of this very program first: another version may be installed."""
    paths = [str(_SOURCE), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
