"""Explanations for tests of what is printed of them."""

import io
from datetime import date

from trainer_app.documents.explanation_sheet import write_explanation
from trainer_app.documents.explanation_sheet_data import (
    ExplanationSheet,
    PrintedExplanation,
    PrintedLine,
    PrintedRule,
)

NAMES = {"en": "Shahid Iqbal", "ur": "شاہد اقبال", "zh": "沙希德·伊克巴尔"}


def page(language="en", *, rules=1, name=""):
    """One language of an explanation, with some rules of the same kind."""
    return PrintedExplanation(
        language=language,
        title="How the result is made",
        name=name or NAMES[language],
        facts=(("Offering", "PK-2026-05"), ("State", "Provisional")),
        headline="Resit, because 1 of 6 rules is not met.",
        because=("Road measurement is 44.2 %. The minimum is 50.0 %.",),
        rule_heads=("Rule", "Value", "Required", "Verdict"),
        rules=(PrintedRule("Road measurement", "44.2 %", "at least 50.0 %", "not met", is_met=False),)
        * rules,
        line_heads=("Component", "Marks", "Weight", "Points"),
        lines=(
            PrintedLine("Practice", "–", "40 %", "29.120"),
            PrintedLine("Road measurement", "26.5 / 60", "–", "–", is_part=True),
        ),
        totals=(("Total, exact", "72.833"), ("Total, rounded once", "72.8")),
        notes=("Open for a resit: Road measurement.",),
    )


def sheet(*pages):
    """A sheet of these pages, by default one in each language."""
    return ExplanationSheet("PK-2026-05 · 6", date(2026, 11, 23), pages or tuple(map(page, NAMES)))


def written(data, *, head=""):
    """The bytes of the sheet."""
    stream = io.BytesIO()
    write_explanation(data, stream, head=head)
    return stream.getvalue()
