"""The finder behind Ctrl K: asks the service and shows its answer as hits in groups."""

from typing import TYPE_CHECKING, Any

from trainer_app.core.formats import date_short
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.ui.page import Finder, Hit, HitGroup, Place

if TYPE_CHECKING:
    from trainer_app.services.finder import CertificateHit, Found, OfferingHit
    from trainer_app.services.people import PersonRow


def find(session: Any, *, text: str) -> "Found":
    """Ask the service, which is imported with the first question."""
    from trainer_app.services import finder

    return finder.find(session, text=text)


def groups(found: "Found") -> list[HitGroup]:
    """The hits under their headings."""
    return [
        HitGroup(lambda: _("People"), tuple(map(_person, found.people))),
        HitGroup(lambda: _("Offerings"), tuple(map(_offering, found.offerings))),
        HitGroup(lambda: _("Certificates"), tuple(map(_certificate, found.certificates))),
    ]


def _person(row: "PersonRow") -> Hit:
    from trainer_app.ui.pages.people.words import shown_names

    first, second = shown_names(row)
    organisation = row.organisation.in_language() if row.organisation else ""
    words = _("{name}, {organisation}").format(name=isolate(second), organisation=organisation)
    second_line = words if second and organisation else second or organisation
    return Hit(first, second_line, "user", Place("people", {"id": str(row.id)}))


def _offering(hit: "OfferingHit") -> Hit:
    second = _("{course}, from {day}").format(course=hit.titles.in_language(), day=date_short(hit.starts_on))
    return Hit(ltr(hit.code), second, "calendar-days", Place("offering", {"id": str(hit.id)}))


def _certificate(hit: "CertificateHit") -> Hit:
    holder = hit.holder.in_language() if hit.holder else ""
    return Hit(ltr(hit.number), holder, "award", Place("certificates", {"id": str(hit.id)}))


FINDER = Finder(find, groups)
