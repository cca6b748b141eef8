import json
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.rules import merging
from trainer_app.rules.chain import EntryId
from trainer_app.rules.merging import WHOLE, Entry, Journal, TwoContents, journal_of, merge

LAHORE, KASHGAR = uuid.UUID(int=1), uuid.UUID(int=2)
ROW, OTHER = uuid.UUID(int=70), uuid.UUID(int=71)
SCORE = {"state": "SCORED", "points": 40, "remark": ""}


def entry(node, seq, fields, value, *parents, hlc=None, row_id=ROW):
    text = None if value is None else json.dumps(value)
    names = frozenset(each.id for each in parents)
    return Entry(EntryId(node, seq), "scores", row_id, fields, text, names, hlc or seq)


MADE = entry(LAHORE, 1, WHOLE, SCORE)
REMOVED = entry(LAHORE, 2, WHOLE, None, MADE)
THERE = entry(LAHORE, 2, "mark", {"state": "SCORED", "points": 50}, MADE)
HERE = entry(KASHGAR, 1, "mark", {"state": "SCORED", "points": 60}, MADE)
REMARK = entry(KASHGAR, 2, "remark", {"remark": "seen again"}, MADE)


def merged(*entries):
    return merge(journal_of(entries), Journal({})).journal


def conflicts(*entries):
    return [(each.fields, each.heads) for each in merging.conflicts(merged(*entries))]


def erased(kept):
    return replace(kept, value=None, is_erased=True)


def test_a_change_takes_the_place_of_what_it_names():
    journal = merged(MADE, THERE)
    assert merging.heads(journal, ROW, "mark") == (THERE,)
    assert merging.value(journal, ROW, "mark") == {"state": "SCORED", "points": 50}
    assert merging.value(journal, ROW, WHOLE) == {**SCORE, "points": 50}
    assert merging.conflicts(journal) == ()


def test_a_group_that_was_never_changed_apart_is_given_with_its_row():
    assert merging.value(merged(MADE), ROW, "mark") == SCORE


def test_of_a_row_that_nobody_made_nothing_is_known():
    assert merging.value(merged(MADE), OTHER, "mark") is None
    assert merging.heads(merged(MADE), OTHER, WHOLE) == ()


def test_changes_of_two_groups_are_both_kept():
    journal = merged(MADE, THERE, replace(REMARK, id=EntryId(KASHGAR, 1)))
    assert merging.value(journal, ROW, WHOLE) == {"state": "SCORED", "points": 50, "remark": "seen again"}
    assert merging.conflicts(journal) == ()


def test_two_values_of_a_group_are_for_a_person_to_settle():
    assert conflicts(MADE, THERE, HERE) == [("mark", (HERE, THERE))]


def test_until_then_the_later_value_is_shown_in_every_database():
    later = replace(HERE, hlc=THERE.hlc)
    assert merging.value(merged(MADE, THERE, later), ROW, "mark")["points"] == 60
    assert merging.value(merged(later, THERE, MADE), ROW, "mark")["points"] == 60


def test_a_clock_settles_nothing():
    assert conflicts(MADE, THERE, replace(HERE, hlc=10**9)) == [("mark", (THERE, replace(HERE, hlc=10**9)))]


def test_a_later_clock_does_not_bring_back_what_was_replaced():
    journal = merged(replace(MADE, hlc=10**9), THERE)
    assert merging.value(journal, ROW, "mark")["points"] == 50
    assert merging.value(merged(replace(MADE, hlc=10**9), REMOVED), ROW, WHOLE) is None


def test_equal_changes_are_no_conflict():
    assert conflicts(MADE, THERE, replace(HERE, value=THERE.value)) == []


def test_a_removal_stands_against_a_change():
    assert conflicts(MADE, REMOVED, HERE) == [(WHOLE, (HERE, REMOVED))]


def test_two_removals_are_no_conflict():
    assert conflicts(MADE, REMOVED, entry(KASHGAR, 1, WHOLE, None, MADE)) == []


