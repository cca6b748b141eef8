"""All pages of the window; each is imported and made when it is first visited."""

from trainer_app.rules.roles import STAFF, Role
from trainer_app.ui.page import Context, Making, Page, PageEntry


def _today(context: Context) -> Page:
    from trainer_app.ui.pages.today.page import TodayPage

    return TodayPage(context)


def _offerings(context: Context) -> Page:
    from trainer_app.ui.pages.offerings.page import OfferingsPage

    return OfferingsPage(context)


def _offering(context: Context) -> Page:
    from trainer_app.ui.pages.offering.workspace import OfferingPage

    return OfferingPage(context)


def _tabs() -> dict[str, Making]:
    from trainer_app.ui.pages.offering.tabs import TABS

    return {entry.key: entry.make for entry in TABS}


def _roll_import(context: Context) -> Page:
    from trainer_app.ui.pages.roll_import.page import RollImportPage

    return RollImportPage(context)


def _mark_import(context: Context) -> Page:
    from trainer_app.ui.pages.mark_import.page import MarkImportPage

    return MarkImportPage(context)


def _certificates(context: Context) -> Page:
    from trainer_app.ui.pages.certificates.page import CertificatesPage

    return CertificatesPage(context)


def _reports(context: Context) -> Page:
    from trainer_app.ui.pages.reports.page import ReportsPage

    return ReportsPage(context)


def _people(context: Context) -> Page:
    from trainer_app.ui.pages.people.page import PeoplePage

    return PeoplePage(context)


def _courses(context: Context) -> Page:
    from trainer_app.ui.pages.courses.page import CoursesPage

    return CoursesPage(context)


def _settings(context: Context) -> Page:
    from trainer_app.ui.pages.settings.page import SettingsPage

    return SettingsPage(context)


_OFFICER = frozenset({Role.TRAINING_OFFICER})
_MARKERS = _OFFICER | {Role.INSTRUCTOR}

PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", _today),
    PageEntry("offerings", _offerings, roles=STAFF),
    PageEntry("offering", _offering, sidebar="offerings", parts=_tabs, roles=STAFF),
    PageEntry("roll-import", _roll_import, sidebar="offerings", roles=_OFFICER),
    PageEntry("mark-import", _mark_import, sidebar="offerings", roles=_MARKERS),
    PageEntry("courses", _courses, roles=STAFF),
    PageEntry("people", _people, roles=STAFF),
    PageEntry("certificates", _certificates, roles=STAFF),
    PageEntry("reports", _reports, roles=STAFF),
    PageEntry("settings", _settings),
)
