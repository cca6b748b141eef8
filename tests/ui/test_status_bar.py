from dataclasses import replace
from datetime import UTC, datetime

import pytest

from trainer_app.ui.page import Station
from trainer_app.ui.status_bar import StatusBar, saving_words
from trainer_app.ui.tasks import Saving

AT = datetime(2026, 11, 23, 9, 32, 8, tzinfo=UTC)
LOCAL = AT.astimezone()
SAVED = Saving("saved", AT)


@pytest.mark.parametrize(
    ("saving", "words"),
    [
        (Saving(), "All changes saved"),
        (SAVED, f"All changes saved at \u2066{LOCAL:%H:%M}\u2069"),
        (Saving("saving"), "Saving"),
        (Saving("not_saved", AT, "the disk is full."), "Not saved: the disk is full."),
        (replace(SAVED, not_accepted=1), f"Saved \u2066{LOCAL:%H:%M:%S}\u2069. 1 value is not accepted"),
        (replace(SAVED, not_accepted=2), f"Saved \u2066{LOCAL:%H:%M:%S}\u2069. 2 values are not accepted"),
        (Saving(not_accepted=2), "2 values are not accepted"),
    ],
)
def test_the_state_of_saving_is_told_truly(saving, words):
    assert saving_words(saving) == words


def test_the_bar_shows_the_last_state(qtbot):
    bar = StatusBar(Station("IS", "PK"))
    qtbot.addWidget(bar)
    bar.show_saving(Saving("not_saved", AT, "the disk is full."))
    assert bar.words == "Not saved: the disk is full."
    bar.show_saving(SAVED)
    assert bar.words.startswith("All changes saved")


def test_long_work_is_shown_and_can_be_cancelled(window, qtbot):
    task = window.context.tasks.run(_count_on, window.page.keys.update)
    work = window.status._work
    qtbot.waitUntil(work.isVisible)
    assert "10,000" in work._words.text()
    with qtbot.waitSignal(task.cancelled):
        work._cancel()
    assert not work.isVisible()


def _count_on(progress):
    for done in range(10_000_000):
        progress.step(done % 10_000, 10_000)
