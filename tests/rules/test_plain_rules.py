"""The program and the plain reckoning of the rules agree on random schemes, not only on golden cases."""

from hypothesis import given, settings

from tests.rules import plain_rules
from tests.rules.golden import case_of, scheme_of, written
from tests.rules.random_texts import case_texts, scheme_texts
from trainer_app.rules.schemes import problems


@settings(max_examples=400)
@given(case_texts())
def test_the_program_decides_every_random_case_as_the_rules_in_plain_fractions_do(text):
    assert written(case_of(text, scheme_of(text.scheme)).graded()) == plain_rules.result(text)


@settings(max_examples=50)
@given(scheme_texts())
def test_the_random_schemes_could_be_approved(text):
    assert problems(scheme_of(text)) == []
