import hashlib
import io
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import delete, select, update

from tests.services.passed import DAY, NOW, PEOPLE, make_passed
from tests.spoiling import spoil
from trainer_app.core.errors import NotFound
from trainer_app.documents import pdf, qr
from trainer_app.models.awards import (
    Award,
    CertificateDocument,
    CertificateFile,
    CertificateTemplate,
    NumberSeries,
    Signatory,
    SigningKey,
)
from trainer_app.models.people import Person
from trainer_app.rules.numbering import LAST_SERIAL, is_well_formed
from trainer_app.services import certificates, integrity
from trainer_app.services.refusals import NotDecidedYet, NoTemplate, NothingToIssue, NumbersExhausted

LATER = date(2026, 12, 14)


def issue(session, offering, on=DAY):
    return certificates.issue(session, offering_id=offering.id, issued_on=on, now=NOW)


def text_of(content):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_a_check_names_the_numbers_and_takes_none(session):
    offering = make_passed(session)
    check = certificates.check(session, offering_id=offering.id, on=DAY)
    assert [each.holder.names.en for each in check.ready] == [latin for latin, _ur, _zh in PEOPLE]
    assert check.is_decided
    assert (check.first_number[:-2], check.last_number[:-2]) == (
        "JPT-PK-2026-IS-00001",
        "JPT-PK-2026-IS-00003",
    )
    assert session.scalars(select(NumberSeries)).all() == []


def test_everyone_ready_gets_the_next_number_and_a_page(session):
    offering = make_passed(session)
    batch = issue(session, offering)
    assert batch.pages == 3
    assert [number[:-2] for number in batch.numbers] == [f"JPT-PK-2026-IS-0000{n}" for n in (1, 2, 3)]
    assert all(is_well_formed(number) for number in batch.numbers)
    content = certificates.printed(session, offering_id=offering.id)
    assert pdf.page_count(content) == 3
    words = text_of(content)
    assert all(number in words for number in batch.numbers)
    assert all(latin in words for latin, _ur, _zh in PEOPLE)


def test_what_is_issued_stays_as_it_is_when_the_person_changes(session):
    offering = make_passed(session)
    before = certificates.page(session, document_id=issue(session, offering).document_ids[0])
    spoil(session, update(Person).values(name_latin="Someone Else"))
    after = certificates.page(
        session,
        document_id=session.scalars(
            select(CertificateDocument.id).order_by(CertificateDocument.serial)
        ).first(),
    )
    assert text_of(after) == text_of(before)
    assert "Sana Javed" in text_of(after)


def test_the_stored_file_and_snapshots_carry_their_hashes(session):
    issue(session, make_passed(session))
    file = session.scalars(select(CertificateFile)).one()
    assert hashlib.sha256(file.pdf).hexdigest() == file.sha256
    for document in session.scalars(select(CertificateDocument)):
        assert certificates.snapshot_sha256(document.snapshot) == document.snapshot_sha256
        assert document.snapshot["number"] == document.number
    assert integrity.check(session) == []


def test_the_code_on_each_certificate_is_signed_by_this_station(session):
    issue(session, make_passed(session))
    key = session.scalars(select(SigningKey)).one()
    for document in session.scalars(select(CertificateDocument)):
        statement = qr.verify(Ed25519PublicKey.from_public_bytes(key.public_key), document.qr_payload)
        assert (statement.number, statement.course_code) == (document.number, "CTR-101")
        assert statement.name.en == document.snapshot["name"]["en"]


def test_nothing_is_issued_before_the_board_has_decided(session):
    offering = make_passed(session, decided=False)
    with pytest.raises(NotDecidedYet, match="PK-2026-01"):
        issue(session, offering)
    assert session.scalars(select(NumberSeries)).all() == []


def test_a_proof_can_be_made_before_the_board_has_decided(session):
    offering = make_passed(session, decided=False)
    content, batch = certificates.proof(session, offering_id=offering.id, on=DAY)
    assert batch.pages == pdf.page_count(content) == 3
    assert "JPT-PK" not in text_of(content)
    assert session.scalars(select(CertificateDocument)).all() == []


def test_a_proof_of_one_trainee_has_one_page(session):
    offering = make_passed(session)
    candidate = certificates.check(session, offering_id=offering.id, on=DAY).ready[1]
    content, batch = certificates.proof(
        session, offering_id=offering.id, on=DAY, only=candidate.holder.enrolment_id
    )
    assert batch.pages == 1
    assert "Usman Ghani" in text_of(content)


def test_proof_and_paper_tell_the_day_of_the_award_whatever_the_day_of_the_issue(session):
    offering = make_passed(session)
    proof, _batch = certificates.proof(session, offering_id=offering.id, on=LATER)
    issue(session, offering, on=LATER)
    paper = certificates.printed(session, offering_id=offering.id)
    for content in (proof, paper):
        assert "30 November 2026" in text_of(content)
        assert "14 December 2026" not in text_of(content)
    document = session.scalars(select(CertificateDocument)).first()
    assert (document.snapshot["awarded_on"], document.issued_on) == ("2026-11-30", LATER)


def test_a_trainee_without_a_chinese_name_is_named_and_the_others_are_issued(session):
    people = (*PEOPLE, ("Abdul Qadir", "عبدالقادر", ""))
    offering = make_passed(session, people=people)
    batch = issue(session, offering)
    assert batch.pages == 3
    [left] = batch.left_out
    assert (left.roll_number, left.name) == (4, "Abdul Qadir")
    assert "中文" in left.why


