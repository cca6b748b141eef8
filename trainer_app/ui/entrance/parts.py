"""What the pages of the entrance share: the frame in the middle of the window, and its large parts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core import language
from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.entrance.gate import MARK
from trainer_app.ui.page import Context
from trainer_app.ui.sidebar import Mark, application_name
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.buttons import TEXT_PADDING, Button
from trainer_app.ui.widgets.labels import IconLabel, Label, Rule
from trainer_app.ui.widgets.surfaces import Card, Scrolling
from trainer_app.ui.words import Words, said

CARD_WIDTH = 400


class CentrePage(QWidget):
    """Mark, name and a line below them, then cards side by side, and the languages at the foot."""

    def __init__(self, context: Context, second: Words) -> None:
        super().__init__()
        self.context = context
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(14)
        self.feet = QHBoxLayout()
        self.feet.setSpacing(8)
        self.second = Label(second, tone="second")
        self._lay_out()

    def add_card(self, *, width: int = CARD_WIDTH) -> Card:
        """Add a card beside those that are there."""
        card = Card()
        card.body.setContentsMargins(22, 20, 22, 20)
        card.body.setSpacing(14)
        card.setFixedWidth(theme.active().px(width))
        self.cards.insertWidget(self.cards.count() - 1, card, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _lay_out(self) -> None:
        scrolling = Scrolling(gap=0)
        column = scrolling.column
        column.addStretch()
        column.addWidget(Mark(MARK), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for label in (Label(application_name, "page-title"), self.second):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(20)
        for code in language.LANGUAGES:
            choose = partial(self.context.appearance.set_language, code)
            self.feet.addWidget(Button(language.OWN_NAMES[code], "quiet", small=True, on_click=choose))
        for line in (self.cards, self.feet):
            line.insertStretch(0)
            line.addStretch()
        column.addLayout(self.cards)
        column.addSpacing(16)
        column.addLayout(self.feet)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling)


class CardHead(QWidget):
    """An icon, what is the matter in bold, a second line, and a hairline below."""

    def __init__(self, icon: str, first: Words, second: Words = "") -> None:
        super().__init__()
        self.first, self.second = Label(first, "strong", wraps=True), Label(second, "second", wraps=True)
        if not second:  # shown without a parent it would be a window for a moment
            self.second.hide()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.first)
        texts.addWidget(self.second)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(IconLabel(icon), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(line)
        column.addWidget(Rule())


class WideButton(Button):
    """The filled button of a card, as wide as the card; it says what it does while a task runs."""

    def __init__(self, words: Words, *, on_click: Callable[[], object]) -> None:
        super().__init__(words, "primary", on_click=on_click)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._usual = words

    def busy(self, task: Task, words: Words) -> None:
        """Do nothing until a task has ended, and say why."""
        self.blockSignals(True)
        self.set_words(words)
        task.ended.connect(self._ended)

    def open_file(self) -> None:
        """Do nothing any more: the file is being opened, and the window shows it next."""
        self._usual = lambda: _("Opening the file…")
        self.set_words(self._usual)
        self.setEnabled(False)

    def _ended(self) -> None:
        self.blockSignals(False)
        self.set_words(self._usual)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.active().height("large"))


class FaultLine(QWidget):
    """Why something was refused, where it was typed; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._label = Label("", "label", tone="danger", wraps=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(IconLabel("circle-alert", "danger", 14), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._label, 1)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._label.text()

    def say(self, words: Words) -> None:
        """Say why; empty words hide the line."""
        self._label.set_words(words)
        self.setAccessibleName(said(words))
        self.setVisible(bool(said(words)))

    def tell(self, fault: Exception) -> None:
        """Say a refusal; a fault of the program has its own dialog."""
        self.say(fault.sentence if isinstance(fault, AppError) else "")


class FootLinks(QWidget):
    """Ways to go on elsewhere, from the leading edge of a card to the other."""

    def __init__(self, links: Sequence[Button]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for place, link in enumerate(links):
            if place:
                line.addStretch()
            line.addWidget(link)
        if len(links) == 1:
            line.addStretch()


class _Link(Button):
    """As wide as its words, which begin and end with the fields above."""

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint() - QSize(2 * TEXT_PADDING, 0)


def link(words: Words, on_click: Callable[[], object]) -> Button:
    """A way to go on elsewhere."""
    return _Link(words, "text", small=True, on_click=on_click)


def enlarge(*editors: QLineEdit | QComboBox) -> None:
    """Give fields the height and the letters of the entrance."""
    for editor in editors:
        editor.setProperty("large", "true")


class Centred(QWidget):
    """A column in the middle, which scrolls where it is too high; `column` takes its content."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 48, 0, 20)
        self.column.setSpacing(14)
        scrolling = Scrolling(margin=0)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._inside)
        line.addStretch()
        scrolling.column.addLayout(line)
        scrolling.column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling)
        self._set_width()

    def add_title(self, title: Words, second: Words) -> None:
        """Add the title of the step and what it is for."""
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(title, "wizard-title", wraps=True))
        texts.addWidget(Label(second, tone="second", wraps=True))
        self.column.addLayout(texts)

    def _set_width(self) -> None:
        self._inside.setFixedWidth(theme.active().px(self._width))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_width()