def test_a_removal_that_knew_of_the_change_stands():
    journal = merged(MADE, THERE, entry(LAHORE, 3, WHOLE, None, MADE, THERE))
    assert merging.value(journal, ROW, "mark") is None
    assert merging.conflicts(journal) == ()


def test_a_row_made_again_stands_against_a_change_of_the_row_before():
    again = entry(LAHORE, 3, WHOLE, SCORE, REMOVED)
    assert conflicts(MADE, REMOVED, again, HERE) == [("mark", (HERE, again))]


def test_a_row_made_alike_in_two_places_is_no_conflict():
    assert conflicts(MADE, entry(KASHGAR, 1, WHOLE, SCORE)) == []


def test_a_row_made_otherwise_in_two_places_is_one():
    other = entry(KASHGAR, 1, WHOLE, {**SCORE, "points": 41})
    assert conflicts(MADE, other) == [(WHOLE, (MADE, other))]


def test_of_a_row_made_otherwise_only_what_was_not_yet_settled_is_left():
    other = entry(KASHGAR, 1, WHOLE, {**SCORE, "points": 41, "remark": "late"})
    mark = entry(KASHGAR, 2, "mark", {"state": "SCORED", "points": 41}, MADE, other)
    assert [fields for fields, _heads in conflicts(MADE, other, mark)] == [WHOLE]
    remark = entry(KASHGAR, 3, "remark", {"remark": ""}, MADE, other)
    assert conflicts(MADE, other, mark, remark) == []


def test_a_group_shows_its_own_head_where_another_row_of_the_same_name_is_shown():
    other = entry(KASHGAR, 1, WHOLE, {**SCORE, "points": 41}, hlc=9)
    mark = entry(KASHGAR, 2, "mark", {"state": "SCORED", "points": 7}, other, hlc=1)
    journal = merged(replace(MADE, hlc=2), other, mark)
    assert merging.value(journal, ROW, "mark")["points"] == 40


def test_a_settlement_replaces_every_value_that_was_offered():
    before = merged(MADE, THERE, HERE)
    [conflict] = merging.conflicts(before)
    settled = merging.settle(conflict, EntryId(LAHORE, 3), value=HERE.value, hlc=9)
    journal = merge(before, journal_of([settled])).journal
    assert merging.conflicts(journal) == ()
    assert merging.heads(journal, ROW, "mark") == (settled,)


@pytest.mark.parametrize("kept", [None, SCORE], ids=["removed", "kept"])
def test_a_settled_removal_is_settled_for_every_group(kept):
    before = merged(MADE, REMOVED, HERE)
    [conflict] = merging.conflicts(before)
    value = None if kept is None else json.dumps(kept)
    settled = merging.settle(conflict, EntryId(LAHORE, 3), value=value, hlc=9)
    journal = merge(before, journal_of([settled])).journal
    assert merging.conflicts(journal) == ()
    assert merging.value(journal, ROW, WHOLE) == kept


def test_an_older_schema_says_nothing_of_a_field_that_it_did_not_have():
    older = entry(KASHGAR, 1, "mark", {"state": "SCORED"}, MADE)
    assert conflicts(MADE, replace(THERE, value=THERE.value), older) == []


def test_two_rows_have_nothing_to_do_with_each_other():
    other = entry(KASHGAR, 1, "mark", {"state": "SCORED", "points": 60}, row_id=OTHER)
    assert conflicts(MADE, THERE, other) == []


def test_what_comes_before_its_predecessor_waits():
    found = merge(journal_of([MADE]), journal_of([REMARK]))
    assert (set(found.journal), set(found.waiting)) == ({MADE.id}, {REMARK.id})
    assert merge(found.everything, journal_of([HERE])).waiting == Journal({})


def test_what_comes_before_its_parent_waits_and_all_that_follows_it():
    found = merge(journal_of([HERE]), journal_of([REMARK]))
    assert set(found.waiting) == {HERE.id, REMARK.id}
    assert len(merge(found.everything, journal_of([MADE])).journal) == 3


