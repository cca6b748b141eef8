import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.pages.looking import words
from trainer_app.core.language import Titles
from trainer_app.rules.states import EnrolmentState, Outcome
from trainer_app.services.training_record import Training
from trainer_app.ui.pages.people.timeline import TrainingCard, chip_of, month_words, second_words

TRAINING = Training(
    offering_id=uuid.uuid4(),
    code="PK-2026-03",
    titles=Titles("Crime Scene Investigation", "جائے وقوعہ", "现场勘查"),
    venue=Titles("Islamabad", "", ""),
    starts_on=date(2026, 5, 4),
    ends_on=date(2026, 5, 22),
    hours=60,
    attended_minutes=3_480,
    state=EnrolmentState.COMPLETED,
    outcome=Outcome.PASS,
    overall=Decimal(78),
    decimals=1,
    band=Titles("Pass", "", ""),
    certificate_number="JPT-PK-2026-IS-00001-0",
)
RUNNING = replace(
    TRAINING, state=EnrolmentState.ACTIVE, outcome=None, overall=None, band=None, certificate_number=""
)


@pytest.fixture
def card(qtbot):
    made = TrainingCard()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.mark.parametrize(
    ("training", "kind", "word"),
    [
        (TRAINING, "ok", "Issued"),
        (replace(TRAINING, certificate_number=""), "warn", "Not issued yet"),
        (replace(TRAINING, certificate_number="", outcome=Outcome.ATTENDANCE_ONLY), "neutral", "Attendance"),
        (replace(TRAINING, certificate_number="", outcome=Outcome.FAIL_FINAL), "neutral", "Not passed"),
        (RUNNING, "neutral", "Active"),
        (replace(RUNNING, state=EnrolmentState.WITHDRAWN), "neutral", "Withdrawn"),
    ],
)
def test_how_an_intake_stands_is_one_word(training, kind, word):
    assert (chip_of(training).kind, chip_of(training).word) == (kind, word)


def test_a_decided_intake_says_its_result_as_it_was_rounded():
    assert second_words(TRAINING) == "\u2066PK-2026-03\u2069, 60 hours, Pass \u206678.0\u2069"
    assert second_words(RUNNING) == "\u2066PK-2026-03\u2069, 60 hours"
    attended = replace(TRAINING, outcome=Outcome.ATTENDANCE_ONLY, band=None, overall=None)
    assert second_words(attended).endswith("Attendance only")
    assert month_words(TRAINING) == "2026 May"


def test_hours_are_added_and_the_entries_shown(card):
    card.show_trainings([RUNNING, TRAINING])
    assert "116 hours attended" in words(card)
    card.grab()
    card.show_trainings([])
    QApplication.processEvents()
    assert "No training yet" in words(card)


def test_enter_or_a_click_opens_the_offering(card, qtbot):
    card.show_trainings([TRAINING])
    entry = next(each for each in card.children() if getattr(each, "offering_id", None))
    for act in (
        lambda: qtbot.keyClick(entry, Qt.Key.Key_Return),
        lambda: qtbot.mouseClick(entry, Qt.MouseButton.LeftButton),
    ):
        with qtbot.waitSignal(card.opened) as heard:
            act()
        assert heard.args == [TRAINING.offering_id]
    with qtbot.assertNotEmitted(card.opened):
        qtbot.keyClick(entry, Qt.Key.Key_A)
    entry.setFocus()
    card.grab()
