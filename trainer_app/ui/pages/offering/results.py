"""The tab of results: grouped by what the board must look at, each explained."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from trainer_app.core.formats import date_long, number
from trainer_app.core.language import _, joined, ngettext, pgettext
from trainer_app.rules.borderline import BORDERLINE
from trainer_app.rules.states import OfferingState, Outcome
from trainer_app.rules.words import outcome_words
from trainer_app.services import explanations, results
from trainer_app.services.results import Group, OfferingResults, TraineeResult
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.decision import DecisionDialog
from trainer_app.ui.pages.offering.explanation import ExplanationPanel
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.tables.cells import Cell, Names, Number, Side, Text, Tone
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.chips import Chip
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.surfaces import Card, ListDetail, Panel

_TONES: dict[Outcome, Tone] = {
    Outcome.PASS: "ok",
    Outcome.PASS_WITH_GRACE: "ok",
    Outcome.PENDING: "warn",
    Outcome.FAIL_RESIT: "danger",
    Outcome.FAIL_FINAL: "danger",
    Outcome.INCOMPLETE: "danger",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a heading of a group, or a trainee."""

    id: str
    heading: str = ""
    trainee: TraineeResult | None = None
    reason: str = ""
    total: str = ""


class ResultsTab(OfferingTab):
    """Provisional results until the board's decision is recorded, final ones after it."""

    nouns = frozenset({"score", "result", "enrolment", "offering"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: OfferingResults | None = None
        self._board = _BoardCard(self)
        self._strips = StripArea()
        self._groups = Segmented(
            [
                Segment("all", lambda: _("All")),
                Segment(Group.BORDERLINE, lambda: _("Borderline")),
                Segment(Group.FAILS_A_RULE, lambda: _("Fails a rule")),
                Segment(Group.WAITING, lambda: _("Waiting")),
            ]
        )
        self._basis = Label("", "second")
        self._table = Table(_columns(), context.settings, "results")
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
        self._arrange()
        self._groups.chosen.connect(self._fill)
        self._table.current_changed.connect(self._chosen)

    @override
    def reload(self) -> None:
        self.context.tasks.read(
            results.of_offering, self._show, latest="results", offering_id=self.offering_id
        )

    def record_decision(self) -> None:
        """Record what the board decided."""
        if self._found is not None:
            DecisionDialog(self, self.context, self._found).open()

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
            self._strips.show_strip(
                MessageStrip(
                    "warn",
                    _("Something changed after the board's decision."),
                    _("The decided results are shown; nothing that was issued changes by itself."),
                )
            )
        on_roll = [trainee for trainee in found.trainees if trainee.group != Group.LEFT]
        counts = {str(group): len(found.in_group(group)) for group in Group if group in _FILTERS}
        self._groups.set_counts({"all": len(on_roll), **counts})
        self._basis.set_words(_basis_words(found))
        self._fill()

    def _fill(self, _key: object = None) -> None:
        lines = self._shown_lines()
        self._table.blockSignals(True)  # the chosen one is explained once, at the end
        self._table.set_rows(lines)
        for row, line in enumerate(lines):
            columns = len(_columns()) if line.heading else 1
            if self._table.columnSpan(row, 0) != columns:
                self._table.setSpan(row, 0, 1, columns)
        first = next((line for line in lines if line.trainee is not None), None)
        if self._table.current_id is None and first is not None:
            self._table.select_id(first.id)
        self._table.blockSignals(False)
        self._chosen(self._table.current_id)

    def _chosen(self, line_id: str | None) -> None:
        line = self._table.row(line_id) if line_id else None
        trainee = line.trainee if isinstance(line, Line) else None
        if trainee is not None and self._found is not None:
            self._panel.show_trainee(self._found, trainee)
        elif line is None:
            self._panel.show_nobody()

    def _step(self, by: int) -> None:
        """Go to the next or previous trainee of the list."""
        ids = [line.id for line in self._shown_lines() if line.trainee is not None]
        current = self._table.current_id
        if current in ids:
            self._table.select_id(ids[(ids.index(current) + by) % len(ids)])

    def _shown_lines(self) -> list[Line]:
        if self._found is None:
            return []
        chosen = self._groups.current
        return _lines(self._found, list(Group) if chosen == "all" else [Group(chosen)])

    def _show_scores(self) -> None:
        self.tab_asked.emit("scores")


class _BoardCard(Card):
    """Whether the board has decided, and the button with which that is recorded."""

    def __init__(self, tab: ResultsTab) -> None:
        super().__init__()
        self.body.setContentsMargins(14, 12, 14, 12)
        self._title = Label("", "section-title")
        self._chip = Chip("neutral", "")
        self._second = Label("", "second", wraps=True)
        self._record = Button(
            lambda: _("Record the board's decision"), "primary", on_click=tab.record_decision
        )
        self._may_record = tab.context.may(results.decide)
        only_if(self._may_record, self._record)
        titles = QHBoxLayout()
        titles.setSpacing(8)
        titles.addWidget(self._title)
        titles.addWidget(self._chip)
        titles.addStretch()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(titles)
        texts.addWidget(self._second)
        line = QHBoxLayout()
        line.addLayout(texts, 1)
        line.addWidget(self._record)
        self.body.addLayout(line)

    def show_results(self, found: OfferingResults) -> None:
        """Show where the decision stands."""
        self._title.set_words(_("Final results") if found.is_final else _("Provisional results"))
        if found.is_final:
            self._chip.set_look("ok", _("Decided"), "check")
        else:
            self._chip.set_look("warn", _("Not decided"), "clock")
        words = _decision_words(found)
        if not found.is_final and not self._may_record:
            words = joined([words, _("A board secretary records it.")])
        self._second.set_words(words)
        can_record = not found.is_final and found.stage is OfferingState.RESULTS
        self._record.setVisible(not found.is_final)
        self._record.setEnabled(can_record and bool(found.trainees))


_FILTERS = (Group.BORDERLINE, Group.FAILS_A_RULE, Group.WAITING)


def _decision_words(found: OfferingResults) -> str:
    if found.is_final and found.decided_on is not None:
        return _("Decided by the board on {day}, minutes {reference}.").format(
            day=date_long(found.decided_on), reference=found.minutes_reference
        )
    if found.stage is OfferingState.RESULTS:
        clear = len(found.in_group(Group.CLEAR))
        return ngettext(
            "{count} result is clear. Nothing is final before the board's decision is recorded.",
            "{count} results are clear. Nothing is final before the board's decision is recorded.",
            clear,
        ).format(count=number(clear))
    return _("Move the offering to the stage of results, then record the board's decision.")


def _basis_words(found: OfferingResults) -> str:
    if found.is_final:
        return _("Rules version {no}").format(no=found.scheme.no)
    return _("Computed from the present scores, rules version {no}").format(no=found.scheme.no)


def _lines(found: OfferingResults, groups: list[Group]) -> list[Line]:
    lines = []
    for group in groups:
        trainees = found.in_group(group)
        if trainees:
            lines.append(Line(f"group-{group}", heading=_group_words(group, len(trainees))))
        lines += [_line(found, trainee) for trainee in trainees]
    return lines


def _line(found: OfferingResults, trainee: TraineeResult) -> Line:
    graded = trainee.graded
    figure = graded.overall if graded.overall is not None else graded.so_far
    total = "" if figure is None else number(figure, found.scheme.rules.decimals)
    return Line(
        str(trainee.enrolment_id),
        trainee=trainee,
        reason=explanations.reason(found, trainee),
        total=total,
    )


def _group_words(group: Group, count: int) -> str:
    words = {
        Group.BORDERLINE: _("Within {points} of a decision line: {count}"),
        Group.FAILS_A_RULE: _("Fails a rule: {count}"),
        Group.WAITING: _("Waiting: {count}"),
        Group.CLEAR: _("Clear result: {count}"),
        Group.LEFT: _("No longer on the roll: {count}"),
    }
    return words[group].format(count=number(count), points=number(BORDERLINE, 1))


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", lambda: pgettext("roll", "No."), _number, width=56, number=True),
        Column("side", lambda: _("Side"), _side, width=56),
        Column("trainee", lambda: _("Trainee"), _name, width=230, stretch=2, keeps=5, least=190),
        Column("total", lambda: _("Total"), _total, width=84, number=True, keeps=9, least=80),
        Column("band", lambda: _("Band"), _band, width=112, keeps=6, least=100),
        Column("outcome", lambda: _("Result and reason"), _outcome, width=290, stretch=3, keeps=8),
    )


def _number(line: Line) -> Cell:
    if line.trainee is None:
        return Text(line.heading, tone="text2", strong=True)
    return Number(str(line.trainee.roll_number), tone="text2")


def _side(line: Line) -> Cell:
    return Side(line.trainee.side) if line.trainee else ""


def _name(line: Line) -> Cell:
    return Names(line.trainee.names.in_language()) if line.trainee else ""


def _total(line: Line) -> Cell:
    is_official = line.trainee is not None and line.trainee.graded.overall is not None
    return Number(line.total, tone="text" if is_official else "text3", strong=is_official)


def _band(line: Line) -> Cell:
    if line.trainee is None:
        return ""
    if line.trainee.band is None:
        return Text(_("So far") if line.total else "", tone="text3")
    return line.trainee.band.titles.in_language()


def _outcome(line: Line) -> Cell:
    if line.trainee is None:
        return ""
    outcome = line.trainee.graded.outcome
    return Names(outcome_words()[outcome], line.reason, strong=True, tone=_TONES.get(outcome, "text2"))
