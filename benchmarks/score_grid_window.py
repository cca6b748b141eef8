"""The Scores tab made, read and painted for 40 × 8 and 200 × 20 marks, beside a plain view of the same.

python3 -m benchmarks.score_grid_window [--rounds 15]
"""

import argparse
import gc
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from benchmarks.figures import Figure, tell
from benchmarks.score_grid import fill
from tests.keys import KEY
from trainer_app.core.settings import Settings
from trainer_app.services import offerings
from trainer_app.services.offerings import OfferingFacts
from trainer_app.storage.engine import open_database
from trainer_app.ui.application import make_application, make_window
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.page import Station
from trainer_app.ui.pages.offering.scores import ScoresTab

SIZE = (1440, 900)
VALUES = 40


class Plain(QAbstractTableModel):
    """The texts of the grid and nothing else."""

    def __init__(self, texts: list[list[str]]) -> None:
        super().__init__()
        self._texts = texts

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Lines of the grid."""
        return len(self._texts)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Columns of the grid."""
        return len(self._texts[0])

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The text of a cell."""
        return self._texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class Painted(QObject):
    """Sees when a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the painting."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    tell(measure(parser.parse_args().rounds))


def measure(rounds: int = 15) -> list[Figure]:
    """Open the grid and the plain view in turns; then type a column; then the same with the largest grid."""
    usual = _measured(partial(_figures, rounds=rounds), trainees=40, components=8)
    return [*usual, *_measured(_of_largest, trainees=200, components=20)]


def _measured(
    figures: Callable[[MainWindow, uuid.UUID], Iterator[Figure]], *, trainees: int, components: int
) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "grid.db", KEY)
        offering_id = fill(database, offerings=1, trainees=trainees, components=components)[0]
        application = make_application()
        window = make_window(
            application, database, Settings(), pages=(), station=Station(), clock=lambda: datetime.now(UTC)
        )
        window.resize(*SIZE)
        window.show()
        found = list(figures(window, offering_id))
        window.context.tasks.close()
        window.close()
        database.close()
    return found


def _of_largest(window: MainWindow, offering_id: uuid.UUID) -> Iterator[Figure]:
    facts = window.context.tasks.read_now(offerings.facts, offering_id=offering_id)

    def grid() -> tuple[QWidget, QWidget]:
        return _grid(window, facts)

    opened, _viewport = grid()
    assert isinstance(opened, ScoresTab)
    _until(lambda: opened.grid.isVisible())
    opened_ms = 1000 * statistics.median(_opened(window, grid) for _round in range(9))
    yield Figure("200 × 20: score grid made, read and painted", opened_ms, 150, "ms")
    window.stack.setCurrentWidget(opened)
    typed = sorted(_typed(opened))
    yield Figure("200 × 20: a typed mark painted, p95", 1000 * typed[int(len(typed) * 0.95)], 16, "ms")
    yield Figure("200 × 20: 4,000 marks pasted, saved and painted", _pasted(opened), 1, "s")


def _pasted(tab: ScoresTab) -> float:
    """Seconds from the key that takes a looked-at block over to the last cell saved."""
    texts = ("\t".join(str((line * 20 + column) % 100) for column in range(20)) for line in range(200))
    QApplication.clipboard().setText("\n".join(texts))
    tab.grid.marks.go_to(0, 0)
    tab.grid.setFocus()
    start = time.perf_counter()
    _press(Qt.Key.Key_V, "", Qt.KeyboardModifier.ControlModifier)
    _press(Qt.Key.Key_Return, "\r")
    assert tab.recorder.pending
    _until(lambda: not tab.recorder.pending)
    return time.perf_counter() - start


def _grid(window: MainWindow, facts: OfferingFacts) -> tuple[QWidget, QWidget]:
    tab = ScoresTab(window.context)
    window.stack.addWidget(tab)
    window.stack.setCurrentWidget(tab)
    tab.show_offering(facts)
    return tab, tab.grid.totals.viewport()


def _figures(window: MainWindow, offering_id: uuid.UUID, rounds: int) -> Iterator[Figure]:
    facts = window.context.tasks.read_now(offerings.facts, offering_id=offering_id)

    def grid() -> tuple[QWidget, QWidget]:
        return _grid(window, facts)

    opened, _painted = grid()
    assert isinstance(opened, ScoresTab)
    _until(lambda: opened.grid.isVisible())
    texts = _texts(opened)

    def plain() -> tuple[QWidget, QWidget]:
        view = QTableView()
        model = Plain(texts)
        model.setParent(view)
        view.setModel(model)
        view.verticalHeader().setDefaultSectionSize(24)
        window.stack.addWidget(view)
        window.stack.setCurrentWidget(view)
        return view, view.viewport()

    timings = [(_opened(window, grid), _opened(window, plain)) for _round in range(rounds)]
    ours_ms, floor_ms = (1000 * statistics.median(times) for times in zip(*timings, strict=True))
    yield Figure("score grid made, read and painted", ours_ms, 60, "ms")
    yield Figure("  a plain table view with the same texts", floor_ms, None, "ms")
    yield Figure("  grid / plain table view", ours_ms / floor_ms, None, "×")
    window.stack.setCurrentWidget(opened)
    typed = sorted(_typed(opened))
    yield Figure("a typed mark accepted and painted, p95", 1000 * typed[int(len(typed) * 0.95)], 16, "ms")
    yield Figure("  median", 1000 * statistics.median(typed), None, "ms")


def _opened(window: MainWindow, make: Callable[[], tuple[QWidget, QWidget]]) -> float:
    gc.collect()
    start = time.perf_counter()
    widget, viewport = make()
    painted = Painted(viewport)
    _until(lambda: painted.seen)
    seconds = time.perf_counter() - start
    window.stack.removeWidget(widget)
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return seconds


def _typed(tab: ScoresTab) -> list[float]:
    """Seconds from Enter to the painted cells, for a person: the value before is saved by then."""
    tab.grid.marks.go_to(0, 0)
    tab.grid.setFocus()
    seconds = []
    for number in range(VALUES):
        for digit in f"{10 + number}":
            _press(Qt.Key(ord(digit)), digit)
        _until(lambda: not tab.recorder.pending)
        start = time.perf_counter()
        painted = Painted(tab.grid.marks.viewport())
        _press(Qt.Key.Key_Return, "\r")
        _until(partial(getattr, painted, "seen"))
        seconds.append(time.perf_counter() - start)
        painted.deleteLater()
    return seconds


def _press(key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focused, QKeyEvent(kind, key, modifiers, text))


def _texts(tab: ScoresTab) -> list[list[str]]:
    model = tab.grid.model
    return [
        [str(model.index(line, section).data()) for section in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        QApplication.processEvents()


if __name__ == "__main__":
    main()
