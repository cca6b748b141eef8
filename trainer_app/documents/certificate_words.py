"""What a certificate says, in each language."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from trainer_app.core import formats
from trainer_app.core.language import N_, Titles, _, in_all, in_each
from trainer_app.documents.certificate_data import StatementKind

_TITLES = {
    StatementKind.COMPLETION: N_("Certificate of Training"),
    StatementKind.ATTENDANCE: N_("Certificate of Attendance"),
    StatementKind.COMPETENCE: N_("Certificate of Competence"),
    StatementKind.INSTRUCTOR: N_("Instructor Certificate"),
}
_STATEMENTS = {
    StatementKind.COMPLETION: N_(
        "has successfully completed the course “{course}”, held from {start} to {end}."
    ),
    StatementKind.ATTENDANCE: N_("attended the course “{course}”, held from {start} to {end}."),
    StatementKind.COMPETENCE: N_(
        "has shown the competence required by the course “{course}”, assessed from {start} to {end}."
    ),
    StatementKind.INSTRUCTOR: N_(
        "has completed the instructor training for the course “{course}”, held from {start} to {end}, "
        "and is qualified to teach it."
    ),
}


def title(kind: StatementKind) -> Titles:
    """The heading of the certificate."""
    return in_all(_TITLES[kind])


def opening() -> Titles:
    """The words before the name."""
    return in_all(N_("This is to certify that"))


@lru_cache(maxsize=256)
def statement(kind: StatementKind, course: Titles, held_from: date, held_to: date) -> Titles:
    """The sentence that follows the name."""
    return in_each(
        lambda: _(_STATEMENTS[kind]).format(
            course=course.in_language(),
            start=formats.date_long(held_from),
            end=formats.date_long(held_to),
        )
    )


@lru_cache(maxsize=1024)
def service(rank: Titles | None, organisation: Titles | None) -> Titles | None:
    """Rank and organisation in one phrase; None when neither is known."""
    if rank is None or organisation is None:
        return rank or organisation

    return in_each(
        lambda: _("{rank}, {organisation}").format(
            rank=rank.in_language(), organisation=organisation.in_language()
        )
    )


@lru_cache(maxsize=256)
def day(value: date) -> Titles:
    """A date in three languages."""
    return in_each(lambda: formats.date_long(value))


@lru_cache(maxsize=256)
def hours(value: Decimal) -> Titles:
    """A duration in hours, without useless zeros."""
    shown = format(value.normalize(), "f")
    return in_each(lambda: _("{hours} hours").format(hours=shown))


def grade_label() -> Titles:
    """Label of the band."""
    return in_all(N_("Grade"))


def duration_label() -> Titles:
    """Label of the hours."""
    return in_all(N_("Duration"))


def awarded_label() -> Titles:
    """Label of the day of the award."""
    return in_all(N_("Awarded on"))


def valid_label() -> Titles:
    """Label of the last valid day."""
    return in_all(N_("Valid until"))


def proof_mark() -> Titles:
    """The word that stands across a proof."""
    return in_all(N_("PROOF"))


def proof_note() -> Titles:
    """The words that a proof carries in the place of a number."""
    return in_all(N_("Proof, not valid"))
