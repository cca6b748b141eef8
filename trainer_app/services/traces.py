"""The trace of a result as it is stored: the rules' whole explanation, so that a decided result stays whole.

A list of flat entries. Those with `rule` are the clauses; `line` is what one component brought, `adjusted`
what one kind of adjustment did, `whole` the rest. Numbers are decimal strings, exact ones "n/d".
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from trainer_app.rules.adjustments import Adjusted, NoGrace
from trainer_app.rules.attempts import Settled, Waiting
from trainer_app.rules.exact import Ratio, ratio
from trainer_app.rules.grading import Clause, Graded, Line
from trainer_app.rules.schemes import ATTENDANCE_DECIMALS, Scheme
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind

Trace = list[dict[str, Any]]


def pack(graded: Graded) -> Trace:
    """The entries to store beside outcome, overall, band and attendance."""
    return [
        *(_clause(clause) for clause in graded.clauses),
        *(_line(line) for line in graded.lines),
        *(_adjusted(change) for change in graded.adjusted),
        {
            "whole": _ratio_text(ratio(graded.exact) if graded.exact is not None else None),
            "so_far": _text(graded.so_far),
            "settled": graded.settled,
            "components": graded.components,
            "is_band_capped": graded.is_band_capped,
            "to_resit": list(graded.to_resit),
        },
    ]


def unpack(
    trace: Trace,
    scheme: Scheme,
    *,
    outcome: Outcome,
    overall: Decimal | None,
    band: str | None,
    attendance: Decimal | None,
) -> Graded:
    """The result as the rules gave it, from what was stored."""
    whole = next(entry for entry in trace if "whole" in entry)
    exact = _ratio(whole["whole"])
    rules = {rule.code: rule for rule in scheme.components}
    return Graded(
        outcome=outcome,
        overall=_with_places(overall, scheme.decimals),
        exact=Fraction(*exact) if exact else None,
        band=band,
        is_band_capped=whole["is_band_capped"],
        so_far=_decimal(whole["so_far"]),
        settled=whole["settled"],
        components=whole["components"],
        attendance=_with_places(attendance, ATTENDANCE_DECIMALS),
        lines=tuple(_read_line(entry, rules[entry["line"]]) for entry in trace if "line" in entry),
        clauses=tuple(_read_clause(entry) for entry in trace if "rule" in entry),
        adjusted=tuple(_read_adjusted(entry) for entry in trace if "adjusted" in entry),
        to_resit=tuple(whole["to_resit"]),
    )


def _clause(clause: Clause) -> dict[str, Any]:
    value, limit = _text(clause.value), _text(clause.limit)
    return {"rule": clause.rule, "value": value, "limit": limit, "met": clause.met}


def _read_clause(entry: dict[str, Any]) -> Clause:
    return Clause(entry["rule"], _decimal(entry["value"]), Decimal(entry["limit"]), entry["met"])


def _line(line: Line) -> dict[str, Any]:
    return {
        "line": line.code,
        "percent": _text(line.percent),
        "is_settled": line.is_settled,
        "exact": _ratio_text(line.exact),
        "share": _ratio_text(line.share),
        "cell": _cell(line.cell) if line.cell else None,
    }


def _read_line(entry: dict[str, Any], rule: Any) -> Line:
    return Line(
        rule=rule,
        cell=_read_cell(entry["cell"]) if entry["cell"] else None,
        percent=_decimal(entry["percent"]),
        is_settled=entry["is_settled"],
        exact=_ratio(entry["exact"]),
        share=_ratio(entry["share"]) or (0, 1),
    )


def _cell(cell: Settled) -> dict[str, Any]:
    return {
        **cell._asdict(),
        "points": _text(cell.points),
        "percent": _ratio_text(cell.percent),
    }


def _read_cell(entry: dict[str, Any]) -> Settled:
    return Settled(
        **{
            **entry,
            "state": ScoreState(entry["state"]),
            "points": _decimal(entry["points"]),
            "percent": _ratio(entry["percent"]),
            "waiting": Waiting(entry["waiting"]) if entry["waiting"] else None,
        }
    )


def _adjusted(change: Adjusted) -> dict[str, Any]:
    return {
        "adjusted": change.kind,
        "component": change.component,
        "before": str(change.before),
        "after": str(change.after),
        "no_grace": change.no_grace,
    }


def _read_adjusted(entry: dict[str, Any]) -> Adjusted:
    return Adjusted(
        AdjustmentKind(entry["adjusted"]),
        entry["component"],
        Decimal(entry["before"]),
        Decimal(entry["after"]),
        NoGrace(entry["no_grace"]) if entry["no_grace"] else None,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _with_places(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-places))


def _ratio_text(value: Ratio | None) -> str | None:
    return None if value is None else f"{value[0]}/{value[1]}"


def _ratio(text: str | None) -> Ratio | None:
    if text is None:
        return None
    over, under = text.split("/")
    return int(over), int(under)
