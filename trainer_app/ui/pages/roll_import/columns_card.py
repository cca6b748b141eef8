"""The card on top of the check: what each column of the file is read as, and how its dates are meant."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import date_long
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.documents.dates import DateOrder, read_date
from trainer_app.documents.faults import Fault
from trainer_app.documents.headings import Field
from trainer_app.documents.layout import Column
from trainer_app.documents.roll_reader import ROLL_FIELDS, RollMapping
from trainer_app.documents.sheets import cell_text, column_letter
from trainer_app.services.rolls import RollPreview
from trainer_app.ui import theme
from trainer_app.ui.tables.text import run_width
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import Combo
from trainer_app.ui.widgets.labels import IconLabel, Label, Rule
from trainer_app.ui.widgets.style import set_style_property
from trainer_app.ui.widgets.surfaces import Card

_CELL_WIDTH = 142
_ROWS_SEEN = 2
_SHORT_WINDOW = 800
_PADDING = 10
_COMBO_EDGES = 74
_EDGES = 2 * _PADDING + 2
_LONG_HEADING = 180

Choice = tuple[Field, DateOrder | None]


class ColumnsCard(Card):
    """Says how the file is read, and lets it be corrected.

    Signals: mapping_changed(RollMapping); sheet_chosen(name).
    """

    mapping_changed = Signal(object)
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(lambda: _("Columns"), note=" ", title_role="strong")
        self._mapping: RollMapping | None = None
        self._is_open: bool | None = None
        self._sheet = Combo()
        self._sheet.setAccessibleName(_("Sheet"))
        self._sheet_words = Label(lambda: _("Sheet"), "label")
        self._question = _DateQuestion()
        self._cells = _Cells()
        self.head.removeWidget(self.note)
        for place, part in enumerate((self.note, self._sheet_words, self._sheet)):
            self.head.insertWidget(1 + place, part)
        self.head.addWidget(self._question)
        self._toggle = Button("", "text", small=True, on_click=self._toggled)
        self.head.addWidget(self._toggle)
        self.body.setContentsMargins(1, 0, 1, 1)
        self.body.setSpacing(0)
        self._rule = Rule()
        self.body.addWidget(self._rule)
        self.body.addWidget(self._cells)
        self._sheet.chosen.connect(self._sheet_taken)
        self._question.answered.connect(self._answered)
        self._cells.chosen.connect(self._chosen)

    def show_preview(self, preview: RollPreview) -> None:
        """Show how the file is read now."""
        self._mapping = mapping = preview.mapping
        shown = [column for column in mapping.columns if _says_something(preview, column)]
        known = sum(column.field != Field.IGNORED for column in shown)
        self.note.set_words(
            ngettext("{known} of {count} recognised", "{known} of {count} recognised", len(shown)).format(
                known=known, count=len(shown)
            )
        )
        names = [sheet.name for sheet in preview.workbook.readable_sheets]
        self._sheet.set_choices([(name, name) for name in names])
        self._sheet.set_value(mapping.sheet_name)
        for part in (self._sheet_words, self._sheet):
            part.setVisible(len(names) > 1)
        self._question.show_mapping(mapping)
        self._cells.show_columns(mapping, shown)
        if self._is_open is None:
            self._open(is_open=not (self._is_short() and known == len(shown)))

    def fold(self) -> None:
        """Decide anew, at the next preview, whether the columns are open or folded away."""
        self._is_open = None

    def _is_short(self) -> bool:
        """Whether the window leaves too little room for rows below the columns."""
        return self.window().height() < _SHORT_WINDOW

    def _open(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self._rule.setVisible(is_open)
        self._cells.setVisible(is_open)
        self._toggle.set_words((lambda: _("Hide columns")) if is_open else (lambda: _("Show columns")))

    def _toggled(self) -> None:
        self._open(is_open=not self._is_open)

    def _sheet_taken(self, name: str) -> None:
        if self._mapping is not None and name != self._mapping.sheet_name:
            self.sheet_chosen.emit(name)

    def _answered(self, order: DateOrder) -> None:
        if self._mapping is not None:
            self.mapping_changed.emit(self._mapping.with_date_order(order))

    def _chosen(self, index: int, choice: Choice) -> None:
        if self._mapping is None:
            return
        field, order = choice
        before = next(column.field for column in self._mapping.columns if column.index == index)
        mapping = self._mapping if before == field else self._mapping.with_field(index, field)
        self.mapping_changed.emit(mapping.with_date_order(order) if order else mapping)


class _DateQuestion(QWidget):
    """Asks once how dates of two small numbers are meant, then says it. Signals: answered(DateOrder)."""

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("triangle-alert", "warn", 14)
        self._words = Label("", "second")
        self._day = Button("", small=True, on_click=lambda: self.answered.emit(DateOrder.DAY_FIRST))
        self._month = Button("", small=True, on_click=lambda: self.answered.emit(DateOrder.MONTH_FIRST))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self._icon, self._words, self._day, self._month):
            line.addWidget(part)

    def show_mapping(self, mapping: RollMapping) -> None:
        """Ask, or say what was answered; nothing where every date is clear."""
        self.setVisible(bool(mapping.ambiguous_date))
        if not mapping.ambiguous_date:
            return
        asks = mapping.asks_date_order
        first = _reading(mapping.ambiguous_date, DateOrder.DAY_FIRST)
        second = _reading(mapping.ambiguous_date, DateOrder.MONTH_FIRST)
        for part in (self._icon, self._day, self._month):
            part.setVisible(asks)
        self._day.set_words(first)
        self._month.set_words(second)
        self._words.set_tone("warn" if asks else "second")
        self._words.set_words(_date_words(mapping, first, second))


class _Cells(QScrollArea):
    """The columns side by side, in as many rows as the width needs. Signals: chosen(index, Choice)."""

    chosen = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._cells: list[_ColumnCell] = []
        self._per_row = 0

    def show_columns(self, mapping: RollMapping, columns: list[Column]) -> None:
        """Show a cell for each column; cells that are there already are filled again, so that focus stays."""
        if [cell.index for cell in self._cells] != [column.index for column in columns]:
            self._cells = [_ColumnCell(column.index) for column in columns]
            for cell in self._cells:
                cell.chosen.connect(self.chosen)
            self._per_row = 0
        for cell, column in zip(self._cells, columns, strict=True):
            cell.show_column(mapping, column)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self._cells)
        most = max(self.viewport().width() // theme.active().px(_CELL_WIDTH), 1)
        rows = max(-(-count // most), 1)
        per_row = -(-count // rows)
        if per_row == self._per_row or not count:
            return
        self._per_row = per_row
        inside = QWidget()
        inside.setProperty("surface", "none")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, cell in enumerate(self._cells):
            row, column = divmod(place, per_row)
            cell.set_edges(leading=column > 0, above=row > 0)
            grid.addWidget(cell, row, column)
        for column in range(per_row):
            grid.setColumnStretch(column, max(cell.wish for cell in self._cells[column::per_row]))
        self.takeWidget()
        self.setWidget(inside)
        inside.show()
        height = inside.sizeHint().height()
        self.setFixedHeight(height if rows <= _ROWS_SEEN else round(height * (_ROWS_SEEN + 0.5) / rows))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class _ColumnCell(QWidget):
    """Letter and heading of a column above the choice of its field. Signals: chosen(index, Choice)."""

    chosen = Signal(int, object)

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index
        self._heading = Label("", "second")
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._combo = Combo()
        self._combo.setMinimumWidth(60)
        self._combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._leading, self._above = Rule("vertical"), Rule()
        texts = QVBoxLayout()
        texts.setContentsMargins(_PADDING, 8, _PADDING, 10)
        texts.setSpacing(4)
        texts.addWidget(self._heading)
        texts.addWidget(self._combo)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._leading)
        line.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addLayout(line)
        self._combo.chosen.connect(self._taken)

    def set_edges(self, *, leading: bool, above: bool) -> None:
        """Draw hairlines towards the neighbours."""
        self._leading.setVisible(leading)
        self._above.setVisible(above)

    def show_column(self, mapping: RollMapping, column: Column) -> None:
        """Show the heading and what the column is read as."""
        words = f"{ltr(column_letter(column.index))} {isolate(column.heading)}"
        self._heading.set_words(words)
        self._heading.setToolTip(column.heading)
        self._combo.setAccessibleName(_("Column {heading}").format(heading=words))
        self._combo.set_choices(_choices(mapping))
        is_dates = column.field == Field.BORN_ON
        order = _order(mapping) if is_dates and mapping.ambiguous_date else None
        self._combo.set_value((column.field, order))
        asks = is_dates and mapping.asks_date_order
        set_style_property(self._combo, "state", "warn" if asks else "")

    @property
    def wish(self) -> int:
        """Width that shows the whole choice, and the heading unless it is a sentence."""
        look, words, heading = theme.active(), self._combo.currentText(), self._heading.text()
        choice = run_width(words, look.font_for(words)) + _COMBO_EDGES
        return max(choice, min(run_width(heading, look.font_for(heading, "second")), _LONG_HEADING) + _EDGES)

    def _taken(self, choice: Choice) -> None:
        self.chosen.emit(self.index, choice)


def _choices(mapping: RollMapping) -> list[tuple[str, Choice]]:
    choices: list[tuple[str, Choice]] = []
    for field in ROLL_FIELDS:
        if field == Field.BORN_ON and mapping.ambiguous_date:
            choices.append((_("Date of birth, day first"), (field, DateOrder.DAY_FIRST)))
            choices.append((_("Date of birth, month first"), (field, DateOrder.MONTH_FIRST)))
        else:
            choices.append((field.label(), (field, None)))
    return choices


def _says_something(preview: RollPreview, column: Column) -> bool:
    """Whether the column has a heading or a value; formatted but blank columns are not shown."""
    values = preview.sheet.column(column.index, first=preview.mapping.first_data_row)
    return bool(column.heading) or any(cell_text(value) for value in values)


def _order(mapping: RollMapping) -> DateOrder:
    return mapping.date_order or DateOrder.DAY_FIRST


def _reading(text: str, order: DateOrder) -> str:
    day = read_date(text, Field.BORN_ON, order=order)
    return "" if isinstance(day, Fault) else date_long(day)


def _date_words(mapping: RollMapping, first: str, second: str) -> str:
    text = ltr(mapping.ambiguous_date)
    if mapping.asks_date_order:
        return _("{text} can mean two days. Which one is it?").format(text=text)
    if _order(mapping) == DateOrder.DAY_FIRST:
        return _("{text} is read day first, as {day}.").format(text=text, day=first)
    return _("{text} is read month first, as {day}.").format(text=text, day=second)
