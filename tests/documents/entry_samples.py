"""Printed score sheets for tests."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from trainer_app.core.language import Titles
from trainer_app.documents.entry_sheet import EntrySheet, SheetComponent, SheetTrainee, write_entry_sheet
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState

BLANK, ABSENT = Mark(ScoreState.NOT_ENTERED), Mark(ScoreState.ABSENT)
COMPONENTS = (
    SheetComponent(
        Titles("Scene photographs", "جائے وقوعہ کی تصاویر", "现场照相"), Decimal(50), Decimal("0.5")
    ),
    SheetComponent(Titles("Law and procedure", "قانون اور ضابطہ", "法律与程序"), Decimal(100), Decimal(1)),
)
_NAMES = (
    Titles("Muhammad Asif Khan", "محمد آصف خان", "穆罕默德·阿西夫·汗"),
    Titles("Li Jianguo", "لی جیان گو", "李建国"),
    Titles("Ayesha Siddiqui", "عائشہ صدیقی", "阿伊莎·西迪基"),
)


def points(value: str) -> Mark:
    """A mark with points."""
    return Mark(ScoreState.SCORED, Decimal(value))


def trainees(count: int, *marks: Mark | None, language: str = "en") -> tuple[SheetTrainee, ...]:
    """Trainees with the same marks, numbered from 1, with their names in a language and another."""
    other = "ur" if language != "ur" else "en"
    named = [_NAMES[number % len(_NAMES)] for number in range(count)]
    return tuple(
        SheetTrainee(number, names.in_language(language), names.in_language(other), marks)
        for number, names in enumerate(named, start=1)
    )


def sheet(**changes: Any) -> EntrySheet:
    """A sheet of three trainees and two components; what matters to the test is given by name."""
    components = changes.get("components", COMPONENTS)
    values: dict[str, Any] = {
        "offering_code": "PK-2026-07",
        "course": Titles("Crime Scene Investigation", "جائے وقوعہ کی تفتیش", "犯罪现场勘查"),
        "attempt": 1,
        "components": components,
        "trainees": trainees(3, *([points("40")] * len(components))),
        "made_on": date(2026, 11, 23),
        "is_filled": True,
    }
    return EntrySheet(**{**values, **changes})


def written(data: EntrySheet, language: str = "en", **more: Any) -> bytes:
    """The sheet as PDF."""
    stream = io.BytesIO()
    write_entry_sheet(data, language, stream, **more)
    return stream.getvalue()
