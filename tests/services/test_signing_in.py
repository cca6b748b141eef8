from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select

from trainer_app.core.errors import DatabaseUnusable
from trainer_app.core.language import Titles
from trainer_app.models.users import SignInAttempts
from trainer_app.rules.recovery_key import WrongRecoveryKey
from trainer_app.rules.roles import Role
from trainer_app.services import organisations, programme, signing_in, users
from trainer_app.services.access import NotAllowed
from trainer_app.services.signing_in import NewProgramme
from trainer_app.services.user_refusals import HasUsers, NameMissing, PasswordWrong
from trainer_app.services.users import UserDraft
from trainer_app.storage import keys
from trainer_app.storage.attempts import FREE_ATTEMPTS
from trainer_app.storage.engine import OnlyLooking, connect
from trainer_app.storage.faults import StorageFault
from trainer_app.storage.key_refusals import (
    KeyFileInTheWay,
    NoSuchUser,
    PasswordTooShort,
    TooManyAttempts,
    WrongPassword,
)
from trainer_app.storage.key_wraps import CHEAPEST

GIVEN = NewProgramme(Titles("Joint Training", "مشترکہ تربیت", "联合培训"), "CN", "BJ", "Sana", "Sana Javed")
PASSWORD, OTHER = "correct horse battery", "quite another one"
TODAY = date(2026, 11, 27)
AUDITOR = UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR}))


@pytest.fixture
def made(tmp_path):
    """A programme file that was made, and its recovery key."""
    place = tmp_path / "programme.db"
    entered, recovery_key = signing_in.create(
        place, given=GIVEN, password=PASSWORD, today=TODAY, cost=CHEAPEST
    )
    entered.database.close()
    return place, recovery_key


def signed_in(place, login="sana", password=PASSWORD):
    return signing_in.sign_in(place, login=login, password=password)


def add_user(place, draft, password):
    entered = signed_in(place)
    with entered.database.transaction() as session:
        user_id = users.add(session, draft=draft)
    signing_in.give_password(
        place, entered.database.key, login=draft.login, user_id=user_id, password=password
    )
    entered.database.close()
    return user_id


def test_who_makes_a_file_can_sign_in_and_nobody_else(made):
    place, _recovery = made
    entered = signed_in(place, "SANA")
    assert (entered.user.full_name, entered.user.roles) == ("Sana Javed", signing_in.FIRST_OFFICER)
    with entered.database.reading() as session:
        here = programme.here(session)
    assert (here.station_code, here.side, here.programme.en) == ("BJ", "CN", "Joint Training")
    entered.database.close()
    for login, password in (("sana", OTHER), ("amina", PASSWORD)):
        with pytest.raises(WrongPassword):
            signed_in(place, login, password)


def test_a_short_password_makes_no_file(tmp_path):
    with pytest.raises(PasswordTooShort):
        signing_in.create(tmp_path / "a.db", given=GIVEN, password="short", today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_first_run_that_fails_leaves_nothing_and_can_be_made_again(tmp_path):
    place = tmp_path / "a.db"
    with pytest.raises(NameMissing):
        signing_in.create(
            place, given=replace(GIVEN, full_name=" "), password=PASSWORD, today=TODAY, cost=CHEAPEST
        )
    assert list(tmp_path.iterdir()) == []
    entered, _recovery = signing_in.create(place, given=GIVEN, password=PASSWORD, today=TODAY, cost=CHEAPEST)
    entered.database.close()


def test_a_file_with_keys_is_never_made_anew(made):
    place, _recovery = made
    with pytest.raises(KeyFileInTheWay):
        signing_in.create(place, given=GIVEN, password=PASSWORD, today=TODAY, cost=CHEAPEST)
    signed_in(place).database.close()


def test_without_the_key_file_nobody_gets_in(made):
    place, _recovery = made
    keys.place_of(place).unlink()
    with pytest.raises(keys.KeyFileUnreadable):
        signed_in(place)
    with pytest.raises(DatabaseUnusable):
        signed_in(place.with_name("gone.db"))


def test_a_user_may_do_what_the_roles_say(made):
    place, _recovery = made
    add_user(place, UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR})), OTHER)
    entered = signed_in(place, "zhao", OTHER)
    assert entered.user.may(organisations.ranks)
    with entered.database.transaction() as session, pytest.raises(NotAllowed):
        users.add(session, draft=UserDraft("x", "X", "CN", frozenset({Role.AUDITOR})))
    entered.database.close()


def test_a_removed_user_is_told_nothing_but_a_wrong_password(made):
    place, _recovery = made
    user_id = add_user(place, UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR})), OTHER)
    entered = signed_in(place)
    with entered.database.transaction() as session:
        users.remove(session, user_id=user_id, version=1)
    entered.database.close()
    with pytest.raises(WrongPassword):
        signed_in(place, "zhao", OTHER)
    signing_in.take_password(place, login="zhao")
    assert keys.KeyFile.read(keys.place_of(place)).users() == ["sana"]
    signing_in.take_password(place, login="zhao")


