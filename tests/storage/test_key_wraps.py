from dataclasses import replace

import pytest

from trainer_app.storage import key_wraps
from trainer_app.storage.key_wraps import CHEAPEST, Cost, DoesNotOpen

KEY = bytes(range(32))


class Probes:
    """A clock on which each probe takes the seconds that are given for it."""

    def __init__(self, *seconds: float) -> None:
        self.times = [time for each in seconds for time in (0.0, each)]

    def __call__(self) -> float:
        return self.times.pop(0)


def test_a_sealed_key_opens_with_the_same_password_and_facts():
    wrap = key_wraps.seal(KEY, b"password", b"facts", CHEAPEST)
    assert key_wraps.opened(wrap, b"password", b"facts") == KEY


@pytest.mark.parametrize(("password", "facts"), [(b"Password", b"facts"), (b"password", b"Facts")])
def test_another_password_and_other_facts_do_not_open_it(password, facts):
    wrap = key_wraps.seal(KEY, b"password", b"facts", CHEAPEST)
    with pytest.raises(DoesNotOpen):
        key_wraps.opened(wrap, password, facts)


@pytest.mark.parametrize("part", ["salt", "nonce", "box"])
def test_every_flipped_byte_of_a_wrap_is_refused(part):
    wrap = key_wraps.seal(KEY, b"password", b"facts", CHEAPEST)
    whole = getattr(wrap, part)
    for place in range(len(whole)):
        changed = bytes(byte ^ (place == index) for index, byte in enumerate(whole))
        with pytest.raises(DoesNotOpen):
            key_wraps.opened(replace(wrap, **{part: changed}), b"password", b"facts")


@pytest.mark.parametrize("cost", [Cost(2), Cost(1, 64 * 1024 + 8), Cost(1, lanes=3)])
def test_a_changed_cost_is_refused(cost):
    wrap = key_wraps.seal(KEY, b"password", b"facts", CHEAPEST)
    with pytest.raises(DoesNotOpen):
        key_wraps.opened(replace(wrap, cost=cost), b"password", b"facts")


def test_a_decoy_never_opens():
    with pytest.raises(DoesNotOpen):
        key_wraps.opened(key_wraps.decoy(CHEAPEST), b"password", b"facts")


def test_two_seals_of_one_key_have_nothing_in_common():
    one, other = (key_wraps.seal(KEY, b"password", b"facts", CHEAPEST) for _ in range(2))
    assert one.salt != other.salt
    assert one.nonce != other.nonce
    assert one.box != other.box


def test_a_key_of_another_length_is_a_mistake():
    with pytest.raises(ValueError, match="32 bytes"):
        key_wraps.seal(bytes(16), b"password", b"facts", CHEAPEST)


@pytest.mark.parametrize(
    "values", [(0,), (201,), (1, 64 * 1024 - 1), (1, 1024 * 1024 + 1), (1, 64 * 1024, 0), (1, 64 * 1024, 17)]
)
def test_a_cost_below_the_least_or_beyond_all_measure_is_refused(values):
    with pytest.raises(ValueError, match="Cost"):
        Cost(*values)


@pytest.mark.parametrize(
    ("probes", "passes"),
    [((0.4, 0.9), 8), ((0.9, 0.4), 8), ((3.0, 3.0), 1), ((20.0, 20.0), 1), ((0.0, 0.0), 200)],
)
def test_the_cost_is_what_takes_this_computer_three_quarters_of_a_second(probes, passes):
    assert key_wraps.calibrated(Probes(*probes)) == Cost(passes)
