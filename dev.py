#!/usr/bin/env python3
"""Every task of a developer in one place: run, test, check, translate, build, screenshots, bench.

Standard library only, because it is started with the system's Python before anything is installed.
Each command first does the set-up that it needs; a second time there is nothing left to do.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up-done"
LOCK = ROOT / "requirements.lock"
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "trainer_app.pot"
CATALOGUE = "trainer_app"
SAMPLE = ROOT / "build" / "sample"
ON_WINDOWS = os.name == "nt"
ON_LINUX = sys.platform.startswith("linux")
PROGRAMS = VENV / ("Scripts" if ON_WINDOWS else "bin")
PYTHON = PROGRAMS / ("python.exe" if ON_WINDOWS else "python")
BUILT = ROOT / "dist" / "JointPoliceTraining" / ("trainer-app.exe" if ON_WINDOWS else "trainer-app")

# Lines and branches that ran under the tests; nearly all of them must, where users' records are decided.
COUNTED = ["--cov=trainer_app", "--cov-report=term:skip-covered"]
DECIDING = ",".join(f"trainer_app/{package}/*" for package in ("rules", "core", "services"))
NEARLY_ALL = [f"--include={DECIDING}", "--skip-covered", "--fail-under=99"]

# What Qt's core, its xcb and its Wayland plugin load (ldd), and the Debian package that holds each.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; returns the exit code."""
    options, extra = _parser().parse_known_args(arguments)
    if extra and options.task is not test:
        _parser().error(f"unknown: {' '.join(extra)}")
    options.extra = extra
    try:
        set_up()
        return int(options.task(options))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


