"""How a command comes into a database: by whom, with which password, and whether it is alone there."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.storage.engine import Database

PASSWORD_VARIABLE = "TRAINER_PASSWORD"  # noqa: S105 (its name, not the password)
NEW_PASSWORD_VARIABLE = "TRAINER_NEW_PASSWORD"  # noqa: S105


@contextmanager
def writing(options: argparse.Namespace) -> Iterator[Database]:
    """The database, opened by the one program that may write in it now.

    Raises:
        InUse: a window or another command has it open.
    """
    with alone(options), entered(options) as database:
        yield database


@contextmanager
def alone(options: argparse.Namespace, *, may_be_missing: bool = False) -> Iterator[None]:
    """Let no other program write meanwhile; a server does so itself, and a dry run writes nothing.

    Raises:
        InUse: a window or another command has it open.
    """
    from trainer_app.storage import engine, file_lock

    if not engine.is_file(options.database) or getattr(options, "dry_run", False):
        yield
        return
    place = engine.path_of(options.database)
    if not may_be_missing:
        engine.expect_programme(place)  # else its lock file would lie where there is nothing to lock
    with file_lock.take(place, kind=file_lock.Kind.COMMAND, now=datetime.now(UTC)):
        yield


@contextmanager
def entered(options: argparse.Namespace) -> Iterator[Database]:
    """The database, opened for the user who is named."""
    from trainer_app.services import signing_in

    given = password(options)
    with closing(signing_in.sign_in(options.database, login=options.user, password=given).database) as opened:
        yield opened


def password(options: argparse.Namespace) -> str:
    """The password of who runs a command: from a file, the environment or whoever sits there.

    It is never an argument, which others could read.

    Raises:
        NobodyNamed: nobody is named, or there is no way to ask.
        OSError: the file cannot be read.
    """
    if not options.user:
        raise NobodyNamed
    return _given(f"Password of {options.user}: ", options.password_file, PASSWORD_VARIABLE)


def new_password(options: argparse.Namespace) -> str:
    """The first password of somebody who is let in; where it comes from, as `password`.

    Raises:
        NobodyNamed, OSError: as `password`.
    """
    question = f"First password of {options.login}: "
    return _given(question, options.new_password_file, NEW_PASSWORD_VARIABLE)


def _given(question: str, file: Path | None, variable: str) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise NobodyNamed
    return getpass.getpass(question)


class NobodyNamed(Refused):
    """A command does not say who runs it."""

    def sentence(self) -> str:
        """How to say it."""
        return _(
            "Nobody is signed in. Name the user with {option} and give the password when asked, in "
            "{variable} or with {file}. Nothing was changed."
        ).format(option="--user", variable=PASSWORD_VARIABLE, file="--password-file")
