"""A change of theme, language and text size once every page and tab was visited, in processor time.

python3 -m benchmarks.look_change [--rounds 5]
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.figures import Figure, tell
from tests.keys import KEY
from trainer_app.core.settings import Settings
from trainer_app.rules.states import OfferingState
from trainer_app.services import offerings, sample
from trainer_app.storage.engine import open_database
from trainer_app.ui.application import close_window, make_application, make_window
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.page import Station
from trainer_app.ui.pages.offering.tabs import TABS
from trainer_app.ui.pages.registry import PAGES

PEOPLE = 400
TODAY = date(2026, 11, 23)
LIMIT_MS = 300
_QUIET_SECONDS = 0.2


def measure(rounds: int = 5) -> list[Figure]:
    """Change the look on Settings, where the last visit ends, until it is painted; the medians count."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "sample.db", KEY)
        sample.fill(database, people_count=PEOPLE, seed=1, today=TODAY)
        window = make_window(
            make_application(),
            database,
            Settings(),
            pages=PAGES,
            station=Station("IS", "PK", "Joint 2026"),
            clock=lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC),
        )
        window.resize(1440, 900)
        window.show()
        figures = _figures(window, rounds)
        close_window(window)
        database.close()
    return figures


def _figures(window: MainWindow, rounds: int) -> list[Figure]:
    look = window.context.appearance
    look.set_theme("light")
    for page, keys in _places(window):
        window.navigate(page, **keys)
        _rest(window)
    changes: dict[str, tuple[Callable[[], object], ...]] = {
        "theme": (partial(look.set_theme, "dark"), partial(look.set_theme, "light")),
        "language": tuple(partial(look.set_language, code) for code in ("ur", "zh", "en")),
        "text size": (partial(look.set_text_size, 125), partial(look.set_text_size, 100)),
    }
    taken = {
        name: [_ms(window, act) for _round in range(rounds) for act in acts] for name, acts in changes.items()
    }
    return [
        *(
            Figure(f"{name} changed and painted, all pages visited", statistics.median(times), LIMIT_MS, "ms")
            for name, times in taken.items()
        ),
        Figure("  widgets in the window", len(QApplication.allWidgets()), None, ""),
    ]


def _ms(window: MainWindow, act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    QApplication.processEvents()
    taken = time.process_time() - start
    _rest(window)
    return taken * 1000


def _rest(window: MainWindow) -> None:
    end = time.monotonic() + _QUIET_SECONDS
    while time.monotonic() < end or not window.context.tasks.is_idle:
        QApplication.processEvents()
        time.sleep(0.001)


def _places(window: MainWindow) -> Iterator[tuple[str, dict[str, str]]]:
    rows = window.context.tasks.read_now(offerings.rows)
    offering_id = str(next(row.id for row in rows if row.state is OfferingState.ASSESSMENT))
    for tab in TABS:
        yield "offering", {"id": offering_id, "tab": tab.key}
    for page in ("roll-import", "mark-import"):
        yield page, {"id": offering_id}
    for page in window.sidebar.keys():  # noqa: SIM118 (a method of ours)
        yield page, {}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    tell(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
