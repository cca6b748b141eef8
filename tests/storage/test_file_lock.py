import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from trainer_app.storage import file_lock
from trainer_app.storage.file_lock import Holder, InUse, Kind, holder_of, path_of, take

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from trainer_app.storage.file_lock import Kind, take
lock = take(Path(sys.argv[1]), kind=Kind.COMMAND, now=datetime.now(UTC))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path):
    return tmp_path / "programme.db"


@pytest.fixture
def other(place):
    """Another process that holds the lock until it is killed."""
    arguments = [sys.executable, "-c", HOLD, str(place)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_file_is_held_by_one_program_at_a_time(place):
    first = take(place, kind=Kind.WINDOW, now=NOW)
    with pytest.raises(InUse):
        take(place, kind=Kind.WINDOW, now=NOW)
    first.release()
    first.release()
    with take(place, kind=Kind.COMMAND, now=NOW):
        assert holder_of(place).kind == "command"


def test_another_process_is_named_with_user_computer_and_time(place, other):
    with pytest.raises(InUse) as refusal:
        take(place, kind=Kind.WINDOW, now=NOW)
    holder = refusal.value.holder
    assert holder.user in str(refusal.value)
    assert holder.computer in str(refusal.value)
    assert not holder.is_own_window


def test_a_lock_ends_with_the_process_that_held_it(place, other):
    other.kill()
    other.wait()
    take(place, kind=Kind.WINDOW, now=NOW).release()


def test_the_own_window_is_known_from_that_of_another_person(place):
    lock = take(place, kind=Kind.WINDOW, now=NOW)
    held = holder_of(place)
    assert held.is_own_window
    assert not Holder("somebody", held.computer, held.since, held.kind).is_own_window
    assert not Holder(held.user, "another computer", held.since, held.kind).is_own_window
    lock.release()


def test_a_holder_that_could_not_be_written_is_told_without_a_name(place):
    path_of(place).write_text("cut sho")
    assert holder_of(place) == Holder()
    assert "is open in another program" in InUse("programme.db", Holder()).sentence()
    assert "earlier" in InUse("programme.db", Holder("sana", "desk", "earlier", "window")).sentence()


def test_a_knock_touches_the_lock_file_and_needs_none(place):
    file_lock.knock(place)
    take(place, kind=Kind.WINDOW, now=NOW).release()
    os.utime(path_of(place), (0, 0))
    file_lock.knock(place)
    assert path_of(place).stat().st_mtime > 0
    assert json.loads(path_of(place).read_text())["kind"] == "window"


def test_where_no_lock_file_can_be_made_none_is_held(tmp_path):
    lock = take(tmp_path / "gone" / "programme.db", kind=Kind.WINDOW, now=NOW)
    lock.release()
    assert not (tmp_path / "gone").exists()
