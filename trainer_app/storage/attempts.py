"""How long to wait after wrong passwords, and a clock that neither a restart nor a set clock shortens.

The count of wrong attempts is kept in the key file; the wait is counted from the start of the program or the
last attempt in it, whichever is later, on a clock that only runs forward.
"""

import math
import time
from collections.abc import Callable

FREE_ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 300
_ENOUGH_DOUBLINGS = 10


def wait_seconds(wrong_attempts: int) -> int:
    """Seconds between the last of so many wrong attempts and the next: 2 after the sixth, then doubled."""
    if wrong_attempts <= FREE_ATTEMPTS:
        return 0
    return min(LONGEST_WAIT_SECONDS, 1 << min(wrong_attempts - FREE_ATTEMPTS, _ENOUGH_DOUBLINGS))


class AttemptClock:
    """Remembers the later of the program's start and its last attempt; `now` gives seconds of a clock."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._since = now()

    def attempted(self) -> None:
        """An attempt was made just now."""
        self._since = self._now()

    def seconds_left(self, wrong_attempts: int) -> int:
        """Whole seconds until the next attempt may be made; 0 when it may."""
        passed = self._now() - self._since
        return max(0, math.ceil(wait_seconds(wrong_attempts) - passed))


OF_THIS_PROGRAM = AttemptClock()
