"""Results told in words."""

from decimal import Decimal

import pytest

from tests.services.assessed import give, offering_in_results, trainee_with
from trainer_app.core import language
from trainer_app.models.catalogue import Component, SchemeVersion
from trainer_app.models.outcomes import Adjustment
from trainer_app.rules.states import EnrolmentState, ScoreState, VersionState
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import explanations, results

SPACE = "\u202f"


@pytest.fixture
def offering(session):
    return offering_in_results(session)


def told(session, offering, language=None):
    found = results.of_offering(session, offering_id=offering.id)
    return explanations.explain(found, found.trainees[0], language=language)


def reason(session, offering):
    found = results.of_offering(session, offering_id=offering.id)
    return explanations.reason(found, found.trainees[0])


def adjust(session, enrolment, kind, points, component=None):
    session.add(
        Adjustment(
            enrolment_id=enrolment.id,
            component_id=component,
            kind=kind,
            points=Decimal(points),
            authority="Board",
            reason="Agreed",
        )
    )
    session.flush()


def test_a_resit_says_which_rule_is_not_met(session, offering):
    trainee_with(session, offering, "80", marks={"FIR": "26.5"})
    explanation = told(session, offering)
    assert explanation.headline == "Resit, because 1 of 5 rules is not met."
    assert explanation.because == (
        f"Firearms practical must be passed. It is 44.2{SPACE}%, the minimum is 70.0{SPACE}%.",
    )
    assert [(rule.label, rule.value, rule.required, rule.is_met) for rule in explanation.rules] == [
        ("Total", "71.0", "at least 60.0", True),
        ("Firearms practical", f"44.2{SPACE}%", f"at least 70.0{SPACE}%", False),
        ("Attendance", f"100.0{SPACE}%", f"at least 90.0{SPACE}%", True),
        ("Nothing open", "0", "nothing waits", True),
        ("Misconduct", "0", "no case open", True),
    ]
    assert explanation.notes == ("Open for a resit: Firearms practical.",)
    assert reason(session, offering) == "Firearms practical below minimum"


def test_the_calculation_leads_to_the_total_and_is_rounded_once(session, offering):
    trainee_with(session, offering, "80", marks={"FIR": "26.5"})
    explanation = told(session, offering)
    assert [(line.label, line.marks, line.weight, line.points) for line in explanation.lines] == [
        ("Written examination", "80.0 / 100", f"30{SPACE}%", "24.000"),
        ("Firearms practical", "26.5 / 60", f"25{SPACE}%", "11.042"),
        ("Physical fitness", "16.0 / 20", f"15{SPACE}%", "12.000"),
        ("Joint field exercise", "40.0 / 50", f"20{SPACE}%", "16.000"),
        ("Conduct and discipline", "8.0 / 10", f"10{SPACE}%", "8.000"),
    ]
    assert (explanation.exact_total, explanation.rounded_total) == ("71.042", "71.0")


def test_a_pass_needs_no_reason(session, offering):
    trainee_with(session, offering, "80")
    explanation = told(session, offering)
    assert explanation.headline == "Pass: all 5 rules are met."
    assert (explanation.because, explanation.notes) == ((), ())
    assert reason(session, offering) == ""


def test_a_pending_result_says_what_waits_and_gives_no_official_total(session, offering):
    marks = {"FIR": None, "WRT": ScoreState.ABSENT_EXCUSED, "FIT": ScoreState.VOID}
    trainee_with(session, offering, "80", marks=marks)
    explanation = told(session, offering)
    assert explanation.headline == "Pending, because 3 of 5 components wait."
    assert explanation.because == (
        "Written examination: excused, and to be taken later.",
        "Firearms practical: no mark is entered yet.",
        "Physical fitness: the sitting was annulled, and is to be repeated.",
    )
    assert (explanation.exact_total, explanation.rounded_total, explanation.so_far) == ("", "", "80.0")
    assert explanation.notes == ("So far 80.0, from 2 of 5 components. This is not an official total.",)
    assert explanation.lines[0].marks == "Excused"
    assert explanation.rules[0].value == "–"
    assert reason(session, offering) == "Written examination: Excused"


def test_low_attendance_alone_is_incomplete(session, offering):
    trainee_with(session, offering, "80", credited_minutes=4319)
    explanation = told(session, offering)
    assert explanation.headline == "Incomplete, because 1 of 5 rules is not met."
    assert explanation.because == (f"Attendance is 89.9{SPACE}%. The rules require 90.0{SPACE}%.",)
    assert reason(session, offering) == f"Attendance 89.9{SPACE}%, minimum 90.0{SPACE}%"


def test_attendance_that_nobody_recorded_is_awaited(session, offering):
    trainee_with(session, offering, "80", credited_minutes=None)
    explanation = told(session, offering)
    assert explanation.headline == "Pending, because attendance is not recorded."
    assert explanation.because == (f"Attendance is not recorded. The rules require 90.0{SPACE}%.",)
    assert reason(session, offering) == "Attendance not recorded"


def test_too_much_exempted_is_awaited(session, offering):
    marks = {"WRT": ScoreState.EXEMPT}
    trainee_with(session, offering, "80", marks=marks)
    explanation = told(session, offering)
    assert explanation.headline == "Pending, because more was left out than the rules allow."
    assert explanation.because == (f"30{SPACE}% of the whole was left out. The rules allow 25{SPACE}%.",)
    assert reason(session, offering) == "More left out than allowed"
    assert (explanation.lines[0].marks, explanation.lines[0].weight) == ("Exempt", "–")


