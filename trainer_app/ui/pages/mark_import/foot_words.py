"""What the head and the foot of the import say: the file, the counts, and what the filled button does."""

from collections.abc import Sequence

from trainer_app.core.formats import number
from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.score_lists import ScoreListImport
from trainer_app.ui.pages.mark_import.lines import Fate, MarkLine
from trainer_app.ui.pages.mark_import.reading import Looked


def head_words(facts: OfferingFacts | None, looked: Looked | None) -> str:
    """The second line of the head."""
    if facts is None:
        return " "
    course = isolate(facts.titles.in_language())
    if looked is None:
        return _("For {offering} {course}").format(offering=ltr(facts.code), course=course)
    return _("{file}, for {offering} {course}. Nothing is saved yet.").format(
        file=isolate(looked.question.file.name), offering=ltr(facts.code), course=course
    )


def sum_words(lines: Sequence[MarkLine]) -> tuple[str, str, int]:
    """The count in bold, the sentences after it, and how many marks go in."""
    count = sum(line.goes_in for line in lines)
    counts = {fate: sum(line.fate == fate for line in lines) for fate in Fate}
    notes = []
    if count:
        new, changed, decided = counts[Fate.NEW], counts[Fate.CHANGED], count - counts[Fate.NEW]
        notes.append(
            _("{new} new, {changed} changed, {decided} decided by you.").format(
                new=number(new), changed=number(changed), decided=number(decided - changed)
            )
        )
    waiting, refused = counts[Fate.TO_DECIDE], counts[Fate.REFUSED]
    if waiting:
        words = ngettext("{count} is still to decide.", "{count} are still to decide.", waiting)
        notes.append(words.format(count=number(waiting)))
    if refused:
        words = ngettext("{count} is refused.", "{count} are refused.", refused)
        notes.append(words.format(count=number(refused)))
    if not count:
        return _("No mark would change."), joined(notes), 0
    lead = ngettext("{count} mark is imported:", "{count} marks are imported:", count)
    return lead.format(count=number(count)), joined(notes), count


def import_words(count: int) -> str:
    """What the filled button says."""
    return ngettext("Import {count} mark", "Import {count} marks", count).format(count=number(count))


def done_words(done: ScoreListImport, code: str) -> str:
    """What was done, for the toast."""
    count = len(done.recorded)
    first = ngettext(
        "{count} mark imported to {offering}.", "{count} marks imported to {offering}.", count
    ).format(count=number(count), offering=ltr(code))
    left = len(done.refused) + len(done.ask)
    if not left:
        return first
    rest = ngettext("{count} was left out.", "{count} were left out.", left)
    return joined([first, rest.format(count=number(left))])
