"""Editors for text: one line, a code, several lines; apart from the other fields for a quick start."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIcon
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

from trainer_app.core.text import has_arabic, western_digits
from trainer_app.ui import icons, theme
from trainer_app.ui.widgets.style import LOOK_EVENTS
from trainer_app.ui.words import Words, said


class TextField(QLineEdit):
    """One line of text. Signals: left() when the field is left."""

    left = Signal()

    def __init__(self, placeholder: Words = "", *, icon: str = "", clears: bool = False) -> None:
        super().__init__()
        self._placeholder: Words = placeholder
        self._icon_name = icon
        self._lead: QAction | None = None
        self.setClearButtonEnabled(clears)
        self._say()
        if icon:
            self._lead = self.addAction(self._icon(), QLineEdit.ActionPosition.LeadingPosition)

    def _say(self) -> None:
        self.setPlaceholderText(said(self._placeholder))

    def _icon(self) -> QIcon:
        return icons.icon(self._icon_name, theme.tokens().text2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        elif event.type() in LOOK_EVENTS and self._lead is not None:
            self._lead.setIcon(self._icon())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class CodeField(TextField):
    """A code or number kept as text, left to right in every language, with the digits 0–9."""

    def __init__(self, placeholder: Words = "", *, icon: str = "") -> None:
        super().__init__(placeholder, icon=icon)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.textEdited.connect(self._to_western_digits)

    def _to_western_digits(self, text: str) -> None:
        western = western_digits(text)
        if western != text:
            place = self.cursorPosition()
            self.setText(western)
            self.setCursorPosition(place)


class LongTextField(QPlainTextEdit):
    """Several lines of text; Tab goes to the next field. Signals: left()."""

    left = Signal()

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.active().line("body") * lines + 14)
        self.textChanged.connect(self._begin)
        self._begin()

    def _begin(self) -> None:
        """Begin the lines at the edge of their script, as a field of one line does by itself."""
        text = self.toPlainText()
        window = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        from_right = has_arabic(text) if text else window
        flags = Qt.AlignmentFlag
        side = (flags.AlignRight if from_right else flags.AlignLeft) | flags.AlignAbsolute
        option = self.document().defaultTextOption()
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._begin()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
