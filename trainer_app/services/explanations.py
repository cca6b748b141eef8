"""Results told in words: why this outcome, each rule with its value, and how the total is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from trainer_app.core import language as languages
from trainer_app.core.formats import number, percent
from trainer_app.core.language import _, ngettext, pgettext
from trainer_app.rules.adjustments import Adjusted, NoGrace
from trainer_app.rules.attempts import Waiting
from trainer_app.rules.borderline import Near
from trainer_app.rules.exact import half_up, ratio
from trainer_app.rules.grading import Clause, Graded, Line
from trainer_app.rules.schemes import ATTENDANCE_DECIMALS
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.rules.words import enrolment_words, score_words
from trainer_app.services.results import Group, OfferingResults, TraineeResult, decision_lines
from trainer_app.services.schemes import ComponentFacts, SchemeFacts

_POINT_PLACES = 3
_BLANK = "–"


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """One condition of a pass: what it is about, the value, what is required, and whether it is met."""

    label: str
    value: str
    required: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class CalculationLine:
    """What one component adds to the total; `is_part` belongs to the component above and is not added."""

    label: str
    marks: str
    weight: str
    points: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result in the words of one language.

    `because` has a sentence for each rule that is not met, `notes` what else changed the figures. Without an
    official total both totals are empty and `so_far` gives the figure of what counts already.
    """

    headline: str
    because: tuple[str, ...]
    rules: tuple[ExplainedRule, ...]
    lines: tuple[CalculationLine, ...]
    exact_total: str
    rounded_total: str
    so_far: str
    notes: tuple[str, ...]


def explain(found: OfferingResults, trainee: TraineeResult, *, language: str | None = None) -> Explanation:
    """One trainee's result in words of a language, by default the active one."""
    with languages.using(language or languages.active()):
        return _Teller(found.scheme, trainee.graded).explanation()


def reason(found: OfferingResults, trainee: TraineeResult, *, language: str | None = None) -> str:
    """What the board must look at, in a few words beside the outcome; empty for a clear result."""
    with languages.using(language or languages.active()):
        return _REASONS[trainee.group](trainee, found.scheme)


