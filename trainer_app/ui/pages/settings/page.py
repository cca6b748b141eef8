"""The page of settings: one column of groups."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app import __version__
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.services import backups, organisations, programme_files, signatories, stations, users
from trainer_app.services.organisations import OrganisationRow, RankRow
from trainer_app.services.programme_files import FileFacts
from trainer_app.services.signatories import SignatoryRow
from trainer_app.services.signing_in import Entered
from trainer_app.services.stations import ProgrammeFacts, StationRow
from trainer_app.services.users import UserRow
from trainer_app.ui import theme
from trainer_app.ui.page import Context, Page, Station
from trainer_app.ui.pages.settings.backups import BackupsCard
from trainer_app.ui.pages.settings.files import FileCard
from trainer_app.ui.pages.settings.keys import PasswordCard, RecoveryKeyCard
from trainer_app.ui.pages.settings.look import LanguageCard, LookCard
from trainer_app.ui.pages.settings.organisations import OrganisationsCard
from trainer_app.ui.pages.settings.places import ProgrammeCard, StationCard
from trainer_app.ui.pages.settings.ranks import RanksCard
from trainer_app.ui.pages.settings.signatories import SignatoriesCard
from trainer_app.ui.pages.settings.users import UsersCard
from trainer_app.ui.sidebar import application_name
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.surfaces import Scrolling

_WIDTH = 880
_LICENCE = "Apache-2.0"
_FONTS = (
    "Noto Sans",
    "Noto Sans SC",
    "Noto Sans Mono",
    "Noto Naskh Arabic",
    "Noto Nastaliq Urdu",
    "Noto Serif SC",
    "EB Garamond",
    "Cinzel",
)
_FONT_LICENCE = "SIL Open Font License 1.1"
_ICONS, _ICON_LICENCE = "Lucide", "ISC"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that the page shows of the programme file."""

    programme: ProgrammeFacts
    station: StationRow
    numbers_taken: int
    signatories: list[SignatoryRow]
    organisations: list[OrganisationRow]
    ranks: list[RankRow]
    file: FileFacts
    users: list[UserRow]


def load(session: Any, *, with_users: bool) -> Loaded:
    """Read the page in one transaction; the users only for who may see them."""
    return Loaded(
        programme=stations.programme(session),
        station=stations.here(session),
        numbers_taken=stations.numbers_taken(session),
        signatories=signatories.rows(session),
        organisations=organisations.organisations(session),
        ranks=organisations.ranks(session),
        file=programme_files.facts(session),
        users=users.rows(session) if with_users else [],
    )


class SettingsPage(Page):
    """What can be chosen for the window, the programme and the station."""

    nouns = frozenset(
        {"programme", "station", "signatory", "organisation", "rank", "person", "certificate", "user"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.language, self.look = LanguageCard(context), LookCard(context)
        self.programme, self.station = ProgrammeCard(context), StationCard(context)
        self.signatories = SignatoriesCard(context)
        self.organisations, self.ranks = OrganisationsCard(context), RanksCard(context)
        self.file = FileCard(context)
        self.users, self.keys = self._made_for(context.shell.entered)
        self.backups = self._backups_for(context.shell.backups.entered)
        self._arrange()

    @override
    def title(self) -> str:
        return _("Settings")

    @override
    def take_focus(self) -> None:
        self.language.choice.take_focus()

    @override
    def reload(self) -> None:
        self.language.show_choice()
        self.look.show_choice()
        self.context.shell.backups.look()
        self.context.tasks.read(load, self._show, latest="settings", with_users=self.users is not None)

    def _made_for(self, entered: Entered | None) -> tuple[UsersCard | None, list[QWidget]]:
        """The cards about users and keys, where somebody signed in."""
        if entered is None:
            return None, []
        own = PasswordCard(self.context, entered)
        if not self.context.may(users.change):
            return None, [own]
        return UsersCard(self.context, entered), [own, RecoveryKeyCard(self.context, entered)]

    def _backups_for(self, entered: Entered | None) -> list[QWidget]:
        """The card about backups, for those who may make one."""
        may = entered is not None and self.context.may(backups.expect_may_back_up)
        return [BackupsCard(self.context, entered)] if entered is not None and may else []

    def _arrange(self) -> None:
        # From the page inwards: every widget is styled again when what it stands in is put somewhere.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scrolling = Scrolling()
        outer.addWidget(scrolling)
        groups = QWidget()
        groups.setMaximumWidth(theme.active().px(_WIDTH))
        column = QVBoxLayout(groups)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        # A line of its own: only so the height is that of wrapped texts at the greatest width.
        line = QHBoxLayout()
        line.addWidget(groups, 1)
        line.addStretch()
        scrolling.column.addLayout(line)
        scrolling.column.addStretch()
        column.addWidget(Label(lambda: _("Settings"), "page-title"))
        for card in (
            self.language,
            self.look,
            *self.keys,
            *([self.users] if self.users else []),
            self.programme,
            self.station,
            self.signatories,
            self.organisations,
            self.ranks,
            *self.backups,
            self.file,
        ):
            column.addWidget(card)
        for words in (_version_words, _licence_words):
            column.addWidget(Label(words, "second", wraps=True))

    def _show(self, found: Loaded) -> None:
        today = self.context.today()
        self.programme.show_programme(found.programme)
        self.station.show_station(found.station, found.numbers_taken)
        self.signatories.show_signatories(found.signatories, today)
        self.organisations.show_organisations(found.organisations, today)
        self.ranks.show_rows(found.ranks)
        self.file.show_file(found.file)
        if self.users is not None:
            self.users.show_rows(found.users)
        here = found.station
        self.context.shell.set_station(Station(here.code, here.side, found.programme.titles.in_language()))


def _version_words() -> str:
    return _("{application}, version {version}. Licence: {licence}.").format(
        application=application_name(), version=ltr(__version__), licence=ltr(_LICENCE)
    )


def _licence_words() -> str:
    return _("Fonts: {fonts}, under the {font_licence}. Icons: {icons}, under the {icon_licence}.").format(
        fonts=isolate(", ".join(_FONTS)),
        font_licence=ltr(_FONT_LICENCE),
        icons=ltr(_ICONS),
        icon_licence=ltr(_ICON_LICENCE),
    )
