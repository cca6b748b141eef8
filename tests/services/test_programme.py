from datetime import date

import pytest
from sqlalchemy import select

from trainer_app.core.errors import NotFound
from trainer_app.models.awards import Signatory, SigningKey
from trainer_app.services import programme


def test_a_new_file_does_not_know_its_station(session):
    assert programme.find_here(session) is None
    with pytest.raises(NotFound):
        programme.here(session)


@pytest.mark.parametrize(("side", "code"), [("PK", "IS"), ("CN", "BJ")])
def test_a_file_that_was_set_up_knows_its_station(session, side, code):
    programme.set_up(session, side=side, station_code=code, today=date(2026, 11, 23))
    here = programme.here(session)
    assert (here.station_code, here.side) == (code, side)
    assert here.programme.en == "Joint Training 2026"
    assert here.side_titles.zh


def test_every_station_signs_with_a_key_of_its_own(session):
    programme.set_up(session, side="PK", station_code="IS", today=date(2026, 11, 23))
    key = session.scalars(select(SigningKey)).one()
    assert len(key.private_key) == len(key.public_key) == 32
    assert key.key_id == key.key_id.upper()
    assert len(session.scalars(select(Signatory)).all()) == 3


def test_a_sample_always_signs_alike(session):
    programme.set_up(session, side="PK", station_code="IS", today=date(2026, 11, 23), signing_seed=b"1" * 32)
    assert session.scalars(select(SigningKey.private_key)).one() == b"1" * 32
