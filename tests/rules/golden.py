"""The golden cases as the program takes them: schemes, marks and adjustments made of their text."""

from dataclasses import dataclass
from decimal import Decimal

from tests.rules.golden_text import CaseText, read_texts
from trainer_app.rules.adjustments import Adjustment
from trainer_app.rules.grading import Band, ComponentRule, Graded, Mark, Scheme, grade
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


def _in_bp(percent: str) -> int:
    return int(Decimal(percent) * 100)


def _bands(text: str) -> tuple[Band, ...]:
    return tuple(Band(name, Decimal(lower)) for name, lower in (part.split("=") for part in text.split(",")))


SETTINGS = {
    "pass": ("pass_mark", Decimal),
    "decimals": ("decimals", int),
    "attendance": ("attendance_min", Decimal),
    "bands": ("bands", _bands),
    "exempt": ("exempt_limit_bp", _in_bp),
    "attempts": ("max_attempts", int),
    "resits": ("resit_value", ResitValue),
    "tolerance": ("tolerance_pct", Decimal),
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
    expected: tuple[str, ...]

    def graded(self) -> Graded:
        return grade(
            self.scheme,
            self.marks,
            attendance=self.attendance,
            adjustments=self.adjustments,
            is_withdrawn=self.has_left,
        )


def read() -> list[Case]:
    texts = read_texts()
    schemes = {text: scheme_of(text) for text in {case.scheme for case in texts}}
    return [case_of(text, schemes[text.scheme]) for text in texts]


def scheme_of(text: str) -> Scheme:
    components, *settings = text.split("; ")
    values = {}
    for setting in settings:
        key, value = setting.split()
        field, kind = SETTINGS[key]
        values[field] = kind(value)
    return Scheme(components=tuple(_component(part) for part in components.split(" / ")), **values)


def _component(text: str) -> ComponentRule:
    code, maximum, weight, *rest = text.split()
    minimum = next((word[3:] for word in rest if word.startswith("min")), None)
    return ComponentRule(
        code,
        Decimal(maximum),
        _in_bp(weight),
        min_pct=Decimal(minimum) if minimum else None,
        must_pass="must" in rest,
        resittable="fixed" not in rest,
        parent=rest[rest.index("in") + 1] if "in" in rest else None,
    )


def case_of(text: CaseText, scheme: Scheme) -> Case:
    written = [mark.split() for mark in text.marks.split(",") if mark.strip() not in ("", "left")]
    return Case(
        text.what,
        scheme,
        {code: _marks(marks) for code, marks in written},
        Decimal(text.attendance) if text.attendance else None,
        [_adjustment(*part.split()) for part in text.adjustments.split(",") if part],
        text.marks.endswith("left"),
        text.expected,
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


def written(graded: Graded) -> tuple[str, str, str, str]:
    """The result in the words of the table."""
    if graded.overall is not None:
        total = str(graded.overall)
    elif graded.settled < graded.components:
        total = f"({graded.so_far if graded.so_far is not None else '-'} of {graded.settled})"
    else:
        total = ""
    unmet = ", ".join(clause.rule for clause in graded.clauses if not clause.met)
    return total, graded.band or "", str(graded.outcome), unmet
