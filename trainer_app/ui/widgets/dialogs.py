"""Dialogs for decisions: the question, what follows, fields, and buttons that name the act."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.words import Words, said

Width = Literal[460, 640]

_SIDE = 20


class Dialog(QDialog):
    """Base of all dialogs: add fields to `body`, then buttons with `add_cancel` and `add_action`.

    The first field has the focus; Esc keeps everything as it is; a danger button is never the default.
    """

    def __init__(self, parent: QWidget | None, title: Words, text: Words = "", *, width: Width = 460) -> None:
        super().__init__(parent)
        self.setProperty("sheet", "true")
        self.setWindowTitle(said(title))
        self.setModal(True)
        self.setFixedWidth(theme.active().px(width))
        self.title = Label(title, "section-title", wraps=True)
        self.text = Label(text, "body", tone="second", wraps=True)
        if not text:  # shown without a parent it would be a window for a moment
            self.text.hide()
        self.strips = StripArea()
        self.strips.setContentsMargins(0, 0, 0, 12)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._safe: Button | None = None
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        upper = QVBoxLayout()
        upper.setContentsMargins(_SIDE, 18, _SIDE, 16)
        upper.setSpacing(4)
        upper.addWidget(self.title)
        upper.addWidget(self.text)
        upper.addSpacing(8)
        upper.addWidget(self.strips)
        upper.addLayout(self.body, 1)
        column.addLayout(upper, 1)
        column.addWidget(self._footer())

    def _footer(self) -> QWidget:
        footer = QWidget()
        footer.setProperty("area", "footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(footer)
        line.setContentsMargins(_SIDE, 12, _SIDE, 12)
        line.setSpacing(16)
        self.note = _Note("", "second", wraps=True)
        line.addWidget(self.note, 100)
        self.note.hide()
        line.addStretch(1)
        line.addLayout(self._buttons)
        return footer

    def add_cancel(self, words: Words = "") -> Button:
        """Add the button that keeps everything as it is."""
        button = Button(words or (lambda: _("Cancel")), on_click=self.reject)
        self._safe = button
        self._buttons.addWidget(button)
        return button

    def add_action(
        self,
        words: Words,
        on_click: Callable[[], object],
        *,
        role: Literal["primary", "danger", "outlined"] = "primary",
    ) -> Button:
        """Add the button that names the act; the last one stands at the trailing edge."""
        button = Button(words, role, on_click=on_click)
        self._buttons.addWidget(button)
        if role == "primary":
            button.setDefault(True)
        return button

    def follow(self, task: Task, button: Button) -> None:
        """Close when the task has succeeded; show a refusal in the dialog and keep what was typed."""
        button.follow(task)
        task.has_listener = True
        task.succeeded.connect(self.accept)
        task.failed.connect(self.show_fault)

    def show_fault(self, fault: Exception) -> None:
        """Show why it was refused, above the fields."""
        self.strips.clear()
        if isinstance(fault, AppError):
            self.strips.show_strip(MessageStrip("danger", fault.sentence()))

    def _fit_width(self) -> None:
        """Take the larger width where the buttons do not fit beside each other into the smaller one."""
        needed = self._buttons.minimumSize().width() + 2 * _SIDE
        if needed > self.width():
            self.setFixedWidth(max(theme.active().px(640), needed))

    def _fit_height(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return handled

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._fit_width()
        self._fit_height()
        super().showEvent(event)
        first = next((each for each in self.findChildren(QWidget) if _is_field(each)), None)
        target = first or self._safe
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)


class _Note(Label):
    """Takes no room beside the buttons while it says nothing."""

    @override
    def _say(self) -> None:
        super()._say()
        if self.parentWidget() is not None:
            self.setVisible(bool(self.text()))


def _is_field(widget: QWidget) -> bool:
    accepts = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return accepts and widget.isEnabled() and widget.isVisible() and not isinstance(widget, Button)


class ErrorDialog(Dialog):
    """The one dialog for a fault of the program itself, with its details to copy."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(
            parent,
            lambda: _("The program could not finish this step"),
            lambda: _(
                "Nothing of this step was saved; everything before it is safe. "
                "Send the details to whoever looks after the program. They hold no names."
            ),
            width=640,
        )
        self._details = details
        shown = QPlainTextEdit(details)
        shown.setReadOnly(True)
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        shown.setFixedHeight(160)
        shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body.addWidget(shown)
        self.add_action(lambda: _("Copy details"), self.copy, role="outlined")
        self.add_action(lambda: _("Close"), self.reject)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)


def ask(
    parent: QWidget, title: Words, text: Words, *, act: Words, keep: Words = "", danger: bool = False
) -> bool:
    """Ask for a decision that needs no field; True where the act was chosen."""
    dialog = Dialog(parent, title, text)
    dialog.add_cancel(keep)
    dialog.add_action(act, dialog.accept, role="danger" if danger else "primary")
    return dialog.exec() == QDialog.DialogCode.Accepted


def active_window() -> QWidget | None:
    """The window that a dialog without a page belongs to."""
    return QApplication.activeWindow()
