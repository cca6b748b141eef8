"""The Scores tab of a small offering in the real window, and what its database holds."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from tests.factories import components_of, enrol, make_offering, make_person
from tests.services.assessed import give
from tests.ui.pages.typing import press, type_text
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.services import offerings, scores
from trainer_app.storage.engine import Database
from trainer_app.ui.pages.offering.scores import ScoresTab

NAMES = (
    ("Muhammad Asif Khan", "PK", "محمد آصف خان", ""),
    ("Liu Yang", "CN", "", "刘洋"),
    ("Gul Zaman Khattak", "PK", "گل زمان خٹک", "古尔·扎曼"),
    ("Zhao Min", "CN", "ژاؤ من", "赵敏"),
)
WRITTEN, DRIVING, FIREARMS, LANGUAGE = range(4)


@dataclass(frozen=True)
class Intake:
    """An offering with its trainees and components by their places."""

    id: uuid.UUID
    trainees: tuple[uuid.UUID, ...]
    components: tuple[uuid.UUID, ...]


def make_intake(
    database: Database,
    *,
    code: str = "PK-2026-01",
    state: OfferingState = OfferingState.ASSESSMENT,
    trainees: int = 4,
    marks: dict[tuple[int, str], object] | None = None,
) -> Intake:
    """Close protection: written of 100, driving of 40, firearms of 60, language of 30."""
    with database.transaction() as session:
        offering = make_offering(session, code=code, course="CPR-201", state=state)
        enrolments = [
            enrol(session, offering, make_person(session, name, side=side, name_ur=ur, name_zh=zh))
            for name, side, ur, zh in NAMES[:trainees]
        ]
        for (row, code), mark in (marks or {}).items():
            give(session, offering, enrolments[row], code, mark)
        components = components_of(session, offering)
        return Intake(
            offering.id,
            tuple(each.id for each in enrolments),
            tuple(each.id for each in components.values()),
        )


@pytest.fixture
def open_tab(window, qtbot) -> Iterator[Callable[..., ScoresTab]]:
    """Opens the tab of an intake and puts the keyboard on its first cell."""
    made: list[ScoresTab] = []

    def opened(intake: Intake, *, is_empty: bool = False) -> ScoresTab:
        facts = window.context.tasks.read_now(offerings.facts, offering_id=intake.id)
        tab = ScoresTab(window.context)
        made.append(tab)
        window.stack.addWidget(tab)
        window.stack.setCurrentWidget(tab)
        tab.show_offering(facts)
        qtbot.waitUntil(lambda: (tab._empty if is_empty else tab.grid).isVisible())
        tab.grid.setFocus()
        return tab

    yield opened
    for tab in made:
        window.stack.removeWidget(tab)
        tab.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def intake(file_database) -> Intake:
    """Four trainees without a mark."""
    return make_intake(file_database)


@pytest.fixture
def tab(open_tab, intake) -> ScoresTab:
    return open_tab(intake)


@pytest.fixture
def stored(file_database, intake) -> Callable[[], dict[tuple[int, int], str]]:
    """What the database holds, by row and column: points or the state."""

    def read() -> dict[tuple[int, int], str]:
        with file_database.reading() as session:
            grid = scores.grid(session, offering_id=intake.id)
        return {
            (row, column): f"{mark.points:f}" if mark.points is not None else str(mark.state)
            for row, marks in enumerate(grid.marks)
            for column, mark in enumerate(marks)
            if mark.state != ScoreState.NOT_ENTERED
        }

    return read


@pytest.fixture
def saved(tab, qtbot) -> Callable[[], None]:
    """Waits until everything typed is saved or refused."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not tab.recorder._saves)

    return wait


def enter(text: str) -> None:
    """Type a value and press Enter."""
    type_text(text)
    press(Qt.Key.Key_Return)


def shown(tab: ScoresTab, row: int, column: int) -> str:
    """The text of a cell."""
    return str(tab.grid.model.index(tab.grid.model.line(row), 4 + column).data())


def band(tab: ScoresTab, row: int) -> tuple[str, str]:
    """Total and band of a trainee as they are shown."""
    model = tab.grid.model
    section = model.total_section
    return str(model.index(row, section).data()), str(model.index(row, section + 1).data())