def test_an_exempted_component_is_left_out_of_rules_and_weights(session, offering):
    trainee_with(session, offering, "80", marks={"FIR": ScoreState.EXEMPT})
    explanation = told(session, offering)
    assert explanation.rules[1].value == "left out"
    assert explanation.rules[-1].required == f"at most 25{SPACE}%"
    assert explanation.lines[0].weight == f"40{SPACE}%"


def test_nothing_counted_at_all_waits(session, offering):
    codes = ("WRT", "FIR", "FIT", "EXE", "CON")
    trainee_with(session, offering, marks=dict.fromkeys(codes, ScoreState.NOT_APPLICABLE))
    session.get(SchemeVersion, offering.scheme_version_id).state = VersionState.DRAFT
    session.get(SchemeVersion, offering.scheme_version_id).exempt_limit_bp = 10000
    session.flush()
    assert told(session, offering).headline == "Pending, because nothing counts yet."


def test_misconduct_ends_it(session, offering):
    trainee_with(session, offering, "90", marks={"FIT": ScoreState.MISCONDUCT})
    explanation = told(session, offering)
    assert explanation.headline == "Not passed, because 1 of 5 rules is not met."
    assert explanation.because == ("Misconduct is recorded in 1 component.",)
    assert reason(session, offering) == "Misconduct"


def test_a_total_below_the_pass_mark_says_so(session, offering):
    trainee_with(session, offering, "50", marks={"FIR": "45"})
    assert told(session, offering).because == ("The total is 56.3. The pass mark is 60.0.",)
    assert reason(session, offering) == "3.7 below the pass mark"


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        ("85", "exactly Distinction"),
        ("84", "1.0 below Distinction"),
        ("76", "1.0 above Merit"),
        ("61", "1.0 above the pass mark"),
        ("60", "exactly the pass mark"),
        ("59", "1.0 below the pass mark"),
    ],
)
def test_a_total_near_a_decision_line_names_the_line(session, offering, percent, words):
    session.get(SchemeVersion, offering.scheme_version_id).state = VersionState.DRAFT
    for component in session.query(Component).filter_by(scheme_version_id=offering.scheme_version_id):
        component.min_pct, component.must_pass, component.step = None, False, Decimal("0.1")
    session.flush()
    trainee_with(session, offering, percent)
    assert reason(session, offering) == words


def test_a_resit_that_was_capped_is_noted(session, offering):
    enrolment = trainee_with(session, offering, "90", marks={"FIR": "20"})
    give(session, offering, enrolment, "FIR", "60", attempt=2)
    assert told(session, offering).notes == (
        f"Firearms practical was passed in a resit and counts 70.0{SPACE}% at most.",
        "After a resit the band is at most the one of the pass mark.",
    )


def test_adjustments_are_told_with_before_and_after(session, offering):
    enrolment = trainee_with(session, offering, "80")
    component = (
        session.query(Component).filter_by(scheme_version_id=offering.scheme_version_id, code="WRT").one()
    )
    adjust(session, enrolment, AdjustmentKind.CORRECTION, "-10", component.id)
    adjust(session, enrolment, AdjustmentKind.SCALING, "1")
    adjust(session, enrolment, AdjustmentKind.PENALTY, "5")
    adjust(session, enrolment, AdjustmentKind.GRACE, "2")
    assert told(session, offering).notes == (
        "Written examination: corrected from 80.0 to 70.0.",
        "Total: scaled from 77.0 to 78.0.",
        "Total: reduced by a penalty from 78.0 to 73.0.",
        "Grace was granted and not needed.",
    )


def test_a_pass_with_grace_says_so(session, offering):
    scheme = session.get(SchemeVersion, offering.scheme_version_id)
    scheme.state, scheme.grace_limit = VersionState.DRAFT, Decimal(2)
    enrolment = trainee_with(session, offering, "54", marks={"FIR": "45"})
    adjust(session, enrolment, AdjustmentKind.GRACE, "2")
    explanation = told(session, offering)
    assert explanation.headline == "Pass with grace: all 5 rules are met."
    assert explanation.notes == ("Total: lifted by grace from 59.3 to 60.0.",)


@pytest.mark.parametrize(
    ("state", "headline", "words"),
    [
        (EnrolmentState.WITHDRAWN, "No longer on the roll. No result is decided.", "Withdrawn"),
        (EnrolmentState.DEFERRED, "Deferred to a later offering. No result is decided.", "Deferred"),
    ],
)
def test_who_left_has_no_result(session, offering, state, headline, words):
    trainee_with(session, offering, state=state)
    assert told(session, offering).headline == headline
    assert reason(session, offering) == words


def test_a_component_with_parts_shows_its_percent(session, offering):
    scheme = session.get(SchemeVersion, offering.scheme_version_id)
    scheme.state = VersionState.DRAFT
    whole = session.query(Component).filter_by(scheme_version_id=scheme.id, code="FIR").one()
    parts = {"kind": whole.kind, "weight_bp": 10000, "max_points": Decimal(20), "title_en": "Pistol"}
    session.add(Component(scheme_version_id=scheme.id, parent_id=whole.id, code="FIR-P", order_no=9, **parts))
    session.flush()
    trainee_with(session, offering, "80", marks={"FIR": None})
    lines = {line.label: line for line in told(session, offering).lines}
    assert lines["Firearms practical"].marks == f"80.0{SPACE}%"
    assert lines["Pistol"].is_part
    assert not lines["Firearms practical"].is_part


def test_it_is_told_in_the_language_that_is_asked_for(session, offering):
    trainee_with(session, offering, "80", marks={"FIR": "20"})
    assert told(session, offering, "zh").lines[1].label == "射击实操"
    assert language.active() == "en"