def test_an_entry_with_a_number_that_no_station_gives_waits_for_ever():
    found = merge(journal_of([MADE]), journal_of([replace(HERE, id=EntryId(KASHGAR, 0))]))
    assert set(found.waiting) == {EntryId(KASHGAR, 0)}


@pytest.mark.parametrize(
    "other",
    [
        {"value": "{}"},
        {"value": None},
        {"parents": frozenset()},
        {"fields": "remark"},
        {"row_id": OTHER},
        {"entity": "people"},
        {"hlc": 99},
        {"hash": b"x"},
        {"hash": b"x", "value": None, "is_erased": True},
    ],
)
def test_one_name_with_two_contents_is_refused_and_named(other):
    with pytest.raises(TwoContents) as refusal:
        merge(journal_of([MADE, HERE]), journal_of([replace(HERE, **other)]))
    assert refusal.value.entry == HERE.id
    assert f"Change 1 of workstation {KASHGAR.hex[:8]}" in str(refusal.value)


def test_a_value_erased_in_one_database_is_erased_in_all():
    one_way = merge(journal_of([MADE, HERE]), journal_of([erased(HERE)])).journal
    assert one_way[HERE.id].is_erased
    assert merge(journal_of([MADE, erased(HERE)]), journal_of([HERE])).journal == one_way


def test_an_erased_value_is_no_removal_and_no_conflict():
    assert conflicts(MADE, THERE, erased(HERE)) == []
    assert merging.value(merged(MADE, THERE, erased(HERE)), ROW, "mark")["points"] == 50
    assert merging.value(merged(erased(MADE)), ROW, WHOLE) == {}


@st.composite
def universes(draw):
    """Some entries of three nodes, each resting on earlier ones of its row."""
    made = []
    for _ in range(draw(st.integers(0, 12))):
        node = uuid.UUID(int=draw(st.integers(1, 3)))
        row_id = draw(st.sampled_from([ROW, OTHER]))
        fields = draw(st.sampled_from([WHOLE, "mark", "remark"]))
        value = draw(st.one_of(st.none(), st.just({"points": 1}), st.just({"points": 2})))
        earlier = [each for each in made if each.row_id == row_id]
        parents = draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier else []
        seq = 1 + sum(each.id.node == node for each in made)
        made.append(entry(node, seq, fields, value, *parents, hlc=draw(st.integers(1, 5)), row_id=row_id))
    return made


def parts(made):
    return st.lists(st.sampled_from(made), unique=True).map(journal_of) if made else st.just(Journal({}))


@given(st.data())
def test_merging_does_not_ask_who_comes_first(data):
    made = data.draw(universes())
    a, b, c = (data.draw(parts(made)) for _ in range(3))
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b).everything, c) == merge(a, merge(b, c).everything)


@given(st.data())
def test_merging_the_same_again_changes_nothing(data):
    made = data.draw(universes())
    found = merge(data.draw(parts(made)), data.draw(parts(made)))
    assert merge(found.everything, found.everything) == found
    assert merge(found.everything, found.journal) == found


@given(st.data())
def test_entries_may_come_one_by_one_in_any_order(data):
    made = data.draw(universes())
    found = merge(Journal({}), Journal({}))
    for each in data.draw(st.permutations(made)):
        found = merge(found.everything, journal_of([each]))
    assert found == merge(journal_of(made), Journal({}))
    assert not found.waiting


@given(universes())
def test_once_every_conflict_is_settled_none_is_left(made):
    journal = merged(*made)
    for seq, conflict in enumerate(merging.conflicts(journal), start=1):
        settled = merging.settle(conflict, EntryId(uuid.UUID(int=9), seq), value='{"points": 3}', hlc=9)
        journal = merge(journal, journal_of([settled])).journal
    assert merging.conflicts(journal) == ()
