"""Every state and outcome has its own word."""

import pytest

from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome, ScoreState, VersionState
from trainer_app.rules.vocabulary import ComponentKind
from trainer_app.rules.words import (
    enrolment_words,
    kind_words,
    offering_words,
    outcome_words,
    score_words,
    version_words,
)


@pytest.mark.parametrize(
    ("words", "states"),
    [
        (score_words, ScoreState),
        (outcome_words, Outcome),
        (offering_words, OfferingState),
        (enrolment_words, EnrolmentState),
        (version_words, VersionState),
        (kind_words, ComponentKind),
    ],
)
def test_every_state_has_its_own_word(words, states):
    told = words()
    assert list(told) == list(states)
    assert len(set(told.values())) == len(states)
