"""Certificates: one A4 page each, in three scripts, many in one file.

`problems` tells beforehand what would not be right; `write_certificates` draws. Both lay the page out by
the same function, so what was accepted is what is printed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from trainer_app.core.errors import CertificatesFaulty, NoGlyph
from trainer_app.core.language import LANGUAGES, N_, OWN_NAMES, Titles, _
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents import certificate_drawing as drawing
from trainer_app.documents import certificate_words as words
from trainer_app.documents import text_layer
from trainer_app.documents.certificate_data import CertificateData, Signatory, StatementKind
from trainer_app.documents.certificate_layout import TooLong
from trainer_app.documents.certificate_page import Page, lay_out, roles
from trainer_app.documents.paper import Paper
from trainer_app.documents.whole_file import whole_file

__all__ = [
    "CertificateData",
    "Fault",
    "Problem",
    "Signatory",
    "StatementKind",
    "problems",
    "write_certificates",
]

_FIELDS = {
    "name": N_("name"),
    "rank": N_("rank"),
    "organisation": N_("organisation"),
    "course": N_("course title"),
    "band": N_("grade"),
    "signatory": N_("signatory"),
}


class Fault(StrEnum):
    """Why a certificate would not be right."""

    MISSING_SCRIPT = "MISSING_SCRIPT"
    MISSING_GLYPH = "MISSING_GLYPH"
    TOO_LONG = "TOO_LONG"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that would not be right on one person's certificate.

    `field` is name, rank, organisation, course, band or signatory; `language` en, ur or zh; `character`
    is set for a missing glyph alone.
    """

    person: str
    fault: Fault
    field: str
    language: str
    character: str = ""

    def sentence(self) -> str:
        """What is wrong, in the active language."""
        names = {"person": self.person, "field": _(_FIELDS[self.field]), "language": OWN_NAMES[self.language]}
        if self.fault is Fault.MISSING_SCRIPT:
            return _("{person} has no name in {language}. Add it to the person's record.").format(**names)
        if self.fault is Fault.MISSING_GLYPH:
            return _(
                "{person}: the character {character} ({code}) in the {field} ({language}) cannot be printed "
                "with the fonts of this program."
            ).format(character=self.character, code=f"U+{ord(self.character):04X}", **names)
        return _(
            "{person}: the {field} ({language}) is too long for the certificate, even in the smallest type "
            "on two lines."
        ).format(**names)


def problems(data: CertificateData) -> list[Problem]:
    """What would not be right on the certificate; empty when it can be printed."""
    return _examined(data)[0]


def write_certificates(
    certificates: Iterable[CertificateData],
    target: Path | BinaryIO,
    *,
    total: int = 0,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write one page for each certificate; the same data gives the same bytes.

    A path is written beside itself and renamed at the end. `total` is what progress is told.

    Raises:
        CertificatesFaulty: a certificate has problems; a path is left as it was.
        FileUnwritable: the disk refuses.
        Cancelled: the user wants no more; a path is left as it was.
        ValueError: there is no certificate at all.
    """
    if isinstance(target, Path):
        with whole_file(target) as file:
            _write(certificates, file, total, progress)
    else:
        _write(certificates, target, total, progress)


def _write(certificates: Iterable[CertificateData], stream: BinaryIO, total: int, progress: Progress) -> None:
    paper: Paper | None = None
    numbers: list[str] = []
    for done, data in enumerate(certificates, start=1):
        if paper is None:
            paper = Paper(stream, title=_title(data), language="en", made_on=data.awarded_on)
        drawing.draw(paper, data, _accepted(data))
        numbers[1:] = [data.number]
        progress.step(done, total)
    if paper is None:
        raise ValueError("no certificates")
    paper.finish(keywords=" – ".join(number for number in dict.fromkeys(numbers) if number))


def _accepted(data: CertificateData) -> Page:
    found, page = _examined(data)
    if page is None:
        raise CertificatesFaulty(tuple(problem.sentence() for problem in found))
    return page


def _title(data: CertificateData) -> str:
    return f"{words.title(data.kind).en}: {data.course.en}"


def _examined(data: CertificateData) -> tuple[list[Problem], Page | None]:
    """What is wrong, or the page when nothing is."""
    person = data.name.en or data.name.zh or data.name.ur
    found = [
        Problem(person, Fault.MISSING_SCRIPT, "name", code)
        for code in LANGUAGES
        if not getattr(data.name, code).strip()
    ]
    try:
        page = lay_out(data)
    except NoGlyph:
        found += _missing_glyphs(person, data)
        if not found:
            raise
        return found, None
    except TooLong as fault:
        found += _missing_glyphs(person, data)
        return found or [Problem(person, Fault.TOO_LONG, *_place_of(fault.text, data))], None
    return found, None if found else page


def _missing_glyphs(person: str, data: CertificateData) -> Iterator[Problem]:
    for field, role, titles in _user_texts(data):
        for code in LANGUAGES:
            fonts = roles()[role].style(code).fonts
            for character in text_layer.missing_glyphs(getattr(titles, code), fonts):
                yield Problem(person, Fault.MISSING_GLYPH, field, code, character)


def _user_texts(data: CertificateData) -> Iterator[tuple[str, str, Titles]]:
    """Field, role on the page and wording of everything that people typed."""
    yield "name", "name", data.name
    yield "course", "statement", data.course
    if data.rank is not None:
        yield "rank", "service", data.rank
    if data.organisation is not None:
        yield "organisation", "service", data.organisation
    if data.band is not None:
        yield "band", "fact", data.band
    for signatory in data.signatories:
        yield "signatory", "office", signatory.office
        if signatory.name is not None:
            yield "signatory", "signatory", signatory.name


def _place_of(text: str, data: CertificateData) -> tuple[str, str]:
    """Field and language of the longest wording that a text which did not fit is made of."""
    found = [
        (len(wording), field, code)
        for field, _role, titles in _user_texts(data)
        for code in LANGUAGES
        if (wording := getattr(titles, code)) and wording in text
    ]
    _length, field, code = max(found, default=(0, "course", "en"))
    return field, code
