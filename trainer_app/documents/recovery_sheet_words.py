"""What the recovery sheet says, in each language."""

from datetime import date
from typing import NamedTuple

from trainer_app.core import formats
from trainer_app.core.language import N_, Titles, in_all, in_each

_PURPOSE = N_(
    "When every password is lost, this key opens the programme file. Whoever has the key and the file can "
    "read all its records."
)
_KEEPING = (
    N_(
        "Print the sheet twice. Two people sign one each and keep it in a sealed envelope, in two different "
        "places. Take no photograph and no copy."
    ),
    N_("If an envelope was opened or is lost, make a new key in Settings. This one is then void."),
)
_STEPS = (
    N_("An administrator who can sign in gives a new password. This sheet stays sealed."),
    N_("If nobody can sign in, choose “Forgot the password” there and type the eight groups."),
    N_("Choose a new password, make a new recovery key, and seal two new sheets."),
)


class Section(NamedTuple):
    """A part of the sheet; steps are numbered."""

    heading: Titles
    paragraphs: tuple[Titles, ...]
    are_steps: bool = False


def title() -> Titles:
    """The heading of the sheet."""
    return in_all(N_("Recovery key"))


def warning() -> Titles:
    """The words beside the heading."""
    return in_all(N_("Keep in a sealed envelope"))


def reading_note() -> Titles:
    """How the characters of the key are read and typed."""
    return in_all(
        N_("Small letters and spaces do not matter. 0 and 1 are digits; I, L, O and U do not occur.")
    )


def sections() -> tuple[Section, ...]:
    """The parts of the sheet in their order."""
    return (
        Section(in_all(N_("What it is for")), (in_all(_PURPOSE),)),
        Section(in_all(N_("How to keep it")), tuple(map(in_all, _KEEPING))),
        Section(in_all(N_("When a password is forgotten")), tuple(map(in_all, _STEPS)), are_steps=True),
    )


def holders() -> tuple[Titles, Titles]:
    """The headings of the two places to sign."""
    return in_all(N_("First holder")), in_all(N_("Second holder"))


def name_label() -> Titles:
    """Label of the line for a name."""
    return in_all(N_("Name"))


def signature_label() -> Titles:
    """Label of the line for a signature."""
    return in_all(N_("Signature"))


def date_label() -> Titles:
    """Label of the line for a date."""
    return in_all(N_("Date"))


def file_label() -> Titles:
    """Label of the file's name."""
    return in_all(N_("Programme file"))


def station_label() -> Titles:
    """Label of the station."""
    return in_all(N_("Station"))


def made_on_label() -> Titles:
    """Label of the day on which the key was made."""
    return in_all(N_("Made on"))


def made_by_label() -> Titles:
    """Label of who made the key."""
    return in_all(N_("Made by"))


def day(value: date) -> Titles:
    """A date in three languages."""
    return in_each(lambda: formats.date_long(value))
