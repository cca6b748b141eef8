"""The search field of the window: people, offerings, certificates and commands, from anywhere."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import search_key
from trainer_app.ui import theme
from trainer_app.ui.page import Finder, Hit, HitGroup, Place
from trainer_app.ui.tasks import Tasks
from trainer_app.ui.widgets.labels import KeyHint
from trainer_app.ui.widgets.text_fields import TextField

if TYPE_CHECKING:
    from trainer_app.ui.search_hits import HitList

_WIDTH = 330


class SearchBox(TextField):
    """A field whose hits open below it. Signals: place_chosen(Place); given_up() by Esc where it is empty."""

    place_chosen = Signal(object)
    given_up = Signal()

    def __init__(self, tasks: Tasks, finder: Finder | None, pages: list[Hit]) -> None:
        super().__init__(_placeholder, icon="search")
        self._tasks, self._finder, self._pages = tasks, finder, pages
        self._list: HitList | None = None
        self._key = KeyHint("Ctrl K")
        self._key.setParent(self)
        self.setAccessibleName(_placeholder())
        self._set_width()
        self.textEdited.connect(self._ask)

    def set_pages(self, pages: list[Hit]) -> None:
        """The pages of the window under their present names, found as commands."""
        self._pages = pages

    def forget_finder(self) -> None:
        """Find nothing but pages: the user may not read the records."""
        self._finder = None

    def hits(self) -> list[Hit]:
        """The hits shown now."""
        return self._list.hits() if self._list is not None and self._list.isVisible() else []

    def _ask(self, text: str) -> None:
        if not text.strip():
            self._close()
            return
        self._show([])
        if self._finder is not None:
            self._tasks.read(self._finder.service, self._found, latest="search", text=text)

    def _found(self, answer: object) -> None:
        if self._finder is not None and self.text().strip():
            self._show(self._finder.groups(answer))

    def _show(self, groups: list[HitGroup]) -> None:
        if self._list is None:
            from trainer_app.ui.search_hits import HitList

            self._list = HitList(self)
            self._list.chosen.connect(self._choose)
        words = search_key(self.text()).split()
        pages = tuple(hit for hit in self._pages if all(word in search_key(hit.title) for word in words))
        if pages:
            groups = [*groups, HitGroup(_("Pages"), pages)]
        self._list.show_groups([group for group in groups if group.hits])
        self._list.open_under(self)

    def _choose(self, hit: Hit) -> None:
        self._close()
        self.clear()
        self.place_chosen.emit(hit.place)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list if self._list is not None and self._list.isVisible() else None
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            if not self.text():
                self.given_up.emit()
            self.clear()
        elif shown is not None and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            shown.move_current(1 if event.key() == Qt.Key.Key_Down else -1)
        elif shown is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            shown.choose_current()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    @override
    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_key()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange}:
            self.setAccessibleName(_placeholder())
            self._set_width()
            self._place_key()

    def _set_width(self) -> None:
        # Not while it is being resized: Qt would put the icon where the old width ended.
        self.setFixedWidth(theme.active().px(_WIDTH))

    def _place_key(self) -> None:
        self._key.adjustSize()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = self._key.width() + 8
        self.setTextMargins(room if rtl else 0, 0, 0 if rtl else room, 0)
        left = 8 if rtl else self.width() - self._key.width() - 8
        self._key.move(left, (self.height() - self._key.height()) // 2)


def _placeholder() -> str:
    return _("Search people, offerings, certificates")


def page_hits(titles: list[tuple[str, str, str]]) -> list[Hit]:
    """Pages as hits, from (key, icon, title)."""
    return [Hit(title, "", icon, Place(key)) for key, icon, title in titles]
