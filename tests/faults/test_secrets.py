import pytest

from tests.faults import canaries
from tests.faults.canaries import CANARIES


@pytest.mark.parametrize(("plant", "name"), [("log", "Latin"), ("temporary file", "Urdu")])
def test_a_name_in_the_log_or_in_a_file_that_is_gone_again_is_found(tmp_path, shim_library, plant, name):
    found = canaries.found_outside(tmp_path, shim_library, plant=plant)
    assert {each.split(" in ")[0] for each in found} == {name}


def test_no_name_or_password_is_written_outside_the_encrypted_file(tmp_path, shim_library):
    assert canaries.found_outside(tmp_path, shim_library) == []
    assert (tmp_path / "worked" / canaries.LOG).stat().st_size > 0
    assert len(list((tmp_path / "worked" / canaries.ASKED).iterdir())) == 7


def test_a_canary_is_found_in_every_usual_encoding():
    for name, canary in CANARIES.items():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert canaries.canaries_in(b"x" + canary.encode(encoding) + b"y") == [name]
