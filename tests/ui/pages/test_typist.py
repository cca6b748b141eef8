"""A fast typist in the Scores tab: every key arrives in its cell, and every cell in the file."""

from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer

from benchmarks.score_grid import COMPONENTS, TRAINEES, fill
from tests.keys import KEY
from tests.ui.pages.typing import press, type_text
from trainer_app.core.settings import Settings
from trainer_app.services import offerings, scores
from trainer_app.storage.engine import open_database
from trainer_app.ui.application import make_window
from trainer_app.ui.page import Station
from trainer_app.ui.pages.offering.scores import ScoresTab

KEY_SPACING_MS = 5
Key = Qt.Key


class Typist(QTimer):
    """Presses one key after the other in the event loop, whether or not the window is ready for it."""

    def __init__(self, keys) -> None:
        super().__init__(interval=KEY_SPACING_MS)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self._keys = iter(keys)
        self.is_done = False
        self.timeout.connect(self._next)

    def _next(self) -> None:
        key = next(self._keys, None)
        if key is None:
            self.stop()
            self.is_done = True
        elif isinstance(key, str):
            type_text(key)
        else:
            press(key)


@pytest.fixture
def database(tmp_path):
    with closing(open_database(tmp_path / "paper.db", KEY)) as opened:
        yield opened


@pytest.fixture
def paper(database, qapp, qtbot):
    """The grid of 40 trainees and 8 components in a window, and its offering."""
    offering_id = fill(database, offerings=1)[0]
    window = make_window(
        qapp, database, Settings(), pages=(), station=Station(), clock=lambda: datetime.now(UTC)
    )
    window.resize(1366, 768)
    window.show()
    tab = ScoresTab(window.context)
    window.stack.addWidget(tab)
    window.stack.setCurrentWidget(tab)
    tab.show_offering(window.context.tasks.read_now(offerings.facts, offering_id=offering_id))
    qtbot.waitUntil(tab.grid.isVisible)
    tab.grid.marks.go_to(0, 0)
    tab.grid.setFocus()
    yield tab, offering_id
    window.context.tasks.close()
    window.close()


def test_of_marks_typed_at_five_milliseconds_a_key_none_is_lost_or_late(paper, database, qtbot):
    tab, offering_id = paper
    written = [
        [Decimal((7 * row + 13 * column) % 200) / 2 for row in range(TRAINEES)]
        for column in range(COMPONENTS)
    ]
    keys = [key for column in written for mark in column for key in (*str(mark), Key.Key_Return)]
    typist = Typist(keys)
    typist.start()
    qtbot.waitUntil(lambda: typist.is_done, timeout=120_000)
    qtbot.waitUntil(lambda: not tab.recorder.pending, timeout=60_000)
    with database.reading() as session:
        kept = scores.grid(session, offering_id=offering_id)
    assert (len(kept.trainees), len(kept.components)) == (TRAINEES, COMPONENTS)
    assert [[row[column].points for row in kept.marks] for column in range(COMPONENTS)] == written
