"""Backups, restoring and the key file, done whole or not at all when the disk fails: more of the table."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.faults import operations, work
from tests.faults.operations import Operation, content, record
from tests.keys import KEY
from trainer_app.core.language import Titles
from trainer_app.models.journal import JournalNode
from trainer_app.models.users import User
from trainer_app.rules.recovery_key import WrongRecoveryKey
from trainer_app.rules.roles import Role
from trainer_app.services import backups, signing_in, users
from trainer_app.services.signing_in import FIRST_OFFICER, NewProgramme
from trainer_app.services.users import UserDraft
from trainer_app.storage import backup, keys
from trainer_app.storage.backup import Occasion
from trainer_app.storage.engine import Database, connect, open_existing
from trainer_app.storage.key_refusals import KeyFileInTheWay, KeyFileUnreadable, WrongPassword
from trainer_app.storage.key_wraps import CHEAPEST
from trainer_app.storage.keys import KeyFile

PASSWORD, OTHER = "correct horse battery", "quite another one"
WHO = {"login": "sana", "password": PASSWORD}
SECOND = "stick"
_SHEETS: dict[str, str] = {}
"""The recovery keys on paper: the earlier sheet, and the last one that was given out."""


def _with_keys(folder: Path) -> None:
    """A programme with one administrator, who has a password and a recovery key on paper."""
    operations.make(folder)
    KeyFile.create(keys.place_of(folder / work.PROGRAMME), cost=CHEAPEST)
    with closing(open_existing(folder / work.PROGRAMME, KEY)) as database:
        _let_in(folder, database, "sana", FIRST_OFFICER)
        database.settle()
    _SHEETS["earlier"] = _keys(folder).make_recovery_key(KEY)


def _let_in(folder: Path, database: Database, login: str, roles: frozenset[Role]) -> None:
    """As the settings do: where the key file refuses, nobody is added."""
    file = _keys(folder)
    with database.transaction("users.save") as session:
        user_id = users.add(session, draft=UserDraft(login, login.title(), "PK", roles))
        if login in file.users():
            file.set_password(login, user_id, PASSWORD, KEY)
        else:
            file.add_user(login, user_id, PASSWORD, KEY)


def _keys(folder: Path) -> KeyFile:
    return KeyFile.read(keys.place_of(folder / work.PROGRAMME), cost=CHEAPEST)


def _opens(folder: Path, login: str, password: str) -> bool:
    try:
        return _keys(folder).unlock(login, password).key == KEY
    except WrongPassword:
        return False


# Backups


def _with_backups(folder: Path) -> None:
    """Two earlier backups of one day, of which one is no longer needed, and a second place for the next."""
    _with_keys(folder)
    (folder / SECOND).mkdir()
    place = folder / work.PROGRAMME
    for hours in (2, 1):
        at = work.WHEN - timedelta(days=5, hours=hours)
        backup.make(place, KEY, backup.folder_of(place), now=at, occasion=Occasion.SCHEDULE)


def _back_up(folder: Path) -> None:
    with closing(open_existing(folder / work.PROGRAMME, KEY)) as database:
        backups.make(database, second=folder / SECOND, now=work.WHEN)


def _backed_up(folder: Path) -> str:
    programme = content(folder / work.PROGRAMME).replace(" transactions", "")
    places = (backup.folder_of(folder / work.PROGRAMME), folder / SECOND)
    return " | ".join(["damaged" if "damaged" in programme else "whole", *map(_in_folder, places)])


def _in_folder(folder: Path) -> str:
    return ", ".join(_each_in(folder)) or "nothing"


def _each_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        described = backup.described(path)
        if described is not None:
            backup.verify(path, KEY)
            KeyFile.read(backup.keys_of(path))
            yield f"{described.made_at:%d.%H}"
        elif not backup.described(path.with_suffix("")):
            yield f"left over: {path.name}"


# Restoring


def _with_later_work(folder: Path) -> None:
    """A backup, and a mark that was saved afterwards."""
    _with_keys(folder)
    place = folder / work.PROGRAMME
    at = work.WHEN - timedelta(hours=1)
    backup.make(place, KEY, backup.folder_of(place), now=at, occasion=Occasion.SCHEDULE)
    with closing(open_existing(place, KEY)) as database:
        record(database)
        database.settle()


def _with_a_backup_alone(folder: Path) -> None:
    """The file was deleted with its keys."""
    _with_later_work(folder)
    place = folder / work.PROGRAMME
    for path in (place, keys.place_of(place)):
        path.unlink()


def _put_back(folder: Path) -> None:
    place = folder / work.PROGRAMME
    [chosen] = backups.found(place)
    now = work.WHEN + timedelta(minutes=len(_replaced(folder)))
    entered, _kept = backups.restore(place, chosen, now=now, **WHO)
    entered.database.close()


def _replaced(folder: Path) -> list[Path]:
    return sorted(folder.glob("*-replaced-*.db"))


def _standing(folder: Path) -> str:
    """What the programme file is now, and whether what was saved after the backup is still somewhere."""
    place = folder / work.PROGRAMME
    files = [*([place] if place.is_file() else []), *_replaced(folder)]
    newest = max((content(path) for path in files), default="nothing")
    present = f"{content(place)} of node {_node(place)}" if place.is_file() else "nothing"
    beside = sorted(path.name for path in folder.glob(".*"))
    return ", ".join([present, f"somewhere {newest}", *_way_in(place), *beside])


def _way_in(place: Path) -> Iterator[str]:
    file = keys.place_of(place)
    if place.is_file() and not file.is_file():
        yield "no way in"
    elif file.is_file():
        KeyFile.read(file)


def _node(place: Path) -> int:
    with closing(connect(place, KEY)) as database, database.reading() as session:
        return int(session.scalars(select(JournalNode.no).where(JournalNode.is_here)).one())


# The key file


def _add_user(folder: Path) -> None:
    with closing(open_existing(folder / work.PROGRAMME, KEY)) as database:
        with database.reading() as session:
            is_there = _is_user(session, "zhao")
        if not is_there:
            _let_in(folder, database, "zhao", frozenset({Role.AUDITOR}))


def _is_user(session: Session, login: str) -> bool:
    return session.scalar(select(User.id).where(User.login == login)) is not None


def _added(folder: Path) -> str:
    with closing(connect(folder / work.PROGRAMME, KEY)) as database, database.reading() as session:
        is_user = _is_user(session, "zhao")
    return f"{_who_opens(folder)}; zhao is {'a' if is_user else 'no'} user"


def _who_opens(folder: Path) -> str:
    logins = [each for each in ("sana", "zhao") if _opens(folder, each, PASSWORD)]
    return f"{', '.join(logins)} of {len(_keys(folder).users())} open it"


def _change_password(folder: Path) -> None:
    try:
        _keys(folder).change_password("sana", PASSWORD, OTHER)
    except WrongPassword:  # it was changed before
        _keys(folder).unlock("sana", OTHER)


def _password(folder: Path) -> str:
    opening = [word for word in (PASSWORD, OTHER) if _opens(folder, "sana", word)]
    return f"opened with: {opening}"


def _print_sheet(folder: Path) -> None:
    _SHEETS["given out"] = _keys(folder).make_recovery_key(KEY)


def _sheet(folder: Path) -> str:
    sheets = [name for name, text in _SHEETS.items() if _recovers(folder, text)]
    return f"opened with the sheet: {sheets}"


def _recovers(folder: Path, sheet: str, key: bytes | None = KEY) -> bool:
    try:
        return _keys(folder).unlock_with_recovery(sheet) == key
    except WrongRecoveryKey:
        return False


def _nothing(folder: Path) -> None:
    """A first run begins in an empty folder."""
    _SHEETS.clear()


def _first_run(folder: Path) -> None:
    given = NewProgramme(Titles("Joint Training", "", ""), "PK", "IS", "sana", "Sana Javed")
    place = folder / work.PROGRAMME
    try:
        entered, _SHEETS["given out"] = signing_in.create(
            place, given=given, password=PASSWORD, today=date(2026, 11, 23), cost=CHEAPEST
        )
    except KeyFileInTheWay:  # it was made before
        entered = signing_in.sign_in(place, **WHO)
    entered.database.close()


def _made(folder: Path) -> str:
    place = folder / work.PROGRAMME
    if not place.exists() and not keys.place_of(place).exists():
        return "nothing"
    try:
        with closing(signing_in.sign_in(place, **WHO).database) as database, database.reading() as session:
            stands = "sana is a user" if _is_user(session, "sana") else "sana is no user"
    except (KeyFileUnreadable, WrongPassword):
        return "a file that nobody opens"
    sheets = [name for name, text in _SHEETS.items() if _recovers(folder, text, database.key)]
    return f"{stands}; opened with the sheet: {sheets}"


OPERATIONS = (
    # Made at the first place it is a backup, whatever the second one and the thinning come to.
    Operation(
        "a backup is made",
        _with_backups,
        _back_up,
        _backed_up,
        also=("whole | 18.07, 18.08, 23.09 | nothing", "whole | 18.08, 23.09 | nothing"),
    ),
    Operation("a backup is put back", _with_later_work, _put_back, _standing),
    Operation("a lost file comes back", _with_a_backup_alone, _put_back, _standing),
    # The key file comes before the commit: a password of nobody opens nothing that the window shows.
    Operation(
        "a user is let in", _with_keys, _add_user, _added, also=("sana, zhao of 2 open it; zhao is no user",)
    ),
    Operation("a password is changed", _with_keys, _change_password, _password),
    Operation("a recovery sheet is made", _with_keys, _print_sheet, _sheet),
    Operation("a file with a first user is made", _nothing, _first_run, _made),
)
