"""The dialog in which a remark on a mark is written."""

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import _
from trainer_app.core.text import clean_spaces, isolate
from trainer_app.services import scores
from trainer_app.ui.page import Context
from trainer_app.ui.tables.score_grid.table import ScoreTable
from trainer_app.ui.tables.score_grid.words import first_name
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Field, TextField


class RemarkDialog(Dialog):
    """Takes the remark on one cell of the score grid, by row and column; an empty one takes it back."""

    def __init__(self, parent: QWidget, context: Context, table: ScoreTable, place: tuple[int, int]) -> None:
        row, column = place
        words = _("On the mark of {trainee} in {component}.").format(
            trainee=isolate(first_name(table.trainees[row])),
            component=isolate(table.components[column].titles.in_language()),
        )
        super().__init__(parent, lambda: _("Remark"), words)
        self._context, self._table = context, table
        self._enrolment_id, self._component_id = table.key(row, column)
        self._seen = table.remark(row, column)
        self._text = TextField()
        self._text.setText(self._seen)
        self._text.selectAll()
        hint = _("It is kept beside the mark and in its history. Empty takes it back.")
        self.body.addWidget(Field(lambda: _("Remark"), self._text, hint=lambda: hint))
        self.add_cancel()
        self._act = self.add_action(lambda: _("Keep the remark"), self._save)

    def _save(self) -> None:
        text = clean_spaces(self._text.text())
        if text == self._seen:
            self.accept()
            return
        task = self._context.tasks.write(
            scores.remark,
            self._saved,
            changes=("score",),
            offering_id=self._table.grid.offering_id,
            enrolment_id=self._enrolment_id,
            component_id=self._component_id,
            attempt=self._table.grid.attempt,
            text=text,
            seen=self._seen,
            now=self._context.now(),
        )
        self.follow(task, self._act)

    def _saved(self, _nothing: object) -> None:
        self._context.done(_("Remark saved"))
