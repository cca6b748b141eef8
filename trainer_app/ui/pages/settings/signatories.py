"""Who signs certificates: offices and names in the order of the blocks, added, changed and ended."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.language import Titles, _, pgettext
from trainer_app.core.text import isolate
from trainer_app.services import signatories
from trainer_app.services.refusals import DatesReversed, TitleMissing
from trainer_app.services.signatories import SignatoryDraft, SignatoryRow
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import (
    RecordDialog,
    RecordsCard,
    is_readable,
    period_words,
    side_combo,
)
from trainer_app.ui.tables.cells import Cell, Number, Side, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import DateField, Field, in_row
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.title_fields import TitleFields


class SignatoriesCard(RecordsCard[SignatoryRow]):
    """The list of signatories, with what can be done with the chosen one below."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            lambda: _("Who signs certificates"),
            lambda: _("Add signatory"),
            name="signatories",
            change=signatories.change,
        )
        self._today = context.today()
        self.end_button = Button(lambda: _("End"), small=True, on_click=self.end)
        self.up = Button(lambda: _("Earlier"), small=True, icon="chevron-up", on_click=lambda: self._move(-1))
        self.down = Button(
            lambda: _("Later"), small=True, icon="chevron-down", on_click=lambda: self._move(1)
        )
        for button in (self.up, self.down, self.end_button):
            self.line.addWidget(button)
        note = Label(lambda: _("The order is that of the signature lines."), "second", wraps=True)
        self.line.addWidget(note, 1)
        self._chosen()

    def show_signatories(self, rows: Sequence[SignatoryRow], today: date) -> None:
        """Show who signs, and who did."""
        self._today = today
        self.show_rows(rows)

    @override
    def _called(self, row: SignatoryRow) -> str:
        return row.draft.office.in_language()

    @override
    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "no",
                lambda: pgettext("order", "No."),
                lambda row: Number(str(row.draft.order_no)),
                width=52,
                number=True,
            ),
            Column("side", lambda: _("Side"), lambda row: Side(row.draft.side), width=60),
            Column("office", lambda: _("Office"), self._office, width=200, stretch=2, keeps=9),
            Column("name", lambda: _("Name"), _name, width=170, stretch=2, keeps=8),
            Column("period", lambda: _("Signs"), self._period, width=210, stretch=1),
        )

    def _office(self, row: SignatoryRow) -> Cell:
        return Text(row.draft.office.in_language(), tone="text3" if self._has_ended(row) else "text")

    def _period(self, row: SignatoryRow) -> Cell:
        words = period_words(row.draft.valid_from, row.draft.valid_to)
        return Text(words, tone="text3" if self._has_ended(row) else "text2")

    def _has_ended(self, row: SignatoryRow) -> bool:
        return row.draft.valid_to is not None and row.draft.valid_to < self._today

    @override
    def _chosen(self, _row_id: object = None) -> None:
        super()._chosen()
        row = self._current
        place = self._rows.index(row) if row is not None else -1
        self.end_button.setEnabled(row is not None and row.draft.valid_to is None)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(self._rows) - 1)

    @override
    def add(self) -> None:
        """Add a signatory."""
        last = max((row.draft.order_no for row in self._rows), default=0)
        SignatoryDialog(self, self._context, order_no=last + 1).open()

    @override
    def edit(self) -> None:
        """Change the chosen signatory."""
        if (row := self._current) is not None:
            SignatoryDialog(self, self._context, row, order_no=row.draft.order_no).open()

    def end(self) -> None:
        """Let the chosen signatory sign up to a day."""
        if (row := self._current) is not None:
            EndDialog(self, self._context, row).open()

    def _move(self, by: int) -> None:
        if (row := self._current) is not None:
            self._context.tasks.write(signatories.move, changes=("signatory",), signatory_id=row.id, by=by)


def _name(row: SignatoryRow) -> Cell:
    if row.draft.names is None:
        return Text(_("Blank line for a pen"), tone="text3")
    return row.draft.names.in_language()


