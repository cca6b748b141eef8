"""What became of results since a run, in words of the active language."""

from trainer_app.core.formats import number
from trainer_app.core.language import _, joined, ngettext, pgettext
from trainer_app.core.text import isolate
from trainer_app.rules.changes import Cause
from trainer_app.rules.words import outcome_words
from trainer_app.services.result_runs import ChangedResult, Standing
from trainer_app.services.results import OfferingResults


def heading(found: OfferingResults) -> str:
    """What happened to the results as a whole, as a sentence."""
    if found.is_final:
        return _("Something changed after the board's decision.")
    if not found.changed:
        return _("Something changed since the results were computed.")
    return ngettext(
        "{count} result has changed since the results were computed.",
        "{count} results have changed since the results were computed.",
        len(found.changed),
    ).format(count=number(len(found.changed)))


def consequence(found: OfferingResults) -> str:
    """Whose result that changes, and what it means for what is shown and issued."""
    unchanged = "" if found.changed else _("No result changes by it.")
    if not found.is_final:
        return unchanged or _("The present ones are shown. Compute again to keep them.")
    return joined(
        [
            unchanged or _would_change(found),
            _("The decided results are shown; nothing that was issued changes by itself."),
        ]
    )


def _would_change(found: OfferingResults) -> str:
    count, holders = len(found.changed), sum(1 for each in found.changed if each.holds_award)
    would = ngettext(
        "{count} result would be different now.", "{count} results would be different now.", count
    ).format(count=number(count))
    if not holders:
        return would
    touched = ngettext(
        "{count} award was granted on a result that would be different.",
        "{count} awards were granted on results that would be different.",
        holders,
    ).format(count=number(holders))
    return joined([would, touched])


def short(found: OfferingResults, change: ChangedResult) -> str:
    """Beside a trainee: what the result was, or would be where the decided one is shown; and why."""
    causes = _causes(change)
    if found.is_final:
        return _("would be {result}: {causes}").format(
            result=standing_words(change.now, found.scheme.rules.decimals), causes=causes
        )
    if change.before is None:
        return _("new: {causes}").format(causes=causes)
    return _("was {result}: {causes}").format(
        result=standing_words(change.before, found.scheme.rules.decimals), causes=causes
    )


def sentence(found: OfferingResults, change: ChangedResult) -> str:
    """The same as a sentence of an explanation, with the award that it touches."""
    places = found.scheme.rules.decimals
    causes = _causes(change)
    if not found.is_final:
        if change.before is None:
            return _("Changed since the results were computed ({causes}). There was no result.").format(
                causes=causes
            )
        return _("Changed since the results were computed ({causes}). It was: {result}.").format(
            causes=causes, result=standing_words(change.before, places)
        )
    told = _("Changed after the board's decision ({causes}). It would be: {result}.").format(
        causes=causes, result=standing_words(change.now, places)
    )
    return joined([told, _("An award was granted on the decided result.")]) if change.holds_award else told


def _causes(change: ChangedResult) -> str:
    words = {
        Cause.MARKS: pgettext("cause", "marks"),
        Cause.HOURS: pgettext("cause", "hours"),
        Cause.ADJUSTMENT: pgettext("cause", "adjustment"),
        Cause.ROLL: pgettext("cause", "roll"),
    }
    return pgettext("list", ", ").join(words[cause] for cause in change.causes)


def standing_words(standing: Standing, places: int) -> str:
    """Outcome, total and band, the total with so many places."""
    parts = [outcome_words()[standing.outcome]]
    if standing.overall is not None and standing.band is not None:
        parts += [number(standing.overall, places), standing.band.titles.in_language()]
    return pgettext("list", ", ").join(isolate(part) for part in parts)
