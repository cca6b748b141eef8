import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from tests.ui.conftest import NOW
from trainer_app.core.errors import FileUnwritable, NotFound
from trainer_app.core.progress import Progress
from trainer_app.ui.tasks import Saving, Tasks, unraised


class Asker(QObject):
    """Keeps what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.faults: list[Exception] = []

    def answered(self, answer: object) -> None:
        self.answers.append(answer)

    def refused(self, fault: Exception) -> None:
        self.faults.append(fault)


class Gate:
    """Work that waits until it is let through, and says when it has begun."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.opened = threading.Event()

    def work(self, session: object, progress: Progress) -> str:
        self.begun.set()
        self.opened.wait(10)
        progress.step(1, 2)
        return "through"


def double(session: object, *, number: int) -> int:
    return 2 * number


def refuse(session: object) -> None:
    raise NotFound("offering", "PK-2026-07")


def break_down(session: object) -> None:
    raise ZeroDivisionError


@pytest.fixture
def asker(qapp) -> Asker:
    return Asker()


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.opened.set()


def test_the_answer_arrives_later_even_if_the_work_has_ended(qtbot, tasks, asker):
    task = tasks.read(double, asker.answered, number=21)
    tasks._executor.submit(lambda: None).result()
    assert asker.answers == []
    with qtbot.waitSignal(task.ended):
        pass
    assert asker.answers == [42]
    assert not task.is_running


def test_a_listener_that_connects_after_the_work_has_ended_still_hears(qtbot, tasks, asker):
    task = tasks.read(double, asker.answered, number=1)
    tasks._executor.submit(lambda: None).result()
    with qtbot.waitSignal(task.succeeded) as heard:
        pass
    assert heard.args == [2]


def test_a_refusal_reaches_whoever_asked(qtbot, tasks, asker):
    with qtbot.assertNotEmitted(tasks.unanswered):
        task = tasks.read(refuse, asker.answered, on_failure=asker.refused)
        with qtbot.waitSignal(task.ended):
            pass
    assert isinstance(asker.faults[0], NotFound)
    assert asker.answers == []


def test_a_refusal_that_nobody_listens_to_reaches_the_window(qtbot, tasks, asker):
    with qtbot.waitSignal(tasks.unanswered) as heard:
        tasks.read(refuse, asker.answered)
    assert isinstance(heard.args[0], NotFound)


def test_a_fault_of_the_program_reaches_the_window_in_any_case(qtbot, tasks, asker, caplog):
    with qtbot.waitSignal(tasks.unanswered) as heard:
        tasks.read(break_down, asker.answered, on_failure=asker.refused)
    assert isinstance(heard.args[0], ZeroDivisionError)
    assert "a task failed" in caplog.text


def test_running_work_stops_at_its_next_step(qtbot, tasks, asker, gate):
    task = tasks.read(gate.work, asker.answered)
    gate.begun.wait(10)
    task.cancel()
    with qtbot.waitSignal(task.cancelled):
        gate.opened.set()
    assert asker.answers == []


def test_waiting_work_is_cancelled_before_it_begins(qtbot, tasks, asker, gate):
    first = tasks.read(gate.work, asker.answered)
    waiting = tasks.read(double, asker.answered, number=1)
    gate.begun.wait(10)
    with qtbot.waitSignal(waiting.cancelled):
        waiting.cancel()
    with qtbot.waitSignal(first.ended):
        gate.opened.set()
    assert asker.answers == ["through"]


def test_only_the_last_of_the_same_questions_is_answered(qtbot, tasks, asker, gate):
    tasks.read(gate.work, asker.answered)
    for number in (1, 2, 3):
        last = tasks.read(double, asker.answered, latest="search", number=number)
    with qtbot.waitSignal(last.ended):
        gate.opened.set()
    assert asker.answers == ["through", 6]


def test_progress_is_told(qtbot, tasks, asker, gate):
    gate.opened.set()
    task = tasks.read(gate.work, asker.answered)
    with qtbot.waitSignal(task.progressed) as heard:
        pass
    assert heard.args == [1, 2]


