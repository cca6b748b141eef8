import argparse
import io
import sys
from datetime import UTC, datetime

import pytest

from tests.keys import KEY
from trainer_app import entering
from trainer_app.core.errors import DatabaseUnusable
from trainer_app.entering import NobodyNamed
from trainer_app.storage import file_lock
from trainer_app.storage.engine import open_database


@pytest.fixture(autouse=True)
def _nobody_there(monkeypatch):
    for variable in (entering.PASSWORD_VARIABLE, entering.NEW_PASSWORD_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def options(**given):
    usual = {"user": "sana", "password_file": None, "login": "zhao", "new_password_file": None}
    return argparse.Namespace(**{**usual, **given})


def test_a_password_comes_from_a_file_or_the_environment(tmp_path, monkeypatch):
    file = tmp_path / "password.txt"
    file.write_text("with a space \r\n", encoding="utf-8", newline="")
    assert entering.password(options(password_file=file)) == "with a space "
    assert entering.new_password(options(new_password_file=file)) == "with a space "
    monkeypatch.setenv(entering.PASSWORD_VARIABLE, "my own")
    monkeypatch.setenv(entering.NEW_PASSWORD_VARIABLE, "for another")
    assert entering.password(options()) == "my own"
    assert entering.new_password(options()) == "for another"


def test_where_nobody_can_be_asked_it_is_refused():
    for ask in (entering.password, entering.new_password):
        with pytest.raises(NobodyNamed):
            ask(options())
    with pytest.raises(NobodyNamed):
        entering.password(options(user=None))


def test_a_command_that_writes_is_alone_in_the_file(tmp_path):
    place = tmp_path / "programme.db"
    with pytest.raises(DatabaseUnusable), entering.alone(options(database=str(place))):
        pytest.fail("there is no such file")
    open_database(place, KEY).close()
    with (
        file_lock.take(place, kind=file_lock.Kind.WINDOW, now=datetime.now(UTC)),
        pytest.raises(file_lock.InUse),
        entering.alone(options(database=str(place))),
    ):
        pytest.fail("a window has it open")
