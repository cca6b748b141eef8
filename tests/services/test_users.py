import pytest

from trainer_app.core import language
from trainer_app.core.errors import ChangedMeanwhile
from trainer_app.rules.roles import Role
from trainer_app.services import users
from trainer_app.services.user_refusals import AboutUsers, LastAdministrator, LoginTaken, NameMissing, NoRole
from trainer_app.services.users import UserDraft
from trainer_app.storage.journal.origin import Origin

ADMIN = UserDraft("Tariq ", "Tariq  Mehmood", "PK", frozenset({Role.ADMINISTRATOR}))
INSTRUCTOR = UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.INSTRUCTOR, Role.VERIFIER}))


def one(session, user_id):
    return next(row for row in users.rows(session) if row.id == user_id)


def test_a_user_is_kept_with_name_and_roles(session):
    row = one(session, users.add(session, draft=ADMIN))
    assert (row.login, row.full_name, row.side) == ("tariq", "Tariq Mehmood", "PK")
    assert (row.roles, row.is_active) == (frozenset({Role.ADMINISTRATOR}), True)


def test_a_login_is_taken_once_however_it_is_written(session):
    users.add(session, draft=INSTRUCTOR)
    with pytest.raises(LoginTaken, match="zhao"):
        users.add(session, draft=UserDraft(" ZHAO", "Zhao Li", "CN", INSTRUCTOR.roles))


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (UserDraft(" ", "Zhao Ming", "CN", INSTRUCTOR.roles), NameMissing),
        (UserDraft("zhao", "  ", "CN", INSTRUCTOR.roles), NameMissing),
        (UserDraft("zhao", "Zhao Ming", "CN", frozenset()), NoRole),
    ],
)
def test_what_cannot_be_kept_is_refused(session, draft, refusal):
    with pytest.raises(refusal):
        users.add(session, draft=draft)


def test_roles_change_and_the_login_stays(session):
    users.add(session, draft=ADMIN)
    user_id = users.add(session, draft=INSTRUCTOR)
    draft = UserDraft("other", "Zhao Ming", "CN", frozenset({Role.AUDITOR}))
    users.change(session, user_id=user_id, version=1, draft=draft)
    row = one(session, user_id)
    assert (row.login, row.roles) == ("zhao", frozenset({Role.AUDITOR}))
    with pytest.raises(ChangedMeanwhile):
        users.change(session, user_id=user_id, version=1, draft=draft)


def test_a_user_who_left_stays_in_the_list_and_may_come_back(session):
    user_id = users.add(session, draft=INSTRUCTOR)
    assert users.remove(session, user_id=user_id, version=1) == "zhao"
    assert not one(session, user_id).is_active
    assert users.add(session, draft=INSTRUCTOR) == user_id
    assert one(session, user_id).is_active


def test_the_last_administrator_stays(session):
    user_id = users.add(session, draft=ADMIN)
    with pytest.raises(LastAdministrator):
        users.remove(session, user_id=user_id, version=1)
    with pytest.raises(LastAdministrator):
        users.change(session, user_id=user_id, version=1, draft=INSTRUCTOR)
    users.add(session, draft=UserDraft("sun", "Sun Yuting", "CN", frozenset({Role.ADMINISTRATOR})))
    users.remove(session, user_id=user_id, version=1)


def test_everyone_knows_who_they_are(database):
    with database.transaction() as session:
        user_id = users.add(session, draft=INSTRUCTOR)
        assert users.me(session) is None
    with database.transaction(origin=Origin(user_id)) as session:
        assert users.me(session).full_name == "Zhao Ming"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_every_refusal_has_its_sentence(code):
    language.activate(code)
    refusals: list[AboutUsers] = [LoginTaken("x"), NameMissing(), NoRole("X"), LastAdministrator("X")]
    assert all("{" not in each.sentence() for each in refusals)
