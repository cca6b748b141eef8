"""Reads golden_cases.txt: schemes and cases as people write them down."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from trainer_app.rules.adjustments import Adjustment
from trainer_app.rules.grading import ComponentRule, Graded, Mark, Scheme, grade
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind, MarkCombination, ResitValue

STATES = {
    "A": ScoreState.ABSENT,
    "E": ScoreState.ABSENT_EXCUSED,
    "X": ScoreState.EXEMPT,
    "N": ScoreState.NOT_APPLICABLE,
    "M": ScoreState.MISCONDUCT,
    "V": ScoreState.VOID,
    "-": ScoreState.NOT_ENTERED,
}
SETTINGS = {
    "decimals": ("decimals", int),
    "attendance": ("attendance_min", Decimal),
    "resits": ("resit_value", ResitValue),
    "combine": ("combine", MarkCombination),
    "grace": ("grace_limit", Decimal),
}


@dataclass(frozen=True)
class Case:
    """One line of the table; `expected` is total, band, outcome and what is not met."""

    what: str
    scheme: Scheme
    marks: dict[str, list[Mark]]
    attendance: Decimal | None
    adjustments: list[Adjustment]
    has_left: bool
    expected: tuple[str, str, str, str]

    def graded(self) -> Graded:
        return grade(
            self.scheme,
            self.marks,
            attendance=self.attendance,
            adjustments=self.adjustments,
            is_withdrawn=self.has_left,
        )


def read() -> list[Case]:
    text = (Path(__file__).parent / "golden_cases.txt").read_text(encoding="utf-8")
    _notes, schemes, *tables = text.strip().split("\n\n")
    known = dict(_scheme(line) for line in schemes.splitlines()[1:])
    return [_case(line, known) for table in tables for line in table.splitlines()[1:]]


def _scheme(line: str) -> tuple[str, Scheme]:
    name, _, rest = line.partition(": ")
    components, *settings = rest.split("; ")
    values = {}
    for setting in settings:
        key, value = setting.split()
        field, kind = SETTINGS[key]
        values[field] = kind(value)
    return name, Scheme(components=tuple(_component(text) for text in components.split(" / ")), **values)


def _component(text: str) -> ComponentRule:
    code, maximum, weight, *rest = text.split()
    minimum = next((word[3:] for word in rest if word.startswith("min")), None)
    return ComponentRule(
        code,
        Decimal(maximum),
        int(weight) * 100,
        min_pct=Decimal(minimum) if minimum else None,
        must_pass="must" in rest,
        resittable="fixed" not in rest,
        parent=rest[rest.index("in") + 1] if "in" in rest else None,
    )


def _case(line: str, schemes: dict[str, Scheme]) -> Case:
    what, scheme, marks, attendance, adjustments, *expected, _working = (
        part.strip() for part in line.split("|")
    )
    written = [mark.split() for mark in marks.split(",") if mark.strip() not in ("", "left")]
    return Case(
        what,
        schemes[scheme],
        {code: _marks(text) for code, text in written},
        Decimal(attendance) if attendance else None,
        [_adjustment(*text.split()) for text in adjustments.split(",") if text],
        marks.endswith("left"),
        tuple(expected),
    )


def _marks(text: str) -> list[Mark]:
    return [
        Mark(STATES[value], attempt=attempt)
        if value in STATES
        else Mark(ScoreState.SCORED, Decimal(value), attempt)
        for attempt, of_attempt in enumerate(text.split(">"), start=1)
        for value in of_attempt.split("&")
    ]


def _adjustment(kind: str, points: str, component: str | None = None) -> Adjustment:
    return Adjustment(AdjustmentKind(kind), Decimal(points), component)
