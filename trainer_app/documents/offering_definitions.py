"""Definitions of the offering progress workbook: every formula in words."""

from trainer_app.core.formats import number
from trainer_app.core.language import _, pgettext
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_sheets import TITLE_HEIGHT
from trainer_app.documents.row_heights import HEADING_HEIGHT, text_height
from trainer_app.documents.sheet_model import Cell, Column, Row, Sheet
from trainer_app.rules.indicators import SMALLEST_GROUP

_TERM, _MEANING = Column(30), Column(90)


def definitions_sheet(layout: Layout) -> Sheet:
    """Terms and their meaning, one below the other."""
    rows: list[Row] = [
        [Cell(_("Definitions"), "title")],
        [Cell(_("How each figure of this workbook is made."), "note")],
        [],
        [Cell(_("Figure"), "head"), Cell(_("How it is made"), "head")],
    ]
    heights = {1: TITLE_HEIGHT, len(rows): HEADING_HEIGHT * 2 / 3}
    code = layout.language
    for term, meaning in definitions(layout):
        rows.append([Cell(term, "term"), Cell(meaning, "text.wrapped")])
        heights[len(rows)] = max(text_height(term, _TERM, code), text_height(meaning, _MEANING, code))
    return Sheet(layout.names[4], (_TERM, _MEANING), rows, frozen_rows=4, heights=heights, is_landscape=False)


def definitions(layout: Layout) -> list[tuple[str, str]]:
    """Each figure and how it is made, in the active language."""
    return [*_trainee_definitions(layout), *_group_definitions(layout), *_state_definitions(layout)]


def _trainee_definitions(layout: Layout) -> list[tuple[str, str]]:
    scheme = layout.report.scheme
    return [
        (
            _("Total"),
            _(
                "Each mark is divided by its maximum and multiplied by its weight; the sum is divided by the "
                "weights that count and given of 100. It is rounded once, half up, to the decimals shown. "
                "The workbook adds whole numbers (points × factor), so that 59.95 becomes 60.0 everywhere."
            ),
        ),
        (_("Weight counted"), _("Weights of the components with a mark, absences and misconduct included.")),
        (
            _("Not settled"),
            _("Components that still wait for a mark. While there is one, there is no total."),
        ),
        (
            _("Below minimum"),
            _(
                "Components whose percent, rounded like the total, is below the minimum that stands above "
                "the column."
            ),
        ),
        (
            _("Band"),
            _(
                "The highest band whose lower bound the total reaches; after a resit not above the band of "
                "the pass mark."
            ),
        ),
        (
            _("Attendance"),
            _(
                "Attended minutes divided by delivered minutes, at most 100, in percent and rounded down: "
                "89.96 is 89.9."
            ),
        ),
        (
            _("Every rule met"),
            _(
                "The total reaches the pass mark {mark}, no component is below its minimum, attendance "
                "reaches its minimum, nothing waits, no case of misconduct is open, and not too much was "
                "left out."
            ).format(mark=number(scheme.pass_mark, at.places_of(scheme.pass_mark))),
        ),
        (_("Outcome"), _("What the program decided from the scores; provisional until the board decides.")),
        (_("So far, not official"), _("Total of the marks that are there already. It is no result.")),
        (
            _("Recorded total"),
            _(
                "What the program computed and keeps. Where an adjustment changed a figure, the total on the "
                "scores sheet is the recorded one and no formula."
            ),
        ),
        (_("Differs"), _("1 where total or band in this workbook are not the recorded ones, else 0.")),
        *_adjustment_definition(layout),
    ]


def _adjustment_definition(layout: Layout) -> list[tuple[str, str]]:
    if not layout.has_adjustments:
        return []
    meaning = _(
        "What was given or taken beside the marks, who allowed it and why. They are applied as corrections, "
        "scalings, penalties and grace, in this order, and the total stays between 0 and 100."
    )
    return [(_("Adjustments"), meaning)]


def _group_definitions(layout: Layout) -> list[tuple[str, str]]:
    words = layout.outcomes
    return [
        (_("Passed"), _("Trainees who passed, those with grace included.")),
        (_("Open"), _("Outcomes: {words}.").format(words=_listed([words[each] for each in at.OPEN]))),
        (
            _("Left or annulled"),
            _("Outcomes: {words}.").format(words=_listed([words[each] for each in at.OUTSIDE])),
        ),
        (
            _("Pass rate"),
            _("Passed divided by passed, resit, not passed and incomplete together, rounded half up."),
        ),
        (
            _("Mean total"),
            _("Mean of the rounded totals, rounded half up. Empty for fewer than {count}.").format(
                count=SMALLEST_GROUP
            ),
        ),
        (
            _("Mean attendance"),
            _("Mean of the attendances as shown, rounded half up. Empty for fewer than {count}.").format(
                count=SMALLEST_GROUP
            ),
        ),
        (
            _("Mean, percent of maximum"),
            _(
                "Mean of the marks of a component divided by its maximum; absences and exemptions are not "
                "in it."
            ),
        ),
        (_("Median"), _("The middle mark, or half way between the two in the middle.")),
    ]


def _state_definitions(layout: Layout) -> list[tuple[str, str]]:
    waits, zero = _("Waits: no total until it is settled."), _("Counts as 0 and uses an attempt.")
    out = _("Leaves marks and weights.")
    meanings = [(at.COUNTED_AS_ZERO, zero), (at.LEFT_OUT, out), (at.WAITING, waits)]
    return [(layout.states[state], meaning) for states, meaning in meanings for state in states]


def _listed(words: list[str]) -> str:
    return pgettext("between the words of a list", ", ").join(words)
