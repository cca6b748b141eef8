import pytest

pytestmark = pytest.mark.usefixtures("shim_library")


def test_a_document_that_is_written_in_its_place_is_found(harness):
    told = harness("nth", "--plant", "document")
    assert any("there is letter of 0" in fault for fault in told["first"])


@pytest.mark.timeout(120)
def test_a_commit_that_failed_and_comes_back_after_a_crash_is_found(harness):
    told = harness("nth", "--plant", "log", "--only", "killed", "--failing", "sync", "--all")
    assert any("said not to be saved, and it is" in fault for fault in told["first"])


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("plant", "words"), [("keys", "password is changed"), ("backup", "backup is made")])
def test_what_is_written_over_and_half_at_a_failure_is_found(harness, plant, words):
    told = harness("nth", "--plant", plant, "--only", words, "--failing", "write ENOSPC", "--count", "2")
    assert any("something unusable" in fault for fault in told["first"])


OPERATIONS = [
    "mark",
    "roll",
    "certificates",
    "report",
    "begins",
    "old",
    "backup is made",
    "put back",
    "lost file",
    "let in",
    "password",
    "sheet",
    "first user",
]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("words", OPERATIONS)
def test_an_operation_is_done_whole_or_refused_and_leaves_nothing(harness, words):
    told = harness("nth", "--count", "2", "--only", words)
    assert (told["faults"], told["first"]) == (0, [])
