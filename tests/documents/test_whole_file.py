import errno
import os

import pytest

from trainer_app.core.errors import FileUnwritable
from trainer_app.documents.whole_file import reason_of, whole_file


def test_the_file_takes_its_place_at_the_end(tmp_path):
    path = tmp_path / "report"
    path.write_bytes(b"old")
    with whole_file(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "report"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), whole_file(path) as stream:
        stream.write(b"half" * (1 // len(b"")))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "report").mkdir()
    with pytest.raises(FileUnwritable), whole_file(tmp_path / "report") as stream:
        stream.write(b"new")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full."), (errno.EIO, "reports an error"), (errno.EACCES, "may not write")],
)
def test_the_usual_reasons_are_told_in_plain_words(number, words):
    assert words in reason_of(OSError(number, os.strerror(number)))


def test_another_reason_is_told_as_the_system_says_it():
    assert reason_of(OSError(errno.ELOOP, "Too many symbolic links")) == "Too many symbolic links"
    assert reason_of(OSError("stream is closed")) == "stream is closed"
