"""The line above a table that narrows it: a search, groups with their counts, and the years there are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui.widgets.fields import Combo, TextField
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.words import Words

_LEAVING = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterBar(QWidget):
    """Says which rows shall be shown; the first group is that of all.

    Signals: changed(), left() by Enter or Down in the search, to go on in the rows.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, prompt: Words, groups: Sequence[Segment], *, search_width: int) -> None:
        super().__init__()
        self._all = groups[0].key
        self._years: tuple[int, ...] = ()
        self.search = TextField(prompt, icon="search", clears=True)
        self.search.setFixedWidth(search_width)
        self.search.installEventFilter(self)
        self.groups = Segmented(groups)
        self.year = Combo()
        self._offer_years()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.search)
        line.addWidget(self.groups)
        line.addStretch()
        line.addWidget(self.year)
        for chosen in (self.search.textChanged, self.groups.chosen, self.year.chosen):
            chosen.connect(self._chosen)

    def show_years(self, years: Sequence[int]) -> None:
        """Offer these years; the chosen one stays."""
        if tuple(years) != self._years:
            self._years = tuple(years)
            self._offer_years()

    def begin(self) -> None:
        """Put the cursor into the search; what is typed replaces what stands there."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear(self) -> None:
        """Show everything."""
        self.search.clear()
        self.year.set_value(None)
        self.groups.choose(self._all)
        self.changed.emit()

    def _offer_years(self) -> None:
        self.year.setAccessibleName(_("Year"))
        self.year.set_choices([(_("All years"), None), *((str(year), year) for year in self._years)])

    def _chosen(self, _value: object = None) -> None:
        self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        leaves = event.key() in _LEAVING
        if leaves:
            self.left.emit()
        return leaves

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._offer_years()
