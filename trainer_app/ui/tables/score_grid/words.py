"""What the score grid says: numbers, states, totals, and why a typed value is not saved."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from trainer_app.core.errors import (
    AppError,
    ChangedMeanwhile,
    NotANumber,
    ValueOffStep,
    ValueOutsideMaximum,
)
from trainer_app.core.formats import number
from trainer_app.core.language import _, active, joined, ngettext, pgettext
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState, SheetState
from trainer_app.rules.words import score_words
from trainer_app.services.results import TraineeResult
from trainer_app.services.scores import GridComponent, GridTrainee
from trainer_app.ui.tables.cells import Tone
from trainer_app.ui.tables.score_grid.paste import Pasted
from trainer_app.ui.tables.score_grid.steps import Step
from trainer_app.ui.tables.score_grid.table import Basis, NotAccepted, ScoreTable
from trainer_app.ui.widgets.chips import ChipKind

_ONE = Decimal(1)


class Standing(NamedTuple):
    """Total and band of a trainee as they are shown; `is_official` is false while something is pending."""

    total: str
    band: str
    tone: Tone
    is_official: bool
    is_strong: bool


class SheetLook(NamedTuple):
    """How the state of a score sheet is shown."""

    words: str
    icon: str
    tone: Tone
    chip: ChipKind


@lru_cache(maxsize=4096)
def points_text(points: Decimal, step: Decimal) -> str:
    """Points with as many places as the component's step has, the same in every row."""
    return number(points, max(_places(step), _places(points)))


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def state_word(state: ScoreState) -> str:
    """The word for a state of a score, in the active language."""
    return _state_words(active())[state]


@lru_cache(maxsize=4)
def _state_words(_language: str) -> dict[ScoreState, str]:
    return score_words()


def mark_text(mark: Mark, step: Decimal) -> str:
    """A mark as its cell shows it; nothing for a blank."""
    if mark.points is not None:
        return points_text(mark.points, step)
    return "" if mark.state == ScoreState.NOT_ENTERED else state_word(mark.state)


def _told_mark(mark: Mark, step: Decimal) -> str:
    return ltr(mark_text(mark, step)) if mark.points is not None else mark_text(mark, step) or _("blank")


def first_name(trainee: GridTrainee) -> str:
    """The name in the language of the screen, else the Latin one."""
    return trainee.names.in_language()


def second_name(trainee: GridTrainee) -> str:
    """The name in its owner's script, or the Latin one where the screen has that script already."""
    return trainee.second_name(active())


def has_own_name(trainee: GridTrainee) -> bool:
    """Whether the name is there in the language of the screen."""
    return bool(getattr(trainee.names, active()))


def name_missing() -> str:
    """What is said of a name that is not there in the language of the screen."""
    return {"ur": _("No Urdu name"), "zh": _("No Chinese name")}.get(active(), "")


def sheet_look(component: GridComponent) -> SheetLook:
    """Word, icon and colour of the state of a column's sheet."""
    match component.sheet_state:
        case SheetState.DRAFT:
            tone: Tone = "accent" if component.is_editable else "text2"
            return SheetLook(pgettext("sheet", "Draft"), "pencil", tone, "accent")
        case SheetState.SUBMITTED:
            return SheetLook(pgettext("sheet", "Submitted"), "arrow-right", "text2", "neutral")
        case SheetState.VERIFIED:
            return SheetLook(pgettext("sheet", "Verified"), "check", "text2", "ok")
        case SheetState.LOCKED:
            return SheetLook(pgettext("sheet", "Locked"), "lock", "text2", "neutral")
        case SheetState.CORRECTION:
            return SheetLook(pgettext("sheet", "In correction"), "pencil", "warn", "warn")


def weight_words(component: GridComponent) -> str:
    """Maximum and weight under the name of a column."""
    facts = component.facts
    weight = Decimal(facts.weight_bp).scaleb(-2)
    return f"{points_text(facts.max_points, _ONE)} · {points_text(weight, _ONE)}%"


def minimum_words(component: GridComponent, pass_mark: Decimal) -> str:
    """The points that the component asks for by itself; a dash for none."""
    facts = component.facts
    line = facts.min_pct if facts.min_pct is not None else pass_mark if facts.must_pass else None
    return "–" if line is None else points_text(facts.max_points * line / 100, _ONE)


