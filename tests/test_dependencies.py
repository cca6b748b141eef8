"""Faults of other people's releases that have bitten; each test fails when such a release comes back."""

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(bool)


class Ear(QObject):
    def hear(self, is_loud: bool) -> None:
        self.is_loud = is_loud


def test_a_signal_keeps_the_count_of_true():
    """PySide6 6.12.0 on Python 3.11 loses one reference a call, and aborts when none is left."""
    bell, ear = Bell(), Ear()
    bell.rung.connect(ear.hear)
    before = sys.getrefcount(True)
    for _ in range(100):
        bell.rung.emit(True)
    assert sys.getrefcount(True) > before - 50
