"""What is said of backups: when one was made and why, how old the newest is, and what a trial found."""

from datetime import datetime
from typing import TYPE_CHECKING

from trainer_app.core.formats import date_short, month_name, number
from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import ltr
from trainer_app.storage.backup import Backup, Occasion

if TYPE_CHECKING:
    from trainer_app.services.backups import Drill, Loss


_FINDINGS_NAMED = 3
"""Of what a trial found wrong; the command line lists everything."""


def occasion(of: Occasion) -> str:
    """Why a backup was made."""
    return {
        Occasion.SCHEDULE: _("Made by itself"),
        Occasion.ASKED: _("Asked for"),
        Occasion.IMPORT: _("Before an import"),
        Occasion.MIGRATION: _("Before an upgrade of the file"),
        Occasion.MERGE: _("Before an exchange"),
        Occasion.RESTORE: _("Before a restore"),
    }[of]


def instant(at: datetime) -> str:
    """Day and time at the station: 23 Nov 2026, 14:32."""
    here = at.astimezone()
    return _("{day}, {time}").format(day=date_short(here.date()), time=ltr(f"{here:%H:%M}"))


def newest(backup: Backup | None, *, now: datetime) -> str:
    """When the newest backup was made, for the status bar."""
    if backup is None:
        return _("No backup yet")
    here = backup.made_at.astimezone()
    if here.date() == now.astimezone().date():
        return _("Backup today {time}").format(time=ltr(f"{here:%H:%M}"))
    return _("Backup {day} {month_name}").format(
        day=here.day, month=here.month, month_name=month_name(here.month)
    )


def lost(loss: "Loss") -> str:
    """How much restoring a backup would lose."""
    if not loss.is_there:
        return _lost_without_file(loss)
    if not loss.is_readable:
        return _(
            "The present file cannot be read, so it is not known what is in it that the backup has not. "
            "It is kept beside the restored one."
        )
    count = len(loss.steps)
    if not count:
        return _("Nothing would be lost: everything that was saved is in this backup.")
    return ngettext(
        "{count} step was saved after this backup and would be lost. "
        "The present file is kept beside the restored one.",
        "{count} steps were saved after this backup and would be lost. "
        "The present file is kept beside the restored one.",
        count,
    ).format(count=number(count))


def _lost_without_file(loss: "Loss") -> str:
    count = len(loss.steps)
    if not count:
        return _(
            "There is no present file to compare with, and no newer backup. What was saved after this backup "
            "is not in it."
        )
    return ngettext(
        "A newer backup holds {count} step that this one has not; it would be lost. There is no present file "
        "to compare with.",
        "A newer backup holds {count} steps that this one has not; they would be lost. There is no present "
        "file to compare with.",
        count,
    ).format(count=number(count))


def drilled(found: "Drill") -> tuple[str, str]:
    """What came of restoring a backup for trial: the outcome, and what was looked at or what to do."""
    when = instant(found.backup.made_at)
    wrong = len(found.findings) + found.differences
    if not wrong:
        first = _("The backup of {when} can be relied on.").format(when=when)
        people = ngettext("{count} person", "{count} people", found.people)
        second = _(
            "It was restored for trial in another place and everything in it was checked: {people}, "
            "{entries} entries of the history. Your own file was not touched."
        )
        return first, second.format(
            people=people.format(count=number(found.people)), entries=number(found.entries)
        )
    first = ngettext(
        "The backup of {when} can be opened, but {count} thing in it is wrong.",
        "The backup of {when} can be opened, but {count} things in it are wrong.",
        wrong,
    )
    second = _(
        "Keep this backup and make a new one. Send the figures to whoever looks after the program: "
        "{findings} of the rules, {differences} of the history. Your own file was not touched."
    )
    second = second.format(findings=number(len(found.findings)), differences=number(found.differences))
    named = [each.why for each in found.findings[:_FINDINGS_NAMED]]
    return first.format(when=when, count=number(wrong)), joined([second, *named])


def made(backup: Backup, *, is_second_missing: bool) -> str:
    """That a backup was made, and whether the second place got its copy."""
    first = _("Backup made at {time} and checked").format(time=ltr(f"{backup.made_at.astimezone():%H:%M}"))
    return joined([first + ".", _("The second place is missing.")]) if is_second_missing else first
