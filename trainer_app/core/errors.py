"""Every fault that the program expects, each with its own sentence.

AppError
├── Refused                     a rule or what people typed stands against it; nothing was written
│   ├── NotANumber              the typed text is no number
│   ├── NotHours                the typed text is no time in hours
│   ├── ValueOutsideMaximum     a mark is below 0 or above its maximum
│   ├── ValueOffStep            a mark is finer than its component is marked
│   ├── NothingDelivered        there is no delivered time to compare attendance with
│   ├── NotACertificateNumber   the typed text has not the shape of a certificate number
│   │   └── WrongCheckCharacter a character of a certificate number was mistyped
│   ├── NotFound                nothing has that code or id
│   ├── NothingRecognised       no sheet of a workbook looks like the list that was expected
│   ├── CellRefused             a workbook cannot hold the content of one cell
│   │   ├── CellTooLong         its text is longer than a cell can hold
│   │   ├── CellUnprintable     its text has a character that no workbook can hold
│   │   └── CellOutOfRange      its number or date cannot be kept exactly
│   ├── NoGlyph                 no font can show a character of a text
│   ├── CodeUnreadable          a scanned text is no code of a certificate
│   ├── CodeNotGenuine          the code of a certificate was changed, or another key signed it
│   ├── CertificatesFaulty      certificates that would not be right: nothing was printed
│   ├── MarkRefused             a mark that the component does not allow
│   │   ├── MarkOutOfRange      it is below 0 or above the maximum
│   │   └── MarkOffStep         it lies between two marks that can be given
│   ├── ScoresClosed            the offering's stage does not allow scores to change
│   ├── HasLeft                 the trainee is no longer on the roll
│   ├── NoSuchAttempt           the scheme does not have the attempt
│   └── ChangedMeanwhile        someone else changed the record since it was read
└── EnvironmentFault            disk, file or database are not as needed; nothing was written
    ├── FileUnreadable          a file cannot be read
    │   └── WorkbookUnreadable  a workbook is protected, damaged, too large or none at all
    ├── FileUnwritable          a file cannot be written
    ├── BackupUnsound           a backup is damaged or holds less than it must
    └── DatabaseUnusable        the programme file cannot be opened
        └── DatabaseTooNew      a newer program made it

Anything else that is raised is a fault of the program itself.
"""

from decimal import Decimal
from pathlib import Path

from trainer_app.core.language import Titles, _, ngettext


class AppError(Exception):
    """An expected fault; its sentence says what happened, to whom, what is safe and what to do."""

    def sentence(self) -> str:
        """What to tell the user, in the active language."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.sentence()


class Refused(AppError):
    """A rule or people's input stands against what was asked."""


class NotANumber(Refused):
    """The typed text is no number."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def sentence(self) -> str:
        """What was typed, and what to type."""
        return _("“{text}” is not a number. Type digits, for example 43.5.").format(text=self.text)


class ValueOutsideMaximum(Refused):
    """A mark is below 0 or above its maximum."""

    def __init__(self, points: Decimal, maximum: Decimal) -> None:
        self.points, self.maximum = points, maximum
        super().__init__(points, maximum)

    def sentence(self) -> str:
        """What was typed, and what may be typed."""
        return _("{points} is not saved: the maximum is {maximum}. Type a value from 0 to {maximum}.").format(
            points=f"{self.points:f}", maximum=_plain(self.maximum)
        )


class ValueOffStep(Refused):
    """A mark is finer than its component is marked."""

    def __init__(self, points: Decimal, step: Decimal) -> None:
        self.points, self.step = points, step
        super().__init__(points, step)

    def sentence(self) -> str:
        """What was typed, and in which steps marks are given."""
        return _("{points} is not saved: marks are given here in steps of {step}.").format(
            points=f"{self.points:f}", step=_plain(self.step)
        )


class NotHours(Refused):
    """A text that is no time in hours."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def sentence(self) -> str:
        """What was typed, and what to type."""
        return _("“{text}” is no time. Type hours such as 46.5, or hours and minutes such as 46:20.").format(
            text=self.text
        )


class NothingDelivered(Refused):
    """There is no delivered time to compare attendance with."""

    def sentence(self) -> str:
        """What is missing, and what to do."""
        return _("No training was delivered yet. Record the delivered time first.")


