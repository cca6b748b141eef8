import pytest

from trainer_app.core.errors import FileUnwritable
from trainer_app.documents.whole_file import whole_file


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
