import uuid

import pytest
from sqlalchemy import select

from trainer_app.models.organisations import Organisation
from trainer_app.storage import ids
from trainer_app.storage.ids import PackedIds

SOME = [uuid.uuid5(uuid.NAMESPACE_URL, str(n)) for n in range(5)]
PACKED = PackedIds([each.bytes for each in SOME])


def test_read_ids_are_those_of_the_query_in_its_order(session):
    query = select(Organisation.id).order_by(Organisation.code)
    assert list(ids.read(session, query)) == list(session.scalars(query))


def test_nothing_found_is_an_empty_list(session):
    assert list(ids.read(session, select(Organisation.id).where(Organisation.code == "?"))) == []


def test_packed_ids_are_read_like_a_list():
    assert (len(PACKED), PACKED[3], list(PACKED[1:3])) == (5, SOME[3], SOME[1:3])


def test_the_place_of_an_id_is_found():
    assert PACKED.index(SOME[2]) == 2
    assert SOME[2] in PACKED


@pytest.mark.parametrize("other", [uuid.uuid5(uuid.NAMESPACE_URL, "other"), "no id"])
def test_what_is_not_among_them_has_no_place(other):
    assert other not in PACKED
    with pytest.raises(ValueError, match=str(other)):
        PACKED.index(other)
