"""The history of one person or course in a dialog."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import _
from trainer_app.services import history
from trainer_app.services.history import History
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.tables.changes import changes_table
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.surfaces import Card

_WIDTH, _HEIGHT = 1080, 420


class HistoryDialog(Dialog):
    """Who changed what of one record; `key` names it to the service (`person_id=…`)."""

    def __init__(
        self, parent: QWidget, context: Context, title: str, service: Callable[..., History], **key: Any
    ) -> None:
        super().__init__(parent, title)
        self._context, self._service, self._key = context, service, key
        self._limit = history.PAGE
        self.setFixedWidth(min(theme.active().px(_WIDTH), parent.window().width() - 40))
        self.table = changes_table(context.settings, "record-history")
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        card.setFixedHeight(theme.active().px(_HEIGHT))
        self.body.addWidget(card)
        self.older: Button = self.add_action(lambda: _("Show older changes"), self._more, role="outlined")
        self.older.hide()
        self.add_action(lambda: _("Close"), self.reject)
        self._read()

    def _read(self) -> None:
        self._context.tasks.read(self._service, self._show, limit=self._limit, **self._key)

    def _more(self) -> None:
        self._limit += history.PAGE
        self._read()

    def _show(self, found: History) -> None:
        self.table.set_rows(found.lines)
        self.older.setVisible(found.has_more)
