"""What the sample programme holds: which intakes, in which states, with whom and with which marks.

Everything is drawn from one seeded generator, so that a seed always gives the same sample.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from trainer_app.core.paths import resource
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.rules.vocabulary import Sex

COURSES = ("CTR-101", "CPR-201", "CYB-301", "AIP-310")
SMALLEST, LARGEST = 20, 600
PEOPLE_PER_OFFERING = 25
FULL_ROLL = 24
CLASS_HOURS_A_WEEK = 40
SHARE_OF_PAKISTAN = 0.65
SHARE_OF_WOMEN = 0.2


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """An invented person with names in three scripts; some have one name missing."""

    side: str
    sex: Sex
    surname_latin: str
    given_latin: str
    name_ur: str
    name_zh: str
    pinyin: str
    born_on: date
    identity: str
    service_no: str


@dataclass(frozen=True, slots=True)
class SampleOffering:
    """One intake; `entered` is the share of its marks that are typed, 0..1."""

    course: str
    host_side: str
    state: OfferingState
    starts_on: date
    ends_on: date
    trainees: int
    capacity: int
    entered: float = 1.0
    is_decided: bool = False
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class SampleMark:
    """A mark before it stands on a sheet."""

    state: ScoreState
    points: Decimal | None = None


# course, host, state, first day from today, days, full roll?, marks entered, decided?
_NOW = (
    ("CYB-301", "CN", OfferingState.PLANNED, 75, 18, False, 0.0, False),
    ("AIP-310", "PK", OfferingState.PLANNED, 50, 12, False, 0.0, False),
    ("CTR-101", "PK", OfferingState.OPEN, 21, 18, False, 0.0, False),
    ("CPR-201", "CN", OfferingState.OPEN, 12, 26, True, 0.0, False),
    ("CYB-301", "PK", OfferingState.RUNNING, -9, 25, True, 0.3, False),
    ("CTR-101", "CN", OfferingState.RUNNING, -5, 18, True, 0.1, False),
    ("CPR-201", "PK", OfferingState.ASSESSMENT, -24, 28, True, 0.96, False),
    ("AIP-310", "CN", OfferingState.RESULTS, -22, 12, True, 1.0, False),
    ("CTR-101", "PK", OfferingState.RESULTS, -34, 18, True, 1.0, True),
    ("CYB-301", "CN", OfferingState.CANCELLED, -60, 18, False, 0.0, False),
)


def offerings(random: Random, *, people: int, today: date) -> list[SampleOffering]:
    """The intakes of the last four quarters by first day: one or more in every state."""
    count = min(max(people // PEOPLE_PER_OFFERING, SMALLEST), LARGEST)
    roll = _roll_size(people, count)
    current = [_current(*entry, roll=roll, today=today) for entry in _NOW]
    first = _quarter_start(today, back=3)
    last = today - timedelta(days=9)
    past = [_closed(random, n, count - len(current), first, last, roll) for n in range(count - len(current))]
    return sorted(past + current, key=lambda offering: (offering.starts_on, offering.course))


def people(random: Random, count: int, *, start: int = 0) -> Iterator[SamplePerson]:
    """Invented people of both sides; no two numbers from `start` on give the same identity."""
    for n in range(start, start + count):
        yield _pakistani(random, n) if random.random() < SHARE_OF_PAKISTAN else _chinese(random, n)


def mark(
    random: Random, *, ability: float, max_points: Decimal, step: Decimal, is_open: bool, may_exempt: bool
) -> SampleMark:
    """A plausible mark for a trainee of that ability in percent; `is_open` leaves excused ones waiting."""
    chance = random.random()
    if chance < 0.008:
        return SampleMark(ScoreState.ABSENT)
    if chance < 0.014 and may_exempt:
        return SampleMark(ScoreState.EXEMPT)
    if is_open and 0.014 <= chance < 0.02:
        return SampleMark(ScoreState.ABSENT_EXCUSED)
    percent = min(max(random.gauss(ability, 6.0), 5.0), 100.0)
    steps = int(Decimal(str(round(percent, 2))) / 100 * max_points / step)
    return SampleMark(ScoreState.SCORED, steps * step)


def ability(random: Random) -> float:
    """How good a trainee is, in percent."""
    return random.gauss(79.0, 8.0)


def credited_share(random: Random) -> float:
    """Part of the delivered time that a trainee attended, 0..1."""
    return random.uniform(0.84, 0.9) if random.random() < 0.03 else random.uniform(0.92, 1.0)


def _roll_size(people_count: int, offering_count: int) -> int:
    with_roll = offering_count - sum(1 for entry in _NOW if not entry[5])
    return max(min(FULL_ROLL * 2, people_count // max(with_roll, 1)), 1)


def _current(
    course: str,
    host: str,
    state: OfferingState,
    first_day: int,
    days: int,
    has_roll: bool,
    entered: float,
    is_decided: bool,
    *,
    roll: int,
    today: date,
) -> SampleOffering:
    starts_on = today + timedelta(days=first_day)
    return SampleOffering(
        course=course,
        host_side=host,
        state=state,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        trainees=roll if has_roll else 0,
        capacity=max(roll + 6, 30) if has_roll else 80,
        entered=entered,
        is_decided=is_decided,
    )


def _closed(random: Random, n: int, count: int, first: date, last: date, roll: int) -> SampleOffering:
    course = COURSES[n % len(COURSES)]
    days = math.ceil(_hours()[course] / CLASS_HOURS_A_WEEK) * 7 + 4
    span = max((last - first).days - days, 1)
    starts_on = first + timedelta(days=span * n // max(count, 1) + random.randrange(3))
    return SampleOffering(
        course=course,
        host_side="PK" if n % 3 else "CN",
        state=OfferingState.CLOSED,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        trainees=max(roll - random.randrange(4), 1),
        capacity=max(roll, 30),
        is_decided=True,
        is_issued=True,
    )


def _quarter_start(today: date, *, back: int) -> date:
    quarters = today.year * 4 + (today.month - 1) // 3 - back
    return date(quarters // 4, quarters % 4 * 3 + 1, 1)


def _pakistani(random: Random, n: int) -> SamplePerson:
    names = _names()["pk"]
    sex = Sex.FEMALE if random.random() < SHARE_OF_WOMEN else Sex.MALE
    pool = names["female" if sex is Sex.FEMALE else "male"]
    first, middle, family = random.choice(pool), random.choice(names["male"]), random.choice(names["family"])
    chosen = [first, family] if random.random() < 0.5 or middle == first else [first, middle, family]
    district = random.choice(("35202", "37405", "42101", "54400", "61101"))
    return SamplePerson(
        side="PK",
        sex=sex,
        surname_latin="",
        given_latin=" ".join(name[0] for name in chosen),
        name_ur=" ".join(name[1] for name in chosen),
        name_zh="" if random.random() < 0.02 else "·".join(name[2] for name in chosen),
        pinyin="",
        born_on=_birthday(random),
        identity=f"{district}-{1_000_000 + n:07d}-{1 + random.randrange(9)}",
        service_no=f"{random.randrange(100_000):05d}",
    )


def _chinese(random: Random, n: int) -> SamplePerson:
    names = _names()["cn"]
    surname = random.choice(names["surname"])
    given = [random.choice(names["given"]) for _ in range(random.choice((1, 2, 2)))]
    latin = "".join(part[0] for part in given).capitalize()
    return SamplePerson(
        side="CN",
        sex=Sex.FEMALE if random.random() < SHARE_OF_WOMEN else Sex.MALE,
        surname_latin=surname[0],
        given_latin=latin,
        name_ur="" if random.random() < 0.02 else " ".join(part[1] for part in [surname, *given]),
        name_zh=surname[2] + "".join(part[2] for part in given),
        pinyin=f"{surname[0]} {latin}",
        born_on=_birthday(random),
        identity=f"E{10_000_000 + n:08d}",
        service_no=f"{random.randrange(1_000_000):06d}",
    )


def _birthday(random: Random) -> date:
    return date(1975, 1, 1) + timedelta(days=random.randrange(9_000))


@cache
def _names() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resource("sample", "names.json").read_text(encoding="utf-8"))
    return content


@cache
def _hours() -> dict[str, int]:
    data = json.loads(resource("sample", "reference.json").read_text(encoding="utf-8"))
    return {course["code"]: course["hours"] for course in data["courses"]}
