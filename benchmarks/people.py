"""The first rows of People among 100 000, against a bare paged table; and a keystroke in its search.

python3 -m benchmarks.people [--people 100000]
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QEventLoop,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from benchmarks.figures import Figure, tell
from tests.keys import KEY
from trainer_app.core.settings import Settings
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder
from trainer_app.services import organisations, people, reference, sample_plan
from trainer_app.services.identities import Identity
from trainer_app.services.people import PersonDraft
from trainer_app.services.sample_plan import SamplePerson
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.engine import Database, open_database
from trainer_app.ui.application import make_application, make_window
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.page import Station
from trainer_app.ui.pages.people.page import PeoplePage
from trainer_app.ui.pages.registry import PAGES
from trainer_app.ui.tables.lists import TwoLineList
from trainer_app.ui.widgets.fields import TextField

ON = date(2026, 11, 23)
SIZE = (1440, 900)
ROUNDS = 15
AT_ONCE = 5_000
PAGE_ROWS = 100

TYPED = {
    "Latin": ("muham", "kamran ab", "adnan", "zhang", "imran q", "sana"),
    "pinyin and initials": ("wangwe", "lijing", "zgh", "ljg", "chen x", "wx"),
    "Urdu": ("محمد", "عدنان ع", "كامران", "ثنا", "عمر", "زاہد"),
    "Chinese": ("王伟", "李建", "张国", "刘洋", "陈", "阿德南"),
    "numbers": ("35202", "54400-1", "e1000", "61101-10", "12", "e10050"),
}

IDS = """
SELECT id FROM people WHERE status <> 'merged' ORDER BY (name_latin = ''), lower(name_latin), id
"""
ROWS = """
SELECT p.id, p.side, p.name_latin, p.name_ur, p.name_zh, r.title_en, o.title_en,
       (SELECT count(*) FROM awards a WHERE a.person_id = p.id AND a.state = 'granted')
FROM people p LEFT JOIN ranks r ON r.id = p.rank_id LEFT JOIN organisations o ON o.id = p.organisation_id
WHERE p.id IN ({marks})
"""
Index = QModelIndex | QPersistentModelIndex
Kind = TypeVar("Kind", bound=QWidget)
_NO_INDEX = QModelIndex()


class Paged(QAbstractTableModel):
    """The floor: ids in memory, pages of a hundred rows by raw SQL, texts and nothing else."""

    def __init__(self, raw: Any) -> None:
        super().__init__()
        self._raw = raw
        self._ids = [row[0] for row in raw.execute(IDS).fetchall()]
        self._rows: dict[bytes, Sequence[Any]] = {}

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many people there are."""
        return len(self._ids)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """What is shown of each."""
        return 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        place = index.row()
        if self._ids[place] not in self._rows:
            first = place // PAGE_ROWS * PAGE_ROWS
            wanted = self._ids[first : first + PAGE_ROWS]
            found = self._raw.execute(ROWS.format(marks=",".join("?" * len(wanted))), wanted)
            self._rows.update({row[0]: row for row in found})
        return str(self._rows[self._ids[place]][index.column() + 1])


class Painted(QObject):
    """Sees when a view is painted after its model was filled anew."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._watched = {view.viewport(), view.window()}
        self._is_filled = False
        self._loop = QEventLoop()
        for widget in self._watched:
            widget.installEventFilter(self)

    def start(self, model: QAbstractItemModel) -> None:
        """Wait for the model."""
        self._is_filled = False
        model.modelReset.connect(self._filled, Qt.ConnectionType.UniqueConnection)

    def filled(self) -> None:
        """Take the model as filled."""
        self._filled()

    @Slot()
    def _filled(self) -> None:
        self._is_filled = True

    def wait(self) -> None:
        """Wait in the event loop, as the program does; turning in Python would hold up the other thread."""
        self._loop.exec()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the painting, which is done when the loop comes round again."""
        if self._is_filled and event.type() == QEvent.Type.Paint:
            self._is_filled = False
            QTimer.singleShot(0, self._loop, self._loop.quit)
        return False


class Keys:
    """Times keystrokes in the search, from the key to the painted list."""

    def __init__(self, page: PeoplePage) -> None:
        self._field, self._list = _part(page, TextField), _part(page, TwoLineList)
        self._painted = Painted(self._list)

    def times(self, text: str) -> list[float]:
        """Seconds for each letter of a text typed into the empty field."""
        self._field.clear()
        _until(lambda: self._list.row_count > AT_ONCE)
        return [self._time(letter) for letter in text]

    def _time(self, letter: str) -> float:
        _rest()
        self._painted.start(self._list.model())
        start = time.perf_counter()
        QApplication.sendEvent(
            self._field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )
        self._painted.wait()
        return time.perf_counter() - start


