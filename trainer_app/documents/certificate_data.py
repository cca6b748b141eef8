"""What a certificate is made of: frozen values that are kept with it for ever."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainer_app.core.language import Titles
from trainer_app.rules.vocabulary import StatementKind

__all__ = ["MOST_SIGNATORIES", "CertificateData", "Signatory", "StatementKind"]

MOST_SIGNATORIES = 4


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: the office, and the name (None to leave it to the pen), in three languages."""

    office: Titles
    name: Titles | None = None


@dataclass(frozen=True, slots=True)
class CertificateData:
    """Everything that one certificate shows; a proof has no number.

    A statement of attendance shows no band. Emblems are PNG or JPEG files; without one a neutral ornament
    is drawn. There are at most four signatories. `qr` is the text of the code, None for no code.
    """

    name: Titles
    course: Titles
    kind: StatementKind
    held_from: date
    held_to: date
    hours: Decimal
    awarded_on: date
    signatories: tuple[Signatory, ...]
    number: str = ""
    valid_to: date | None = None
    band: Titles | None = None
    rank: Titles | None = None
    organisation: Titles | None = None
    qr: str | None = None
    emblem_left: bytes | None = None
    emblem_right: bytes | None = None
    is_proof: bool = False

    def __post_init__(self) -> None:
        if len(self.signatories) > MOST_SIGNATORIES:
            raise ValueError(len(self.signatories))
        if self.is_proof == bool(self.number):
            raise ValueError(f"a certificate has a number and a proof has none: {self.number!r}")
