import ast
import re
import sys
import tomllib

import pytest

import dev

REQUIREMENT = re.compile(r"^[A-Za-z0-9._-]+==[^ ]+( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def lock_lines() -> list[str]:
    return dev.LOCK.read_text(encoding="utf-8").splitlines()


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_versions() -> dict[str, str]:
    pinned = [line.split(" ")[0].split("==") for line in lock_lines() if "==" in line]
    return {canonical(name): version for name, version in pinned}


def test_the_set_up_script_needs_nothing_but_the_standard_library():
    imported = set()
    for node in ast.walk(ast.parse((dev.ROOT / "dev.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).split(".")[0])
    assert imported <= sys.stdlib_module_names


def test_the_lock_has_exact_versions_and_hashes_and_names_no_address():
    odd = [line for line in lock_lines() if not REQUIREMENT.match(line) and not HASH.match(line)]
    assert odd == []


def test_the_lock_holds_every_dependency_of_the_project():
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {canonical(re.match(r"[A-Za-z0-9._-]+", line).group()) for line in wanted}
    assert names - set(locked_versions()) == set()


def test_the_lock_holds_windows_and_linux_wheels_of_qt():
    begin = next(i for i, line in enumerate(lock_lines()) if line.startswith("pyside6-essentials=="))
    hashes = [line for line in lock_lines()[begin + 1 : begin + 6] if HASH.match(line)]
    assert len(hashes) >= 4


def test_qt_stays_below_the_release_that_loses_references():
    assert tuple(map(int, locked_versions()["pyside6-essentials"].split(".")))[:2] == (6, 11)


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
    ],
)
def test_a_window_opens_only_where_there_is_a_screen(environment, system, expected):
    assert dev.has_screen(environment, system) is expected


@pytest.mark.skipif(not dev.ON_LINUX, reason="apt is for Linux")
def test_a_missing_library_is_named_by_its_debian_package():
    libraries = {"libc.so.6": "libc6", "libnot-there.so.9": "libnot-there9"}
    assert dev.missing_packages(libraries) == ["libnot-there9"]


def test_without_rights_the_exact_command_is_given():
    with pytest.raises(dev.Stop) as stop:
        dev.install_packages(["libegl1", "libgl1"], None)
    assert "sudo apt-get install --yes --no-install-recommends libegl1 libgl1" in str(stop.value)


def test_a_changed_lock_asks_for_a_new_set_up(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("babel==2.18.0")
    before = dev.fingerprint(lock)
    lock.write_text("babel==2.19.0")
    assert dev.fingerprint(lock) != before


def test_an_unknown_task_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as end:
        dev.main(["fly"])
    assert end.value.code == 2
    assert "fly" in capsys.readouterr().err


def test_a_task_refuses_words_that_it_does_not_know(capsys):
    with pytest.raises(SystemExit) as end:
        dev.main(["build", "--faster"])
    assert end.value.code == 2
    assert "--faster" in capsys.readouterr().err