class SignatoryDialog(RecordDialog):
    """Adds a signatory, or changes the one that is given."""

    def __init__(
        self, parent: QWidget, context: Context, row: SignatoryRow | None = None, *, order_no: int
    ) -> None:
        title = (lambda: _("Edit signatory")) if row else (lambda: _("Add signatory"))
        super().__init__(
            parent,
            context,
            title,
            lambda: _("Certificates that are issued keep what is printed on them."),
            width=640,
        )
        self._row, self._order_no = row, order_no
        self._side = side_combo()
        self._office, self._names = TitleFields(), TitleFields()
        self._starts, self._ends = DateField(context.today()), DateField()
        self._arrange_fields()
        self.add_buttons((lambda: _("Save changes")) if row else (lambda: _("Add signatory")), self._save)
        self._fill(row.draft if row else None)

    def _arrange_fields(self) -> None:
        self._starts_field = Field(lambda: _("Signs from"), self._starts)
        self._ends_field = Field(
            lambda: _("Signs up to"), self._ends, hint=lambda: _("Blank: until it is ended")
        )
        self.body.addWidget(
            in_row(Field(lambda: _("Side"), self._side), self._starts_field, self._ends_field)
        )
        office = self.add_title(
            self._office,
            lambda: _("Office, English"),
            ur=lambda: _("Office, Urdu"),
            zh=lambda: _("Office, Chinese"),
        )
        en, ur, zh = self._names.editors
        self.body.addWidget(
            Field(
                lambda: _("Name, Latin"), en, hint=lambda: _("Without a name the line stays blank for a pen.")
            )
        )
        self.body.addWidget(in_row(Field(lambda: _("Name, Urdu"), ur), Field(lambda: _("Name, Chinese"), zh)))
        self.at = {TitleMissing: office, DatesReversed: self._ends_field}

    def _fill(self, draft: SignatoryDraft | None) -> None:
        if draft is None:
            self._side.set_value(self._context.station.side)
            return
        self._side.set_value(draft.side)
        self._office.set_titles(draft.office)
        self._names.set_titles(draft.names or Titles(""))
        self._starts.set_value(draft.valid_from)
        self._ends.set_value(draft.valid_to)

    def _save(self) -> None:
        is_right = is_readable(self._starts_field, self._starts, is_needed=True)
        if not is_readable(self._ends_field, self._ends) or not is_right or self._starts.value is None:
            return
        if not self._office.titles.en:
            self.at[TitleMissing].set_error(_("Type a title in English."))
            self._office.en.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        names = self._names.titles
        draft = SignatoryDraft(
            side=self._side.value,
            office=self._office.titles,
            order_no=self._order_no,
            valid_from=self._starts.value,
            valid_to=self._ends.value,
            names=names if any((names.en, names.ur, names.zh)) else None,
        )
        row = self._row
        save = (
            partial(signatories.change, signatory_id=row.id, version=row.version) if row else signatories.add
        )
        self.write(save, changes=("signatory",), draft=draft)


class EndDialog(RecordDialog):
    """Lets a signatory sign up to a day."""

    def __init__(self, parent: QWidget, context: Context, row: SignatoryRow) -> None:
        office = isolate(row.draft.office.in_language())
        super().__init__(
            parent,
            context,
            _("End {office}?").format(office=office),
            lambda: _(
                "New certificates after that day no longer carry this line. "
                "Issued ones keep what is printed on them."
            ),
        )
        self._row = row
        self._day = DateField(context.today())
        self._field = Field(lambda: _("Signs up to"), self._day)
        self.body.addWidget(self._field)
        self.at = {DatesReversed: self._field}
        self.add_buttons(lambda: _("End on this day"), self._save, keep=lambda: _("Keep it"))

    def _save(self) -> None:
        if not is_readable(self._field, self._day, is_needed=True):
            return
        self.write(
            signatories.end,
            changes=("signatory",),
            signatory_id=self._row.id,
            version=self._row.version,
            on=self._day.value,
        )
