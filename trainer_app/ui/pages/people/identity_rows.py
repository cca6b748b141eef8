"""The identity numbers of a person: any number of them, each of a kind."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.rules.vocabulary import IdentifierKind
from trainer_app.services import identities
from trainer_app.services.identities import Identity
from trainer_app.services.refusals import IdentityFaulty
from trainer_app.ui import theme
from trainer_app.ui.pages.people.words import identity_words
from trainer_app.ui.widgets.buttons import Button, IconButton
from trainer_app.ui.widgets.fields import CodeField, Combo, Field
from trainer_app.ui.widgets.labels import Label

_KIND_WIDTH = 204


class IdentityRows(QWidget):
    """One row for each number, and a button for another one."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[IdentityRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._add = Button(
            lambda: _("Another number"), "text", icon="plus", small=True, on_click=self._add_empty
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(Label(lambda: _("Identity numbers"), "label"))
        outer.addLayout(self._column)
        outer.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)

    @property
    def rows(self) -> list["IdentityRow"]:
        """The rows, filled or not."""
        return list(self._rows)

    def identities(self) -> tuple[Identity, ...]:
        """What is typed, blank rows left out."""
        return tuple(row.identity for row in self._rows if row.identity.value.strip())

    def show_identities(self, shown: Sequence[Identity]) -> None:
        """Show these numbers."""
        for row in self.rows:
            self._remove(row)
        for identity in shown:
            self._append(identity)

    def row_of(self, value: str) -> "IdentityRow | None":
        """The row of a number, however it is written."""
        plain = _plain(value)
        return next((row for row in self._rows if _plain(row.identity.value) == plain), None)

    def _add_empty(self) -> None:
        taken = {row.identity.kind for row in self._rows}
        kind = next((kind for kind in IdentifierKind if kind not in taken), IdentifierKind.OTHER)
        self._append(Identity(kind, "")).value.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, identity: Identity) -> "IdentityRow":
        row = IdentityRow(self, identity)
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once, since it is given the keyboard
        return row

    def _remove(self, row: "IdentityRow") -> None:
        self._rows.remove(row)
        row.hide()
        row.deleteLater()

    def remove(self, row: "IdentityRow") -> None:
        """Take a row away; the keyboard goes on at the button for another one."""
        self._remove(row)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)


class IdentityRow(QWidget):
    """Kind and number; what is wrong with the number is said when it is left."""

    def __init__(self, rows: IdentityRows, identity: Identity) -> None:
        super().__init__()
        self.kind = Combo([(words, kind) for kind, words in identity_words().items()])
        self.kind.setAccessibleName(_("Kind of number"))
        self.kind.setFixedWidth(theme.active().px(_KIND_WIDTH))
        self.kind.set_value(identity.kind)
        self.value = CodeField()
        self.value.setText(identity.value)
        self._field = Field(lambda: _("Number"), self.value)
        self._field.label.hide()
        self.value.left.connect(self._check)
        self.kind.chosen.connect(self._check)
        self._rows = rows
        remove = IconButton("x", lambda: _("Remove this number"), on_click=self._take_away)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part, stretch in ((self.kind, 0), (self._field, 1), (remove, 0)):
            line.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)

    @property
    def identity(self) -> Identity:
        """What is typed."""
        return Identity(IdentifierKind(self.kind.value), self.value.text())

    @property
    def has_error(self) -> bool:
        """Whether something is said to be wrong."""
        return self._field.has_error()

    def set_error(self, words: str) -> None:
        """Say what is wrong with the number."""
        self._field.set_error(words)

    def _take_away(self) -> None:
        self._rows.remove(self)

    def _check(self, _kind: object = None) -> None:
        try:
            identities.tidy([self.identity])
        except IdentityFaulty as fault:
            self.set_error(fault.sentence())
        else:
            self.set_error("")


def _plain(value: str) -> str:
    return "".join(letter for letter in value if letter.isalnum()).casefold()
