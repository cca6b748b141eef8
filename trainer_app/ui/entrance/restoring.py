"""The last step of putting a backup back: it is done, and what was kept is told."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from trainer_app.core.errors import AppError
from trainer_app.core.language import _, joined
from trainer_app.core.text import ltr
from trainer_app.storage.backup import Backup, NotSettled
from trainer_app.ui import backup_words
from trainer_app.ui.entrance.parts import CardHead, CentrePage, FaultLine, WideButton
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.labels import Label

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered

_WIDTH = 560


class RestoringPage(CentrePage):
    """Puts a backup back and says what came of it.

    Signals: opened(Entered) when the user goes on with what was restored; given_up() where it failed.
    """

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context, place: Path, chosen: Backup) -> None:
        super().__init__(context, lambda: _("Programme file {file}").format(file=ltr(place.name)))
        self._place, self._chosen = place, chosen
        self._entered: Entered | None = None
        self.when = backup_words.instant(chosen.made_at)
        self.head = CardHead("history", self._working_words, lambda: _("Do not switch off meanwhile."))
        self.kept = Label("", "body", wraps=True)
        self.kept.hide()
        self.fault = FaultLine()
        self.button = WideButton(lambda: _("Open the programme"), on_click=self._go_on)
        self.button.setEnabled(False)
        card = self.add_card(width=_WIDTH)
        for part in (self.head, self.kept, self.fault, self.button):
            card.body.addWidget(part)

    def start(self, login: str, password: str) -> None:
        """Put the backup back; nothing else may have the file open."""
        self.context.tasks.run(
            restore,
            self._restored,
            on_failure=self._refused,
            place=self._place,
            chosen=self._chosen,
            login=login,
            password=password,
            now=self.context.now(),
        )

    def _restored(self, done: "tuple[Entered, Path | None]") -> None:
        self._entered, kept = done
        self._say_in_place()
        self.head.second.set_words(lambda: _("Work goes on from there."))
        self.kept.set_words(lambda: _kept_words(kept))
        self.kept.show()
        self._offer()

    def _refused(self, fault: Exception) -> None:
        if isinstance(fault, NotSettled):
            self._say_in_place()
        else:
            self.head.first.set_words(lambda: _("The backup was not restored"))
        is_unchanged = isinstance(fault, AppError) and not isinstance(fault, NotSettled)
        self.head.second.set_words(_unchanged_words if is_unchanged else "")
        self.fault.tell(fault)
        self._offer()

    def _say_in_place(self) -> None:
        self.head.first.set_words(lambda: _("The backup of {when} is in its place").format(when=self.when))

    def _offer(self) -> None:
        self.button.setEnabled(True)
        self.button.setFocus()

    def _go_on(self) -> None:
        self.button.setEnabled(False)
        if self._entered is not None:
            self.opened.emit(self._entered)
        else:
            self.given_up.emit()

    def _working_words(self) -> str:
        return _("The backup of {when} is being restored").format(when=self.when)


def _unchanged_words() -> str:
    return _("The programme file is as it was.")


def _kept_words(kept: Path | None) -> str:
    if kept is None:
        return _("There was no file in its place before.")
    return joined([_("The file as it was before is kept here:"), ltr(str(kept))])


def restore(
    *, place: Path, chosen: Backup, login: str, password: str, now: datetime
) -> "tuple[Entered, Path | None]":
    """Put the backup back away from the window."""
    from trainer_app.services import backups

    return backups.restore(place, chosen, login=login, password=password, now=now)
