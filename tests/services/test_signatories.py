from dataclasses import replace
from datetime import date

import pytest

from trainer_app.core.errors import ChangedMeanwhile
from trainer_app.core.language import Titles
from trainer_app.services import signatories
from trainer_app.services.refusals import DatesReversed, TitleMissing
from trainer_app.services.signatories import SignatoryDraft

DIRECTOR = SignatoryDraft(
    side="PK",
    office=Titles("Director of Training", "ڈائریکٹر تربیت", "培训主任"),
    order_no=2,
    valid_from=date(2026, 1, 1),
    names=Titles("Khalid Mehboob", "خالد محبوب", ""),
)


def test_signatories_stand_in_the_order_of_the_certificate(session):
    signatories.add(session, draft=DIRECTOR)
    signatories.add(session, draft=replace(DIRECTOR, order_no=1, names=None))
    drafts = [row.draft for row in signatories.rows(session)]
    assert drafts == [replace(DIRECTOR, order_no=1, names=None), DIRECTOR]


def test_only_those_in_office_sign(session):
    signatories.add(session, draft=replace(DIRECTOR, valid_to=date(2026, 6, 30)))
    assert signatories.rows(session, on=date(2026, 6, 30))
    assert not signatories.rows(session, on=date(2026, 7, 1))
    assert not signatories.rows(session, on=date(2025, 12, 31))


def test_a_signatory_is_changed_once_at_a_time(session):
    signatory_id = signatories.add(session, draft=DIRECTOR)
    wanted = replace(DIRECTOR, valid_to=date(2027, 1, 1))
    signatories.change(session, signatory_id=signatory_id, version=1, draft=wanted)
    [row] = signatories.rows(session)
    assert (row.draft, row.version) == (wanted, 2)
    with pytest.raises(ChangedMeanwhile) as refusal:
        signatories.change(session, signatory_id=signatory_id, version=1, draft=DIRECTOR)
    assert refusal.value.theirs == wanted


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"office": Titles(" ")}, TitleMissing), ({"valid_to": date(2025, 1, 1)}, DatesReversed)],
)
def test_a_signatory_that_cannot_be_right_is_refused(session, wrong, refusal):
    with pytest.raises(refusal):
        signatories.add(session, draft=replace(DIRECTOR, **wrong))


def test_a_signatory_can_stand_earlier_or_later(session):
    names = ("Director", "Commandant", "Head")
    ids = [
        signatories.add(session, draft=replace(DIRECTOR, office=Titles(name), order_no=order_no))
        for order_no, name in enumerate(names, start=1)
    ]
    signatories.move(session, signatory_id=ids[2], by=-1)
    signatories.move(session, signatory_id=ids[0], by=-1)
    drafts = [row.draft for row in signatories.rows(session)]
    assert [draft.office.en for draft in drafts] == ["Director", "Head", "Commandant"]
    assert [draft.order_no for draft in drafts] == [1, 2, 3]


def test_a_signatory_is_ended_on_a_day(session):
    signatory_id = signatories.add(session, draft=DIRECTOR)
    with pytest.raises(DatesReversed):
        signatories.end(session, signatory_id=signatory_id, version=1, on=date(2025, 12, 31))
    signatories.end(session, signatory_id=signatory_id, version=1, on=date(2026, 6, 30))
    assert signatories.rows(session)[0].draft == replace(DIRECTOR, valid_to=date(2026, 6, 30))
    assert signatories.rows(session, on=date(2026, 7, 1)) == []
