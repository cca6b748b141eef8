"""Attendance: credited time against the scheduled time of delivered sessions, rounded down."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from trainer_app.core.errors import NothingDelivered
from trainer_app.rules.exact import down, ratio
from trainer_app.rules.schemes import ATTENDANCE_DECIMALS


class ExcusedTime(StrEnum):
    """What excused absence does to the figure; each scheme chooses."""

    COUNTS_AS_ABSENT = "COUNTS_AS_ABSENT"
    LEFT_OUT = "LEFT_OUT"
    CREDITED = "CREDITED"


@dataclass(frozen=True, slots=True)
class AttendedTime:
    """One training session while the trainee was enrolled, in minutes.

    A make-up session credits minutes with nothing scheduled. Of a session that is not delivered yet only
    the scheduled minutes count.
    """

    scheduled_minutes: int
    is_delivered: bool
    credited_minutes: int = 0
    excused_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Attendance:
    """The three figures of attendance, percents rounded down to one decimal; None without scheduled time.

    `so_far` is of what was delivered. `whole_course` is of everything scheduled, as if nothing more were
    attended. `best_reachable` is of everything scheduled, if all that is to come were attended.
    """

    so_far: Decimal | None
    whole_course: Decimal | None
    best_reachable: Decimal | None


def attended_share(credited_minutes: int, delivered_minutes: int) -> Fraction:
    """Credited part of the delivered time, exactly, 0..1.

    Make-up sessions can credit more than was delivered; the share stops at 1.

    Raises:
        NothingDelivered: there is no delivered time to compare with.
    """
    if delivered_minutes <= 0:
        raise NothingDelivered
    return min(Fraction(credited_minutes, delivered_minutes), Fraction(1))


def percent(credited_minutes: int, delivered_minutes: int) -> Decimal:
    """The attended share in percent, rounded down to one decimal: 89.96 is 89.9, which is not 90.0.

    Raises:
        NothingDelivered: there is no delivered time to compare with.
    """
    return down(ratio(attended_share(credited_minutes, delivered_minutes) * 100), ATTENDANCE_DECIMALS)


def figures(times: Iterable[AttendedTime], *, excused: ExcusedTime) -> Attendance:
    """The three figures from the training sessions, in any order."""
    credited = delivered = to_come = 0
    for time in times:
        if not time.is_delivered:
            to_come += time.scheduled_minutes
            continue
        credited += time.credited_minutes
        delivered += time.scheduled_minutes
        if excused == ExcusedTime.LEFT_OUT:
            delivered -= time.excused_minutes
        elif excused == ExcusedTime.CREDITED:
            credited += time.excused_minutes
    whole = delivered + to_come
    return Attendance(
        so_far=percent(credited, delivered) if delivered > 0 else None,
        whole_course=percent(credited, whole) if whole > 0 else None,
        best_reachable=percent(credited + to_come, whole) if whole > 0 else None,
    )
