"""What was typed into the score grid and not accepted, behind the lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.looking import button, click, words
from tests.ui.pages.typing import press, type_text
from trainer_app.rules.states import OfferingState
from trainer_app.services import offerings
from trainer_app.services.sample_users import SAMPLE_PASSWORD
from trainer_app.ui.entrance.locking import Locking
from trainer_app.ui.screenshots import wait_for


@pytest.fixture
def tab(office):
    rows = office.context.tasks.read_now(offerings.rows)
    row = next(each for each in rows if each.state is OfferingState.ASSESSMENT)
    office.navigate("offering", id=str(row.id), tab="scores")
    wait_for(office)
    return office.page.shown_tab


def test_a_value_that_was_not_accepted_and_one_half_typed_are_there_after_unlocking(office, tab, qtbot):
    Locking(office, office.entered)
    press(Qt.Key.Key_F8)
    type_text("999")
    press(Qt.Key.Key_Return)
    place = tab.grid.marks.place
    office.lock_asked.emit()
    assert "1 value that was not accepted waits for you" in words(office.gate)
    QTest.keyClicks(office.gate.page.password, SAMPLE_PASSWORD)
    click(button(office.gate, "Unlock"))
    qtbot.waitUntil(lambda: not office.is_covered)
    assert [each.text for each in tab.entry.table.rejects.marks.values()] == ["999"]
    assert tab.grid.marks.place == place
    assert office.context.tasks.saving.not_accepted == 1