class Stop(Exception):
    """The task cannot go on; the sentence says what to do."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0])
    tasks = parser.add_subparsers(required=True, metavar="TASK")

    def add(task: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = tasks.add_parser(task.__name__, help=(task.__doc__ or "").splitlines()[0])
        sub.set_defaults(task=task)
        return sub

    add(run)
    add(test).epilog = "Anything else on the line goes to pytest."
    checks = add(check)
    checks.add_argument("--no-tests", action="store_true", help="everything but the tests")
    checks.add_argument("--tests-done", action="store_true", help="look at the coverage of the last test run")
    add(translate)
    add(build)
    pictures = add(screenshots)
    pictures.add_argument("directory", type=Path)
    pictures.add_argument("--language", choices=["en", "ur", "zh"], default="en")
    pictures.add_argument("--theme", choices=["light", "dark"], default="light")
    pictures.add_argument("--size", default="1366x768", type=_size, help="WIDTHxHEIGHT")
    add(bench).add_argument("names", nargs="*", help="some of them, by their names in benchmarks/")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, height = text.lower().split("x")
    return int(width), int(height)


# The tasks


def run(_options: argparse.Namespace) -> int:
    """Open the window; without a screen make the sample files in demo/ instead."""
    if has_screen(os.environ, sys.platform):
        return _call([PYTHON, "-m", "trainer_app"])
    print("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): no window can open.")
    print("Instead: trainer-app demo demo/")
    return _call([PYTHON, "-m", "trainer_app", "demo", "demo/"])


def test(options: argparse.Namespace) -> int:
    """Run the tests; where PostgreSQL or LibreOffice is missing, the last lines say what was skipped."""
    return _call([PYTHON, "-m", "pytest", *options.extra], QT_QPA_PLATFORM="offscreen")


def check(options: argparse.Namespace) -> int:
    """Look at format, lint, types, layers, catalogues, tests and coverage, as CI does."""
    steps: dict[str, list[str | Path]] = {
        "format": [PROGRAMS / "ruff", "format", "--check", "--quiet", "."],
        "lint": [PROGRAMS / "ruff", "check", "--quiet", "."],
        "types": [PYTHON, "-m", "mypy"],
        "layers": [PROGRAMS / "lint-imports", "--no-logo"],
    }
    if options.no_tests:
        steps["catalogues"] = [PYTHON, "-m", "pytest", "-q", "tests/test_catalogues.py"]
    elif not options.tests_done:
        steps["tests, catalogues"] = [PYTHON, "-m", "pytest", *COUNTED]
    if not options.no_tests:
        steps["coverage"] = [PYTHON, "-m", "coverage", "report", *NEARLY_ALL]
    failed = [name for name, command in steps.items() if _step(name, command) != 0]
    print("Not right yet: " + ", ".join(failed) if failed else "All right: " + ", ".join(steps))
    return 1 if failed else 0


def translate(_options: argparse.Namespace) -> int:
    """Bring the catalogues up to date with the source, and compile them."""
    babel = [PYTHON, "-m", "babel.messages.frontend", "--quiet"]
    keywords = ["_", "N_", "ngettext:1,2", "pgettext:1c,2"]
    named = [part for keyword in keywords for part in ("--keyword", keyword)]
    texts = ["--no-default-keywords", *named, "--add-comments", "Translators:", "--strip-comments"]
    place = ["--add-location", "file", "--sort-by-file", "--omit-header"]
    _must([*babel, "extract", "--input-dirs", "trainer_app", "-o", TEMPLATE, *texts, *place])
    update = ["update", "-i", TEMPLATE, "-d", LOCALE, "-D", CATALOGUE]
    _must([*babel, *update, "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"])
    return compile_catalogues()


def build(_options: argparse.Namespace) -> int:
    """Build the one-folder application and let it check itself with the network cut off."""
    missing = _missing_for_building()
    if missing:
        install_packages(missing, rights())
    _must([PYTHON, "-m", "PyInstaller", "build_installer.spec", "--noconfirm", "--log-level", "ERROR"])
    size_mb = sum(path.stat().st_size for path in BUILT.parent.rglob("*") if not path.is_symlink()) / 1e6
    print(f"Built {BUILT.parent.relative_to(ROOT)} ({size_mb:.0f} MB); its self-check:")
    return _call([*_network_cut_off(), BUILT, "--self-check"], QT_QPA_PLATFORM="offscreen")


def screenshots(options: argparse.Namespace) -> int:
    """Render every page and dialog of the sample database to PNG files in DIRECTORY."""
    database = _sample_database()
    options.directory.mkdir(parents=True, exist_ok=True)
    program = (
        "import sys; from pathlib import Path; from trainer_app.ui.screenshots import render_all;"
        "folder, language, theme, width, height, database = sys.argv[1:];"
        "render_all(Path(folder), language, theme, (int(width), int(height)), Path(database))"
    )
    width, height = options.size
    wanted = [options.directory.resolve(), options.language, options.theme, str(width), str(height)]
    # Without it the screen has 800 × 600 pixels, and menus are pushed into it.
    screen = ROOT / "tests" / "ui" / "screen.json"
    return _call([PYTHON, "-c", program, *wanted, database], QT_QPA_PLATFORM=f"offscreen:configfile={screen}")


def bench(options: argparse.Namespace) -> int:
    """Measure the headline figures and print them beside their limits; being slow fails nothing."""
    return _call([PYTHON, "-m", "benchmarks", *options.names], QT_QPA_PLATFORM="offscreen")


# Set-up


def set_up() -> None:
    """Install what is missing: system libraries, .venv, locked dependencies, compiled catalogues."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this file is started with whatever python3 is there)
        raise Stop(f"Python 3.11 or newer is needed; this is {platform.python_version()}.")
    if not _is_done():
        missing = missing_packages(QT_LIBRARIES)
        if missing:
            install_packages(missing, rights())
        _make_environment()
    compile_catalogues()