def test_a_second_person_is_proven_and_nobody_else_is_signed_in_by_it(made):
    place, _recovery = made
    zhao = add_user(place, UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR})), OTHER)
    entered = signed_in(place)
    before = (entered.database.user, entered.database.is_program)
    assert signing_in.prove(entered.database, login=" Zhao ", password=OTHER).user_id == zhao
    assert (entered.database.user, entered.database.is_program) == before
    for login, password in (("zhao", PASSWORD), ("amina", OTHER)):
        with pytest.raises(WrongPassword):
            signing_in.prove(entered.database, login=login, password=password)
    entered.database.close()


def test_wrong_passwords_of_a_second_person_are_counted_with_those_of_signing_in(made):
    place, _recovery = made
    entered = signed_in(place)
    for _attempt in range(FREE_ATTEMPTS + 1):
        with pytest.raises(WrongPassword):
            signing_in.prove(entered.database, login="zhao", password=OTHER)
    with pytest.raises(TooManyAttempts):
        signed_in(place)
    with pytest.raises(TooManyAttempts):
        signing_in.prove(entered.database, login="sana", password=PASSWORD)
    entered.database.close()


def test_a_removed_user_is_no_second_person(made):
    place, _recovery = made
    zhao = add_user(place, UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR})), OTHER)
    entered = signed_in(place)
    with entered.database.transaction() as session:
        users.remove(session, user_id=zhao, version=1)
    with pytest.raises(WrongPassword):
        signing_in.prove(entered.database, login="zhao", password=OTHER)
    entered.database.close()


def test_passwords_of_another_key_file_prove_nobody(made):
    place, _recovery = made
    zhao = add_user(place, UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR})), OTHER)
    entered = signed_in(place)
    keys.place_of(place).unlink()
    forged = keys.KeyFile.create(keys.place_of(place), cost=CHEAPEST)
    forged.add_user("zhao", zhao, "made up for this", keys.new_database_key())
    with pytest.raises(WrongPassword):
        signing_in.prove(entered.database, login="zhao", password="made up for this")
    entered.database.close()


def test_a_password_is_changed_by_who_knows_it(made):
    place, _recovery = made
    signing_in.change_password(place, login="sana", old=PASSWORD, new=OTHER)
    signing_in.confirm(place, login="sana", password=OTHER)
    with pytest.raises(PasswordWrong):
        signing_in.confirm(place, login="sana", password=PASSWORD)
    with pytest.raises(PasswordWrong):
        signing_in.change_password(place, login="sana", old=PASSWORD, new=OTHER)


def test_an_administrator_gives_a_user_another_password(made):
    place, _recovery = made
    draft = UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR}))
    user_id = add_user(place, draft, OTHER)
    entered = signed_in(place)
    signing_in.give_password(
        place, entered.database.key, login="zhao", user_id=user_id, password="a third one here"
    )
    entered.database.close()
    signed_in(place, "zhao", "a third one here").database.close()


def test_a_forgotten_password_is_replaced_with_the_recovery_key(made):
    place, recovery_key = made
    typed = recovery_key.lower().replace("-", " ")
    entered = signing_in.recover(place, recovery_key=typed, login="sana", new_password=OTHER)
    assert entered.user.login == "sana"
    entered.database.close()
    signed_in(place, password=OTHER).database.close()


def test_the_recovery_key_lets_in_no_stranger(made):
    place, recovery_key = made
    with pytest.raises(NoSuchUser):
        signing_in.recover(place, recovery_key=recovery_key, login="amina", new_password=OTHER)
    with pytest.raises(WrongRecoveryKey):
        signing_in.recover(place, recovery_key="0000" * 8, login="sana", new_password=OTHER)
    with pytest.raises(PasswordTooShort):
        signing_in.recover(place, recovery_key=recovery_key, login="sana", new_password="short")


def test_a_new_recovery_key_makes_the_old_sheets_worthless(made):
    place, recovery_key = made
    entered = signed_in(place)
    another = signing_in.new_recovery_key(place, entered.database.key)
    entered.database.close()
    with pytest.raises(WrongRecoveryKey):
        signing_in.recover(place, recovery_key=recovery_key, login="sana", new_password=OTHER)
    signing_in.recover(place, recovery_key=another, login="sana", new_password=OTHER).database.close()