class NotACertificateNumber(Refused):
    """The typed text has not the shape of a certificate number."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def sentence(self) -> str:
        """What was typed, and what a number looks like."""
        return _("“{text}” is not a certificate number. One looks like {example}.").format(
            text=self.text, example="JPT-PK-2026-IS-00001-K"
        )


class WrongCheckCharacter(NotACertificateNumber):
    """A character of a certificate number was mistyped."""

    def sentence(self) -> str:
        """What was typed, and what to do."""
        return _(
            "“{text}” is not a certificate number: its last character does not fit the others. "
            "Compare it with the paper and type it again."
        ).format(text=self.text)


class NotFound(Refused):
    """Nothing has the code or id that was asked for."""

    def __init__(self, noun: str, key: str) -> None:
        self.noun, self.key = noun, key
        super().__init__(noun, key)

    def sentence(self) -> str:
        """What was looked for."""
        return _("There is no {noun} {key} in this programme file.").format(noun=_(self.noun), key=self.key)


class NothingRecognised(Refused):
    """No sheet of a workbook looks like a nominal roll, or like a mark list."""

    def __init__(self, file_name: str, kind: str) -> None:
        self.file_name, self.kind = file_name, kind
        super().__init__(file_name, kind)

    def sentence(self) -> str:
        """Which file, what was looked for, and what to do."""
        if self.kind == "marks":
            return _(
                "No sheet of {file} looks like a mark list. It needs a row of headings with a name, "
                "roll number or identity number, and marks. Nothing was changed."
            ).format(file=self.file_name)
        return _(
            "No sheet of {file} looks like a nominal roll. It needs a row of headings with at least a name, "
            "and one row for each person. Nothing was changed."
        ).format(file=self.file_name)


class MarkRefused(Refused):
    """A mark that the component does not allow; trainee and component are named in the active language."""

    def __init__(
        self, points: Decimal, *, trainee: Titles, component: Titles, maximum: Decimal, step: Decimal
    ) -> None:
        self.points, self.trainee, self.component = points, trainee, component
        self.maximum, self.step = maximum, step
        super().__init__(points)

    def _told(self, sentence: str) -> str:
        return sentence.format(
            points=f"{self.points:f}",
            trainee=self.trainee.in_language(),
            component=self.component.in_language(),
            maximum=f"{self.maximum:f}",
            step=f"{self.step:f}",
        )


class MarkOutOfRange(MarkRefused):
    """The mark is below 0 or above the component's maximum."""

    def sentence(self) -> str:
        """Whose mark, the maximum, and what to type."""
        return self._told(
            _(
                "{points} is not saved. {trainee}, {component}: the maximum is {maximum}. "
                "Type a value from 0 to {maximum}, or leave the cell blank."
            )
        )


class MarkOffStep(MarkRefused):
    """The mark lies between two marks that the component can give."""

    def sentence(self) -> str:
        """Whose mark, the step, and what to type."""
        return self._told(
            _(
                "{points} is not saved. {trainee}, {component}: marks go in steps of {step}. "
                "Type a value from 0 to {maximum} in such steps, or leave the cell blank."
            )
        )


class ScoresClosed(Refused):
    """The offering is at a stage at which its scores do not change."""

    def __init__(self, offering: str) -> None:
        self.offering = offering
        super().__init__(offering)

    def sentence(self) -> str:
        """Which offering, and when scores can be typed."""
        return _(
            "Nothing was saved. Scores of {offering} can be changed while it is open, running "
            "or in assessment."
        ).format(offering=self.offering)


class HasLeft(Refused):
    """The trainee left the offering."""

    def __init__(self, trainee: Titles) -> None:
        self.trainee = trainee
        super().__init__(trainee)

    def sentence(self) -> str:
        """Who left."""
        return _("Nothing was saved. {trainee} has left the offering and is not assessed.").format(
            trainee=self.trainee.in_language()
        )


class NoSuchAttempt(Refused):
    """The scheme does not give the component so many attempts."""

    def __init__(self, component: Titles, attempt: int) -> None:
        self.component, self.attempt = component, attempt
        super().__init__(component, attempt)

    def sentence(self) -> str:
        """Which component, and which attempt."""
        return _(
            "Nothing was saved. {component} has no attempt {attempt} under this offering's rules."
        ).format(component=self.component.in_language(), attempt=self.attempt)


class ChangedMeanwhile(Refused):
    """Someone else changed the record after it was read; `theirs` is what is kept, `yours` what was asked."""

    def __init__(self, what: str, theirs: object = None, yours: object = None) -> None:
        self.what, self.theirs, self.yours = what, theirs, yours
        super().__init__(what)

    def sentence(self) -> str:
        """What changed, and what to do."""
        return _(
            "Someone changed {what} meanwhile. Nothing of yours was saved. "
            "Read it again and repeat your change."
        ).format(what=_(self.what))


class CellRefused(Refused):
    """A workbook cannot hold the content of one cell."""

    def __init__(self, sheet: str, cell: str, text: str) -> None:
        self.sheet, self.cell, self.text = sheet, cell, text
        super().__init__(sheet, cell, text)


class CellTooLong(CellRefused):
    """The text is longer than a cell can hold."""

    def sentence(self) -> str:
        """Which cell, and how long its text is."""
        return _(
            "Cell {cell} of the sheet “{sheet}” would hold {length} characters; "
            "a workbook holds at most 32767. "
            "No file was written. Shorten the text that starts “{start}”."
        ).format(cell=self.cell, sheet=self.sheet, length=len(self.text), start=self.text[:40])


