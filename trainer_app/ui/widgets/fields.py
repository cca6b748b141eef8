"""Fields: label above, hint or error below, and editors for text, dates and choices."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from trainer_app.core import formats
from trainer_app.core.language import _
from trainer_app.core.text import clean_spaces, search_key, western_digits
from trainer_app.ui import icons, theme
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.style import LOOK_EVENTS, colour, set_style_property
from trainer_app.ui.widgets.text_fields import CodeField, LongTextField, TextField
from trainer_app.ui.words import Words, said

__all__ = [
    "CheckBox",
    "CodeField",
    "Combo",
    "DateField",
    "Field",
    "LongTextField",
    "TextField",
    "in_row",
    "parse_date",
]

_FILTERED_FROM = 12
_EDITOR_INSET = 2  # which Qt leaves beside the words of a line
_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")
_DAY_WORD_YEAR = re.compile(r"(\d{1,2})[-./ ]?([^\W\d_]+)[-./, ]{0,2}(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-./年 ](\d{1,2})[-./月 ](\d{1,2})日?")


class DateField(TextField):
    """A date typed as 15-03-1979, in any digits; the long form appears after leaving.

    Signals: date_changed(date or None).
    """

    date_changed = Signal(object)

    def __init__(self, value: date | None = None) -> None:
        super().__init__(lambda: _("15-03-1979"))
        self._value: date | None = None
        self._opener = self.addAction(
            icons.icon("calendar", theme.tokens().text2), QLineEdit.ActionPosition.TrailingPosition
        )
        self._opener.triggered.connect(self._choose)
        self.editingFinished.connect(self._read)
        self.set_value(value)

    @property
    def value(self) -> date | None:
        """The date, or None where nothing or nothing readable is typed."""
        return self._value

    @property
    def is_readable(self) -> bool:
        """Whether the field is empty or holds a date that exists."""
        return not self.text().strip() or self._value is not None

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self._take(value)
        self._show()

    def _take(self, value: date | None) -> None:
        if value != self._value:
            self._value = value
            self.date_changed.emit(value)

    def _show(self) -> None:
        if self._value is None:
            return
        self.setText(f"{self._value:%d-%m-%Y}" if self.hasFocus() else formats.date_long(self._value))

    def _read(self) -> None:
        text = self.text()
        if self._value is not None and text == formats.date_long(self._value):
            return
        self._take(parse_date(text))

    def _choose(self) -> None:
        from trainer_app.ui.widgets.calendar import Calendar

        calendar = Calendar(self)
        day = self._value
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._chosen)
        calendar.activated.connect(self._chosen)
        calendar.clicked.connect(calendar.close)
        calendar.adjustSize()
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - calendar.width() if is_rtl else 0
        calendar.move(self.mapToGlobal(QPoint(left, self.height() + 2)))
        calendar.show()

    def _chosen(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show()
        self.selectAll()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._read()
        super().focusOutEvent(event)
        self._show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and not self.hasFocus():
            self._show()
        elif event.type() in LOOK_EVENTS:
            self._opener.setIcon(icons.icon("calendar", theme.tokens().text2))


def parse_date(text: str) -> date | None:
    """The date that people type: day first, or year first, or with the month's name; digits of any script."""
    plain = western_digits(clean_spaces(text))
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = found.groups()
    elif found := _DAY_WORD_YEAR.fullmatch(plain):
        day, word, year = found.groups()
        month = str(formats.month_number(word) or 0)
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class Combo(QComboBox):
    """A choice of one; more than twelve entries filter while typing, in all scripts.

    Signals: chosen(value).
    """

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[str, Any]] = ()) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._matches = QStringListModel(self)
        # The combo's own delegate would not read the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.activated.connect(lambda _index: self.chosen.emit(self.value))
        self.currentTextChanged.connect(self.setToolTip)  # where the room is too small to read it whole
        self.set_choices(choices)

    @property
    def value(self) -> Any:
        """The value chosen, or None."""
        return self.currentData()

    def set_choices(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Offer other choices; the chosen value stays where it is still among them."""
        kept = self.value
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        self._filter_while_typing(len(choices) > _FILTERED_FROM)
        self.set_value(kept)

    def set_value(self, value: Any) -> None:
        """Choose a value; the first entry where it is not offered."""
        found = next((i for i in range(self.count()) if self.itemData(i) == value), 0)
        self.setCurrentIndex(found if self.count() else -1)
        if (editor := self.lineEdit()) is not None:
            editor.setCursorPosition(0)  # a long entry is read from its beginning

    def _filter_while_typing(self, filters: bool) -> None:
        self.setEditable(filters)
        if not filters:
            return
        self.setLineEdit(_ComboEdit())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self)
        completer.setModel(self._matches)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._completed)
        self.setCompleter(completer)
        edit = self.lineEdit()
        assert edit is not None  # noqa: S101 (editable was set above)
        edit.textEdited.connect(self._narrow)
        edit.editingFinished.connect(self._settle)

    def _narrow(self, text: str) -> None:
        words = search_key(text).split()
        entries = [self.itemText(place) for place in range(self.count())]
        self._matches.setStringList([entry for entry in entries if _holds(entry, words)])

    def _completed(self, words: str) -> None:
        self.setCurrentIndex(self.findText(words))
        self.chosen.emit(self.value)

    def _settle(self) -> None:
        index = self.findText(self.currentText())
        self.setCurrentIndex(index if index >= 0 else self.currentIndex())
        self.setEditText(self.itemText(self.currentIndex()))

    @property
    def words_shown(self) -> str:
        """The words of the choice, with an ellipsis where the room is too small for them."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isEditable():
            super().paintEvent(event)
        else:
            self._paint_choice()
        area = self.rect().adjusted(8, 0, -8, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            area.setRight(area.left() + 16)
        else:
            area.setLeft(area.right() - 16)
        token = "text2" if self.isEnabled() else "text3"
        icons.paint(QPainter(self), "chevron-down", colour(token).name(), area, 14)

    def _paint_choice(self) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.words_shown
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    @override
    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class _ComboEdit(QLineEdit):
    """The editor of a choice; while nobody types in it, words that do not fit end with an ellipsis."""

    @property
    def words_shown(self) -> str:
        room = self.contentsRect().width() - 2 * _EDITOR_INSET
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.words_shown
        if self.hasFocus() or words == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect().adjusted(_EDITOR_INSET, 0, -_EDITOR_INSET, 0)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words)


def _holds(entry: str, words: list[str]) -> bool:
    key = search_key(entry)
    return all(word in key for word in words)


class CheckBox(QCheckBox):
    """A choice of yes or no, with its tick painted from the icon set."""

    def __init__(
        self, words: Words, *, checked: bool = False, on_change: Callable[[bool], object] | None = None
    ) -> None:
        super().__init__(said(words))
        self._words: Words = words
        self.setChecked(checked)
        if on_change is not None:
            self.toggled.connect(on_change)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        area = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        icons.paint(QPainter(self), "check", colour("on_accent").name(), area, 12)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setText(said(self._words))


class Field(QWidget):
    """An editor with its label above and a hint or an error below."""

    def __init__(self, label: Words, editor: QWidget, *, hint: Words = "") -> None:
        super().__init__()
        self.editor = editor
        self.label = Label(label, "label")
        self.label.setBuddy(editor)
        self._hint = Label(hint, "second", wraps=True)
        if not hint:  # shown without a parent it would be a window for a moment
            self._hint.hide()
        self._error = _ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.label, editor, self._hint, self._error):
            column.addWidget(part)
        editor.setAccessibleName(said(label))
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._being_corrected)
        if isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(self._being_corrected)

    def set_error(self, words: Words) -> None:
        """Say what is wrong; empty words take the error away."""
        text = said(words)
        self._error.set_words(words)
        self._error.setVisible(bool(text))
        set_style_property(self.editor, "state", "error" if text else "")
        self.editor.setAccessibleDescription(text)

    def has_error(self) -> bool:
        """Whether an error is shown."""
        return bool(self.editor.property("state") == "error")

    def _being_corrected(self) -> None:
        if self.has_error():
            self.set_error("")


class _ErrorLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._label = Label("", "label", tone="danger", wraps=True)
        line.addWidget(IconLabel("circle-alert", "danger", 14), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._label, 1)
        self.hide()

    def set_words(self, words: Words) -> None:
        self._label.set_words(words)


def in_row(*fields: QWidget) -> QWidget:
    """Fields of equal width side by side."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for each in fields:
        line.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
    return row