def standing(result: TraineeResult | None, basis: Basis) -> Standing:
    """Total and band; while anything is pending how far it is, and a failed minimum instead of the band."""
    if result is None or result.graded.so_far is None:
        return Standing("", "", "text3", is_official=False, is_strong=False)
    graded = result.graded
    if graded.overall is None:
        words = _("So far, {done} of {total}").format(done=graded.settled, total=graded.components)
        return Standing(number(graded.so_far or 0, basis.decimals), words, "text3", False, False)
    total = number(graded.overall, basis.decimals)
    unmet = {clause.rule.partition(":")[0] for clause in graded.clauses if not clause.met}
    if "misconduct" in unmet:
        return Standing(total, state_word(ScoreState.MISCONDUCT), "danger", True, True)
    if graded.overall >= basis.pass_mark and unmet & {"component_min", "must_pass"}:
        return Standing(total, pgettext("band", "Below min"), "danger", True, True)
    band = result.band.titles.in_language() if result.band else ""
    if graded.overall < basis.pass_mark:
        return Standing(total, band, "danger", True, True)
    return Standing(total, band, "text", True, result.band is not None and result.band.id == basis.top_band)


def total(result: TraineeResult | None) -> Decimal | None:
    """The total that is shown, the final one or the one so far."""
    if result is None:
        return None
    graded = result.graded
    return graded.so_far if graded.overall is None else graded.overall


def told(table: ScoreTable, row: int, column: int, typed: NotAccepted) -> tuple[str, str]:
    """Why a typed value is not saved: the bold first sentence, then whose value it is and the way out."""
    fault = typed.fault
    if isinstance(fault, NotANumber):
        return _not_a_number(typed.text), _unreadable(table, row, column)
    return _not_saved(typed.text), _way_out(table, row, column, fault)


def told_sum(component: GridComponent, typed: NotAccepted) -> tuple[str, str]:
    """Why a typed sum on paper is not saved."""
    if isinstance(typed.fault, NotANumber):
        rest = _("{component}: type the sum that stands on the paper, in digits.")
        return _not_a_number(typed.text), rest.format(component=isolate(component.titles.in_language()))
    rest = _("{component}: {why}")
    why = typed.fault.sentence()
    return _not_saved(typed.text), rest.format(component=isolate(component.titles.in_language()), why=why)


def _not_a_number(text: str) -> str:
    return _("“{text}” is not a number.").format(text=isolate(text))


def _not_saved(text: str) -> str:
    return _("{value} is not saved.").format(value=isolate(text or _("blank")))


def _unreadable(table: ScoreTable, row: int, column: int) -> str:
    return _("{trainee}, {component}. Type digits, or A for absent.").format(**_whose(table, row, column))


def _way_out(table: ScoreTable, row: int, column: int, fault: AppError) -> str:
    mark, step = table.mark(row, column), table.components[column].facts.step
    fields = {**_whose(table, row, column), "value": _told_mark(mark, step)}
    is_blank = mark.state == ScoreState.NOT_ENTERED
    if isinstance(fault, ValueOutsideMaximum):
        return _outside(is_blank=is_blank).format(maximum=ltr(points_text(fault.maximum, _ONE)), **fields)
    if isinstance(fault, ValueOffStep):
        return _off_step(is_blank=is_blank).format(step=ltr(points_text(fault.step, fault.step)), **fields)
    if isinstance(fault, ChangedMeanwhile) and isinstance(fault.theirs, Mark):
        sentence = _(
            "{trainee}, {component}: someone else entered {theirs} meanwhile, and it is kept. "
            "Press Esc to see it, or type your value again."
        )
        return sentence.format(theirs=_told_mark(fault.theirs, step), **fields)
    return _("{trainee}, {component}: {why}").format(why=fault.sentence(), **fields)


def _outside(*, is_blank: bool) -> str:
    if is_blank:
        return _(
            "{trainee}, {component}: the maximum is {maximum}. "
            "Type a value from 0 to {maximum}, or press Esc to leave the cell blank."
        )
    return _(
        "{trainee}, {component}: the maximum is {maximum}. "
        "Type a value from 0 to {maximum}, or press Esc to keep {value}."
    )


def _off_step(*, is_blank: bool) -> str:
    if is_blank:
        return _(
            "{trainee}, {component}: marks go in steps of {step}. "
            "Type such a value, or press Esc to leave the cell blank."
        )
    return _(
        "{trainee}, {component}: marks go in steps of {step}. "
        "Type such a value, or press Esc to keep {value}."
    )


def _whose(table: ScoreTable, row: int, column: int) -> dict[str, str]:
    return {
        "trainee": isolate(first_name(table.trainees[row])),
        "component": isolate(table.components[column].titles.in_language()),
    }


def proposal_words(pasted: Pasted) -> tuple[str, str]:
    """What a block of the clipboard would do, and which keys decide."""
    count = len(pasted.found)
    first = ngettext(
        "{count} value is pasted, and not saved yet.", "{count} values are pasted, and not saved yet.", count
    ).format(count=count)
    refused = pasted.refused
    sentences = [
        ngettext("{count} replaces another value.", "{count} replace other values.", pasted.replaced)
        if pasted.replaced
        else "",
        ngettext("{count} is not accepted.", "{count} are not accepted.", len(refused)) if refused else "",
    ]
    counts = (pasted.replaced, len(refused))
    told = [words.format(count=number) for words, number in zip(sentences, counts, strict=True)]
    keys = _("Enter takes them over, Esc leaves everything as it is.")
    return first, joined([*told, left_out_words(pasted), keys])


