"""The rules of grading once more, slowly and in plain fractions, from the text of a case.

Written from the domain's rules 1-7 and 9. It shares no code with the program (a test sees to that), so that
the two can only agree where both do what the rules say. It checks what was worked out by hand, and what the
program makes of random schemes.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import floor
from statistics import median

from tests.rules.golden_text import CaseText

ORDER = ("CORRECTION", "SCALING", "PENALTY", "GRACE")
DEFAULTS = {
    "pass": "60",
    "decimals": "1",
    "bands": "Distinction=85,Merit=75,Pass=60,Fail=0",
    "exempt": "25",
    "attempts": "2",
    "resits": "CAP_AT_PASS",
    "tolerance": "10",
    "combine": "MEAN",
    "grace": "0",
}


@dataclass
class Part:
    """A component, or the whole with the code "": its rules, and what a trainee brought."""

    code: str
    maximum: Fraction = Fraction(100)
    weight: Fraction = Fraction(100)
    line: Fraction = Fraction(0)
    clause: str = ""
    is_must: bool = False
    is_fixed: bool = False
    children: list["Part"] = field(default_factory=list)
    kind: str = ""  # of a part without children: counts, out or waits
    percent: Fraction | None = None
    settled: Fraction | None = None
    used: int = 0
    is_resit: bool = False
    is_misconduct: bool = False

    def ends(self) -> list["Part"]:
        return [end for child in self.children for end in child.ends()] if self.children else [self]

    def parts(self) -> list["Part"]:
        return [self, *(part for child in self.children for part in child.parts())]


@dataclass
class Sheet:
    """One trainee under one scheme."""

    rules: dict[str, str]
    whole: Part
    listed: list[Part]
    attendance: Fraction | None
    adjustments: list[tuple[str, Fraction, str]]
    lifted: bool = False

    @property
    def decimals(self) -> int:
        return int(self.rules["decimals"])

    def shown(self, value: Fraction) -> Fraction:
        """Rounded half up: the largest multiple of the last place that is not above value + half of it."""
        parts = 10**self.decimals
        return Fraction(floor(value * parts + Fraction(1, 2)), parts)


def result(case: CaseText) -> tuple[str, str, str, str]:
    """Total, band, outcome and what is not met, as the table writes them."""
    sheet = _sheet(case)
    _reckon(sheet, with_grace=False)
    forbidden = _pending(sheet) or any(
        rule == "attendance" or rule.startswith("must_pass") for rule in _unmet(sheet)
    )
    if not forbidden and any(kind == "GRACE" for kind, _points, _code in sheet.adjustments):
        _reckon(sheet, with_grace=True)
    outcome = "WITHDRAWN" if case.marks.endswith("left") else _outcome(sheet)
    return _total(sheet), _band(sheet), outcome, ", ".join(_unmet(sheet))


def _sheet(case: CaseText) -> Sheet:
    components, *settings = case.scheme.split("; ")
    rules = DEFAULTS | dict(setting.split() for setting in settings)
    whole = Part("", line=Fraction(rules["pass"]), clause="overall")
    listed: dict[str, Part] = {}
    parents = {}
    for text in components.split(" / "):
        words = text.split()
        part = _part(words, Fraction(rules["pass"]))
        listed[part.code] = part
        parents[part.code] = words[words.index("in") + 1] if "in" in words else ""
    for code, parent in parents.items():
        (listed[parent] if parent else whole).children.append(listed[code])
    marks = dict(mark.split() for mark in case.marks.split(",") if mark.strip() not in ("", "left"))
    for part in whole.ends():
        _settle(part, marks.get(part.code, "-"), rules)
    adjustments = [[*text.split(), ""][:3] for text in case.adjustments.split(",") if text]
    return Sheet(
        rules,
        whole,
        list(listed.values()),
        Fraction(floor(Fraction(case.attendance) * 10), 10) if case.attendance else None,
        [(kind, Fraction(points), code) for kind, points, code in adjustments],
    )


def _part(words: list[str], pass_mark: Fraction) -> Part:
    code, maximum, weight, *more = words
    minima = [Fraction(word[3:]) for word in more if word.startswith("min")]
    clause = f"must_pass:{code}" if "must" in more else f"component_min:{code}" if minima else ""
    return Part(
        code,
        Fraction(maximum),
        Fraction(weight),
        minima[0] if minima else pass_mark,
        clause,
        "must" in more,
        "fixed" in more,
    )


def _settle(part: Part, text: str, rules: dict[str, str]) -> None:
    """Attempts parted by >, assessors by &."""
    attempts = [_attempt(part, attempt.split("&"), rules) for attempt in text.split(">")]
    part.kind = "waits"
    if "disputed" in attempts:
        return
    clear = [attempt for attempt in attempts if attempt != "waits"]
    if not clear:
        return
    if clear[-1] == "out":
        part.kind = "out"
        return
    counted = [attempt for attempt in clear if attempt != "out"]
    counted = counted[: 1 if part.is_fixed else int(rules["attempts"])]
    values = [Fraction(0) if value in ("absent", "misconduct") else value for value in counted]
    part.kind, part.used, part.is_resit = "counts", len(counted), len(counted) > 1
    part.is_misconduct = counted[-1] == "misconduct"
    part.settled = _after_resits(part, values, rules)


def _attempt(part: Part, marks: list[str], rules: dict[str, str]) -> Fraction | str:
    entered = [mark for mark in marks if mark not in ("-", "V")]
    if not entered or set(entered) == {"E"}:
        return "waits"
    letters = {mark for mark in entered if mark.isalpha()}
    if letters:
        if len(letters) > 1 or not all(mark.isalpha() for mark in entered):
            return "disputed"
        return {"A": "absent", "M": "misconduct", "X": "out", "N": "out"}[letters.pop()]
    percents = sorted(Fraction(mark) / part.maximum * 100 for mark in entered)
    if percents[-1] - percents[0] <= Fraction(rules["tolerance"]):
        return median(percents) if rules["combine"] == "MEDIAN" else sum(percents) / len(percents)
    if len(percents) == 2:
        return "disputed"
    nearest = sorted((abs(a - b), -(a + b)) for a, b in combinations(percents, 2))[0]
    return -nearest[1] / 2


def _after_resits(part: Part, values: list[Fraction], rules: dict[str, str]) -> Fraction:
    first, *again = values
    if not again:
        return first
    if rules["resits"] == "LATEST":
        return again[-1]
    if rules["resits"] == "BEST":
        return max(values)
    parts = 10 ** int(rules["decimals"])
    missed_its_own = Fraction(floor(first * parts + Fraction(1, 2)), parts) < part.line
    cap = part.line if missed_its_own else Fraction(rules["pass"])
    return max(first, *(min(value, cap) for value in again))


def _reckon(sheet: Sheet, *, with_grace: bool) -> None:
    for part in reversed(sheet.whole.parts()):
        if part.children:
            counted = [child for child in part.children if child.percent is not None]
            weight = sum(child.weight for child in counted)
            part.percent = sum(child.weight * child.percent for child in counted) / weight if weight else None
        else:
            part.percent = part.settled
        if part.percent is not None:
            part.percent = _adjusted(sheet, part, with_grace=with_grace)


def _adjusted(sheet: Sheet, part: Part, *, with_grace: bool) -> Fraction:
    value = part.percent
    for kind in ORDER:
        granted = [points for each, points, code in sheet.adjustments if (each, code) == (kind, part.code)]
        if not granted:
            continue
        if kind == "GRACE":
            gap = part.line - sheet.shown(value)
            most = min(sum(granted), Fraction(sheet.rules["grace"]))
            if with_grace and not part.is_must and 0 < gap <= most:
                value, sheet.lifted = part.line, True
        else:
            change = sum(granted) * (-1 if kind == "PENALTY" else 1)
            value = min(Fraction(100), max(Fraction(0), value + change))
    return value


def _waiting(part: Part) -> list[Part]:
    return [end for end in part.ends() if end.kind == "waits"]


def _left_out(sheet: Sheet) -> Fraction:
    """Percent of the whole that was exempted or is not applicable, to two places."""

    def below(part: Part, share: Fraction) -> Fraction:
        if not part.children:
            return share if part.kind == "out" else Fraction(0)
        weight = sum(child.weight for child in part.children)
        return sum((below(child, share * child.weight / weight) for child in part.children), Fraction(0))

    return Fraction(floor(below(sheet.whole, Fraction(100)) * 100 + Fraction(1, 2)), 100)


def _unmet(sheet: Sheet) -> list[str]:
    whole = sheet.whole
    found = [part.clause for part in [whole, *sheet.listed] if part.clause and not _is_met(sheet, part)]
    least = sheet.rules.get("attendance")
    if least is not None and (sheet.attendance is None or sheet.attendance < Fraction(least)):
        found.append("attendance")
    if _waiting(whole):
        found.append("nothing_pending")
    if any(end.is_misconduct for end in whole.ends()):
        found.append("misconduct")
    if _left_out(sheet) > Fraction(sheet.rules["exempt"]):
        found.append("exempt_limit")
    return found


def _is_met(sheet: Sheet, part: Part) -> bool:
    if _waiting(part):
        return False
    if part.percent is None:
        return part is not sheet.whole
    return sheet.shown(part.percent) >= part.line


def _pending(sheet: Sheet) -> bool:
    is_unrecorded = "attendance" in sheet.rules and sheet.attendance is None
    nothing_counts = sheet.whole.percent is None
    return bool(_waiting(sheet.whole) or nothing_counts or is_unrecorded or "exempt_limit" in _unmet(sheet))


def _outcome(sheet: Sheet) -> str:
    unmet = _unmet(sheet)
    if _pending(sheet):
        return "PENDING"
    if not unmet:
        return "PASS_WITH_GRACE" if sheet.lifted else "PASS"
    if unmet == ["attendance"]:
        return "INCOMPLETE"
    failed = [part for part in sheet.whole.parts() if part.clause in unmet]
    can_heal = failed and all(_can_be_resat(sheet, part) for part in failed)
    return "FAIL_RESIT" if can_heal and "misconduct" not in unmet else "FAIL_FINAL"


def _can_be_resat(sheet: Sheet, part: Part) -> bool:
    return any(
        not end.is_fixed
        and end.percent is not None
        and end.used < int(sheet.rules["attempts"])
        and sheet.shown(end.percent) < part.line
        for end in part.ends()
    )


def _bands(sheet: Sheet) -> list[tuple[Fraction, str]]:
    pairs = (text.split("=") for text in sheet.rules["bands"].split(","))
    return [(Fraction(lower), name) for name, lower in pairs]


def _band(sheet: Sheet) -> str:
    if _waiting(sheet.whole) or sheet.whole.percent is None:
        return ""
    overall = sheet.shown(sheet.whole.percent)
    lower, name = max(band for band in _bands(sheet) if band[0] <= overall)
    limit = max(band for band in _bands(sheet) if band[0] <= Fraction(sheet.rules["pass"]))
    if any(end.is_resit for end in sheet.whole.ends()) and lower > limit[0]:
        return limit[1]
    return name


def _total(sheet: Sheet) -> str:
    ends, waiting = sheet.whole.ends(), _waiting(sheet.whole)
    percent = sheet.whole.percent
    figure = None if percent is None else f"{float(sheet.shown(percent)):.{sheet.decimals}f}"
    if waiting:
        return f"({figure or '-'} of {len(ends) - len(waiting)})"
    return figure or ""