def test_who_was_left_out_follows_with_the_next_number(session):
    offering = make_passed(session, people=(*PEOPLE, ("Abdul Qadir", "عبدالقادر", "")))
    issue(session, offering)
    spoil(session, update(Person).where(Person.name_zh == "").values(name_zh="阿卜杜勒·卡迪尔"))
    batch = issue(session, offering)
    assert [number[:-2] for number in batch.numbers] == ["JPT-PK-2026-IS-00004"]
    assert pdf.page_count(certificates.printed(session, offering_id=offering.id)) == 4
    assert integrity.check(session) == []


def test_nobody_left_means_nothing_is_issued(session):
    offering = make_passed(session)
    issue(session, offering)
    with pytest.raises(NothingToIssue, match="Nobody"):
        issue(session, offering)
    assert session.scalars(select(NumberSeries.next_serial)).all() == [4]


def test_when_no_name_can_be_printed_every_reason_is_given(session):
    offering = make_passed(session, people=(("Abdul Qadir", "", ""),))
    with pytest.raises(NothingToIssue, match="Abdul Qadir"):
        issue(session, offering)
    with pytest.raises(NothingToIssue, match="Abdul Qadir"):
        certificates.proof(session, offering_id=offering.id, on=DAY)


def test_two_offerings_take_numbers_of_one_series(session):
    first = issue(session, make_passed(session))
    second = issue(session, make_passed(session, code="PK-2026-02"))
    assert [number[-7:-2] for number in first.numbers + second.numbers] == [f"0000{n}" for n in range(1, 7)]


def test_a_new_year_begins_a_new_series(session):
    issue(session, make_passed(session))
    batch = issue(session, make_passed(session, code="PK-2026-02"), on=date(2027, 1, 4))
    assert batch.numbers[0].startswith("JPT-PK-2027-IS-00001")


def test_the_last_number_of_the_year_is_not_exceeded(session):
    offering = make_passed(session)
    session.add(NumberSeries(issuer="PK", year=2026, station="IS", next_serial=LAST_SERIAL - 1))
    session.flush()
    with pytest.raises(NumbersExhausted, match="2"):
        issue(session, offering)
    assert session.scalars(select(NumberSeries.next_serial)).one() == LAST_SERIAL - 1


def test_what_lacks_to_issue_is_named(session):
    offering = make_passed(session)
    spoil(session, delete(SigningKey))
    with pytest.raises(NotFound, match="IS"):
        issue(session, offering)


def test_without_a_layout_nothing_is_issued(session):
    offering = make_passed(session)
    spoil(session, delete(CertificateTemplate))
    with pytest.raises(NoTemplate):
        issue(session, offering)


def test_a_named_signatory_stands_on_the_certificate(session):
    offering = make_passed(session)
    spoil(session, update(Signatory).values(name_latin="Khalid Rehman"))
    content, _batch = certificates.proof(session, offering_id=offering.id, on=DAY)
    assert "Khalid Rehman" in text_of(content)


def test_printing_is_noted(session):
    batch = issue(session, make_passed(session))
    certificates.mark_printed(session, document_ids=batch.document_ids[:2])
    printed = session.scalars(
        select(CertificateDocument.is_printed).order_by(CertificateDocument.serial)
    ).all()
    assert printed == [True, True, False]


def test_the_file_holds_every_page_and_is_the_same_again(session, tmp_path):
    make_passed(session)
    first = certificates.issue_ready(session, offering_code="PK-2026-01", now=NOW)
    again = certificates.issue_ready(session, offering_code="PK-2026-01", now=NOW)
    assert first.numbers == again.numbers
    for name in ("a.pdf", "b.pdf"):
        certificates.printed_to_file(session, offering_code="PK-2026-01", path=tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_when_nobody_can_be_issued_no_file_is_written(session, tmp_path):
    make_passed(session, people=(("Abdul Qadir", "", ""),))
    with pytest.raises(NothingToIssue):
        certificates.issue_ready(session, offering_code="PK-2026-01", now=NOW)
    with pytest.raises(NotFound):
        certificates.printed_to_file(session, offering_code="PK-2026-01", path=tmp_path / "a.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_proof_goes_to_its_file(session, tmp_path):
    make_passed(session)
    batch = certificates.proof_to_file(session, offering_code="PK-2026-01", path=tmp_path / "a.pdf", on=DAY)
    assert batch.pages == pdf.page_count((tmp_path / "a.pdf").read_bytes())


@pytest.mark.parametrize(
    "ask",
    [
        lambda session, some: certificates.offering_by_code(session, "XX-1"),
        lambda session, some: certificates.check(session, offering_id=some, on=DAY),
        lambda session, some: certificates.printed(session, offering_id=some),
        lambda session, some: certificates.page(session, document_id=some),
    ],
)
def test_what_is_not_there_is_said(session, ask):
    offering = make_passed(session)
    award_id = session.scalars(select(Award.id)).first()
    assert offering.id != award_id
    with pytest.raises(NotFound):
        ask(session, award_id)


def test_a_snapshot_holds_plain_values_only(session):
    offering = make_passed(session)
    holder = certificates.check(session, offering_id=offering.id, on=DAY).ready[0].holder
    data = certificates.holders.certificate(holder, number="JPT-1", sign=None)
    content = certificates.snapshot(data)
    assert content["hours"] == str(Decimal(80))
    assert content["awarded_on"] == "2026-11-30"
    with pytest.raises(TypeError):
        certificates._plain(object())
    assert certificates._plain(b"emblem") == hashlib.sha256(b"emblem").hexdigest()
