"""What the head and the foot of the import say: the file, the counts, and what the filled button does."""

from trainer_app.core.formats import number
from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.rolls import Outcome, RollImport, RollPreview


def head_words(facts: OfferingFacts | None, preview: RollPreview | None, *, is_check: bool) -> str:
    """The second line of the head."""
    if is_check and preview is not None:
        rows = len(preview.rows)
        return ngettext(
            "{file}, sheet {sheet}, {count} row. For {offering} {course}, {seats} seats. "
            "Nothing is saved yet.",
            "{file}, sheet {sheet}, {count} rows. For {offering} {course}, {seats} seats. "
            "Nothing is saved yet.",
            rows,
        ).format(
            file=isolate(preview.workbook.file_name),
            sheet=isolate(preview.mapping.sheet_name),
            count=number(rows),
            offering=ltr(preview.offering_code),
            course=isolate(preview.course.in_language()),
            seats=number(preview.capacity),
        )
    if facts is None:
        return " "
    return _("For {offering} {course}, {seats} seats").format(
        offering=ltr(facts.code), course=isolate(facts.titles.in_language()), seats=number(facts.capacity)
    )


def sum_words(preview: RollPreview) -> tuple[str, str, bool]:
    """The count in bold, the sentence after it, and whether there is something to import."""
    refused = preview.count(Outcome.REFUSED)
    taken = len(preview.rows) - refused
    if preview.mapping.asks_date_order:
        return _("The dates are not clear yet."), _("Say above which day is meant; then import."), False
    if not taken:
        return _("No row can be imported."), _("Correct the columns above, or the file."), False
    if not preview.joining and not preview.count(Outcome.CHANGED):
        return _("Nothing would change."), _("Everyone is on this roll already, with the same record."), False
    lead = ngettext("{count} row is imported:", "{count} rows are imported:", taken)
    parts = [
        _("{new} new, {changed} changed, {unchanged} unchanged.").format(
            new=number(preview.count(Outcome.NEW)),
            changed=number(preview.count(Outcome.CHANGED)),
            unchanged=number(preview.count(Outcome.UNCHANGED)),
        )
    ]
    if refused:
        left_out = ngettext("{count} row is left out.", "{count} rows are left out.", refused)
        parts.append(left_out.format(count=number(refused)))
    return lead.format(count=number(taken)), joined(parts), True


def import_words(preview: RollPreview) -> str:
    """What the filled button says."""
    taken = len(preview.rows) - preview.count(Outcome.REFUSED)
    return ngettext("Import {count} row", "Import {count} rows", taken).format(count=number(taken))


def done_words(done: RollImport, code: str) -> str:
    """What was done, for the toast."""
    count = done.accepted + done.changed
    first = ngettext(
        "{count} person imported to {offering}.", "{count} people imported to {offering}.", count
    ).format(count=number(count), offering=ltr(code))
    refused = len(done.refused)
    if not refused:
        return first
    rest = ngettext("{count} row was left out.", "{count} rows were left out.", refused)
    return joined([first, rest.format(count=number(refused))])
