from dataclasses import replace

import pytest

from tests.faults import kept_journal, rehashing, tampering
from tests.faults.tampering import KINDS
from trainer_app.storage.journal import verify
from trainer_app.storage.journal.verify import Flaw

COUNT = 200


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    database = kept_journal.make(tmp_path_factory.mktemp("tampering") / "programme.db")
    yield database
    database.close()


def unfound(trials):
    return [each for each in trials if each.named is None]


def misnamed(trials):
    return [each for each in trials if each.named not in (None, each.wanted)]


def without(*flaws):
    """A check that has a planted fault: it is blind to some flaws."""

    def check(session):
        found = verify.verify(session)
        return replace(found, findings=tuple(each for each in found.findings if each.flaw not in flaws))

    return check


def one_too_late(session):
    """A check that has a planted fault: it names the entry behind."""
    found = verify.verify(session)
    return replace(found, findings=tuple(replace(each, seq=each.seq + 1) for each in found.findings))


def test_a_journal_that_nobody_touched_is_whole(journal):
    with kept_journal.tampering(journal) as session:
        assert verify.verify(session).findings == ()


def test_every_tampering_is_found_and_the_first_bad_entry_named(journal):
    done = tampering.trials(journal, COUNT, 1)
    assert {each.kind for each in done} == {kind.__name__ for kind in KINDS}
    assert (unfound(done), misnamed(done)) == ([], [])


@pytest.mark.parametrize("flaw", list(Flaw))
def test_a_check_that_is_blind_to_a_flaw_is_caught(journal, flaw):
    done = tampering.trials(journal, len(KINDS), 1, without(flaw))
    assert unfound(done) or misnamed(done)


def test_a_check_that_names_another_entry_is_caught(journal):
    assert len(misnamed(tampering.trials(journal, len(KINDS), 1, one_too_late))) == len(KINDS)


def test_what_is_hashed_anew_after_the_last_signature_looks_like_work(journal):
    """Nothing but paper, or another station, can tell; the docstring of the harness says so."""
    with kept_journal.tampering(journal) as session:
        kept = kept_journal.read(session)
        seq = kept.checkpoints[2][-1]["seq"] + 1
        value = '{"name_latin":"Nobody"}'
        kept_journal.run(
            session, "UPDATE journal_entries SET value = ? WHERE node_no = 2 AND seq = ?", value, seq
        )
        assert verify.verify(session).findings[0].seq == seq
        rehashing.hash_anew(session, 2, seq)
        assert verify.verify(session).findings == ()
