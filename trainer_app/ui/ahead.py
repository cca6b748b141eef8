"""Imports what pages need before they are visited, a module at each turn of the event loop.

Imported at once, a page and what it needs hold the window for 100 ms; a module alone takes a few.
"""

import sys
from collections.abc import Iterable, Iterator
from dis import get_instructions
from importlib import import_module
from importlib.util import find_spec
from types import CodeType, FunctionType
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from trainer_app.ui.page import Making

_OURS = "trainer_app."


class Ahead(QObject):
    """Imports what makings would import, while the window answers in between.

    Signals: ended().
    """

    ended = Signal()

    def __init__(self, makings: Iterable[Making], parent: QObject, *, pause_ms: int = 0) -> None:
        super().__init__(parent)
        self._names = modules(makings)
        self._turn = QTimer(self, interval=pause_ms)
        self._turn.timeout.connect(self._import_next)

    def start(self) -> None:
        """Begin at the next turn."""
        self._turn.start()

    def _import_next(self) -> None:
        name = next(self._names, "")
        if name:
            import_module(name)
        else:
            self._turn.stop()
            self.ended.emit()


def modules(makings: Iterable[Making]) -> Iterator[str]:
    """Names of our modules that makings import and that are not there yet, each after what it imports itself.

    A class imports nothing when it is called: its module is there.
    """
    asked: set[str] = set()
    for making in makings:
        if isinstance(making, FunctionType):
            for name in _imported(making.__code__):
                yield from _leaves_first(name, asked)


def _leaves_first(name: str, asked: set[str]) -> Iterator[str]:
    if name in asked or name in sys.modules:
        return
    asked.add(name)
    code = _code(name)
    if code is not None:
        for needed in _imported(code):
            yield from _leaves_first(needed, asked)
        yield name


def _code(name: str) -> CodeType | None:
    spec = find_spec(name)
    loader: Any = spec.loader if spec else None
    return loader.get_code(name) if loader else None


def _imported(code: CodeType) -> Iterator[str]:
    """Our modules that code imports when it runs: not inside its functions, and not for types alone."""
    last: Any = None
    is_for_types, ends_at = False, 0
    for step in get_instructions(code):
        is_for_types = is_for_types or step.argval == "TYPE_CHECKING"
        if is_for_types and "JUMP" in step.opname:
            is_for_types, ends_at = False, step.argval
        if step.opname == "IMPORT_NAME" and step.offset >= ends_at and step.argval.startswith(_OURS):
            yield step.argval
            if _is_package(step.argval):
                yield from (f"{step.argval}.{name}" for name in last or ())
        last = step.argval


def _is_package(name: str) -> bool:
    spec = find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None
