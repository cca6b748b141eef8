"""Every fault that the program expects, each with its own sentence.

AppError
├── Refused                     a rule or what people typed stands against it; nothing was written
│   ├── NotANumber              the typed text is no number
│   ├── NotFound                nothing has that code or id
│   └── ChangedMeanwhile        someone else changed the record since it was read
└── EnvironmentFault            disk, file or database are not as needed; nothing was written
    ├── FileUnreadable          a file cannot be read
    ├── FileUnwritable          a file cannot be written
    └── DatabaseUnusable        the programme file cannot be opened
        └── DatabaseTooNew      a newer program made it

Anything else that is raised is a fault of the program itself.
"""

from pathlib import Path

from trainer_app.core.language import _


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


class NotFound(Refused):
    """Nothing has the code or id that was asked for."""

    def __init__(self, noun: str, key: str) -> None:
        self.noun, self.key = noun, key
        super().__init__(noun, key)

    def sentence(self) -> str:
        """What was looked for."""
        return _("There is no {noun} {key} in this programme file.").format(noun=_(self.noun), key=self.key)


class ChangedMeanwhile(Refused):
    """Someone else changed the record after it was read."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)

    def sentence(self) -> str:
        """What changed, and what to do."""
        return _(
            "Someone changed {what} meanwhile. Nothing of yours was saved. "
            "Read it again and repeat your change."
        ).format(what=self.what)


class EnvironmentFault(AppError):
    """Disk, file or database are not as the work needs them."""


class FileUnreadable(EnvironmentFault):
    """A file cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)

    def sentence(self) -> str:
        """Which file, and why."""
        return _("{file} cannot be read: {reason} Nothing was changed.").format(
            file=self.path.name, reason=self.reason
        )


class FileUnwritable(EnvironmentFault):
    """A file cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)

    def sentence(self) -> str:
        """Which file, and why."""
        return _("{file} cannot be written: {reason} Choose another place; your data is safe.").format(
            file=self.path.name, reason=self.reason
        )


class DatabaseUnusable(EnvironmentFault):
    """The programme file cannot be opened."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(name, reason)

    def sentence(self) -> str:
        """Which programme file, and why."""
        return _("The programme file {name} cannot be opened: {reason} It was not changed.").format(
            name=self.name, reason=self.reason
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
        ).format(name=self.name)
