"""What the table of the roll shows of each trainee."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from trainer_app.core.formats import percent
from trainer_app.core.hours import clock_text
from trainer_app.core.language import _, active, pgettext
from trainer_app.core.text import search_key, search_words
from trainer_app.rules.words import enrolment_words
from trainer_app.services.enrolments import Trainee
from trainer_app.ui.tables.cells import Cell, Names, Number, Side, Text
from trainer_app.ui.tables.model import Column

OWN_SCRIPTS = {"PK": "ur", "CN": "zh"}


@dataclass(frozen=True, slots=True)
class RollLine:
    """One line of the table; `attendance_min` is the percent that the course requires."""

    trainee: Trainee
    attendance_min: Decimal | None = None

    @property
    def id(self) -> uuid.UUID:
        """Id of the entry of the roll."""
        return self.trainee.enrolment_id


FILTERS: dict[str, Callable[[Trainee], bool]] = {
    "all": lambda trainee: trainee.is_on_roll,
    "names": lambda trainee: trainee.is_on_roll and bool(trainee.missing_scripts),
    "attendance": lambda trainee: trainee.is_on_roll and trainee.credited_minutes is None,
    "left": lambda trainee: not trainee.is_on_roll,
}
"""The filters by key, each with what it lets through."""


def columns() -> tuple[Column, ...]:
    """The columns of the roll."""
    return (
        Column("number", lambda: pgettext("roll", "No."), _number, width=50, number=True, keeps=8),
        Column("side", lambda: _("Side"), _side, width=56, keeps=8),
        Column("name", lambda: _("Name"), _name, width=236, stretch=1, keeps=9, least=190),
        Column("own", lambda: _("Own script"), _own, width=150, stretch=1, keeps=4, least=100),
        Column("rank", lambda: _("Rank"), _rank, width=166, stretch=2, keeps=2, least=100),
        Column(
            "unit", lambda: _("Organisation and posting"), _unit, width=176, stretch=3, keeps=1, least=140
        ),
        Column("attended", lambda: _("Attended, h"), _attended, width=98, number=True, keeps=7, least=92),
        Column("attendance", lambda: _("Attendance"), _attendance, width=98, number=True, keeps=7, least=92),
        Column("state", lambda: _("Status"), _state, width=232, keeps=3, least=96),
    )


def first_name(trainee: Trainee) -> str:
    """The name in the language of the screen, else in the first script that has one."""
    names = {"en": trainee.name_latin, "ur": trainee.name_ur, "zh": trainee.name_zh}
    return names.get(active()) or trainee.name


def second_name(trainee: Trainee) -> str:
    """The name in its owner's script, or the Latin one where the screen has that script already."""
    own = OWN_SCRIPTS.get(trainee.side, "en")
    names = {"en": trainee.name_latin, "ur": trainee.name_ur, "zh": trainee.name_zh}
    second = names["en" if own == active() else own]
    return "" if second == first_name(trainee) else second


def missing_names(trainee: Trainee) -> str:
    """In which scripts the name is missing, '' when it has all three."""
    words = {"en": _("No Latin name"), "ur": _("No Urdu name"), "zh": _("No Chinese name")}
    missing = trainee.missing_scripts
    if len(missing) == 2:
        return _("Two names are missing")
    return words[missing[0]] if missing else ""


def is_found(trainee: Trainee, typed: str) -> bool:
    """Whether every typed word begins a word of a name, or is the roll number."""
    texts = (trainee.name_latin, trainee.name_ur, trainee.name_zh, str(trainee.roll_number))
    words = [word for text in texts for word in search_key(text).split()]
    return all(any(word.startswith(part) for word in words) for part in search_words(typed))


def _number(line: RollLine) -> Cell:
    return Number(str(line.trainee.roll_number), tone="text2")


def _side(line: RollLine) -> Cell:
    return Side(line.trainee.side)


def _name(line: RollLine) -> Cell:
    return Text(first_name(line.trainee), tone="text" if line.trainee.is_on_roll else "text2")


def _own(line: RollLine) -> Cell:
    return Text(second_name(line.trainee), tone="text2")


def _rank(line: RollLine) -> Cell:
    return line.trainee.rank.in_language() if line.trainee.rank else ""


def _unit(line: RollLine) -> Cell:
    title = line.trainee.organisation.in_language() if line.trainee.organisation else ""
    if title and line.trainee.posting:
        return Names(line.trainee.posting, title)
    return line.trainee.posting or title


def _attended(line: RollLine) -> Cell:
    minutes = line.trainee.credited_minutes
    return Number("" if minutes is None else clock_text(minutes))


def _attendance(line: RollLine) -> Cell:
    share = line.trainee.attendance
    if share is None:
        return Number("")
    is_low = line.attendance_min is not None and share < line.attendance_min
    return Number(percent(share), tone="danger" if is_low else "text", strong=is_low)


def _state(line: RollLine) -> Cell:
    trainee = line.trainee
    word = enrolment_words()[trainee.state]
    if not trainee.is_on_roll:
        return Names(word, trainee.reason, tone="text2")
    return Names(word, missing_names(trainee), second_tone="warn")
