import importlib
import inspect
import pkgutil
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.keys import KEY
from trainer_app import services
from trainer_app.core import language
from trainer_app.core.errors import AppError
from trainer_app.models.base import new_id
from trainer_app.models.users import User
from trainer_app.rules.roles import Role
from trainer_app.rules.vocabulary import UserStatus
from trainer_app.services import access, offerings, organisations
from trainer_app.services.access import NotAllowed, allowed
from trainer_app.storage.engine import connect
from trainer_app.storage.journal import writer
from trainer_app.storage.journal.origin import Origin

LETTERS = dict(zip("TIVBCRAU", Role, strict=True))
HELPERS = {"access", "locking"}
"""Modules that services are made of; what they offer is never called from outside."""


def table() -> dict[str, frozenset[Role]]:
    lines = Path(__file__).with_name("access_table.txt").read_text(encoding="utf-8").splitlines()
    split = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: frozenset(LETTERS[each] for each in letters if each != "-") for name, *letters in split}


def functions():
    for module in pkgutil.iter_modules(services.__path__):
        if module.name in HELPERS:
            continue
        found = importlib.import_module(f"trainer_app.services.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            is_own = function.__module__ == found.__name__ and not name.startswith("_")
            if is_own and next(iter(inspect.signature(function).parameters), "") == "session":
                yield f"{module.name}.{name}", function


FUNCTIONS = dict(functions())
TABLE = table()


def test_every_service_function_has_its_line():
    assert set(FUNCTIONS) == set(TABLE)


@pytest.fixture(scope="module")
def staffed(template_file, tmp_path_factory):
    """A database with one user for each role, and their ids."""
    path = tmp_path_factory.mktemp("staffed") / "programme.db"
    shutil.copyfile(template_file, path)
    database = connect(path, KEY)
    users = {role: new_id() for role in Role}
    with database.transaction() as session:
        for role, user_id in users.items():
            add_user(session, user_id, role)
    yield database, users
    database.close()


@pytest.mark.parametrize("name", TABLE)
def test_each_role_reaches_what_is_its_own_and_nothing_else(staffed, name):
    database, users = staffed
    let_in = {role for role, user_id in users.items() if is_let_in(database, user_id, FUNCTIONS[name])}
    assert let_in == TABLE[name]


def is_let_in(database, user_id, function) -> bool:
    """Whether the call gets as far as the function; there it lacks its arguments, or does its work."""
    with suppress(TypeError), database.reading() as session:
        session.info[writer.ORIGIN] = Origin(user_id)
        try:
            function(session)
        except NotAllowed:
            return False
        except AppError:
            return True
    return True


def test_nobody_signed_in_may_do_anything(file_database):
    nobody = file_database.transaction(origin=Origin())
    with nobody as session, pytest.raises(NotAllowed, match="Nobody is signed"):
        organisations.sides(session)


def test_a_removed_user_may_do_nothing(file_database):
    user_id = new_id()
    with file_database.transaction() as session:
        add_user(session, user_id, Role.AUDITOR, status=UserStatus.REMOVED)
    with file_database.transaction(origin=Origin(user_id)) as session, pytest.raises(NotAllowed):
        offerings.rows(session)


def test_a_function_that_names_no_role_is_the_programs_own(file_database):
    own = allowed()(lambda session: session.scalar(select(User.id)))
    with file_database.transaction() as session:
        assert own(session) is None
        add_user(session, user_id := new_id(), Role.ADMINISTRATOR)
    with file_database.transaction(origin=Origin(user_id)) as session, pytest.raises(NotAllowed):
        own(session)


def test_what_a_function_calls_in_its_turn_is_not_asked_again(file_database):
    inner = allowed(Role.ADMINISTRATOR)(lambda _session: "done")
    outer = allowed(Role.AUDITOR)(lambda session: inner(session))
    with file_database.transaction() as session:
        add_user(session, user_id := new_id(), Role.AUDITOR)
    with file_database.transaction(origin=Origin(user_id)) as session:
        assert outer(session) == "done"
        with pytest.raises(NotAllowed):
            inner(session)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_refusal_names_the_work_of_others_in_every_language(code):
    language.activate(code)
    sentence = NotAllowed("Sana Javed", [Role.AUDITOR], [Role.VERIFIER, Role.BOARD_SECRETARY]).sentence()
    assert "Sana Javed" in sentence
    assert "{" not in sentence


def test_the_window_can_ask_what_a_user_may(file_database):
    with file_database.transaction() as session:
        add_user(session, user_id := new_id(), Role.AUDITOR)
    with file_database.transaction(origin=Origin(user_id)) as session:
        user = access.who(session)
    assert user is not None
    assert (user.may(offerings.rows), user.may(offerings.create)) == (True, False)


def add_user(session, user_id, role, *, status=UserStatus.ACTIVE):
    session.add(
        User(
            id=user_id, login=role.value, full_name="Sana Javed", side="PK", roles=[role.value], status=status
        )
    )
    session.flush()