def refused_words(table: ScoreTable, row: int, column: int, typed: NotAccepted) -> tuple[str, str]:
    """Why a proposed value is not accepted: which it is, then whose and why."""
    first = _("{value} is not accepted.").format(value=isolate(typed.text))
    words = _("{trainee}, {component}: {why}")
    return first, words.format(why=typed.fault.sentence(), **_whose(table, row, column))


def left_out_words(pasted: Pasted) -> str:
    """Which values of a block change nothing, and why."""
    sentences = (
        (pasted.closed, _closed_words(pasted.closed)),
        (pasted.beyond, _beyond_words(pasted.beyond)),
        (pasted.same, ngettext("{count} stands there already.", "{count} stand there already.", pasted.same)),
        (pasted.blank, _blank_words(pasted.blank)),
    )
    return joined([words.format(count=count) for count, words in sentences if count])


def _closed_words(count: int) -> str:
    return ngettext(
        "{count} lies over a column that cannot be typed in and is left out.",
        "{count} lie over columns that cannot be typed in and are left out.",
        count,
    )


def _beyond_words(count: int) -> str:
    return ngettext(
        "{count} finds no cell and is left out.", "{count} find no cells and are left out.", count
    )


def _blank_words(count: int) -> str:
    return ngettext(
        "{count} blank cell leaves the value that is there.",
        "{count} blank cells leave the values that are there.",
        count,
    )


def more_not_accepted(count: int) -> str:
    """How many other values are not accepted."""
    return ngettext(
        "{count} more value is not accepted.", "{count} more values are not accepted.", count
    ).format(count=count)


def step_words(table: ScoreTable, step: Step) -> str:
    """What a step did: whose cell, from what to what."""
    place = table.place(step[0].key)
    if len(step) > 1 or place is None:
        return ngettext("{count} value", "{count} values", len(step)).format(count=len(step))
    row, column = place
    marks = table.components[column].facts.step
    return _("{trainee}, {component}, {before} → {after}").format(
        before=_told_mark(step[0].before, marks),
        after=_told_mark(step[0].after, marks),
        **_whose(table, row, column),
    )


def missing(table: ScoreTable, column: int) -> str:
    """How far a column is and what it lacks, in sentences."""
    total, done = table.expected(column), table.figures(column).entered
    sentences = [
        ngettext("{done} of {total} entered.", "{done} of {total} entered.", done).format(
            done=ltr(f"{done:,}"), total=ltr(f"{total:,}")
        )
    ]
    rejected = [place for place in table.rejected_places() if place[1] == column]
    if rejected:
        words = ngettext(
            "{count} value is to be corrected.", "{count} values are to be corrected.", len(rejected)
        )
        sentences.append(words.format(count=len(rejected)))
    blank = total - done - sum(table.is_open_work(*place) for place in rejected)
    if blank and done:
        sentences.append(
            ngettext("{count} is to be entered.", "{count} are to be entered.", blank).format(count=blank)
        )
    sentences.append(_paper_words(table, column))
    return joined(sentences)


def _paper_words(table: ScoreTable, column: int) -> str:
    difference = table.difference(column)
    if difference is None:
        return ""
    if not difference:
        return _("The sum agrees with the paper.")
    amount = points_text(abs(difference), table.components[column].facts.step)
    return _("The sum on paper differs by {amount}.").format(amount=ltr(amount))


def remark_words(table: ScoreTable, row: int, column: int) -> str:
    """What is remarked on a mark, named as such; nothing where nothing is."""
    remark = table.remark(row, column)
    return _("Remark: {remark}").format(remark=isolate(remark)) if remark else ""


def spoken(table: ScoreTable, row: int, column: int) -> str:
    """The whole meaning of a cell, for those who listen."""
    whose, facts = _whose(table, row, column), table.components[column].facts
    typed = table.rejected(row, column)
    if typed is not None:
        sentence = _("{trainee}, {component}, {value}, not accepted, maximum {maximum}")
        return sentence.format(value=typed.text, maximum=points_text(facts.max_points, _ONE), **whose)
    value = mark_text(table.mark(row, column), facts.step) or state_word(ScoreState.NOT_ENTERED)
    if table.is_below_minimum(row, column):
        return _("{trainee}, {component}, {value}, below minimum").format(value=value, **whose)
    return _("{trainee}, {component}, {value}").format(value=value, **whose)
