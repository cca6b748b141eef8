"""Runs the program and tells every socket that it opens; it is to open none.

`python -m tests.faults.sockets FILE ARGUMENTS...` runs `trainer-app ARGUMENTS...` and writes a line for each
socket into the file. What Python opens is told by its audit hook; what libraries open, by the shim.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.faults import shim
from tests.faults.disk import calls

PLANT = "plant"
_ALLOWED = {"socket.gethostname"}
"""Asking this computer for its name opens nothing."""


def opened_by(
    folder: Path, *arguments: str, library: Path | None = None, environment: dict[str, str]
) -> list[str]:
    """What a run of the program opened; `plant` as the only argument opens one."""
    told, recorded = folder / "sockets", folder / "calls"
    settings = {**os.environ, **environment, "QT_QPA_PLATFORM": "offscreen"}
    if library is not None:
        settings |= shim.environment(library, folder / "nothing", log=recorded)
    command = [sys.executable, "-m", "tests.faults.sockets", told, *arguments]
    subprocess.run(command, env=settings, check=True, capture_output=True)
    native = [f"a library: {call.kind.name}" for call in calls(recorded)] if recorded.exists() else []
    return told.read_text(encoding="utf-8").splitlines() + native


def _run(told: Path, arguments: list[str]) -> int:
    with told.open("w", encoding="utf-8") as file:

        def look(event: str, given: tuple[object, ...]) -> None:
            is_local = event == "socket.__new__" and len(given) > 1 and given[1] == socket.AF_UNIX
            if event.startswith("socket.") and event not in _ALLOWED and not is_local and not file.closed:
                file.write(f"{event}\n")

        sys.addaudithook(look)
        if arguments == [PLANT]:
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
            return 0
        from trainer_app.__main__ import main

        return main(arguments)


if __name__ == "__main__":
    sys.exit(_run(Path(sys.argv[1]), sys.argv[2:]))
