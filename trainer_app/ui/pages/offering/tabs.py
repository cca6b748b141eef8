"""All tabs of the offering's workspace; each is imported and made when it is first chosen."""

from trainer_app.core.language import _
from trainer_app.rules.roles import HISTORY_READERS, Role
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.tab import OfferingTab, TabEntry


def _overview(context: Context) -> OfferingTab:
    from trainer_app.ui.pages.offering.overview import OverviewTab

    return OverviewTab(context)


def _roll(context: Context) -> OfferingTab:
    from trainer_app.ui.pages.offering.roll import RollTab

    return RollTab(context)


def _scores(context: Context) -> OfferingTab:
    from trainer_app.ui.pages.offering.scores import ScoresTab

    return ScoresTab(context)


def _results(context: Context) -> OfferingTab:
    from trainer_app.ui.pages.offering.results import ResultsTab

    return ResultsTab(context)


def _certificates(context: Context) -> OfferingTab:
    from trainer_app.ui.pages.offering.certificates import CertificatesTab

    return CertificatesTab(context)


def _documents(context: Context) -> OfferingTab:
    from trainer_app.ui.pages.offering.documents import DocumentsTab

    return DocumentsTab(context)


def _history(context: Context) -> OfferingTab:
    from trainer_app.ui.pages.offering.history import HistoryTab

    return HistoryTab(context)


OVERVIEW = "overview"
_CERTIFIERS = frozenset({Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER})
TABS = (
    TabEntry(OVERVIEW, lambda: _("Overview"), _overview),
    TabEntry("roll", lambda: _("Roll"), _roll, count="on_roll"),
    TabEntry("scores", lambda: _("Scores"), _scores, count="not_entered", tone="warn"),
    TabEntry("results", lambda: _("Results"), _results),
    TabEntry("certificates", lambda: _("Certificates"), _certificates, roles=_CERTIFIERS),
    TabEntry("documents", lambda: _("Documents"), _documents),
    TabEntry("history", lambda: _("History"), _history, roles=HISTORY_READERS),
)


def tabs_for(context: Context) -> tuple[TabEntry, ...]:
    """The tabs that the user may see."""
    return tuple(entry for entry in TABS if context.holds(entry.roles))


def may_see(context: Context, key: str) -> bool:
    """Whether the user may see a tab."""
    return any(entry.key == key for entry in tabs_for(context))
