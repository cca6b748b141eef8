import pytest

from trainer_app.core.errors import EnvironmentFault
from trainer_app.storage.faults import Cause, StorageFault, cause_in, cause_of


@pytest.mark.parametrize(
    ("state", "cause"),
    [
        ("53100", Cause.FULL),
        ("53300", Cause.NO_SERVER),
        ("57P01", Cause.NO_SERVER),
        ("08006", Cause.NO_SERVER),
        ("25006", Cause.READ_ONLY),
        ("40P01", Cause.BUSY),
        ("58030", Cause.FAILING),
        ("23505", None),
    ],
)
def test_the_answers_of_a_server_are_told_apart(state, cause):
    fault = Exception("answer")
    fault.sqlstate = state
    assert cause_of(fault) is cause


def test_every_cause_has_its_own_words():
    reasons = {StorageFault("programme.db", cause).reason for cause in Cause}
    assert len(reasons) == len(Cause)
    assert issubclass(StorageFault, EnvironmentFault)


def test_a_cause_without_a_code_is_told_by_the_words_of_sqlite():
    assert cause_in("database or disk is full") is Cause.FULL
    assert cause_in("something else") is None


def test_every_cause_is_said_in_a_few_words_too():
    faults = [StorageFault("programme.db", cause) for cause in Cause]
    short = {fault.in_short() for fault in faults}
    assert len(short) == len(Cause)
    assert StorageFault("programme.db", Cause.FULL).in_short() == "the disk is full"
    assert all(len(words) < 50 for words in short)
