from datetime import date
from decimal import Decimal

import pytest

from trainer_app.core.language import LANGUAGES, Titles
from trainer_app.documents import certificate_words as words
from trainer_app.documents.certificate_data import StatementKind

COURSE = Titles("Cyber Patrol", "سائبر گشت", "网络巡查")


@pytest.mark.parametrize("kind", StatementKind)
@pytest.mark.parametrize("code", LANGUAGES)
def test_each_statement_names_the_course_and_its_days(kind, code):
    sentence = words.statement(kind, COURSE, date(2026, 11, 2), date(2027, 1, 20)).in_language(code)
    assert COURSE.in_language(code) in sentence
    for number in ("2026", "2027", "20"):
        assert number in sentence


def test_the_english_sentence_reads_on_from_the_name():
    sentence = words.statement(StatementKind.COMPLETION, COURSE, date(2026, 11, 2), date(2026, 11, 20)).en
    assert sentence == (
        "has successfully completed the course “Cyber Patrol”, held from 2 November 2026 to 20 November 2026."
    )


def test_hours_have_no_useless_zeros():
    assert words.hours(Decimal("96.00")).en == "96 hours"
    assert words.hours(Decimal("37.50")).en == "37.5 hours"
    assert words.hours(Decimal(100)).en == "100 hours"


def test_rank_and_organisation_are_one_phrase():
    assert words.service(Titles("Inspector"), Titles("City Police")).en == "Inspector, City Police"
    assert words.service(None, Titles("City Police")).en == "City Police"
    assert words.service(None, None) is None


def test_every_heading_and_label_has_words():
    titles = [words.title(kind) for kind in StatementKind]
    labels = [words.opening(), words.grade_label(), words.duration_label(), words.awarded_label()]
    marks = [words.valid_label(), words.proof_mark(), words.proof_note(), words.day(date(2026, 1, 2))]
    assert all(getattr(each, code) for each in titles + labels + marks for code in LANGUAGES)
