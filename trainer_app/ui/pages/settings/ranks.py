"""Ranks of both sides, each scale from the lowest."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.services import organisations
from trainer_app.services.organisations import RankDraft, RankRow
from trainer_app.services.refusals import CodeTaken, TitleMissing
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import RecordDialog, RecordsCard, side_combo
from trainer_app.ui.tables.cells import Number, Side, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.widgets.fields import CodeField, Field, in_row
from trainer_app.ui.widgets.number_field import NumberEntry, NumberField
from trainer_app.ui.widgets.title_fields import TitleFields

_ROWS_SEEN = 8


class RanksCard(RecordsCard[RankRow]):
    """The two scales."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            lambda: _("Ranks"),
            lambda: _("Add rank"),
            name="ranks",
            change=organisations.change_rank,
            most=_ROWS_SEEN,
        )
        self.line.addStretch()

    @override
    def _called(self, row: RankRow) -> str:
        return row.titles.in_language()

    @override
    def _columns(self) -> tuple[Column, ...]:
        return (
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

    @override
    def add(self) -> None:
        """Add a rank."""
        RankDialog(self, self._context, self._rows).open()

    @override
    def edit(self) -> None:
        """Correct the chosen rank."""
        if (row := self._current) is not None:
            RankDialog(self, self._context, self._rows, row).open()


class RankDialog(RecordDialog):
    """Adds a rank, or corrects the one that is given."""

    def __init__(
        self, parent: QWidget, context: Context, rows: Sequence[RankRow], row: RankRow | None = None
    ) -> None:
        super().__init__(parent, context, (lambda: _("Edit rank")) if row else (lambda: _("Add rank")))
        self._all, self._row = rows, row
        self._code, self._titles = CodeField(), TitleFields()
        self._side = side_combo()
        self._order = NumberField(least=1, most=9999)
        self._arrange_fields()
        self._fill(row)
        self.add_buttons((lambda: _("Save changes")) if row else (lambda: _("Add rank")), self._save)

    def _arrange_fields(self) -> None:
        code = Field(lambda: _("Code"), self._code)
        self._entry = NumberEntry(
            lambda: _("Order"), self._order, hint=lambda: _("A higher number is a higher rank.")
        )
        self.body.addWidget(in_row(Field(lambda: _("Side"), self._side), code))
        title = self.add_title(self._titles)
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
        row = self._row
        save = (
            partial(organisations.change_rank, rank_id=row.id, version=row.version)
            if row
            else organisations.add_rank
        )
        self.write(save, changes=("rank",), draft=draft)
