"""The status bar: the true state of saving, work in the background, and where the program runs."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget
from typing_extensions import override

from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.ui.page import Station
from trainer_app.ui.tasks import Saving, Task
from trainer_app.ui.widgets.bars import Bar
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label, Tone, side_name

if TYPE_CHECKING:
    from trainer_app.services.access import SignedIn
    from trainer_app.ui.backup_keeper import Standing

_SHOWN_AFTER_MS = 500


class StatusBar(QStatusBar):
    """Says at all times whether the work is saved."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._saving = Saving()
        self.setSizeGripEnabled(False)
        self._icon = IconLabel("check", "ok", 14)
        self._words = Label(lambda: saving_words(self._saving))
        self._backup, self._second = Label(""), Label(lambda: _("Second place is missing"), tone="warn")
        self._work = _Work()
        self.addWidget(_in_line(self._icon, self._words))
        self._backups = _in_line(self._backup, self._second, gap=12)
        self._backups.hide()
        self.addWidget(self._backups)
        self.addWidget(self._work)
        self._user = Label("")
        self._user.hide()
        self.addPermanentWidget(_in_line(self._user))
        self._place = Label("")
        self.addPermanentWidget(_in_line(self._place))
        self.set_station(station)

    @property
    def words(self) -> str:
        """What is said about saving."""
        return self._words.text()

    @property
    def station_words(self) -> str:
        """What is said about where the program runs."""
        return self._place.text()

    @property
    def user_words(self) -> str:
        """What is said about who works here."""
        return self._user.text()

    @property
    def backup_words(self) -> str:
        """What is said about backups; empty before it is known."""
        shown = (each.text() for each in (self._backup, self._second) if not each.isHidden())
        return " · ".join(shown) if not self._backups.isHidden() else ""

    def show_backup(self, standing: "Standing", now: Callable[[], datetime]) -> None:
        """Say how old the newest backup is, and warn where it is too old or its second place is missing."""
        from trainer_app.ui import backup_words

        self._backup.set_words(lambda: backup_words.newest(standing.newest, now=now()))
        self._backup.set_tone("warn" if standing.is_late else "")
        self._second.setVisible(standing.is_second_missing)
        self._backups.show()

    def set_user(self, user: "SignedIn") -> None:
        """Name who signed in, and as what."""
        self._user.set_words(lambda: _user_words(user))
        self._user.show()

    def set_station(self, station: Station) -> None:
        """Name where the program runs."""
        self._place.set_words(lambda: _station_words(station))
        self._place.setVisible(bool(station.code))

    def show_saving(self, saving: Saving) -> None:
        """Say the state of saving."""
        self._saving = saving
        icon, tone = _look(saving)
        self._icon.set_icon(icon, tone or "text2")
        self._words.set_tone("danger" if saving.state == "not_saved" else "")
        self._words.set_words(lambda: saving_words(self._saving))

    def follow(self, task: Task) -> None:
        """Show the progress of a task that takes longer than half a second."""
        self._work.follow(task)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setMinimumHeight(0)


def saving_words(saving: Saving) -> str:
    """What the status bar says about the last change."""
    if saving.state == "not_saved":
        return _("Not saved: {why}").format(why=saving.why)
    if saving.state == "saving":
        return _("Saving")
    if saving.not_accepted:
        return _not_accepted(saving.not_accepted, saving.at)
    if saving.at is None:
        return _("All changes saved")
    return _("All changes saved at {time}").format(time=ltr(f"{saving.at.astimezone():%H:%M}"))


def _not_accepted(count: int, at: datetime | None) -> str:
    if at is None:
        words = ngettext("{count} value is not accepted", "{count} values are not accepted", count)
        return words.format(count=count)
    words = ngettext(
        "Saved {time}. {count} value is not accepted", "Saved {time}. {count} values are not accepted", count
    )
    return words.format(count=count, time=ltr(f"{at.astimezone():%H:%M:%S}"))


def _look(saving: Saving) -> tuple[str, Tone]:
    if saving.state == "not_saved" or saving.not_accepted:
        return "circle-alert", "danger"
    return ("refresh-cw", "") if saving.state == "saving" else ("check", "ok")


def _station_words(station: Station) -> str:
    return _("Station {code} · {side}").format(code=ltr(station.code), side=side_name(station.side))


def _user_words(user: "SignedIn") -> str:
    from trainer_app.services import role_words

    return _("{name}, {roles}").format(
        name=isolate(user.full_name), roles=role_words.listed(sorted(user.roles))
    )


def _in_line(*widgets: QWidget, gap: int = 6) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(12, 0, 12, 0)
    line.setSpacing(gap)
    for widget in widgets:
        line.addWidget(widget)
    return box


class _Work(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._task: Task | None = None
        self._bar = Bar(length=120)
        self._words = Label("")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 0, 0)
        line.setSpacing(8)
        for part in (self._bar, self._words):
            line.addWidget(part)
        line.addWidget(Button(lambda: _("Cancel"), "text", small=True, on_click=self._cancel))
        self._delay = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    def follow(self, task: Task) -> None:
        task.progressed.connect(self._stepped)
        task.ended.connect(self._ended)

    def _stepped(self, done: int, total: int) -> None:
        sender = self.sender()
        if isinstance(sender, Task) and sender.is_running and total:
            if self._task is not sender:
                self._task = sender
                self._delay.start()
            self._bar.set_share(done, total)
            self._words.set_words(_("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}"))

    def _ended(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._delay.stop()
            self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
