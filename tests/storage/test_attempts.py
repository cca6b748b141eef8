from hypothesis import given
from hypothesis import strategies as st

from trainer_app.storage.attempts import AttemptClock, wait_seconds


class Time:
    """A clock that is set by hand."""

    def __init__(self, seconds: float = 1000.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


def test_five_wrong_attempts_are_free_and_then_the_wait_doubles_to_five_minutes():
    assert [wait_seconds(count) for count in range(6)] == [0] * 6
    assert [wait_seconds(count) for count in range(6, 16)] == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@given(st.integers(min_value=14))
def test_no_count_makes_the_wait_longer_than_five_minutes(count):
    assert wait_seconds(count) == 300


def test_the_wait_counts_from_the_start_of_the_program():
    time = Time()
    clock = AttemptClock(time)
    assert clock.seconds_left(8) == 8
    time.seconds += 7.5
    assert clock.seconds_left(8) == 1
    time.seconds += 0.5
    assert clock.seconds_left(8) == 0


def test_the_wait_counts_anew_from_each_attempt():
    time = Time()
    clock = AttemptClock(time)
    time.seconds += 100
    clock.attempted()
    assert clock.seconds_left(8) == 8


def test_without_wrong_attempts_there_is_no_wait():
    assert AttemptClock(Time()).seconds_left(0) == 0
