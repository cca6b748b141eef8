"""What the lists of components and of bands share: lines of editors under one row of heads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import IconButton
from trainer_app.ui.widgets.labels import IconLabel, Label, NumberLabel
from trainer_app.ui.widgets.style import set_style_property
from trainer_app.ui.words import Words

GAP = 6
_BUTTON = 26


@dataclass(frozen=True, slots=True)
class Head:
    """The head over one column of editors; a width of 0 shares the room by `stretch`."""

    words: Words
    width: int = 0
    stretch: int = 0
    number: bool = False


def heads_line(heads: Sequence[Head], buttons: int) -> QWidget:
    """The row of heads, with the room that the buttons of each line take at its end."""
    row = QWidget()
    line = _line(row)
    for head in heads:
        label = NumberLabel(head.words, "label") if head.number else Label(head.words, "label")
        _place(line, label, head)
    for _n in range(buttons):
        spacer = QWidget()
        spacer.setFixedWidth(theme.active().px(_BUTTON))
        line.addWidget(spacer)
    return row


class EditorLine(QWidget):
    """One line of editors with what is wrong in it below."""

    def __init__(self, heads: Sequence[Head], editors: Sequence[QWidget]) -> None:
        super().__init__()
        self.editors = tuple(editors)
        self._problems: dict[QWidget, str] = {}
        self._cells = QHBoxLayout()
        self._cells.setSpacing(GAP)
        for head, editor in zip(heads, editors, strict=True):
            _place(self._cells, editor, head)
        self._error = QWidget()
        self._words = Label("", "label", tone="danger", wraps=True)
        error = _line(self._error)
        error.addWidget(IconLabel("circle-alert", "danger", 14))
        error.addWidget(self._words, 1)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._cells)
        column.addWidget(self._error)

    def add_button(
        self, icon: str, name: Words, on_click: Callable[[], object], *, by_tab: bool
    ) -> IconButton:
        """Add a button at the end of the line."""
        button = IconButton(icon, name, on_click=on_click)
        button.setFixedSize(theme.active().px(_BUTTON), theme.active().px(_BUTTON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus if by_tab else Qt.FocusPolicy.NoFocus)
        self._cells.addWidget(button)
        return button

    def show_problems(self, found: Iterable[tuple[QWidget, str]]) -> None:
        """Mark the editors that cannot be taken, and say the first reason below; "" takes a mark away."""
        self._problems.update(found)
        for editor in self.editors:
            problem = self._problems.get(editor, "")
            set_style_property(editor, "state", "error" if problem else "")
            editor.setAccessibleDescription(problem)
        told = [self._problems[editor] for editor in self.editors if self._problems.get(editor)]
        self._words.set_words(told[0] if told else "")
        self._error.setVisible(bool(told))

    def _corrected(self) -> None:
        """Take the mark from the editor that is being typed in."""
        editor = self.sender()
        if isinstance(editor, QWidget) and self._problems.get(editor):
            self.show_problems([(editor, "")])


def remove_words() -> str:
    """What the button at the end of a line does."""
    return _("Remove")


def _line(row: QWidget) -> QHBoxLayout:
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)
    return line


def _place(line: QHBoxLayout, widget: QWidget, head: Head) -> None:
    if head.width:
        widget.setFixedWidth(theme.active().px(head.width))
    else:
        widget.setMinimumWidth(theme.active().px(60))
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
    line.addWidget(widget, head.stretch)
