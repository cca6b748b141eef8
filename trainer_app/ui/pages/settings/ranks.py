"""Ranks of both sides, each scale from the lowest."""

import uuid
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.services import organisations
from trainer_app.services.organisations import RankDraft, RankRow
from trainer_app.services.refusals import CodeTaken, TitleMissing
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import RecordDialog
from trainer_app.ui.tables.cells import Number, Side, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.whole import WholeTable
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import CodeField, Combo, Field, in_row
from trainer_app.ui.widgets.labels import side_name
from trainer_app.ui.widgets.number_field import NumberEntry, NumberField
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.widgets.title_fields import TitleFields

_SIDES = ("CN", "PK")
_ROWS_SEEN = 8


class RanksCard(Card):
    """The two scales."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: _("Ranks"), edge_to_edge=True)
        self._context = context
        self._rows: Sequence[RankRow] = ()
        self.head.addWidget(Button(lambda: _("Add rank"), small=True, icon="plus", on_click=self.add))
        columns = (
            Column("side", lambda: _("Side"), lambda row: Side(row.draft.side), width=60),
            Column(
                "order",
                lambda: _("Order"),
                lambda row: Number(str(row.draft.scale_order), tone="text2"),
                width=72,
                number=True,
            ),
            Column(
                "title",
                lambda: _("Rank"),
                lambda row: row.titles.in_language(),
                width=300,
                stretch=2,
                keeps=9,
            ),
            Column("code", lambda: _("Code"), lambda row: Text(ltr(row.draft.code), tone="text2"), width=130),
        )
        self.table = WholeTable(columns, context.settings, "ranks", most=_ROWS_SEEN)
        self.edit_button = Button(lambda: _("Edit"), small=True, icon="pencil", on_click=self.edit)
        line = QHBoxLayout()
        line.setContentsMargins(13, 10, 13, 12)
        line.addWidget(self.edit_button)
        line.addStretch()
        self.body.addWidget(self.table)
        self.body.addLayout(line)
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._chosen)
        self._chosen()

    def show_ranks(self, rows: Sequence[RankRow]) -> None:
        """Show the scales."""
        self._rows = rows
        self.table.set_rows(rows)
        self._chosen()

    @property
    def _current(self) -> RankRow | None:
        return next((row for row in self._rows if row.id == self.table.current_id), None)

    def _chosen(self, _row_id: object = None) -> None:
        self.edit_button.setEnabled(self._current is not None)

    def add(self) -> None:
        """Add a rank."""
        RankDialog(self, self._context, self._rows).open()

    def edit(self) -> None:
        """Correct the chosen rank."""
        if (row := self._current) is not None:
            RankDialog(self, self._context, self._rows, row).open()

    def _open(self, _row_id: uuid.UUID) -> None:
        self.edit()


class RankDialog(RecordDialog):
    """Adds a rank, or corrects the one that is given."""

    def __init__(
        self, parent: QWidget, context: Context, rows: Sequence[RankRow], row: RankRow | None = None
    ) -> None:
        super().__init__(parent, (lambda: _("Edit rank")) if row else (lambda: _("Add rank")))
        self._context, self._all, self._row = context, rows, row
        self._code, self._titles = CodeField(), TitleFields()
        self._side = Combo([(side_name(side), side) for side in _SIDES])
        self._order = NumberField(least=1, most=9999)
        self._arrange_fields()
        self._fill(row)
        self.add_cancel()
        self.act = self.add_action(
            (lambda: _("Save changes")) if row else (lambda: _("Add rank")), self._save
        )

    def _arrange_fields(self) -> None:
        code = Field(lambda: _("Code"), self._code)
        self._entry = NumberEntry(
            lambda: _("Order"), self._order, hint=lambda: _("A higher number is a higher rank.")
        )
        self.body.addWidget(in_row(Field(lambda: _("Side"), self._side), code))
        title = self.add_title(
            self._titles,
            lambda: _("Title, English"),
            ur=lambda: _("Title, Urdu"),
            zh=lambda: _("Title, Chinese"),
        )
        self.body.addWidget(self._entry)
        self.at = {CodeTaken: code, TitleMissing: title}

    def _fill(self, row: RankRow | None) -> None:
        if row is None:
            self._side.set_value(self._context.station.side)
            self._propose_order()
            self._side.chosen.connect(self._propose_order)
            return
        self._side.set_value(row.draft.side)
        self._code.setText(row.draft.code)
        self._titles.set_titles(row.draft.titles)
        self._order.set_value(row.draft.scale_order)

    def _propose_order(self, _side: object = None) -> None:
        """A place above the highest rank of the side."""
        orders = [row.draft.scale_order for row in self._all if row.draft.side == self._side.value]
        self._order.set_value(max(orders, default=0) + 1)

    def _save(self) -> None:
        if not self._entry.check():
            return
        draft = RankDraft(
            side=self._side.value,
            code=self._code.text(),
            titles=self._titles.titles,
            scale_order=int(self._order.value or 1),
        )
        tasks = self._context.tasks
        if self._row is None:
            task = tasks.write(organisations.add_rank, changes=("rank",), draft=draft)
        else:
            task = tasks.write(
                organisations.change_rank,
                changes=("rank",),
                rank_id=self._row.id,
                version=self._row.version,
                draft=draft,
            )
        self.follow(task, self.act)
