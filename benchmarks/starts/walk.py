"""The program as it really starts, signing in, two visits of every place; tells how long each held the loop.

python3 -m benchmarks.starts.walk DATABASE
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QShowEvent

from trainer_app.__main__ import open_window
from trainer_app.rules.states import OfferingState
from trainer_app.services import sample_users
from trainer_app.ui.entrance.login import LoginPage
from trainer_app.ui.main_window import MainWindow

_BEAT_MS = 1
_NOTICED_MS = 3
_QUIET_SECONDS = 0.25


class Heart(QObject):
    """Beats every millisecond; the longest time between two beats is how long the event loop was held.

    Processor time counts, of all threads of the program, so that other programs do not.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = self._busy_at = time.perf_counter()
        self._used = time.process_time()
        self._longest = 0.0
        timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_BEAT_MS)
        timer.timeout.connect(self._beat)
        timer.start()

    def take(self) -> float:
        """The longest time in ms since this was asked last."""
        longest, self._longest = self._longest, 0.0
        return longest

    @property
    def quiet_seconds(self) -> float:
        """How long nothing has held the loop."""
        return self._last - self._busy_at

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.process_time()
        held = 1000 * min(now - self._last, used - self._used)
        self._longest = max(self._longest, held)
        if held > _NOTICED_MS:
            self._busy_at = now
        self._last, self._used = now, used


class Visitor(QObject):
    """Goes to the next place when the window has come to rest; tells everything and ends."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._held: dict[str, float] = {}
        self._visits = self._walk()
        self._visit = "from the painted frame to the page of signing in"
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin when the window is exposed, which paints its frame."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._begin)
        return False

    def _begin(self) -> None:
        self._heart = Heart(self)
        look = QTimer(self, interval=20)
        look.timeout.connect(self._look)
        look.start()

    def _look(self) -> None:
        window = self._window
        is_at_rest = (window.page or window.gate.page) is not None and window.context.tasks.is_idle
        if is_at_rest and self._heart.quiet_seconds > _QUIET_SECONDS:
            self._held[self._visit] = self._heart.take()
            self._visit = next(self._visits, "")
            if not self._visit:
                sys.stdout.write(json.dumps(self._held))
                window.close()

    def _walk(self) -> Iterator[str]:
        yield self._sign_in()
        places = list(_places(self._window))
        self._heart.take()
        for time_of in ("first", "second"):
            for page, keys in places:
                self._window.navigate(page, **keys)
                yield f"{time_of} visit: {' '.join((page, keys.get('tab', ''))).strip()}"
        self._window.navigate(places[0][0])  # where the next walk starts

    def _sign_in(self) -> str:
        page = self._window.gate.page
        assert isinstance(page, LoginPage)
        page.login.setText(sample_users.USERS[0].login)
        page.password.setText(sample_users.SAMPLE_PASSWORD)
        page.button.click()
        return "from signing in to the first page"


def _places(window: MainWindow) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page, and every tab of an offering with marks."""
    from trainer_app.services import offerings
    from trainer_app.ui.pages.offering.tabs import TABS

    for page in window.sidebar.keys():  # noqa: SIM118 (a method of ours)
        yield page, {}
    rows = window.context.tasks.read_now(offerings.rows)
    offering_id = str(next(row.id for row in rows if row.state is OfferingState.ASSESSMENT))
    for tab in TABS:
        yield "offering", {"id": offering_id, "tab": tab.key}
    for page in ("roll-import", "mark-import"):
        yield page, {"id": offering_id}


_show_event = MainWindow.showEvent


def _shown(window: MainWindow, event: QShowEvent) -> None:
    _show_event(window, event)
    Visitor(window)


MainWindow.showEvent = _shown  # type: ignore[assignment, method-assign]
sys.exit(open_window(Path(sys.argv[1])))
