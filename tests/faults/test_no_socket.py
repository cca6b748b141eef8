import pytest

from tests.faults import sockets
from trainer_app.services.sample_users import SAMPLE_PASSWORD

TODAY = ("--today", "2026-11-23")


@pytest.fixture
def opened(tmp_path, shim_library):
    """What a run of the program opens, at home in a throw-away folder."""
    home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(tmp_path))
    environment = {**home, "TRAINER_PASSWORD": SAMPLE_PASSWORD}
    return lambda *arguments: sockets.opened_by(
        tmp_path, *arguments, library=shim_library, environment=environment
    )


def test_a_socket_is_found_by_both_ways(opened):
    assert opened(sockets.PLANT) == ["socket.__new__", "a library: SOCKET"]


@pytest.mark.timeout(180)
def test_services_and_command_line_open_no_socket(opened, tmp_path):
    assert opened("demo", str(tmp_path / "demo"), "--people", "60", *TODAY) == []
    database = ("--database", str(tmp_path / "demo" / "sample.db"))
    assert opened("check", *database, "--user", "auditor", *TODAY) == []


@pytest.mark.timeout(180)
def test_the_window_opens_no_socket(opened):
    assert opened("--self-check") == []
