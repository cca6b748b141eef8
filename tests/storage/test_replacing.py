import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from trainer_app.storage.replacing import replace_file

DIES_BEFORE = """
import os, sys
from pathlib import Path
from trainer_app.storage.replacing import replace_file
setattr(os, sys.argv[2], lambda *_: os._exit(9))
replace_file(Path(sys.argv[1]), b"new")
"""


def dies_before(call: str, path: Path) -> None:
    """Replace the file in a process that ends without any clean-up when it comes to the call."""
    done = subprocess.run([sys.executable, "-c", DIES_BEFORE, str(path), call])
    assert done.returncode == 9


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_the_old_file_stays_when_the_program_dies_before_the_new_one_is_in_its_place(tmp_path, call):
    path = tmp_path / "a.keys"
    replace_file(path, b"old")
    dies_before(call, path)
    assert path.read_bytes() == b"old"


def test_what_a_dead_program_left_beside_the_file_goes_with_the_next_attempt(tmp_path):
    path = tmp_path / "a.keys"
    dies_before("replace", path)
    assert not path.exists()
    assert len(list(tmp_path.iterdir())) == 1
    replace_file(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.keys"]
    assert path.read_bytes() == b"new"


def test_the_content_is_on_the_disk_before_it_is_renamed_and_the_name_after(tmp_path, monkeypatch):
    calls = []
    fsync, replace = os.fsync, os.replace

    def recorded_fsync(descriptor):
        calls.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content")
        fsync(descriptor)

    def recorded_replace(*names):
        calls.append("rename")
        replace(*names)

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    monkeypatch.setattr(os, "replace", recorded_replace)
    replace_file(tmp_path / "a.keys", b"new")
    assert calls == (["content", "rename"] if os.name == "nt" else ["content", "rename", "folder"])


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, call):
    path = tmp_path / "a.keys"
    replace_file(path, b"old")

    def refuses(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, refuses)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.keys"]
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
@pytest.mark.parametrize("before", [b"old", None])
def test_where_the_name_cannot_be_made_to_last_the_old_file_is_put_back(tmp_path, monkeypatch, before):
    path = tmp_path / "a.keys"
    if before is not None:
        replace_file(path, before)
    fsync = os.fsync

    def refuses_folders(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(5, "Input/output error")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refuses_folders)
    with pytest.raises(OSError, match="Input/output"):
        replace_file(path, b"new")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([before] if before else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
@pytest.mark.parametrize("mask", [0, 0o022, 0o077])
def test_only_the_owner_may_read_the_file(tmp_path, mask):
    path = tmp_path / "a.keys"
    before = os.umask(mask)
    try:
        replace_file(path, b"old")
        path.chmod(0o644)
        replace_file(path, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
