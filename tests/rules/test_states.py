"""The moves of domain.md §3, all of them and no others."""

import pytest

from trainer_app.rules.states import (
    MOVES,
    Kind,
    Needs,
    OfferingState,
    Outcome,
    ScoreState,
    may_move,
    needs,
    next_states,
)

DOMAIN = {
    **dict.fromkeys(
        ("course_version", "scheme_version", "template"),
        "draft>in_review in_review>approved approved>retired",
    ),
    "offering": "planned>open open>running running>assessment assessment>results results>closed"
    " planned>cancelled open>cancelled running>cancelled assessment>cancelled closed>results",
    "nomination": "nominated>screened screened>accepted screened>reserve screened>declined reserve>accepted",
    "enrolment": "enrolled>active active>completed active>withdrawn active>returned_to_unit"
    " active>dismissed active>deferred active>transferred",
    "score_sheet": "draft>submitted submitted>verified verified>locked submitted>draft"
    " locked>correction correction>verified",
    "result": " ".join(f"PENDING>{outcome}" for outcome in Outcome if outcome != "PENDING"),
    "award": "granted>suspended suspended>granted granted>withdrawn suspended>withdrawn",
    "certificate_document": "reserved>issued reserved>void issued>superseded issued>cancelled",
}


@pytest.mark.parametrize("kind", Kind)
def test_the_table_holds_the_moves_of_the_domain_and_no_others(kind):
    moves = {f"{before}>{after}" for of_kind, before, after in MOVES if of_kind == kind}
    assert moves == set(DOMAIN[kind].split())


def test_a_plain_text_from_the_database_is_as_good_as_the_enum():
    assert may_move("offering", "planned", "open")
    assert may_move(Kind.OFFERING, OfferingState.PLANNED, OfferingState.OPEN)


@pytest.mark.parametrize(
    "move",
    [
        ("offering", "results", "cancelled"),
        ("offering", "open", "open"),
        ("award", "withdrawn", "granted"),
        ("certificate_document", "void", "reserved"),
        ("journey", "planned", "open"),
    ],
)
def test_other_moves_are_refused(move):
    assert not may_move(*move)


def test_a_closed_offering_is_opened_again_only_with_a_reason_and_a_second_person():
    assert needs("offering", "closed", "results") == Needs.REASON | Needs.SECOND_PERSON


def test_a_sheet_is_verified_by_a_second_person():
    assert Needs.SECOND_PERSON in needs("score_sheet", "submitted", "verified")


def test_asking_what_an_impossible_move_needs_is_a_fault():
    with pytest.raises(KeyError):
        needs("offering", "planned", "closed")


def test_next_states_come_in_the_order_of_the_table():
    assert next_states("offering", "planned") == ["open", "cancelled"]
    assert next_states("award", "withdrawn") == []


def test_a_score_has_the_eight_states_of_the_domain():
    assert len(ScoreState) == 8
    assert len(Outcome) == 10
