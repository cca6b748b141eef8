"""Cards, page frames and lists with detail."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from trainer_app.core.settings import Settings
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label, Role, Rule
from trainer_app.ui.words import Words

PAGE_MARGIN = 20
CARD_GAP = 14
CARD_PADDING = 14
WIDEST_PAGE = 1560


class Card(QFrame):
    """A surface with a title, a note or link at the end of the title, and a body.

    `body` is the layout for the content; rows of full width (`edge_to_edge`) bring their own padding.
    """

    def __init__(
        self,
        title: Words = "",
        *,
        note: Words = "",
        link: Words = "",
        on_link: Callable[[], object] | None = None,
        edge_to_edge: bool = False,
        title_role: Role = "section-title",
    ) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.title = Label(title, title_role)
        self.note = Label(note, "second")
        self.link = Button(link, "text", small=True, on_click=on_link)
        if title:
            self._column.addWidget(self._head(bool(note), bool(link)))
        self.body = QVBoxLayout()
        self.body.setSpacing(0 if edge_to_edge else 8)
        side = 1 if edge_to_edge else CARD_PADDING
        self.body.setContentsMargins(side, 0 if title else side, side, side)
        self._column.addLayout(self.body)

    def _head(self, has_note: bool, has_link: bool) -> QWidget:
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(CARD_PADDING, 12, CARD_PADDING, 8)
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.head.addWidget(self.note)
        self.head.addWidget(self.link)
        self.note.setVisible(has_note)
        self.link.setVisible(has_link)
        return head

    def add_rule(self) -> None:
        """Add a hairline across the card."""
        self.body.addWidget(Rule())


class PageHead(QWidget):
    """Title and second line of a page, with its buttons at the end of the line."""

    def __init__(self, title: Words, second: Words = "", *, buttons: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.title = Label(title, "page-title")
        self.second = Label(second, "second")
        texts.addWidget(self.title)
        texts.addWidget(self.second)
        line.addLayout(texts, 1)
        for button in buttons:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class Scrolling(QScrollArea):
    """A column that scrolls up and down, never sideways, and stops growing at the widest page.

    `column` is the layout for the content.
    """

    def __init__(self, *, margin: int = PAGE_MARGIN, gap: int = CARD_GAP) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("surface", "none")
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        centred = QWidget()
        centred.setMaximumWidth(WIDEST_PAGE)
        centred.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line.addStretch(0)
        line.addWidget(centred, 1)
        line.addStretch(0)
        self.column = QVBoxLayout(centred)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)


class ListDetail(QSplitter):
    """A list at the leading side and its detail at the other; the place of the line is remembered.

    The detail may be made by a function: then it follows once the window has answered, since to make and
    style both at once would hold it too long.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget | Callable[[], QWidget],
        parent: QWidget | None = None,
        *,
        settings: Settings,
        name: str,
        sizes: tuple[int, int],
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings, self._name = settings, f"splitter/{name}"
        self.addWidget(first)
        if isinstance(second, QWidget):
            self.addWidget(second)
        else:
            room = QWidget()
            self.addWidget(room)
            QTimer.singleShot(0, self, partial(self._place, second, room))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setSizes(list(settings.get(self._name, sizes)))
        wider = 0 if sizes[0] > sizes[1] else 1
        self.setStretchFactor(wider, 1)
        self.setStretchFactor(1 - wider, 0)
        self.splitterMoved.connect(self._remember)

    def _place(self, make: Callable[[], QWidget], room: QWidget) -> None:
        self.replaceWidget(1, make())
        room.deleteLater()

    def _remember(self) -> None:
        self._settings.set(self._name, self.sizes())


class Panel(QWidget):
    """One side of a list with detail: a plain surface with a column inside.

    `column` is the layout for the content.
    """

    def __init__(self, *, margin: int = 16, gap: int = 8, surface: str = "plain") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", surface)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)
