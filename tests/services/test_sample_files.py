from contextlib import closing
from datetime import date

import pytest

from trainer_app.core.errors import FileUnwritable
from trainer_app.services import sample_files, sample_users, score_lists
from trainer_app.services.sample_users import SAMPLE_KEY
from trainer_app.services.score_lists import Verdict
from trainer_app.storage.engine import connect

TODAY = date(2026, 11, 23)


def test_a_sample_that_stands_there_is_replaced(tmp_path):
    (tmp_path / "sample.db").write_bytes(b"an earlier one")
    made = sample_files.make(tmp_path, people_count=20, seed=1, today=TODAY)
    assert sample_users.is_sample(made.database)


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
    assert len(names) == 8


def test_the_mark_list_can_be_imported_but_for_what_it_gets_wrong(tmp_path):
    made = sample_files.make(tmp_path, people_count=200, seed=1, today=TODAY)
    file = next(path for path in made.files if path.name.startswith("marks-"))
    code, component = file.stem.removeprefix("marks-").rsplit("-", 1)
    with closing(connect(made.database, SAMPLE_KEY)) as database, database.reading() as session:
        found = score_lists.preview(session, file=file, offering_code=code, component_code=component)
    verdicts = {mark.verdict for mark in found.marks}
    assert verdicts == {Verdict.ASK, Verdict.REFUSED, Verdict.NEW, Verdict.UNCHANGED}


@pytest.mark.parametrize(("people", "seed"), [(1, 0), (1, 2), (10, 3)])
def test_a_tiny_sample_in_which_an_intake_failed_is_made_too(tmp_path, people, seed):
    made = sample_files.make(tmp_path, people_count=people, seed=seed, today=TODAY)
    assert all(path.is_file() for path in made.files)