def test_a_user_of_a_server_signs_in_too(server_database):
    database = server_database
    address = database.engine.url.render_as_string(hide_password=False)
    with database.transaction() as session:
        draft = UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.AUDITOR}))
        user_id = users.add(session, draft=draft)
        users.prove_by(session, user_id=user_id, password=PASSWORD)
    entered = signed_in(address, "zhao")
    assert entered.user.id == user_id
    assert signing_in.prove(entered.database, login="Zhao", password=PASSWORD).user_id == user_id
    with pytest.raises(WrongPassword):
        signing_in.prove(entered.database, login="zhao", password=OTHER)
    entered.database.close()
    for login, password in (("zhao", OTHER), ("amina", PASSWORD), ("amina", "nobody")):
        with pytest.raises(WrongPassword):
            signed_in(address, login, password)


def address_of(database):
    return database.engine.url.render_as_string(hide_password=False)


def test_guessing_on_a_server_waits_whoever_is_guessed(server_database):
    address = address_of(server_database)
    signing_in.create_on_server(address, given=GIVEN, password=PASSWORD, today=TODAY).database.close()
    for login in ("sana", "nobody"):
        for _attempt in range(FREE_ATTEMPTS + 1):
            with pytest.raises(WrongPassword):
                signed_in(address, login, OTHER)
        with pytest.raises(TooManyAttempts):
            signed_in(address, login, PASSWORD)
    with server_database.transaction() as session:
        session.execute(delete(SignInAttempts))
    signed_in(address).database.close()
    with server_database.reading() as session:
        assert session.scalars(select(SignInAttempts.login)).all() == []


def test_a_server_is_begun_by_its_first_user_and_only_once(server_database):
    address = address_of(server_database)
    made = signing_in.create_on_server(address, given=GIVEN, password=PASSWORD, today=TODAY)
    assert made.user.roles == signing_in.FIRST_OFFICER
    with made.database.reading() as session:
        here = programme.here(session)
    made.database.close()
    assert (here.station_code, here.programme.en) == ("BJ", "Joint Training")
    signed_in(address).database.close()
    again = replace(GIVEN, login="zhao")
    with pytest.raises(HasUsers):
        signing_in.create_on_server(address, given=again, password=PASSWORD, today=TODAY)
    with pytest.raises(WrongPassword):
        signed_in(address, "zhao")


def test_a_short_password_begins_no_server(server_database):
    with pytest.raises(PasswordTooShort):
        signing_in.create_on_server(address_of(server_database), given=GIVEN, password="short", today=TODAY)
    with server_database.reading() as session:
        assert not users.is_anyone(session)


def test_an_administrator_lets_others_into_a_server(server_database):
    address = address_of(server_database)
    made = signing_in.create_on_server(address, given=GIVEN, password=PASSWORD, today=TODAY)
    with pytest.raises(PasswordTooShort):
        signing_in.let_in(made.database, draft=AUDITOR, password="short")
    zhao = signing_in.let_in(made.database, draft=AUDITOR, password=OTHER)
    made.database.close()
    entered = signed_in(address, "zhao", OTHER)
    assert entered.user.id == zhao
    with pytest.raises(NotAllowed):
        signing_in.let_in(entered.database, draft=replace(AUDITOR, login="li"), password=OTHER)
    entered.database.close()


def test_an_administrator_lets_others_into_a_file(made):
    place, _recovery = made
    entered = signed_in(place)
    with pytest.raises(PasswordTooShort):
        signing_in.let_in(entered.database, draft=AUDITOR, password="short")
    zhao = signing_in.let_in(entered.database, draft=AUDITOR, password=OTHER)
    entered.database.close()
    entered = signed_in(place, "zhao", OTHER)
    assert entered.user.id == zhao
    entered.database.close()


def test_a_database_that_nobody_opened_for_a_user_works_for_the_program(template_file):
    database = connect(template_file, bytes(range(32)))
    assert database.is_program
    database.close()


def test_a_file_in_which_another_program_works_can_be_looked_at_and_nothing_changed(made):
    place = made[0]
    with closing(signing_in.sign_in(place, login="sana", password=PASSWORD).database) as working:
        looking = signing_in.sign_in(place, login="sana", password=PASSWORD, only_looks=True)
        with closing(looking.database) as database:
            assert looking.user.may(programme.here)
            assert not looking.user.may(users.add)
            with database.reading() as session:
                assert [row.login for row in users.rows(session)] == ["sana"]
            with pytest.raises(OnlyLooking), database.transaction():
                pytest.fail("a transaction was begun")
            with pytest.raises(StorageFault), database.engine.begin() as connection:
                connection.exec_driver_sql("DELETE FROM users")
        with working.transaction("users.add") as session:
            users.add(session, draft=AUDITOR)


def test_a_file_of_an_earlier_version_cannot_be_looked_at(made):
    place = made[0]
    with closing(signing_in.sign_in(place, login="sana", password=PASSWORD).database) as working:
        with working.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
        with pytest.raises(DatabaseUnusable) as refusal:
            signing_in.sign_in(place, login="sana", password=PASSWORD, only_looks=True)
    assert "another version" in refusal.value.sentence()