def test_an_answer_for_a_page_that_is_gone_is_dropped(qtbot, tasks, gate):
    gone = Asker()
    kept = gone.answers
    task = tasks.read(gate.work, gone.answered)
    gone.deleteLater()
    with qtbot.waitSignal(gone.destroyed):
        pass
    with qtbot.waitSignal(task.ended):
        gate.opened.set()
    assert kept == []


def test_a_write_tells_its_nouns_and_when_it_was_saved(qtbot, tasks, asker):
    with qtbot.waitSignal(tasks.changed) as heard:
        tasks.write(double, asker.answered, changes=("score", "result"), number=4)
    assert heard.args == [frozenset({"score", "result"})]
    assert tasks.saving == Saving("saved", NOW)
    qtbot.waitUntil(lambda: asker.answers == [8])


def test_a_write_under_way_is_said_to_be_saving(qtbot, tasks, gate):
    task = tasks.write(gate.work, changes=("score",))
    assert tasks.saving.state == "saving"
    with qtbot.waitSignal(task.ended):
        gate.opened.set()


def test_nothing_is_said_to_be_saved_while_a_later_write_waits(qtbot, tasks, asker, gate):
    first = tasks.write(double, asker.answered, changes=("score",), number=4)
    second = tasks.write(gate.work, changes=("score",))
    with qtbot.waitSignal(first.ended):
        pass
    assert tasks.saving == Saving("saving", NOW)
    with qtbot.waitSignal(second.ended):
        gate.opened.set()
    assert tasks.saving == Saving("saved", NOW)


def test_a_full_disk_is_said_to_be_not_saved(qtbot, tasks, asker, tmp_path):
    def fill(session: object) -> None:
        raise FileUnwritable(tmp_path / "programme.db", "The disk is full.")

    with qtbot.assertNotEmitted(tasks.changed):
        task = tasks.write(fill, changes=("score",), on_failure=asker.refused)
        with qtbot.waitSignal(task.ended):
            pass
    assert tasks.saving.state == "not_saved"
    assert "The disk is full." in tasks.saving.why


def test_a_refused_write_leaves_what_was_saved_saved(qtbot, tasks, asker):
    task = tasks.write(refuse, changes=("score",), on_failure=asker.refused)
    with qtbot.waitSignal(task.ended):
        pass
    assert tasks.saving == Saving("saved", None)


def test_a_cancelled_write_leaves_what_was_saved_saved(qtbot, tasks, gate):
    task = tasks.write(gate.work, changes=("score",))
    task.cancel()
    with qtbot.waitSignal(task.cancelled):
        gate.opened.set()
    assert tasks.saving.state == "saved"


def test_values_that_were_not_accepted_are_counted(qtbot, tasks):
    with qtbot.waitSignal(tasks.saving_changed):
        tasks.set_not_accepted(2)
    assert tasks.saving.not_accepted == 2


def test_a_fault_while_painting_is_told_and_not_raised(qtbot, tasks):
    with qtbot.waitSignal(tasks.unanswered):
        assert tasks.read_rows(refuse) is None


def test_reading_at_once_answers_at_once(tasks):
    assert tasks.read_now(double, number=3) == 6


def test_work_without_a_database_needs_no_session(qtbot, tasks, asker):
    task = tasks.run(_shout, asker.answered, words="roll")
    with qtbot.waitSignal(task.ended):
        pass
    assert asker.answers == ["ROLL"]


def _shout(*, words: str) -> str:
    return words.upper()


def test_closing_waits_for_the_work_under_way(qapp, file_database, asker, gate):
    before = set(threading.enumerate())
    own = Tasks(file_database, lambda: NOW)
    own.read(gate.work, asker.answered)
    gate.begun.wait(10)
    assert _threads_since(before)
    gate.opened.set()
    own.close()
    assert not _threads_since(before)


def _threads_since(before: set[threading.Thread]) -> set[threading.Thread]:
    return set(threading.enumerate()) - before


def test_what_qt_asks_while_painting_never_raises(caplog):
    assert unraised(lambda: 1 // 0) is None
    assert "a cell could not be shown" in caplog.text


def test_what_is_asked_after_the_end_is_cancelled(qtbot, file_database):
    running = Tasks(file_database, lambda: NOW)
    running.close()
    task = running.read(lambda session: 1, lambda _answer: None)
    qtbot.waitSignal(task.cancelled).wait()
    qtbot.waitUntil(lambda: running.is_idle)
