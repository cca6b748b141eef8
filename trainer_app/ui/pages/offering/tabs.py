"""All tabs of the offering's workspace; each is imported and made when it is first chosen."""

from trainer_app.core.language import _
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


OVERVIEW = "overview"
TABS = (
    TabEntry(OVERVIEW, lambda: _("Overview"), _overview),
    TabEntry("roll", lambda: _("Roll"), _roll, count="on_roll"),
    TabEntry("scores", lambda: _("Scores"), _scores, count="not_entered", tone="warn"),
    TabEntry("results", lambda: _("Results"), _results),
    TabEntry("certificates", lambda: _("Certificates"), _certificates),
    TabEntry("documents", lambda: _("Documents"), _documents),
)
