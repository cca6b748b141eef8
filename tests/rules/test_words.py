"""Every state and outcome has its own word."""

import pytest

from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome, ScoreState
from trainer_app.rules.words import enrolment_words, offering_words, outcome_words, score_words


@pytest.mark.parametrize(
    ("words", "states"),
    [
        (score_words, ScoreState),
        (outcome_words, Outcome),
        (offering_words, OfferingState),
        (enrolment_words, EnrolmentState),
    ],
)
def test_every_state_has_its_own_word(words, states):
    told = words()
    assert list(told) == list(states)
    assert len(set(told.values())) == len(states)
