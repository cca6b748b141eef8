"""The bar above the page: back, forward, where the user is, search and language."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.core import language
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.ui import theme
from trainer_app.ui.page import Crumb
from trainer_app.ui.search_box import SearchBox
from trainer_app.ui.widgets.buttons import Button, IconButton, MenuButton
from trainer_app.ui.widgets.labels import IconLabel, Label

_STEP_PADDING = 10
"""Room at both sides of a step; a button brings the same."""


class TopBar(QWidget):
    """Signals: back(), forward(), place_chosen(Place), language_chosen(code), lock_asked()."""

    back = Signal()
    forward = Signal()
    place_chosen = Signal(object)
    language_chosen = Signal(str)
    lock_asked = Signal()

    def __init__(self, search: SearchBox) -> None:
        super().__init__()
        self.search = search
        self.setProperty("area", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button = IconButton("arrow-left", lambda: _("Back"), on_click=self.back.emit)
        self.forward_button = IconButton("arrow-right", lambda: _("Forward"), on_click=self.forward.emit)
        self.language_button = LanguageButton()
        self.language_button.chosen.connect(self.language_chosen)
        # The key is that of the menu: two of the same would do nothing.
        self.lock_button = IconButton("lock", _lock_words, on_click=self.lock_asked.emit)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(0)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(self.back_button)
        line.addWidget(self.forward_button)
        line.addLayout(self._crumbs, 1)
        line.addStretch()  # where there is no step yet, else the arrows would part
        line.addWidget(search)
        line.addWidget(self.language_button)
        line.addWidget(self.lock_button)
        search.place_chosen.connect(self.place_chosen)
        self._set_height()

    def show_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show the way to the present place; the last step is the place itself."""
        while (item := self._crumbs.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for crumb in crumbs[:-1]:
            self._add_step(crumb)
            self._crumbs.addWidget(IconLabel("chevron-right", "text3", 14))
        if crumbs:
            self._crumbs.addSpacing(_STEP_PADDING)
            last = Label(crumbs[-1].words, "strong")
            last.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            last.setToolTip(crumbs[-1].words)
            self._crumbs.addWidget(last, 1)

    def set_history(self, *, can_go_back: bool, can_go_forward: bool) -> None:
        """Allow back and forward where there is a place."""
        self.back_button.setEnabled(can_go_back)
        self.forward_button.setEnabled(can_go_forward)

    def _add_step(self, crumb: Crumb) -> None:
        if crumb.place is None:
            self._crumbs.addSpacing(_STEP_PADDING)
            self._crumbs.addWidget(Label(crumb.words, "body", tone="second"))
            self._crumbs.addSpacing(_STEP_PADDING)
        else:
            go = partial(self.place_chosen.emit, crumb.place)
            self._crumbs.addWidget(Button(crumb.words, "quiet", small=True, on_click=go))

    def _set_height(self) -> None:
        self.setFixedHeight(theme.active().height("top_bar"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_height()


def _lock_words() -> str:
    return _("{name} ({keys})").format(name=_("Lock"), keys=ltr("Ctrl L"))


class LanguageButton(MenuButton):
    """The language of the screen, each in its own script. Signals: chosen(code)."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(lambda: language.OWN_NAMES[language.active()], icon="languages", role="quiet")
        self.setAccessibleDescription("Language")
        for code in language.LANGUAGES:
            self.add(language.OWN_NAMES[code], partial(self.chosen.emit, code))
