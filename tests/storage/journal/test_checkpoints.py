from sqlalchemy import select

from tests.factories import make_person
from tests.services.passed import DAY, NOW, make_passed
from trainer_app.models.awards import SigningKey
from trainer_app.models.journal import JournalCheckpoint
from trainer_app.services import certificates, reports, score_lists
from trainer_app.storage.journal import checkpoints, verify
from trainer_app.storage.journal.checkpoints import Checkpoint


def occasions(session) -> list[str]:
    return list(session.scalars(select(JournalCheckpoint.occasion).order_by(JournalCheckpoint.seq)))


def test_decisions_issues_and_exports_sign_the_end_of_the_journal(session, tmp_path):
    offering = make_passed(session)
    certificates.issue(session, offering_id=offering.id, issued_on=DAY, now=NOW)
    make_person(session, "Amina Khan")
    score_lists.export(session, offering_code=offering.code, path=tmp_path / "list.xlsx", now=NOW)
    make_person(session, "Bilal Khan")
    reports.save_offering_progress(
        session, offering_code=offering.code, language="en", path=tmp_path / "report.xlsx", on=DAY
    )
    assert occasions(session) == ["results", "issue", "export", "export"]
    assert verify.verify(session).findings == ()


def test_a_signature_holds_for_nothing_else(session):
    make_passed(session)
    made = checkpoints.sign(session, "backup")
    row = session.scalars(select(JournalCheckpoint).order_by(JournalCheckpoint.seq.desc())).first()
    key = session.scalars(select(SigningKey.public_key)).one()
    assert checkpoints.is_signed(
        Checkpoint(made.node, made.seq, made.hash, made.hlc, row.occasion), row.signature, key
    )
    assert not checkpoints.is_signed(
        Checkpoint(made.node, made.seq + 1, made.hash, made.hlc, row.occasion), row.signature, key
    )
    assert not checkpoints.is_signed(made, row.signature[::-1], key)
