"""What stands against approving a scheme."""

from dataclasses import replace
from decimal import Decimal

import pytest

from trainer_app.rules.schemes import (
    DEFAULT_BANDS,
    Band,
    ComponentRule,
    Problem,
    Scheme,
    SchemeProblem,
    band_problems,
    problems,
)

WRITTEN = ComponentRule("WRT", Decimal(100), 6000)
RANGE = ComponentRule("FIR", Decimal(60), 4000, min_pct=Decimal(70), must_pass=True)
SOUND = Scheme(components=(WRITTEN, RANGE), attendance_min=Decimal(90))


def test_a_sound_scheme_has_no_problems():
    assert problems(SOUND) == []


def test_a_scheme_needs_components():
    assert problems(Scheme(components=())) == [SchemeProblem(Problem.NO_COMPONENTS)]


def test_weights_sum_to_exactly_10000():
    scheme = replace(SOUND, components=(WRITTEN, replace(RANGE, weight_bp=3999)))
    assert problems(scheme) == [SchemeProblem(Problem.WEIGHTS_DO_NOT_ADD_UP, None, Decimal(9999))]


def test_so_do_those_of_the_parts_of_a_component():
    parts = (
        ComponentRule("W1", Decimal(50), 5000, parent="WRT"),
        ComponentRule("W2", Decimal(50), 5001, parent="WRT"),
    )
    scheme = replace(SOUND, components=(WRITTEN, RANGE, *parts))
    assert problems(scheme) == [SchemeProblem(Problem.WEIGHTS_DO_NOT_ADD_UP, "WRT", Decimal(10001))]


@pytest.mark.parametrize(
    ("component", "problem"),
    [
        (ComponentRule("WRT", Decimal(60), 4000), SchemeProblem(Problem.CODE_TWICE, "WRT")),
        (
            ComponentRule("X", Decimal(0), 4000),
            SchemeProblem(Problem.MAXIMUM_NOT_POSITIVE, "X", Decimal(0)),
        ),
        (
            ComponentRule("X", Decimal(60), 4000, min_pct=Decimal(101)),
            SchemeProblem(Problem.MINIMUM_OUTSIDE_PERCENT, "X", Decimal(101)),
        ),
        (
            ComponentRule("X", Decimal(60), 4000, min_pct=Decimal("49.55")),
            SchemeProblem(Problem.FINER_THAN_SHOWN, "X", Decimal("49.55")),
        ),
    ],
)
def test_a_faulty_component_is_named(component, problem):
    assert problems(replace(SOUND, components=(WRITTEN, component))) == [problem]


def test_a_negative_weight_is_named():
    scheme = replace(SOUND, components=(replace(WRITTEN, weight_bp=10_100), replace(RANGE, weight_bp=-100)))
    assert problems(scheme) == [SchemeProblem(Problem.WEIGHT_NEGATIVE, "FIR", Decimal(-100))]


def test_an_unknown_parent_is_named():
    lost = ComponentRule("X", Decimal(60), 10_000, parent="GONE")
    assert problems(replace(SOUND, components=(WRITTEN, RANGE, lost))) == [
        SchemeProblem(Problem.UNKNOWN_PARENT, "X")
    ]


def test_components_that_are_parts_of_each_other_are_named():
    loop = (
        ComponentRule("A", Decimal(1), 10_000, parent="B"),
        ComponentRule("B", Decimal(1), 10_000, parent="A"),
    )
    assert problems(replace(SOUND, components=(WRITTEN, RANGE, *loop))) == [
        SchemeProblem(Problem.PARENT_LOOP, "A"),
        SchemeProblem(Problem.PARENT_LOOP, "B"),
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"attendance_min": Decimal(101)}, Problem.ATTENDANCE_OUTSIDE_PERCENT),
        ({"attendance_min": Decimal("66.67")}, Problem.FINER_THAN_SHOWN),
        ({"decimals": 5}, Problem.DECIMALS_OUTSIDE_RANGE),
        ({"max_attempts": 0}, Problem.ATTEMPTS_BELOW_ONE),
        ({"pass_mark": Decimal(61)}, Problem.BAND_ACROSS_PASS_MARK),
        ({"bands": ()}, Problem.BANDS_NOT_ENDING_IN_ZERO),
    ],
)
def test_a_faulty_figure_is_named(change, problem):
    assert [found.problem for found in problems(replace(SOUND, **change))] == [problem]


def test_a_pass_mark_outside_the_percents_is_named():
    found = [each.problem for each in problems(replace(SOUND, pass_mark=Decimal(101)))]
    assert found == [Problem.PASS_MARK_OUTSIDE_PERCENT, Problem.BAND_ACROSS_PASS_MARK]


@pytest.mark.parametrize(
    ("lowers", "found"),
    [
        ("85 75 60 0", []),
        ("60 0", []),
        ("85 85 60 0", [Problem.BANDS_NOT_FALLING]),
        ("60 75 0", [Problem.BANDS_NOT_FALLING]),
        ("85 60", [Problem.BANDS_NOT_ENDING_IN_ZERO]),
        ("101 60 0", [Problem.BANDS_ABOVE_HUNDRED]),
        ("85 50 0", [Problem.BAND_ACROSS_PASS_MARK]),
    ],
)
def test_bands_fall_strictly_to_zero_and_one_begins_at_the_pass_mark(lowers, found):
    bands = tuple(Band(lower, Decimal(lower)) for lower in lowers.split())
    assert [each.problem for each in band_problems(bands, Decimal(60))] == found


@pytest.mark.parametrize(
    ("overall", "band"),
    [
        ("100.0", "Distinction"),
        ("85.0", "Distinction"),
        ("84.9", "Merit"),
        ("79.5", "Merit"),
        ("0.0", "Fail"),
    ],
)
def test_every_figure_has_a_band(overall, band):
    assert SOUND.bands == DEFAULT_BANDS
    assert SOUND.band_of(Decimal(overall)).name == band


def test_the_components_that_hold_marks_are_those_without_parts():
    parts = (ComponentRule("W1", Decimal(50), 10_000, parent="WRT"),)
    assert replace(SOUND, components=(WRITTEN, RANGE, *parts)).leaf_codes == {"W1", "FIR"}
