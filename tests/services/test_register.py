from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.services.passed import DAY, NOW, make_passed
from tests.spoiling import spoil
from trainer_app.core.errors import NotFound
from trainer_app.core.text import search_key
from trainer_app.models.awards import Award, CertificateDocument
from trainer_app.models.people import Person
from trainer_app.rules.states import AwardState, DocumentState
from trainer_app.services import certificates, register
from trainer_app.services.register import Status
from trainer_app.storage import search


@pytest.fixture
def issued(session):
    offering = make_passed(session)
    batch = certificates.issue(session, offering_id=offering.id, issued_on=DAY, now=NOW)
    people = session.execute(select(Person.id, Person.name_latin)).all()
    search.put(session, [(row.id, search_key(row.name_latin)) for row in people])
    return offering, batch


def numbers(session, **filters):
    ids = register.ids(session, on=DAY, **filters)
    return [row.number[-7:-2] for row in register.rows(session, ids, on=DAY)]


def test_numbers_come_from_the_newest_to_the_oldest(session, issued):
    assert numbers(session) == ["00003", "00002", "00001"]


def test_a_number_is_found_by_a_part_of_it_or_by_its_holder(session, issued):
    assert numbers(session, typed="is-00002") == ["00002"]
    assert numbers(session, typed="usman") == ["00002"]
    assert numbers(session, typed="nobody") == []


def test_a_line_tells_the_side_of_its_holder(session, issued):
    [row] = register.rows(session, register.ids(session, on=DAY, typed="is-00002"), on=DAY)
    assert row.side == "PK"


def test_the_years_part_the_register(session, issued):
    assert register.years(session) == [2026]
    assert len(numbers(session, year=2026)) == 3
    assert numbers(session, year=2025) == []


def test_a_whole_series_has_no_gap(session, issued):
    [series] = register.series(session)
    assert (series.issuer, series.year, series.station, series.last, series.taken) == ("PK", 2026, "IS", 3, 3)
    assert series.is_whole
    assert register.series(session, year=2025) == []


def _award_of(session, serial):
    return select(CertificateDocument.award_id).where(CertificateDocument.serial == serial).scalar_subquery()


def test_what_a_number_stands_for_follows_its_award(session, issued):
    for serial, values in (
        (1, {"state": AwardState.SUSPENDED}),
        (2, {"valid_to": DAY - timedelta(days=1), "valid_from": DAY - timedelta(days=30)}),
    ):
        spoil(session, update(Award).where(Award.id == _award_of(session, serial)).values(**values))
    ids = register.ids(session, on=DAY)
    status = {row.number[-7:-2]: row.status for row in register.rows(session, ids, on=DAY)}
    assert status == {"00001": Status.SUSPENDED, "00002": Status.EXPIRED, "00003": Status.ISSUED}
    assert numbers(session, status="suspended") == ["00001"]
    assert numbers(session, status="expired") == ["00002"]
    assert numbers(session, status="issued") == ["00003"]
    assert register.counts(session, on=DAY) == {
        "suspended": 1, "expired": 1, "issued": 1, "to_print": 3, "expiring": 0,
    }  # fmt: skip


def test_what_ends_soon_is_listed_until_its_last_day(session, issued):
    spoil(
        session,
        update(Award).where(Award.id == _award_of(session, 1)).values(valid_to=DAY + timedelta(days=90)),
    )
    assert numbers(session, status="expiring") == ["00001"]
    later = DAY + timedelta(days=91)
    assert register.ids(session, on=later, status="expiring") == []


def test_printed_papers_leave_the_list_to_print(session, issued):
    _offering, batch = issued
    certificates.mark_printed(session, document_ids=batch.document_ids[1:])
    assert numbers(session, status="to_print") == ["00001"]


def test_spoiled_paper_stays_in_the_register_with_its_reason(session, issued):
    spoil(
        session,
        update(CertificateDocument)
        .where(CertificateDocument.serial == 2)
        .values(state=DocumentState.VOID, award_id=None, reason="Spoiled in the printer"),
    )
    assert numbers(session, status="void") == ["00002"]
    [row] = register.rows(session, register.ids(session, on=DAY, status="void"), on=DAY)
    assert (row.holder, row.course, row.reason) == (None, None, "Spoiled in the printer")
    entry = register.entry(session, document_id=row.id, on=DAY)
    assert (entry.offering_id, entry.offering_code) == (None, "")


def test_an_entry_tells_what_stands_behind_a_number(session, issued):
    offering, batch = issued
    entry = register.entry(session, document_id=batch.document_ids[0], on=DAY)
    assert (entry.offering_id, entry.offering_code, entry.has_page) == (offering.id, "PK-2026-01", True)
    assert entry.row.holder.zh == "萨娜·贾韦德"
    assert entry.row.valid_to == date(2028, 11, 27)
    with pytest.raises(NotFound):
        register.entry(session, document_id=offering.id, on=DAY)


def test_the_papers_of_an_offering_come_in_the_order_of_their_numbers(session, issued):
    offering, _batch = issued
    found = register.of_offering(session, offering_id=offering.id, on=DAY)
    assert [row.number[-7:-2] for row in found] == ["00001", "00002", "00003"]
