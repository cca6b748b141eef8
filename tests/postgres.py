"""A throw-away PostgreSQL server for the tests, from the programs that Debian's package installs."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

USER = "tester"
# Speed before safety: nothing in this server outlives the run.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "40",
}


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of the maintenance database of a server that lives as long as the run."""
    programs = find_programs()
    if programs is None:
        _unavailable("PostgreSQL: no server can be started (Debian's package postgresql is not installed)")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = Server(programs, Path(folder))
        server.start()
        try:
            yield f"postgresql+psycopg://{USER}@/postgres?host={folder}"
        finally:
            server.stop()


def find_programs() -> Path | None:
    """Folder of the newest installed initdb and pg_ctl; none on Windows, where no socket file is used."""
    if os.name == "nt":
        return None
    every = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    installed = sorted(every, key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class Server:
    """One cluster in a folder, reached through a socket in that folder only."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        # The server refuses to run as root; then it runs as a user who owns nothing else.
        self._owner = _unprivileged_owner() if os.geteuid() == 0 else None

    def start(self) -> None:
        if self._owner is not None:
            os.chown(self._folder, *self._owner)
        access = ["-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", self._data, "--no-sync", *access)
        options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        log = self._folder / "server.log"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", f"-k {self._folder} {options}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str | Path) -> None:
        # A file, not a pipe: the server keeps what pg_ctl gave it open, and a pipe would never end.
        user, group = self._owner or (None, None)
        output = self._folder / f"{program}.log"
        with output.open("wb") as sink:
            done = subprocess.run(
                [self._programs / program, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                user=user,
                group=group,
                extra_groups=None if user is None else [],
            )
        assert done.returncode == 0, output.read_text()


def _unprivileged_owner() -> tuple[int, int]:
    import pwd

    accounts = {account.pw_name: account for account in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    return account.pw_uid, account.pw_gid


def _unavailable(reason: str) -> None:
    if os.environ.get("JPT_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