class _Teller:
    """Words for one graded trainee in the active language."""

    def __init__(self, scheme: SchemeFacts, graded: Graded) -> None:
        self._scheme, self._graded = scheme, graded
        self._places = scheme.rules.decimals

    def explanation(self) -> Explanation:
        graded = self._graded
        has_total = graded.exact is not None and graded.overall is not None
        return Explanation(
            headline=_headline(graded),
            because=tuple(self._because()),
            rules=tuple(self._rule(clause) for clause in graded.clauses),
            lines=tuple(self._line(line) for line in graded.lines),
            exact_total=_exact(graded.exact) if has_total else "",
            rounded_total=number(graded.overall, self._places) if graded.overall is not None else "",
            so_far=number(graded.so_far, self._places) if graded.so_far is not None else "",
            notes=tuple(self._notes()),
        )

    def _component(self, code: str) -> ComponentFacts:
        return self._scheme.component(code)

    def _title(self, code: str) -> str:
        return self._component(code).titles.in_language()

    def _rule(self, clause: Clause) -> ExplainedRule:
        kind = clause.rule.partition(":")[0]
        if kind == "overall":
            at_least = _at_least(number(clause.limit, self._places_of(clause.limit)))
            value = _BLANK if clause.value is None else number(clause.value, self._places)
            return ExplainedRule(_("Total"), value, at_least, clause.met)
        if clause.component is not None:
            return self._component_rule(clause, clause.component)
        if kind == "attendance":
            value = _BLANK if clause.value is None else percent(clause.value, ATTENDANCE_DECIMALS)
            limit = _at_least(percent(clause.limit, self._places_of(clause.limit, ATTENDANCE_DECIMALS)))
            return ExplainedRule(_("Attendance"), value, limit, clause.met)
        if kind == "exempt_limit":
            value, limit = (
                _shortest_percent(figure or Decimal(0)) for figure in (clause.value, clause.limit)
            )
            return ExplainedRule(_("Left out"), value, _("at most {limit}").format(limit=limit), clause.met)
        labels = {"nothing_pending": _("Nothing open"), "misconduct": _("Misconduct")}
        required = {"nothing_pending": _("nothing waits"), "misconduct": _("no case open")}
        return ExplainedRule(labels[kind], number(clause.value or 0), required[kind], clause.met)

    def _component_rule(self, clause: Clause, code: str) -> ExplainedRule:
        limit = _at_least(percent(clause.limit, self._places_of(clause.limit)))
        if clause.value is not None:
            value = percent(clause.value, self._places)
        else:
            value = _("left out") if clause.met else _BLANK
        return ExplainedRule(self._title(code), value, limit, clause.met)

    def _because(self) -> Iterator[str]:
        for clause in self._graded.clauses:
            if not clause.met:
                yield from self._unmet(clause)

    def _unmet(self, clause: Clause) -> Iterator[str]:
        told = self._rule(clause)
        limit = self._limit(clause)
        kind = clause.rule.partition(":")[0]
        if kind == "nothing_pending":
            yield from (self._waits(line) for line in self._graded.lines if line.cell and line.cell.waiting)
        elif kind == "misconduct":
            yield ngettext(
                "Misconduct is recorded in {count} component.",
                "Misconduct is recorded in {count} components.",
                int(clause.value or 0),
            ).format(count=clause.value)
        elif kind == "attendance" and clause.value is None:
            yield _("Attendance is not recorded. The rules require {limit}.").format(limit=limit)
        elif clause.value is not None:
            yield _unmet_sentences()[kind].format(component=told.label, value=told.value, limit=limit)

    def _limit(self, clause: Clause) -> str:
        kind = clause.rule.partition(":")[0]
        if kind == "overall":
            return number(clause.limit, self._places_of(clause.limit))
        if kind == "exempt_limit":
            return _shortest_percent(clause.limit)
        places = ATTENDANCE_DECIMALS if kind == "attendance" else self._places
        return percent(clause.limit, self._places_of(clause.limit, places))

    def _waits(self, line: Line) -> str:
        sentences = {
            Waiting.NOT_ENTERED: _("{component}: no mark is entered yet."),
            Waiting.ABSENT_EXCUSED: _("{component}: excused, and to be taken later."),
            Waiting.VOID: _("{component}: the sitting was annulled, and is to be repeated."),
            Waiting.THIRD_MARK: _("{component}: the assessors differ too much. A third mark is needed."),
            Waiting.STATES_DIFFER: _("{component}: the assessors recorded different states."),
        }
        waiting = line.cell.waiting if line.cell else None
        return sentences[waiting or Waiting.NOT_ENTERED].format(component=self._title(line.code))

    def _line(self, line: Line) -> CalculationLine:
        added = line.weighted_points
        return CalculationLine(
            label=self._title(line.code),
            marks=self._marks(line),
            weight=_BLANK if added is None else _shortest_percent(_rounded(Fraction(*line.share) * 100, 2)),
            points=_BLANK if added is None else _exact(added),
            is_part=line.rule.parent is not None,
        )

    def _marks(self, line: Line) -> str:
        if line.cell is None:
            return _BLANK if line.percent is None else percent(line.percent, self._places)
        if line.cell.state != ScoreState.SCORED or line.cell.points is None:
            return score_words()[line.cell.state]
        component = self._component(line.code)
        places = max(_places_in(component.step), _places_in(line.cell.points))
        maximum = number(component.max_points, _places_in(component.max_points))
        return f"{number(line.cell.points, places)} / {maximum}"

    def _notes(self) -> Iterator[str]:
        graded = self._graded
        for line in graded.lines:
            if line.cell and line.cell.is_capped:
                yield _("{component} was passed in a resit and counts {value} at most.").format(
                    component=self._title(line.code), value=percent(line.percent or Decimal(0), self._places)
                )
        if graded.is_band_capped:
            yield _("After a resit the band is at most the one of the pass mark.")
        for change in graded.adjusted:
            yield self._adjusted(change)
        if graded.to_resit:
            titles = pgettext("list", ", ").join(self._title(code) for code in graded.to_resit)
            yield _("Open for a resit: {components}.").format(components=titles)
        if graded.overall is None and graded.so_far is not None:
            yield _(
                "So far {value}, from {settled} of {total} components. This is not an official total."
            ).format(
                value=number(graded.so_far, self._places), settled=graded.settled, total=graded.components
            )

    def _adjusted(self, change: Adjusted) -> str:
        what = self._title(change.component) if change.component else _("Total")
        if change.no_grace is not None:
            return _no_grace()[change.no_grace]
        sentences = {
            AdjustmentKind.CORRECTION: _("{what}: corrected from {before} to {after}."),
            AdjustmentKind.SCALING: _("{what}: scaled from {before} to {after}."),
            AdjustmentKind.PENALTY: _("{what}: reduced by a penalty from {before} to {after}."),
            AdjustmentKind.GRACE: _("{what}: lifted by grace from {before} to {after}."),
        }
        before, after = (number(value, self._places) for value in (change.before, change.after))
        return sentences[change.kind].format(what=what, before=before, after=after)

    def _places_of(self, value: Decimal, places: int | None = None) -> int:
        """The usual places, or more where the limit itself has more."""
        return max(self._places if places is None else places, _places_in(value))


