from datetime import date
from decimal import Decimal
from random import Random

import pytest

from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.services import sample_plan

TODAY = date(2026, 11, 23)


def marks(count, *, is_open=True, may_exempt=True):
    random = Random(1)
    return [
        sample_plan.mark(
            random,
            ability=79.0,
            max_points=Decimal(40),
            step=Decimal("0.5"),
            is_open=is_open,
            may_exempt=may_exempt,
        )
        for _n in range(count)
    ]


def test_marks_stand_on_the_steps_of_their_component():
    points = [mark.points for mark in marks(500) if mark.points is not None]
    assert all(0 <= each <= 40 and each % Decimal("0.5") == 0 for each in points)


def test_in_open_assessment_some_marks_wait_for_those_who_were_excused():
    assert {mark.state for mark in marks(2000)} == {
        ScoreState.SCORED,
        ScoreState.ABSENT,
        ScoreState.EXEMPT,
        ScoreState.ABSENT_EXCUSED,
    }
    closed = {mark.state for mark in marks(2000, is_open=False, may_exempt=False)}
    assert closed == {ScoreState.SCORED, ScoreState.ABSENT}


@pytest.mark.parametrize(("people", "offerings"), [(1, 20), (400, 20), (1000, 40), (100_000, 600)])
def test_offerings_grow_with_the_people_up_to_six_hundred(people, offerings):
    plan = sample_plan.offerings(Random(1), people=people, today=TODAY)
    assert len(plan) == offerings
    assert {each.state for each in plan} == set(OfferingState)
    assert all(each.trainees <= each.capacity for each in plan)


def test_what_is_closed_has_ended_and_what_is_planned_is_still_to_come():
    for each in sample_plan.offerings(Random(1), people=2000, today=TODAY):
        if each.state is OfferingState.CLOSED:
            assert each.ends_on < TODAY
        if each.state in (OfferingState.PLANNED, OfferingState.OPEN):
            assert each.starts_on > TODAY


def test_no_two_people_have_one_number():
    people = [*sample_plan.people(Random(1), 500), *sample_plan.people(Random(2), 100, start=500)]
    assert len({person.identity for person in people}) == 600


def test_people_are_named_in_the_script_of_their_side():
    for person in sample_plan.people(Random(1), 200):
        assert (person.name_ur if person.side == "PK" else person.name_zh) != ""
        assert person.given_latin
