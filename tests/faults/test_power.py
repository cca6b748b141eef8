import pytest

pytestmark = pytest.mark.usefixtures("shim_library")


def test_commits_that_do_not_wait_for_the_disk_are_found(harness):
    told = harness("power", "--count", "60", "--plant", "normal")
    assert any("acknowledged and lost" in fault for fault in told["first"])


def test_a_document_whose_folder_was_not_synced_is_found(harness):
    told = harness("power", "--count", "100", "--plant", "directory")
    assert any("was written and is lost" in fault for fault in told["first"])


@pytest.mark.timeout(300)
def test_nothing_that_was_acknowledged_is_lost_when_the_power_is_cut(harness):
    told = harness("power", "--count", "2000")
    assert (told["count"], told["faults"], told["first"]) == (2000, 0, [])
