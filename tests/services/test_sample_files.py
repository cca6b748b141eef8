from datetime import date

import pytest

from trainer_app.core.errors import FileUnwritable
from trainer_app.services import sample_files

TODAY = date(2026, 11, 23)


def test_a_sample_that_stands_there_is_replaced(tmp_path):
    (tmp_path / "sample.db").write_bytes(b"an earlier one")
    made = sample_files.make(tmp_path, people_count=20, seed=1, today=TODAY)
    assert made.database.read_bytes().startswith(b"SQLite format 3")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(FileUnwritable) as refusal:
        sample_files.make(tmp_path / "taken" / "demo", people_count=20, seed=1, today=TODAY)
    assert "demo" in str(refusal.value)


def test_every_script_has_its_roll_and_every_language_its_report(tmp_path):
    made = sample_files.make(tmp_path, people_count=20, seed=1, today=TODAY)
    names = sorted(path.name for path in made.files)
    assert [name for name in names if name.startswith("roll-")] == [
        "roll-chinese.xlsx",
        "roll-english.xlsx",
        "roll-urdu.xlsx",
    ]
    assert [name[-7:] for name in names if name.startswith("report-")] == ["en.xlsx", "ur.xlsx", "zh.xlsx"]
    assert len(names) == 7


@pytest.mark.parametrize(("people", "seed"), [(1, 0), (1, 2), (10, 3)])
def test_a_tiny_sample_in_which_an_intake_failed_is_made_too(tmp_path, people, seed):
    made = sample_files.make(tmp_path, people_count=people, seed=seed, today=TODAY)
    assert all(path.is_file() for path in made.files)
