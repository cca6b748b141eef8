"""Organisations: the tree of both sides, entries added, corrected, closed and given a new name."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.services import organisations
from trainer_app.services.organisations import OrganisationDraft, OrganisationRow
from trainer_app.services.refusals import CodeTaken, DatesReversed, ParentBelow, TitleMissing
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
from trainer_app.ui.widgets.fields import CheckBox, CodeField, Combo, DateField, Field, in_row
from trainer_app.ui.widgets.title_fields import TitleFields

_ROWS_SEEN = 8
_INDENT = "\u2003"


class OrganisationsCard(RecordsCard[OrganisationRow]):
    """Every organisation below the one that it belongs to."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            lambda: _("Organisations"),
            lambda: _("Add organisation"),
            name="organisations",
            change=organisations.change_organisation,
            most=_ROWS_SEEN,
        )
        self._today = context.today()
        self.line.addStretch()

    def show_organisations(self, rows: Sequence[OrganisationRow], today: date) -> None:
        """Show the tree."""
        self._today = today
        self.show_rows(rows)

    @override
    def _called(self, row: OrganisationRow) -> str:
        return row.titles.in_language()

    @override
    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("title", lambda: _("Organisation"), self._title, width=320, stretch=2, keeps=9),
            Column("code", lambda: _("Code"), lambda row: Text(ltr(row.draft.code), tone="text2"), width=104),
            Column("side", lambda: _("Side"), lambda row: Side(row.draft.side), width=60),
            Column(
                "people", lambda: _("People"), lambda row: Number(number(row.people)), width=80, number=True
            ),
            Column("period", lambda: _("Exists"), _period, width=190, stretch=1),
        )

    def _title(self, row: OrganisationRow) -> Cell:
        is_there = row.exists_on(self._today)
        return Text(_INDENT * row.depth + row.titles.in_language(), tone="text" if is_there else "text3")

    @override
    def add(self) -> None:
        """Add an organisation, by default below the chosen one."""
        OrganisationDialog(self, self._context, self._rows, below=self._current).open()

    @override
    def edit(self) -> None:
        """Correct, close or rename the chosen organisation."""
        if (row := self._current) is not None:
            OrganisationDialog(self, self._context, self._rows, row).open()


def _period(row: OrganisationRow) -> Cell:
    return Text(period_words(row.draft.valid_from, row.draft.valid_to), tone="text2")


class OrganisationDialog(RecordDialog):
    """Adds an organisation, or changes the one that is given."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        rows: Sequence[OrganisationRow],
        row: OrganisationRow | None = None,
        *,
        below: OrganisationRow | None = None,
    ) -> None:
        title = (lambda: _("Edit organisation")) if row else (lambda: _("Add organisation"))
        super().__init__(parent, context, title, width=640)
        self._all, self._row = rows, row
        self._code, self._titles = CodeField(), TitleFields()
        self._side = side_combo()
        self._parent, self._starts, self._ends = Combo(), DateField(), DateField()
        self._renames = CheckBox(
            lambda: _("A new name from a day on; old records keep the old one"), on_change=self._rename_chosen
        )
        self._renamed_on = DateField(context.today())
        self._arrange_fields()
        self._fill(row, below)
        self._side.chosen.connect(self._fill_parents)
        self.add_buttons((lambda: _("Save changes")) if row else (lambda: _("Add organisation")), self._save)

    def _arrange_fields(self) -> None:
        self._code_field = Field(lambda: _("Code"), self._code)
        self._side_field = Field(lambda: _("Side"), self._side)
        self._parent_field = Field(lambda: _("Belongs to"), self._parent)
        self._starts_field = Field(lambda: _("Exists from"), self._starts)
        self._ends_field = Field(lambda: _("Exists up to"), self._ends, hint=lambda: _("Blank: no end"))
        self._renamed_field = Field(
            lambda: _("Has this name and code from"),
            self._renamed_on,
            hint=lambda: _("Give it a code of its own as well. Its people and what stands below it move on."),
        )
        self.body.addWidget(in_row(self._code_field, self._side_field))
        title = self.add_title(self._titles)
        self.body.addWidget(self._parent_field)
        self._period = in_row(self._starts_field, self._ends_field)
        for part in (self._period, self._renames, self._renamed_field):
            self.body.addWidget(part)
        self._renames.setVisible(self._row is not None)
        self._renamed_field.hide()
        self.at = {
            CodeTaken: self._code_field,
            TitleMissing: title,
            DatesReversed: self._ends_field,
            ParentBelow: self._parent_field,
        }

    def _fill(self, row: OrganisationRow | None, below: OrganisationRow | None) -> None:
        if row is None:
            self._side.set_value(below.draft.side if below else self._context.station.side)
            self._fill_parents()
            self._parent.set_value(below.id if below else None)
            return
        draft = row.draft
        self._code.setText(draft.code)
        self._side.set_value(draft.side)
        self._titles.set_titles(draft.titles)
        self._fill_parents()
        self._parent.set_value(draft.parent_id)
        self._starts.set_value(draft.valid_from)
        self._ends.set_value(draft.valid_to)

    def _fill_parents(self, _side: object = None) -> None:
        own = self._row.id if self._row else None
        offered = [row for row in self._all if row.draft.side == self._side.value and row.id != own]
        choices = [(row.titles.in_language(), row.id) for row in offered]
        self._parent.set_choices([(_("Nothing above it"), None), *choices])

    def _rename_chosen(self, renames: bool) -> None:
        """A new name needs the day alone; what else could be changed waits for another time."""
        self._period.setVisible(not renames)
        self._renamed_field.setVisible(renames)
        for field in (self._side_field, self._parent_field):
            field.setEnabled(not renames)
        wrong = self._renamed_field if renames else self._ends_field
        self.at = {**self.at, DatesReversed: wrong}

    def _save(self) -> None:
        if self._row is not None and self._renames.isChecked():
            self._rename(self._row)
            return
        is_right = is_readable(self._starts_field, self._starts)
        if not is_readable(self._ends_field, self._ends) or not is_right:
            return
        draft = OrganisationDraft(
            code=self._code.text(),
            side=self._side.value,
            titles=self._titles.titles,
            parent_id=self._parent.value,
            valid_from=self._starts.value,
            valid_to=self._ends.value,
        )
        row = self._row
        save = (
            partial(organisations.change_organisation, organisation_id=row.id, version=row.version)
            if row
            else organisations.add_organisation
        )
        self.write(save, changes=("organisation",), draft=draft)

    def _rename(self, row: OrganisationRow) -> None:
        if not is_readable(self._renamed_field, self._renamed_on, is_needed=True):
            return
        self.write(
            organisations.rename,
            changes=("organisation", "person"),
            organisation_id=row.id,
            version=row.version,
            code=self._code.text(),
            titles=self._titles.titles,
            on=self._renamed_on.value,
        )