def main() -> None:
    """Build the people once, then measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    tell(measure(parser.parse_args().people))


def measure(count: int = 100_000) -> list[Figure]:
    """First rows against the floor, then keystrokes by script."""
    with tempfile.TemporaryDirectory() as folder, _window(Path(folder) / "people.db", count) as window:
        window.navigate("people")
        page = window.page
        assert isinstance(page, PeoplePage)
        _until(lambda: _part(page, TwoLineList).row_count == count)
        return [*_first_rows(window, page, Path(folder) / "people.db"), *_keystrokes(page)]


@contextmanager
def _window(path: Path, count: int) -> Iterator[MainWindow]:
    database = open_database(path, KEY)
    fill(database, count)
    window = make_window(
        make_application(),
        database,
        Settings(),
        pages=tuple(entry for entry in PAGES if entry.key == "people"),
        station=Station(),
        clock=lambda: datetime.now(UTC),
    )
    window.resize(*SIZE)
    window.show()
    yield window
    window.context.tasks.close()
    window.close()
    database.close()


def _first_rows(window: MainWindow, page: PeoplePage, path: Path) -> Iterator[Figure]:
    ours, floor = [], []
    raw = open_connection(path, KEY)
    for _round in range(ROUNDS):
        ours.append(_read_page(page))
        floor.append(_read_floor(window, page, raw))
    raw.close()
    ours_ms, floor_ms = (1000 * statistics.median(times) for times in (ours, floor))
    yield Figure("People: first rows", ours_ms, None, "ms")
    yield Figure("a bare paged table on the same ids", floor_ms, None, "ms")
    yield Figure("People: first rows over a paged table model", ours_ms / floor_ms, 1.3, "×")


def _read_page(page: PeoplePage) -> float:
    """Seconds from the visit of the page to its painted rows."""
    shown = _part(page, TwoLineList)
    shown.set_rows([])
    _rest()
    painted = Painted(shown)
    painted.start(shown.model())
    start = time.perf_counter()
    page.show_place()
    painted.wait()
    seconds = time.perf_counter() - start
    painted.deleteLater()
    _rest()
    return seconds


def _read_floor(window: MainWindow, page: PeoplePage, raw: Any) -> float:
    """Seconds from asking for the ids to the painted rows of a bare view."""
    view = QTableView()
    view.verticalHeader().setDefaultSectionSize(50)
    window.stack.addWidget(view)
    window.stack.setCurrentWidget(view)
    _rest()
    start = time.perf_counter()
    model = Paged(raw)
    model.setParent(view)
    view.setModel(model)
    painted = Painted(view)
    painted.filled()
    painted.wait()
    seconds = time.perf_counter() - start
    window.stack.setCurrentWidget(page)
    window.stack.removeWidget(view)
    view.deleteLater()
    _rest()
    return seconds


def _keystrokes(page: PeoplePage) -> Iterator[Figure]:
    keys = Keys(page)
    everything = []
    for script, texts in TYPED.items():
        times = [seconds for text in texts for seconds in keys.times(text)]
        everything += times
        yield Figure(f"search keystroke painted, {script}: 95 of 100 within", _p95(times), None, "ms")
    yield Figure("search keystroke painted, every script: 95 of 100 within", _p95(everything), 16, "ms")
    yield Figure("search keystroke painted: median", 1000 * statistics.median(everything), None, "ms")


def _p95(times: Sequence[float]) -> float:
    return 1000 * sorted(times)[int(len(times) * 0.95)]


def fill(database: Database, count: int) -> None:
    """Put invented people into an empty database."""
    random = Random(1)
    with database.transaction() as session:
        reference.load(session)
    with database.reading() as session:
        units = _by_side(organisations.organisations(session))
        ranks = _by_side(organisations.ranks(session))
    for start in range(0, count, AT_ONCE):
        invented = sample_plan.people(random, min(AT_ONCE, count - start), start=start)
        drafts = [
            _draft(person, random.choice(units[person.side]), random.choice(ranks[person.side]))
            for person in invented
        ]
        with database.transaction() as session:
            people.add_many(session, drafts, on=ON)
    database.settle()


def _by_side(rows: Sequence[Any]) -> dict[str, list[Any]]:
    return {side: [row.id for row in rows if row.draft.side == side] for side in ("PK", "CN")}


def _draft(person: SamplePerson, organisation_id: Any, rank_id: Any) -> PersonDraft:
    is_chinese = person.side == "CN"
    kind = IdentifierKind.PASSPORT if is_chinese else IdentifierKind.CNIC
    return PersonDraft(
        side=person.side,
        surname_latin=person.surname_latin,
        given_latin=person.given_latin,
        latin_order=LatinOrder.SURNAME_FIRST if is_chinese else LatinOrder.GIVEN_FIRST,
        name_ur=person.name_ur,
        name_zh=person.name_zh,
        pinyin=person.pinyin,
        born_on=person.born_on,
        organisation_id=organisation_id,
        rank_id=rank_id,
        identities=(Identity(kind, person.identity),),
    )


def _part(page: PeoplePage, kind: type[Kind]) -> Kind:
    found = page.findChild(kind)
    assert isinstance(found, kind)
    return found


def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        QApplication.processEvents()


def _rest() -> None:
    """Let everything that is still under way end before the clock runs."""
    loop = QEventLoop()
    QTimer.singleShot(250, loop, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