def _headline(graded: Graded) -> str:
    count = len(graded.clauses)
    unmet = sum(1 for clause in graded.clauses if not clause.met)
    outcome = graded.outcome
    if outcome == Outcome.PENDING:
        return _pending(graded)
    if outcome == Outcome.PASS:
        return ngettext("Pass: {count} rule is met.", "Pass: all {count} rules are met.", count).format(
            count=count
        )
    if outcome == Outcome.PASS_WITH_GRACE:
        return ngettext(
            "Pass with grace: {count} rule is met.", "Pass with grace: all {count} rules are met.", count
        ).format(count=count)
    failing: dict[Outcome, Callable[[int], str]] = {
        Outcome.FAIL_RESIT: lambda n: ngettext(
            "Resit, because {unmet} of {count} rules is not met.",
            "Resit, because {unmet} of {count} rules are not met.",
            n,
        ),
        Outcome.FAIL_FINAL: lambda n: ngettext(
            "Not passed, because {unmet} of {count} rules is not met.",
            "Not passed, because {unmet} of {count} rules are not met.",
            n,
        ),
        Outcome.INCOMPLETE: lambda n: ngettext(
            "Incomplete, because {unmet} of {count} rules is not met.",
            "Incomplete, because {unmet} of {count} rules are not met.",
            n,
        ),
    }
    if outcome in failing:
        return failing[outcome](unmet).format(unmet=unmet, count=count)
    if outcome == Outcome.DEFERRED:
        return _("Deferred to a later offering. No result is decided.")
    return _("No longer on the roll. No result is decided.")


def _pending(graded: Graded) -> str:
    waiting = graded.components - graded.settled
    if waiting:
        return ngettext(
            "Pending, because {count} of {total} components waits.",
            "Pending, because {count} of {total} components wait.",
            waiting,
        ).format(count=waiting, total=graded.components)
    unmet = {clause.rule for clause in graded.clauses if not clause.met}
    if "exempt_limit" in unmet:
        return _("Pending, because more was left out than the rules allow.")
    if "attendance" in unmet:
        return _("Pending, because attendance is not recorded.")
    return _("Pending, because nothing counts yet.")


def _unmet_sentences() -> dict[str, str]:
    return {
        "overall": _("The total is {value}. The pass mark is {limit}."),
        "component_min": _("{component} is {value}. The minimum is {limit}."),
        "must_pass": _("{component} must be passed. It is {value}, the minimum is {limit}."),
        "attendance": _("Attendance is {value}. The rules require {limit}."),
        "exempt_limit": _("{value} of the whole was left out. The rules allow {limit}."),
    }


