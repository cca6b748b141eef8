import pytest

from tests.documents.certificate_samples import SIGNATORIES, certificate, proof


def test_a_proof_has_no_number():
    assert proof().number == ""
    with pytest.raises(ValueError, match="JPT-1"):
        certificate(number="JPT-1", is_proof=True)


def test_a_certificate_has_a_number():
    with pytest.raises(ValueError, match="has a number"):
        certificate(number="")


def test_at_most_four_people_sign():
    with pytest.raises(ValueError, match="6"):
        certificate(signatories=SIGNATORIES * 3)
