"""The scores of an offering as they were: trainees and components, to be read only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.formats import number
from trainer_app.core.language import Titles, _, pgettext
from trainer_app.core.settings import Settings
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.rules.words import score_words
from trainer_app.services.history_values import instant
from trainer_app.services.past_scores import PastScores, PastTrainee
from trainer_app.ui.tables.cells import Cell, Number, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Card


class PastView(QWidget):
    """One table for each question. Signals: left() to go back to the history."""

    left = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._title = Label("", "section-title")
        self._back = Button(lambda: _("Back to the history"), icon="arrow-left", on_click=self.left.emit)
        self._card = Card(edge_to_edge=True)
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self.table: Table | None = None
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._card, 1)

    def show_scores(self, found: PastScores) -> None:
        """Show the marks that stood at an instant."""
        self._title.set_words(_("Scores as they were on {when}").format(when=instant(found.at)))
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        self.table = Table(_columns(found), self._settings, "past-scores")
        self.table.set_empty(EmptyState("users", lambda: _("Nobody was on the roll then")))
        self.table.set_rows(found.trainees)
        self._card.body.addWidget(self.table)
        self._back.setFocus()


def _columns(found: PastScores) -> tuple[Column, ...]:
    marks = (
        _column(place, titles, max((_places(trainee.marks[place]) for trainee in found.trainees), default=0))
        for place, titles in enumerate(found.components)
    )
    return (
        Column("number", lambda: pgettext("roll", "No."), _number, width=52, number=True, keeps=8),
        Column("trainee", lambda: _("Trainee"), _name, width=200, stretch=1, keeps=9, least=150),
        *marks,
    )


def _column(place: int, titles: Titles, places: int) -> Column:
    def cell(trainee: PastTrainee) -> Cell:
        mark = trainee.marks[place]
        return Number(_words(mark, places), tone="text" if mark.points is not None else "text2")

    return Column(f"mark-{place}", titles.in_language, cell, width=92, number=True, least=64)


def _number(trainee: PastTrainee) -> Cell:
    return Number(str(trainee.roll_number), tone="text2")


def _name(trainee: PastTrainee) -> Cell:
    return Text(trainee.name, strong=True)


def _words(mark: Mark, places: int) -> str:
    """The points with as many decimals as every mark of the component, so that they line up."""
    if mark.points is None:
        return "–" if mark.state is ScoreState.NOT_ENTERED else score_words()[mark.state]
    return number(mark.points, places)


def _places(mark: Mark) -> int:
    exponent = mark.points.normalize().as_tuple().exponent if mark.points is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
