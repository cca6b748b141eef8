"""The page of settings: one column of groups."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app import __version__
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.services import backups, organisations, programme_files, signatories, stations, users
from trainer_app.services.organisations import OrganisationRow, RankRow
from trainer_app.services.programme_files import FileFacts
from trainer_app.services.signatories import SignatoryRow
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
        self._found: Loaded | None = None
        self._shown: list[Callable[[Loaded], object]] = []
        self._below: Iterator[tuple[QWidget, Callable[[Loaded], object]]] | None = self._cards_below()
        self._column = self._arranged()
        self._place_next()

    @cached_property
    def programme(self) -> ProgrammeCard:
        """Name and period."""
        return ProgrammeCard(self.context)

    @cached_property
    def station(self) -> StationCard:
        """This workstation."""
        return StationCard(self.context)

    @cached_property
    def signatories(self) -> SignatoriesCard:
        """Who signs certificates."""
        return SignatoriesCard(self.context)

    @cached_property
    def organisations(self) -> OrganisationsCard:
        """Where people come from."""
        return OrganisationsCard(self.context)

    @cached_property
    def ranks(self) -> RanksCard:
        """The ranks of both sides."""
        return RanksCard(self.context)

    @cached_property
    def file(self) -> FileCard:
        """The programme file."""
        return FileCard(self.context)

    @cached_property
    def users(self) -> UsersCard | None:
        """Who may sign in, for those who keep the users."""
        entered = self.context.shell.entered
        return UsersCard(self.context, entered) if entered and self._keeps_users else None

    @property
    def _keeps_users(self) -> bool:
        return self.context.shell.entered is not None and self.context.may(users.change)

    @property
    @override
    def is_whole(self) -> bool:
        return self._below is None

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
        self.context.tasks.read(load, self._show, latest="settings", with_users=self._keeps_users)

    def _arranged(self) -> QVBoxLayout:
        """The column of groups, with what is seen first."""
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
        for part in (Label(lambda: _("Settings"), "page-title"), self.language, self.look):
            column.addWidget(part)
        return column

    def _place_next(self) -> None:
        """Add one card; the window answers before the next, since all of them would hold it too long."""
        placed = next(self._below, None) if self._below is not None else None
        if placed is None:
            self._below = None
            for words in (_version_words, _licence_words):
                self._column.addWidget(Label(words, "second", wraps=True))
            return
        card, show = placed
        self._column.addWidget(card)
        self._shown.append(show)
        if self._found is not None:
            show(self._found)
        QTimer.singleShot(0, self, self._place_next)

    def _cards_below(self) -> Iterator[tuple[QWidget, Callable[[Loaded], object]]]:
        """The cards that follow, each with how it shows what was read."""
        entered = self.context.shell.entered
        if entered is not None:
            yield PasswordCard(self.context, entered), _nothing
        if entered is not None and self.users is not None:
            yield RecoveryKeyCard(self.context, entered), _nothing
            yield self.users, self._show_users
        yield self.programme, lambda found: self.programme.show_programme(found.programme)
        yield self.station, lambda found: self.station.show_station(found.station, found.numbers_taken)
        yield (
            self.signatories,
            lambda found: self.signatories.show_signatories(found.signatories, self.context.today()),
        )
        yield (
            self.organisations,
            lambda found: self.organisations.show_organisations(found.organisations, self.context.today()),
        )
        yield self.ranks, lambda found: self.ranks.show_rows(found.ranks)
        keeper = self.context.shell.backups.entered
        if keeper is not None and self.context.may(backups.expect_may_back_up):
            yield BackupsCard(self.context, keeper), _nothing
        yield self.file, lambda found: self.file.show_file(found.file)

    def _show_users(self, found: Loaded) -> None:
        if self.users is not None:
            self.users.show_rows(found.users)

    def _show(self, found: Loaded) -> None:
        self._found = found
        for show in self._shown:
            show(found)
        here = found.station
        self.context.shell.set_station(Station(here.code, here.side, found.programme.titles.in_language()))


def _nothing(_found: Loaded) -> None:
    """A card that shows nothing of what was read."""


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
