import subprocess
import sys

import pytest
from PySide6.QtCore import QObject, QTimer

from trainer_app.ui.ahead import Ahead, modules

SURVEY = """
import sys
from importlib import import_module
import trainer_app.ui.main_window, trainer_app.ui.opening
from trainer_app.ui.ahead import modules
from trainer_app.ui.pages.registry import PAGES

def ours():
    names = [name for name in sys.modules if name.startswith("trainer_app.")]
    return {name for name in names if not hasattr(sys.modules[name], "__path__")}

def makings():
    for entry in PAGES:
        yield from entry.makings()

at_once, there = {}, ours()
for name in modules(makings()):
    import_module(name)
    if len(ours() - there) > 1:
        at_once[name] = ours() - there - {name}
    there = ours()
"""


def survey(question):
    done = subprocess.run(
        [sys.executable, "-c", f"{SURVEY}\nprint({question})"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_module_is_imported_in_a_turn_of_its_own():
    assert survey("at_once") == "{}"


def test_nothing_of_a_page_or_tab_is_left_to_import_at_its_first_visit():
    assert survey("list(modules(makings()))") == "[]"
    assert survey("'trainer_app.ui.pages.offering.scores' in there") == "True"


def test_the_workbook_library_is_left_to_the_first_workbook():
    assert survey("[name for name in ('openpyxl', 'alembic', 'babel') if name in sys.modules]") == "[]"


def test_what_is_there_already_is_not_asked_for_again():
    def make(_context):
        from trainer_app.ui.ahead import Ahead

        return Ahead

    assert list(modules([make])) == []


@pytest.fixture
def parent(qapp):
    made = QObject()
    yield made
    made.deleteLater()


def test_the_event_loop_turns_between_two_imports(parent, qtbot, monkeypatch):
    names = ["trainer_app.core.text", "trainer_app.core.formats", "trainer_app.core.paths"]
    for name in names:
        monkeypatch.delitem(sys.modules, name)

    def make(_context):
        from trainer_app.core import formats, paths, text

        return formats, paths, text

    seen = []
    beat = QTimer(parent, interval=0)
    beat.timeout.connect(lambda: seen.append(sum(name in sys.modules for name in names)))
    ahead = Ahead([make], parent)
    with qtbot.waitSignal(ahead.ended):
        beat.start()
        ahead.start()
    assert {1, 2, 3} <= set(seen)