class CellUnprintable(CellRefused):
    """The text has a control character or half a character."""

    def sentence(self) -> str:
        """Which cell, and the text with the place marked."""
        shown = "".join(
            char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in self.text[:80]
        )
        return _(
            "Cell {cell} of the sheet “{sheet}” has a character that no workbook can hold. "
            "No file was written. Type this text again: “{text}”."
        ).format(cell=self.cell, sheet=self.sheet, text=shown)


class CellOutOfRange(CellRefused):
    """The number or date cannot be kept exactly."""

    def sentence(self) -> str:
        """Which cell, and its value."""
        return _(
            "Cell {cell} of the sheet “{sheet}”: a workbook cannot hold {text} exactly. "
            "No file was written. Correct the value, or keep it as text."
        ).format(cell=self.cell, sheet=self.sheet, text=self.text)


class NoGlyph(Refused):
    """No font that is shipped can show a character of a text."""

    def __init__(self, text: str, character: str) -> None:
        self.text, self.character = text, character
        super().__init__(text, character)

    def sentence(self) -> str:
        """Which character, with its Unicode number, and where it stands."""
        codes = " ".join(f"U+{ord(each):04X}" for each in self.character)
        return _(
            "The character {character} ({code}) in “{text}” cannot be printed "
            "with the fonts of this program. Write it otherwise; nothing was printed."
        ).format(character=self.character, code=codes, text=self.text)


class CodeUnreadable(Refused):
    """A scanned text is no code of a certificate."""

    def sentence(self) -> str:
        """What was scanned, and what to try."""
        return _("This is not the code of a certificate, or it was not read whole. Scan it again.")


class CodeNotGenuine(Refused):
    """The code of a certificate was changed, or another key signed it."""

    def sentence(self) -> str:
        """What the code proves: nothing."""
        return _("The signature of this code does not match. Do not accept the certificate.")


class CertificatesFaulty(Refused):
    """Some certificates would not be right; `problems` has a sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(problems)

    def sentence(self) -> str:
        """How many faults, and each of them."""
        lines = [_("Nothing was printed. To be put right first:"), *self.problems]
        return "\n".join(lines)


class EnvironmentFault(AppError):
    """Disk, file or database are not as the work needs them."""

    def in_short(self) -> str:
        """Why in a few words, where there is no room for the sentence."""
        return self.sentence()


class FileUnreadable(EnvironmentFault):
    """A file cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)

    def sentence(self) -> str:
        """Which file, and why."""
        return _("{file} cannot be read: {reason} Nothing was changed.").format(
            file=_isolated(self.path.name), reason=self.reason
        )


class WorkbookUnreadable(FileUnreadable):
    """A workbook is protected, damaged, too large or none at all; `code` says which."""

    def __init__(self, path: Path, code: str, reason: str, **values: str) -> None:
        self.code, self.values = code, values
        super().__init__(path, reason)

    def sentence(self) -> str:
        """Which file, why, and what to do."""
        return _("{file} cannot be imported. {reason} Nothing was changed.").format(
            file=_isolated(self.path.name), reason=_(self.reason).format(**self.values)
        )


class FileUnwritable(EnvironmentFault):
    """A file cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)

    def sentence(self) -> str:
        """Which file, and why."""
        return _("{file} cannot be written: {reason} Choose another place; your data is safe.").format(
            file=_isolated(self.path.name), reason=self.reason
        )


class BackupUnsound(EnvironmentFault):
    """A backup is damaged, is none, or holds less than it must; `faults` counts what was found, or is 0."""

    def __init__(self, name: str, faults: int) -> None:
        self.name, self.faults = name, faults
        super().__init__(name, faults)

    def sentence(self) -> str:
        """What is wrong with which file, and what to do."""
        if not self.faults:
            return _(
                "{file} is no backup of this programme, is damaged, or was made with another key. "
                "Nothing was changed. Choose another backup."
            ).format(file=_isolated(self.name))
        return ngettext(
            "{file} is damaged in {count} place and cannot be relied on. Nothing was changed. "
            "Choose another backup, and have the disk checked.",
            "{file} is damaged in {count} places and cannot be relied on. Nothing was changed. "
            "Choose another backup, and have the disk checked.",
            self.faults,
        ).format(file=_isolated(self.name), count=self.faults)


class DatabaseUnusable(EnvironmentFault):
    """The programme file cannot be opened."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(name, reason)

    def sentence(self) -> str:
        """Which programme file, and why."""
        return _("The programme file {name} cannot be opened: {reason} It was not changed.").format(
            name=_isolated(self.name), reason=self.reason
        )


class DatabaseTooNew(DatabaseUnusable):
    """A newer version of the program made the file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")

    def sentence(self) -> str:
        """Which file, and what to do."""
        return _(
            "The programme file {name} was made by a newer version of this program. "
            "Install that version to open it; the file was not changed."
        ).format(name=_isolated(self.name))


def _isolated(name: str) -> str:
    """The name of a file, which else would turn the direction of its sentence (as `core.text.isolate`)."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def _plain(value: Decimal) -> str:
    """A limit without the zeros after its point that the database adds: 50, 0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
