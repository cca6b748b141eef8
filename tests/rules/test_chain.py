import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.rules import chain
from trainer_app.rules.chain import EntryId, Header

NODE = uuid.UUID(int=7)
HEADER = Header(NODE, 1, uuid.UUID(int=9), "scores.record", None, "", 5 << 16, "0006")


def test_a_commitment_hides_its_value_behind_the_salt():
    assert chain.commitment(b"a" * 16, "87.5") != chain.commitment(b"b" * 16, "87.5")
    assert chain.commitment(b"a" * 16, "87.5") == chain.commitment(b"a" * 16, "87.5")


def test_a_removed_row_is_bound_otherwise_than_an_empty_value():
    assert chain.commitment(b"a" * 16, None) != chain.commitment(b"a" * 16, "")


@pytest.mark.parametrize(
    "other",
    [
        {"node": uuid.UUID(int=8)},
        {"no": 2},
        {"operation": uuid.UUID(int=10)},
        {"act": "scores.clear"},
        {"user": uuid.UUID(int=3)},
        {"reason": "typed wrongly"},
        {"hlc": 6 << 16},
        {"schema": "0007"},
    ],
)
def test_everything_that_a_transaction_says_of_itself_is_bound(other):
    changed = Header(**{name: other.get(name, getattr(HEADER, name)) for name in Header.__slots__})
    assert chain.digest(changed) != chain.digest(HEADER)


def test_everything_of_an_entry_is_bound():
    said = (chain.START, 1, chain.digest(HEADER), "scores/7/mark", b"", bytes(32))
    others = (b"\x01" * 32, 2, bytes(32), "scores/7/remark", b"parent", b"\x01" * 32)
    wanted = chain.link(*said)
    for place, other in enumerate(others):
        assert chain.link(*said[:place], other, *said[place + 1 :]) != wanted


def test_parents_are_named_in_one_order():
    first, second = EntryId(NODE, 1), EntryId(NODE, 2)
    assert chain.packed([second, first]) == chain.packed([first, second])


@given(st.integers(0, 2**60), st.integers(0, 2**44))
def test_the_clock_never_goes_back(last, now_ms):
    following = chain.next_instant(last, now_ms)
    assert following > last
    assert chain.wall_ms(following) >= now_ms


def test_the_end_on_a_paper_is_short_and_is_read_again_however_it_is_typed():
    shown = chain.printed(4218, bytes.fromhex("9f3a77c102be51d4" + "00" * 24))
    assert shown == "J4218 9f3a 77c1 02be 51d4"
    found = (4218, bytes.fromhex("9f3a77c102be51d4"))
    assert {
        chain.parsed(each) for each in (shown, " j4218 9F3A77C102BE51D4 ", "4218 9f3a 77c102be 51d4")
    } == {found}


@pytest.mark.parametrize(
    "other", ["J", "J4218", "J4218 9f3a", "9f3a77c102be51d4", "J4218 zz3a 77c1 02be 51d4"]
)
def test_what_is_no_end_of_a_journal_is_not_guessed_at(other):
    with pytest.raises(ValueError, match=re.escape(other)):
        chain.parsed(other)