def fingerprint(*files: Path) -> str:
    """One value for the content of the files and the Python that they were set up with."""
    digest = hashlib.sha256(sys.version.encode() + str(ROOT).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _wanted_stamp() -> str:
    return fingerprint(LOCK, ROOT / "pyproject.toml", ROOT / "dev.py")


def _is_done() -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="ascii") == _wanted_stamp()


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """Debian packages of the libraries that cannot be loaded here; empty on other systems."""
    if not ON_LINUX:
        return []
    missing = [package for library, package in libraries.items() if not _can_load(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: Sequence[str], as_administrator: Sequence[str] | None) -> None:
    """Install Debian packages through apt.

    `as_administrator` is what `rights()` gives.

    Raises:
        Stop: it is not possible; the sentence names the command to type.
    """
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    typed = "sudo apt-get update && sudo " + " ".join(command)
    if as_administrator is None:
        raise Stop(f"Some system packages are missing. Type this, then start again:\n  {typed}")
    print(f"Installing system packages: {' '.join(packages)}")
    quiet = [*as_administrator, "env", "DEBIAN_FRONTEND=noninteractive"]
    # A source that cannot be reached is no reason to stop when the others have the packages.
    _quietly([*quiet, "apt-get", "update"])
    installed = _quietly([*quiet, *command])
    if installed.returncode != 0:
        raise Stop(f"{installed.stdout}\nThe packages could not be installed. Type:\n  {typed}")


def rights() -> list[str] | None:
    """What to put before a command of the administrator; None when apt cannot be used from here."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if sys.stdin is not None and sys.stdin.isatty():
        return ["sudo"]
    return ["sudo", "-n"] if _quietly(["sudo", "-n", "true"]).returncode == 0 else None


def _missing_for_building() -> list[str]:
    """Debian packages of what PyInstaller needs here: objdump, and Python as a shared library."""
    if not ON_LINUX:
        return []
    missing = [] if shutil.which("objdump") else ["binutils"]
    shared = Path(str(sysconfig.get_config_var("LIBDIR")), str(sysconfig.get_config_var("INSTSONAME")))
    if not shared.exists() and not _can_load(shared.name):
        missing.append("libpython{}.{}".format(*sys.version_info))
    return missing


def _make_environment() -> None:
    started = time.monotonic()
    if not _works(PYTHON):
        print(f"Making .venv with Python {platform.python_version()}")
        _must([sys.executable, "-m", "venv", "--clear", VENV])
    locked = LOCK.read_text(encoding="utf-8").count("==")
    print(f"Installing {locked} locked dependencies, each checked against its hash")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pip += ["--no-warn-script-location"]
    # The lock names everything; resolved again, an extra (coverage[toml]) would take its newest release.
    _must([*pip, "--no-deps", "--require-hashes", "--requirement", LOCK])
    _must([*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT])
    _must([PYTHON, "-m", "pip", "--disable-pip-version-check", "check"])
    STAMP.write_text(_wanted_stamp(), encoding="ascii")
    print(f"Set up in {time.monotonic() - started:.0f} s; the next start needs none of this.")


def _works(python: Path) -> bool:
    return python.exists() and _quietly([python, "-m", "pip", "--version"]).returncode == 0


def compile_catalogues() -> int:
    """Make the .mo file of every catalogue that is newer than its last one."""
    stale = [catalogue for catalogue in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) if _is_stale(catalogue)]
    for catalogue in stale:
        babel = [PYTHON, "-m", "babel.messages.frontend", "--quiet", "compile"]
        _must([*babel, "-i", catalogue, "-o", catalogue.with_suffix(".mo")])
    if stale:
        print("Compiled catalogues: " + ", ".join(path.parts[-3] for path in stale))
    return 0


def _is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


# What the tasks are made of


def has_screen(environment: Mapping[str, str], system: str) -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere when a display is named."""
    if not system.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _network_cut_off() -> list[str]:
    """What to put before a command so that it reaches no network; empty, and said so, where it cannot."""
    ways = [["unshare", "--net"], ["unshare", "--net", "--map-root-user"]]
    for way in ways if ON_LINUX else []:
        if _quietly([*way, "true"]).returncode == 0:
            return way
    print("The network cannot be cut off here; the self-check runs with it.")
    return []


def _sample_database() -> Path:
    """The sample database, made anew when the program is newer than it."""
    database = SAMPLE / "sample.db"
    sources = [*(ROOT / "trainer_app").rglob("*.py"), *(ROOT / "resources" / "sample").rglob("*")]
    newest = max(path.stat().st_mtime for path in sources)
    if not database.exists() or database.stat().st_mtime < newest:
        print("Making the sample database")
        shutil.rmtree(SAMPLE, ignore_errors=True)
        _must([PYTHON, "-m", "trainer_app", "demo", SAMPLE])
    return database


def _step(name: str, command: Sequence[str | Path]) -> int:
    print(f"== {name}")
    return _call(command, QT_QPA_PLATFORM="offscreen")


def _call(command: Sequence[str | Path], **environment: str) -> int:
    """Run with the program's own output on the screen; returns its exit code."""
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode


def _quietly(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def _must(command: Sequence[str | Path]) -> None:
    """Run silently.

    Raises:
        Stop: it failed; the sentence is what it printed.
    """
    done = _quietly(command)
    if done.returncode != 0:
        raise Stop(f"{done.stdout}\nThis failed: {' '.join(map(str, command))}")


if __name__ == "__main__":
    # So that these lines and those of the programs started here come in order.
    sys.stdout.reconfigure(line_buffering=True)
    sys.exit(main())
