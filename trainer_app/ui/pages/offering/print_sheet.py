"""The dialog for a score sheet on paper: of which components, blank or filled, in which language."""

import uuid
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import LANGUAGES, OWN_NAMES, _
from trainer_app.core.text import isolate
from trainer_app.services import entry_sheets
from trainer_app.ui.page import Context
from trainer_app.ui.saving import ask_place
from trainer_app.ui.tables.score_grid.table import ScoreTable
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Combo, Field


class PrintSheetDialog(Dialog):
    """Saves a sheet of the trainees in the order in which their enrolments are given."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        table: ScoreTable,
        *,
        offering_code: str,
        order: Sequence[uuid.UUID],
        column: int | None,
    ) -> None:
        text = _("All trainees in the order of the grid, with places for the control sum and two signatures.")
        super().__init__(parent, lambda: _("Print sheet"), text)
        self._context, self._table = context, table
        self._code, self._order = offering_code, tuple(order)
        self._path = Path()
        every = [(each.titles.in_language(), each.id) for each in table.components]
        self._component = Combo([(_("All components"), None), *every])
        self._component.set_value(None if column is None else table.components[column].id)
        self._kind = Combo([(_("Blank, to fill in by hand"), False), (_("With the marks that stand"), True)])
        self._kind.set_value(column is not None and table.figures(column).entered > 0)
        self._language = Combo([(OWN_NAMES[code], code) for code in LANGUAGES])
        self._language.set_value(context.appearance.language)
        self.body.addWidget(Field(lambda: _("Component"), self._component))
        self.body.addWidget(Field(lambda: _("Score sheet"), self._kind))
        self.body.addWidget(Field(lambda: _("Language"), self._language))
        self.add_cancel()
        self._save = self.add_action(lambda: _("Save as PDF"), self._save_as)

    def _save_as(self) -> None:
        name = f"sheet-{self._code}-{self._language.value}.pdf"
        settings, kinds = self._context.settings, "PDF (*.pdf)"
        place = ask_place(self, settings, title=_("Save as PDF"), name=name, kinds=kinds)
        if place is None:
            return
        self._path = place
        component = self._component.value
        task = self._context.tasks.write(
            entry_sheets.export,
            self._saved,
            changes=(),
            offering_id=self._table.grid.offering_id,
            path=place,
            language=self._language.value,
            is_filled=self._kind.value,
            attempt=self._table.grid.attempt,
            component_ids=() if component is None else (component,),
            order=self._order,
            now=self._context.now(),
        )
        self.follow(task, self._save)

    def _saved(self, _nothing: object) -> None:
        self._context.toast(_("Saved as {file}").format(file=isolate(self._path.name)))
