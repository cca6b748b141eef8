"""The card of an offering's latest changes, each action in one line."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.services import history
from trainer_app.services.history import ChangeLine
from trainer_app.services.history_values import instant
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.surfaces import Card

_SHOWN = 4
_READ = 60
"""Lines that are read for them: an import has hundreds, and one line says so."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action; `what` is the record that it changed, empty where there were several."""

    at: datetime
    user: str
    act: str
    what: str


def load(session: Any, *, offering_id: uuid.UUID) -> list[Step]:
    """The latest actions, the last one first."""
    found = history.of_offering(session, offering_id=offering_id, limit=_READ)
    steps = (_step(list(lines)) for _action, lines in groupby(found.lines, key=_action_of))
    return list(islice(steps, _SHOWN))


def _action_of(line: ChangeLine) -> tuple[datetime, str, str]:
    return line.at, line.user, line.act


def _step(lines: Sequence[ChangeLine]) -> Step:
    first, records = lines[0], {(line.kind, line.what) for line in lines}
    what = first.what if len(records) == 1 else ""
    return Step(first.at, first.user, first.act or first.kind, what)


class LatestCard(Card):
    """The latest actions with the way to the whole history."""

    def __init__(self, on_all: Callable[[], object]) -> None:
        super().__init__(lambda: _("Latest changes"), link=lambda: _("History"), on_link=on_all)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._cells: list[Label] = []

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the actions."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        for row, step in enumerate(steps):
            pair = (Label(instant(step.at), "second"), Label(_words(step), wraps=True))
            for column, cell in enumerate(pair):
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
            self._cells += pair
        self.setVisible(bool(steps))


def _words(step: Step) -> str:
    if not step.what:
        return _("{user}: {act}").format(user=isolate(step.user), act=step.act)
    return _("{user}: {act}, {what}").format(user=isolate(step.user), act=step.act, what=isolate(step.what))
