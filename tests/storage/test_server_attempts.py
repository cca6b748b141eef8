from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta

import pytest
from sqlalchemy import select

from trainer_app.models.users import SignInAttempts
from trainer_app.storage import server_attempts
from trainer_app.storage.attempts import FREE_ATTEMPTS
from trainer_app.storage.engine import connect
from trainer_app.storage.key_refusals import TooManyAttempts


def try_wrongly(database, times, login="zhao"):
    for _attempt in range(times):
        server_attempts.count(database, login)


def shift(database, by):
    """Let time pass on the server, or its clock be set back."""
    with database.transaction() as session:
        for row in session.scalars(select(SignInAttempts)):
            row.last_at -= by


def seconds_left(database, login="zhao"):
    with pytest.raises(TooManyAttempts) as refusal:
        server_attempts.count(database, login)
    return refusal.value.seconds_left


def test_after_the_free_attempts_the_wait_grows_with_each(server_database):
    try_wrongly(server_database, FREE_ATTEMPTS + 1)
    assert seconds_left(server_database) == 2
    shift(server_database, timedelta(seconds=2))
    try_wrongly(server_database, 1)
    assert seconds_left(server_database) == 4


def test_an_attempt_that_was_not_made_is_not_counted(server_database):
    try_wrongly(server_database, FREE_ATTEMPTS + 1)
    assert [seconds_left(server_database) for _again in range(3)] == [2, 2, 2]


def test_another_start_and_another_workstation_wait_as_long(server_database):
    try_wrongly(server_database, FREE_ATTEMPTS + 1)
    address = server_database.engine.url.render_as_string(hide_password=False)
    with closing(connect(address)) as other:
        assert seconds_left(other) == 2


def test_a_clock_that_is_set_back_neither_ends_the_wait_nor_makes_it_longer(server_database):
    try_wrongly(server_database, FREE_ATTEMPTS + 1)
    shift(server_database, -timedelta(days=400))
    assert seconds_left(server_database) == 2


def test_a_right_password_counts_from_nothing_and_each_name_counts_alone(server_database):
    try_wrongly(server_database, FREE_ATTEMPTS + 1)
    server_attempts.count(server_database, "sana")
    server_attempts.forget(server_database, "sana")
    assert seconds_left(server_database) == 2
    server_attempts.forget(server_database, "zhao")
    try_wrongly(server_database, 1)


def test_guessing_in_parallel_gains_nothing(server_database):
    def guess(_number):
        with suppress(TooManyAttempts):
            server_attempts.count(server_database, "zhao")
            return 1
        return 0

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(guess, range(20))) == FREE_ATTEMPTS + 1


def test_names_that_nobody_tried_for_a_day_are_kept_no_longer(server_database):
    try_wrongly(server_database, 1, "a" * 300)
    shift(server_database, timedelta(days=2))
    try_wrongly(server_database, 1, "sana")
    with server_database.reading() as session:
        assert session.scalars(select(SignInAttempts.login)).all() == ["sana"]
