import pytest

pytestmark = pytest.mark.usefixtures("shim_library")


def test_a_document_that_is_written_in_its_place_is_found(harness):
    told = harness("nth", "--plant", "document")
    assert any("there is letter of 0" in fault for fault in told["first"])


@pytest.mark.timeout(120)
def test_a_commit_that_failed_and_comes_back_after_a_crash_is_found(harness):
    told = harness("nth", "--plant", "log", "--only", "killed", "--failing", "sync", "--all")
    assert any("said not to be saved, and it is" in fault for fault in told["first"])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("words", ["mark", "roll", "certificates", "report", "begins", "old"])
def test_an_operation_is_done_whole_or_refused_and_leaves_nothing(harness, words):
    told = harness("nth", "--count", "2", "--only", words)
    assert (told["faults"], told["first"]) == (0, [])