def _no_grace() -> dict[NoGrace, str]:
    return {
        NoGrace.MET_WITHOUT: _("Grace was granted and not needed."),
        NoGrace.GAP_ABOVE_LIMIT: _("Grace was granted and does not help: the gap is above the rules' limit."),
        NoGrace.GAP_ABOVE_GRANT: _("Grace was granted and does not help: the gap is above what was granted."),
        NoGrace.MUST_PASS: _("Grace was granted and does not help: a component that must be passed is not."),
        NoGrace.ATTENDANCE: _("Grace was granted and does not help: attendance is below the minimum."),
        NoGrace.PENDING: _("Grace was granted and waits until nothing else is pending."),
    }


def _borderline(trainee: TraineeResult, scheme: SchemeFacts) -> str:
    return near_words(trainee.near, scheme) if trainee.near else ""


def near_words(near: Near, scheme: SchemeFacts) -> str:
    """How far a total lies below or above the line that it is near, in the active language."""
    line = next(band for band in decision_lines(scheme) if band.lower == near.line)
    gap = number(abs(near.gap), max(scheme.rules.decimals, _places_in(line.lower)))
    if line.lower == scheme.rules.pass_mark:
        words = (_("exactly the pass mark"), _("{gap} above the pass mark"), _("{gap} below the pass mark"))
    else:
        words = (_("exactly {band}"), _("{gap} above {band}"), _("{gap} below {band}"))
    sign = (near.gap > 0) - (near.gap < 0)
    return words[sign].format(gap=gap, band=line.titles.in_language())


def _failed(trainee: TraineeResult, scheme: SchemeFacts) -> str:
    unmet = [clause for clause in trainee.graded.clauses if not clause.met]
    clause = next((each for each in unmet if each.rule != "overall"), unmet[0])
    if clause.component is not None:
        title = scheme.component(clause.component).titles.in_language()
        return _("{component} below minimum").format(component=title)
    if clause.rule == "attendance" and clause.value is not None:
        value, limit = (percent(figure, ATTENDANCE_DECIMALS) for figure in (clause.value, clause.limit))
        return _("Attendance {value}, minimum {limit}").format(value=value, limit=limit)
    if clause.rule == "misconduct":
        return _("Misconduct")
    gap = number(clause.limit - (clause.value or 0), max(scheme.rules.decimals, _places_in(clause.limit)))
    return _("{gap} below the pass mark").format(gap=gap)


def _waiting(trainee: TraineeResult, scheme: SchemeFacts) -> str:
    lines = [line for line in trainee.graded.lines if line.cell and line.cell.waiting]
    if lines and lines[0].cell:
        title = scheme.component(lines[0].code).titles.in_language()
        return _("{component}: {state}").format(component=title, state=score_words()[lines[0].cell.state])
    if any(clause.rule == "exempt_limit" and not clause.met for clause in trainee.graded.clauses):
        return _("More left out than allowed")
    return _("Attendance not recorded")


def _left(trainee: TraineeResult, _scheme: SchemeFacts) -> str:
    return enrolment_words()[trainee.state]


def _clear(_trainee: TraineeResult, _scheme: SchemeFacts) -> str:
    return ""


_REASONS: dict[Group, Callable[[TraineeResult, SchemeFacts], str]] = {
    Group.BORDERLINE: _borderline,
    Group.FAILS_A_RULE: _failed,
    Group.WAITING: _waiting,
    Group.CLEAR: _clear,
    Group.LEFT: _left,
}


def _at_least(limit: str) -> str:
    return _("at least {limit}").format(limit=limit)


def _exact(value: Fraction | None) -> str:
    return "" if value is None else number(_rounded(value, _POINT_PLACES), _POINT_PLACES)


def _rounded(value: Fraction, places: int) -> Decimal:
    return half_up(ratio(value), places)


def _shortest_percent(value: Decimal) -> str:
    return percent(value, _places_in(value))


def _places_in(value: Decimal) -> int:
    """Decimal places that the number needs: none for 60 and 60.0, one for 0.5."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
