import inspect
from datetime import date

import pytest

from trainer_app.core.errors import Refused
from trainer_app.rules.states import EnrolmentState, OfferingState
from trainer_app.services import refusals

DAY = date(2026, 11, 23)
ALL = [
    refusals.NameMissing(),
    *(refusals.NameNotInScript("Sana", script) for script in ("latin", "ur", "zh")),
    refusals.BornLater("Sana", DAY),
    refusals.IdentityFaulty("1", "Nothing but one digit."),
    refusals.IdentityTaken("35202-1234567-1", "Sana"),
    refusals.NothingToReview("CTR-101"),
    refusals.NotInReview("CTR-101", 2),
    refusals.SchemeUnsound("CTR-101", ["The weights are wrong."]),
    refusals.NoApprovedRules("CTR-101"),
    refusals.DatesReversed(DAY, DAY),
    refusals.FrozenSinceOpen("PK-2026-09"),
    refusals.MoveImpossible("PK-2026-09", OfferingState.CLOSED, OfferingState.OPEN),
    refusals.ConditionsOpen("PK-2026-09", OfferingState.RESULTS, ["8 scores are not entered."]),
    refusals.WrongStage("PK-2026-09", OfferingState.CLOSED),
    refusals.AlreadyOnRoll("Sana", "PK-2026-09", 4),
    refusals.CapacityReached("PK-2026-09", 40, 41),
    refusals.TooFewSeats("PK-2026-09", 1, 2),
    refusals.MarksRecorded("Sana"),
    refusals.NotLeaving("Sana", EnrolmentState.ENROLLED, EnrolmentState.WITHDRAWN),
    refusals.NotDecidedYet("PK-2026-09"),
    refusals.NothingToIssue("PK-2026-09", []),
    refusals.NothingToIssue("PK-2026-09", ["Sana Javed has no Chinese name."]),
    refusals.NoTemplate(),
    refusals.NumbersExhausted(2026, 1),
    refusals.ReasonMissing(),
    refusals.CodeTaken("NPA"),
    refusals.TitleMissing(),
    refusals.NotPositive(0),
    refusals.TooFine("1.2345"),
    refusals.ParentBelow("Ministry of Interior"),
]


@pytest.mark.parametrize("refusal", ALL, ids=lambda refusal: type(refusal).__name__)
def test_a_refusal_speaks_in_whole_sentences(refusal):
    sentence = str(refusal)
    assert sentence[-1] == "."
    assert "{" not in sentence


def test_the_tree_in_the_docstring_is_whole():
    kinds = [
        name for name, kind in vars(refusals).items() if inspect.isclass(kind) and issubclass(kind, Refused)
    ]
    assert [name for name in kinds if f" {name} " not in f" {refusals.__doc__} ".replace("\n", " \n ")] == []
