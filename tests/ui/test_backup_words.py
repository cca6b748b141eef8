from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer_app.core import language
from trainer_app.services.backups import Drill, Loss, Lost
from trainer_app.services.integrity import Finding
from trainer_app.storage.backup import Backup, Occasion
from trainer_app.ui import backup_words

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BACKUP = Backup(Path("programme-20261126-090000-asked.backup"), "programme", AT, Occasion.ASKED, 12)


def test_every_occasion_has_words_of_its_own():
    assert len({backup_words.occasion(each) for each in Occasion}) == len(Occasion)


def test_the_newest_backup_is_named_by_its_time_today_and_by_its_day_before():
    assert "today" in backup_words.newest(BACKUP, now=AT)
    assert backup_words.newest(BACKUP, now=AT.replace(day=28)) == "Backup 26 November"
    assert backup_words.newest(None, now=AT) == "No backup yet"


@pytest.mark.parametrize(
    ("steps", "is_readable", "said"),
    [
        (0, True, "Nothing would be lost"),
        (1, True, "1 step was saved"),
        (2, True, "2 steps were saved"),
        (0, False, "cannot be read"),
    ],
)
def test_what_would_be_lost_is_counted(steps, is_readable, said):
    lost = tuple(Lost(AT, "Sana Javed", "scores.record") for _each in range(steps))
    assert said in backup_words.lost(Loss(BACKUP, lost, is_readable=is_readable))


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (0, "is not in it"),
        (1, "A newer backup holds 1 step"),
        (2, "A newer backup holds 2 steps"),
    ],
)
def test_without_a_present_file_nothing_is_promised(steps, said):
    lost = tuple(Lost(AT, "Sana Javed", "scores.record") for _each in range(steps))
    words = backup_words.lost(Loss(BACKUP, lost, is_readable=False, is_there=False))
    assert said in words
    assert "There is no present file" in words


def test_a_trial_says_whether_the_backup_can_be_relied_on():
    first, second = backup_words.drilled(Drill(BACKUP, 412, 9310, (), 0))
    assert "can be relied on" in first
    assert "412 people" in second
    findings = tuple(Finding("I14", f"1.{no}", f"Entry {no} was changed.") for no in range(4))
    first, second = backup_words.drilled(Drill(BACKUP, 412, 9310, findings[:1], 2))
    assert "3 things in it are wrong" in first
    assert "make a new one" in second
    assert second.endswith("Entry 0 was changed.")
    _first, second = backup_words.drilled(Drill(BACKUP, 412, 9310, findings, 0))
    assert second.endswith("Entry 0 was changed. Entry 1 was changed. Entry 2 was changed.")


def test_a_missing_second_place_is_said_with_the_backup():
    assert "second place" not in backup_words.made(BACKUP, is_second_missing=False)
    assert "second place is missing" in backup_words.made(BACKUP, is_second_missing=True)


def test_the_words_can_be_said_in_every_language():
    for code in language.LANGUAGES:
        with language.using(code):
            assert "{" not in backup_words.newest(BACKUP, now=AT.replace(day=28))
