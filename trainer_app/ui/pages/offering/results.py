"""The tab of results: grouped by what the board must look at, each explained."""

import uuid
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from trainer_app.core.formats import day_month
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.services import adjustments, change_words, explanation_sheets, results
from trainer_app.services.adjustments import AdjustmentFacts
from trainer_app.services.results import Group, OfferingResults, Run, TraineeResult
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.adjustment import AdjustmentDialog
from trainer_app.ui.pages.offering.board_card import BoardCard
from trainer_app.ui.pages.offering.decision import DecisionDialog
from trainer_app.ui.pages.offering.explanation import ExplanationPanel
from trainer_app.ui.pages.offering.results_table import CHANGED, FILTERS, Line, columns, lines
from trainer_app.ui.pages.offering.statistics import StatisticsDialog
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.saving import ask_place
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import only_if
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.surfaces import Card, ListDetail, Panel


class ResultsTab(OfferingTab):
    """Provisional results until the board's decision is recorded, final ones after it."""

    nouns = frozenset({"score", "result", "enrolment", "offering"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: OfferingResults | None = None
        self._adjusted: tuple[AdjustmentFacts, ...] = ()
        self._board = BoardCard(
            self.context, tell=self.show_statistics, compute=self.compute, record=self.record_decision
        )
        self._strips = StripArea()
        self._groups = Segmented(
            [
                Segment("all", lambda: _("All")),
                Segment(Group.BORDERLINE, lambda: _("Borderline")),
                Segment(Group.FAILS_A_RULE, lambda: _("Fails a rule")),
                Segment(Group.WAITING, lambda: _("Waiting")),
                Segment(CHANGED, lambda: _("Changed")),
            ]
        )
        self._basis = Label("", "second")
        self._table = Table(columns(), context.settings, "results")
        self._table.set_empty(
            EmptyState(
                "users",
                lambda: _("No one is on this roll yet"),
                lambda: _("Import the roll; results appear as scores are entered."),
            )
        )
        self._panel = ExplanationPanel()
        self._panel.scores_asked.connect(self._show_scores)
        self._panel.step_asked.connect(self._step)
        self._panel.paper_asked.connect(self.save_explanation)
        self._panel.adjustment_asked.connect(self.adjust)
        self._panel.take_back_asked.connect(self.take_back)
        only_if(context.may(explanation_sheets.save), self._panel.paper_button)
        self._arrange()
        self._groups.chosen.connect(self._fill)
        self._table.current_changed.connect(self._chosen)

    @override
    def reload(self) -> None:
        self.context.tasks.read(
            results.of_offering, self._show, latest="results", offering_id=self.offering_id
        )

        self.context.tasks.read(
            adjustments.rows, self._show_adjusted, latest="results.adjusted", offering_id=self.offering_id
        )

    def compute(self) -> None:
        """Keep the results as they are now, for the board to see what changes from then on."""
        task = self.context.tasks.write(
            results.run,
            self._computed,
            changes=("result",),
            offering_id=self.offering_id,
            now=self.context.now(),
        )
        self._board.compute_button.follow(task)

    def _computed(self, run: Run) -> None:
        kept = _("Results computed and kept")
        self.context.toast(kept if run.is_new else _("Nothing has changed since the results were computed"))

    def show_statistics(self) -> None:
        """Show the statistics of the components."""
        if self._found is not None:
            StatisticsDialog(
                self,
                self.context,
                offering_code=self._found.offering_code,
                offering_id=self._found.offering_id,
            ).open()

    def record_decision(self) -> None:
        """Record what the board decided."""
        if self._found is not None:
            DecisionDialog(self, self.context, self._found).open()

    def adjust(self) -> None:
        """Adjust the result of the chosen trainee."""
        trainee = self._chosen_trainee()
        if self._found is not None and trainee is not None:
            AdjustmentDialog(self, self.context, self._found, trainee).open()

    def take_back(self, adjustment_id: uuid.UUID) -> None:
        """Take an adjustment back."""
        self.context.tasks.write(
            adjustments.take_back, self._taken_back, changes=("result",), adjustment_id=adjustment_id
        )

    def _taken_back(self, _nothing: object) -> None:
        self.context.done(_("Adjustment taken back"))

    def save_explanation(self) -> None:
        """Save why the chosen trainee has this result, as PDF in three languages."""
        trainee = self._chosen_trainee()
        if self._found is None or trainee is None:
            return
        name = f"result-{self._found.offering_code}-{trainee.roll_number}.pdf"
        place = ask_place(self, self.context.settings, title=_("Save as PDF"), name=name, kinds="PDF (*.pdf)")
        if place is not None:
            task = self.context.tasks.write(
                explanation_sheets.save,
                self._saved,
                changes=(),
                offering_id=self._found.offering_id,
                enrolment_id=trainee.enrolment_id,
                path=place,
                on=self.context.today(),
            )
            self._panel.paper_button.follow(task)

    def _saved(self, path: Path) -> None:
        self.context.toast(_("Saved as {file}").format(file=isolate(path.name)))

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self._groups)
        filters.addStretch()
        filters.addWidget(self._basis)
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._table)
        left = Panel(margin=16, gap=12, surface="page")
        left.column.addWidget(self._board)
        left.column.addWidget(self._strips)
        left.column.addLayout(filters)
        left.column.addWidget(card, 1)
        split = ListDetail(
            left, self._panel, self, settings=self.context.settings, name="results", sizes=(800, 430)
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _show(self, found: OfferingResults) -> None:
        if found.offering_id != self.offering_id:
            return
        self._found = found
        self._board.show_results(found)
        self._strips.clear()
        if found.is_stale:
            self._strips.show_strip(self._stale_strip(found))
        self._groups.set_counts({key: len(shown(found)) for key, shown in FILTERS.items()})
        self._basis.set_words(_basis_words(found))
        self._fill()

    def _stale_strip(self, found: OfferingResults) -> MessageStrip:
        return MessageStrip(
            "warn",
            change_words.heading(found),
            change_words.consequence(found),
            button=(lambda: _("Show them")) if found.changed else "",
            on_click=lambda: self._groups.choose(CHANGED),
        )

    def _fill(self, _key: object = None) -> None:
        shown = self._shown_lines()
        self._table.blockSignals(True)  # the chosen one is explained once, at the end
        self._table.set_rows(shown)
        for row, line in enumerate(shown):
            span = len(columns()) if line.heading else 1
            if self._table.columnSpan(row, 0) != span:
                self._table.setSpan(row, 0, 1, span)
        trainees = [line.id for line in shown if line.trainee is not None]
        if trainees and self._table.current_id not in trainees:  # it may have become a heading
            self._table.select_id(trainees[0])
        self._table.blockSignals(False)
        self._chosen(self._table.current_id)

    def _chosen(self, line_id: str | None) -> None:
        line = self._table.row(line_id) if line_id else None
        trainee = line.trainee if isinstance(line, Line) else None
        if trainee is not None and self._found is not None:
            of_trainee = [each for each in self._adjusted if each.enrolment_id == trainee.enrolment_id]
            self._panel.show_trainee(
                self._found, trainee, of_trainee, is_open=self._may_adjust(self._found, trainee)
            )
        elif line is None:
            self._panel.show_nobody()

    def _chosen_trainee(self) -> TraineeResult | None:
        line = self._table.row(self._table.current_id) if self._table.current_id else None
        return line.trainee if isinstance(line, Line) else None

    def _may_adjust(self, found: OfferingResults, trainee: TraineeResult) -> bool:
        is_open = found.stage in adjustments.OPEN_FOR_ADJUSTMENTS and not found.is_final
        return is_open and trainee.group != Group.LEFT and self.context.may(adjustments.add)

    def _show_adjusted(self, adjusted: tuple[AdjustmentFacts, ...]) -> None:
        """Explain again where the adjustments, read last, are others."""
        if adjusted != self._adjusted:
            self._adjusted = adjusted
            self._chosen(self._table.current_id)

    def _step(self, by: int) -> None:
        """Go to the next or previous trainee of the list."""
        ids = [line.id for line in self._shown_lines() if line.trainee is not None]
        current = self._table.current_id
        if current in ids:
            self._table.select_id(ids[(ids.index(current) + by) % len(ids)])

    def _shown_lines(self) -> list[Line]:
        return lines(self._found, self._groups.current) if self._found is not None else []

    def _show_scores(self) -> None:
        self.tab_asked.emit("scores")


def _basis_words(found: OfferingResults) -> str:
    if found.is_final or found.computed_at is None:
        return _("Rules version {no}").format(no=found.scheme.no)
    at = found.computed_at.astimezone()
    return _("Computed {day} {time}, rules version {no}").format(
        day=day_month(at.date()), time=ltr(f"{at:%H:%M}"), no=found.scheme.no
    )
