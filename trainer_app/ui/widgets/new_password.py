"""A new password: typed twice, with the plain rules that it must keep."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.language import _, ngettext
from trainer_app.storage.keys import SHORTEST_PASSWORD, folded_login
from trainer_app.ui.widgets.fields import Field, in_row
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.password_field import PasswordField
from trainer_app.ui.words import Words


class NewPassword(QWidget):
    """Two fields, side by side where `is_wide`, and the rules below; the password must not be the `login`.

    Signals: changed().
    """

    changed = Signal()

    def __init__(
        self, login: Callable[[], str], *, words: Words = lambda: _("Password"), is_wide: bool = False
    ) -> None:
        super().__init__()
        self._login = login
        self.first, self.again = PasswordField(), PasswordField()
        self._length, self._other, self._same = _RuleLine(), _RuleLine(), _RuleLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        fields = (Field(words, self.first), Field(lambda: _("Type it again"), self.again))
        for field in (in_row(*fields),) if is_wide else fields:
            column.addWidget(field)
        rules = QVBoxLayout()
        rules.setSpacing(6)
        hint = _RuleLine()
        for line in (self._length, self._other, self._same, hint):
            rules.addWidget(line)
        column.addLayout(rules)
        hint.say(lambda: _("Three or four words are easier to remember than signs"), is_met=None)
        for editor in (self.first, self.again):
            editor.textChanged.connect(self.check)
        self.check()

    @property
    def text(self) -> str:
        """The password as it was typed first."""
        return self.first.text()

    @property
    def is_right(self) -> bool:
        """Whether every rule is kept."""
        return self._is_long and self._is_other and self._is_same

    def check(self, _text: str = "") -> None:
        """Look at the rules again, for example after the login name was changed."""
        self._length.say(self._length_words, is_met=self._is_long)
        self._other.say(lambda: _("Not the name you sign in with"), is_met=self._is_other)
        self._same.say(lambda: _("Typed the same both times"), is_met=self._is_same)
        self.changed.emit()

    @property
    def _is_long(self) -> bool:
        return len(self.text) >= SHORTEST_PASSWORD

    @property
    def _is_other(self) -> bool:
        return bool(self.text) and folded_login(self.text) != folded_login(self._login())

    @property
    def _is_same(self) -> bool:
        return bool(self.text) and self.text == self.again.text()

    def _length_words(self) -> str:
        count = len(self.text)
        return ngettext(
            "At least {least} characters; {count} is typed",
            "At least {least} characters; {count} are typed",
            count,
        ).format(least=SHORTEST_PASSWORD, count=count)


class _RuleLine(QWidget):
    """A rule in words, with a tick once it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._label = IconLabel("minus", "text3", 14), Label("", wraps=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self._label, 1)

    def say(self, words: Words, *, is_met: bool | None) -> None:
        """Say the rule, and whether it is kept; None for mere advice."""
        icon = "info" if is_met is None else "check" if is_met else "minus"
        self._icon.set_icon(icon, "ok" if is_met else "text3")
        self._label.set_words(words)
        self._label.set_tone("" if is_met else "second")
