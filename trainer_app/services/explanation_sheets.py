"""The printed explanation of one trainee's result, in three languages."""

import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from trainer_app.core import language as languages
from trainer_app.core.errors import NotFound
from trainer_app.core.formats import date_long
from trainer_app.core.language import LANGUAGES, N_, Titles, _
from trainer_app.core.text import isolate, ltr
from trainer_app.documents.explanation_sheet_data import (
    ExplanationSheet,
    PrintedExplanation,
    PrintedLine,
    PrintedRule,
)
from trainer_app.rules.roles import Role
from trainer_app.services import adjustments, change_words, offerings, results
from trainer_app.services.access import allowed
from trainer_app.services.adjustments import AdjustmentFacts
from trainer_app.services.explanations import Explanation, explain
from trainer_app.services.results import OfferingResults, TraineeResult
from trainer_app.storage.journal import checkpoints


@allowed(Role.TRAINING_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR)
def save(session: Session, *, offering_id: uuid.UUID, enrolment_id: uuid.UUID, path: Path, on: date) -> Path:
    """Write why a trainee's result is what it is, a page in each language; the journal is signed.

    Raises:
        NotFound: there is no such offering, or nobody of that entry on its roll.
        NoGlyph: no font has a character of a name or title.
        FileUnwritable: the file cannot be written there.
    """
    from trainer_app.documents.explanation_sheet import write_explanation

    signed = checkpoints.sign(session, "export")
    found = results.of_offering(session, offering_id=offering_id)
    trainee = next((each for each in found.trainees if each.enrolment_id == enrolment_id), None)
    if trainee is None:
        raise NotFound(N_("trainee"), str(enrolment_id))
    adjusted = adjustments.rows(session, offering_id=offering_id, enrolment_id=enrolment_id)
    course = offerings.facts(session, offering_id=offering_id).titles
    sheet = ExplanationSheet(
        code=f"{found.offering_code} · {trainee.roll_number}",
        made_on=on,
        pages=tuple(_page(found, trainee, adjusted, course, on, code) for code in LANGUAGES),
    )
    write_explanation(sheet, path, head=signed.head if signed else "")
    return path


def _page(
    found: OfferingResults,
    trainee: TraineeResult,
    adjusted: Sequence[AdjustmentFacts],
    course: Titles,
    on: date,
    code: str,
) -> PrintedExplanation:
    with languages.using(code):
        told = explain(found, trainee, language=code)
        change = found.changes.get(trainee.enrolment_id)
        changed = (change_words.sentence(found, change),) if change else ()
        return PrintedExplanation(
            language=code,
            title=_("How the result is made"),
            name=trainee.names.in_language(),
            facts=_facts(found, trainee, course, on),
            headline=told.headline,
            because=(*changed, *told.because),
            rule_heads=(_("Rule"), _("Value"), _("Required"), _("Verdict")),
            rules=tuple(
                PrintedRule(
                    rule.label,
                    rule.value,
                    rule.required,
                    _("met") if rule.is_met else _("not met"),
                    rule.is_met,
                )
                for rule in told.rules
            ),
            line_heads=(_("Component"), _("Marks"), _("Weight"), _("Points")),
            lines=tuple(
                PrintedLine(line.label, line.marks, line.weight, line.points, line.is_part)
                for line in told.lines
            ),
            totals=_totals(told),
            notes=(*told.notes, *adjustments.sentences(adjusted)),
        )


def _facts(
    found: OfferingResults, trainee: TraineeResult, course: Titles, on: date
) -> tuple[tuple[str, str], ...]:
    others = dict.fromkeys(trainee.names.in_language(code) for code in LANGUAGES)
    names = [name for name in others if name and name != trainee.names.in_language()]
    return (
        (_("Name"), " · ".join(isolate(name) for name in names) or trainee.names.in_language()),
        (_("Offering"), f"{ltr(found.offering_code)} · {isolate(course.in_language())}"),
        (_("Roll number"), str(trainee.roll_number)),
        (_("State"), _state(found)),
        (_("Rules version"), str(found.scheme.no)),
        (_("Made on"), date_long(on)),
    )


def _state(found: OfferingResults) -> str:
    if found.decided_on is None:
        return _("Provisional. Nothing is final before the board's decision is recorded.")
    return _("Decided by the board on {day}, minutes {reference}.").format(
        day=date_long(found.decided_on), reference=isolate(found.minutes_reference)
    )


def _totals(told: Explanation) -> tuple[tuple[str, str], ...]:
    if not told.exact_total:
        return ()
    return ((_("Total, exact"), told.exact_total), (_("Total, rounded once"), told.rounded_total))
