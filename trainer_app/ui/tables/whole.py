"""A table that shows all its rows and leaves the scrolling to the page around it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWheelEvent
from typing_extensions import override

from trainer_app.core.settings import Settings
from trainer_app.ui import theme
from trainer_app.ui.tables.model import Column, Row
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.style import LOOK_EVENTS


class WholeTable(Table):
    """A short table, as high as its rows; beyond `most` rows it scrolls within itself."""

    def __init__(self, columns: Sequence[Column], settings: Settings, name: str, *, most: int = 0) -> None:
        super().__init__(columns, settings, name)
        self._most = most
        if not most:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_height()

    @override
    def set_rows(self, rows: Sequence[Row]) -> None:
        super().set_rows(rows)
        self._fit_height()

    def _fit_height(self) -> None:
        look = theme.active()
        rows = min(self.row_count, self._most) if self._most else self.row_count
        self.setFixedHeight(look.height("table_head") + max(rows, 1) * look.height("table_row"))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._most and self.row_count > self._most:
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or event.type() in LOOK_EVENTS:
            self._fit_height()
