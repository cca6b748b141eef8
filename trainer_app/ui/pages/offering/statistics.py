"""Statistics of the components of an offering: a table, one component's marks as columns, its assessors."""

import uuid
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from trainer_app.core.formats import number, percent
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.indicators import SMALLEST_GROUP
from trainer_app.rules.item_statistics import CLASSES, FEW, ItemStatistics
from trainer_app.services import component_statistics
from trainer_app.services.component_statistics import AssessorFigures, OfferingStatistics
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.tables.cells import Cell, Number, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets import charts
from trainer_app.ui.widgets.charts import ColumnChart
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.surfaces import Card

_WIDTH, _TABLE_HEIGHT, _CHART_HEIGHT = 860, 250, 118
_TOTAL = "total"
_BLANK = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a component, or the total."""

    id: str
    title: str
    figures: ItemStatistics
    assessors: tuple[AssessorFigures, ...]
    decimals: int


class StatisticsDialog(Dialog):
    """How hard each component was, how well it tells trainees apart, how severe its assessors are."""

    def __init__(
        self, parent: QWidget, context: Context, *, offering_code: str, offering_id: uuid.UUID
    ) -> None:
        super().__init__(
            parent, _("Statistics of the components of {offering}").format(offering=ltr(offering_code))
        )
        self.setFixedWidth(min(theme.active().px(_WIDTH), parent.window().width() - 40))
        self.table = Table(_columns(), context.settings, "component-statistics")
        self.chart = ColumnChart(height=_CHART_HEIGHT)
        self._chart_title = Label("", "strong")
        self._few = Label("", "second", wraps=True)
        self._assessors = Label("", "second", wraps=True)
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        card.setFixedHeight(theme.active().px(_TABLE_HEIGHT))
        self.body.addWidget(card)
        self.body.addWidget(Label(_discrimination_words, "second", wraps=True))
        for part in (self._chart_title, self.chart, self._few, self._assessors):
            self.body.addWidget(part)
        self.add_action(lambda: _("Close"), self.reject)
        self.table.current_changed.connect(self._chosen)
        context.tasks.read(component_statistics.of_offering, self._show, offering_id=offering_id)

    def _show(self, found: OfferingStatistics) -> None:
        self.text.set_words(_basis_words(found.trainees))
        self.text.show()
        lines = _lines(found)
        warning = _warning(lines)
        if warning is not None:
            self.strips.show_strip(warning)
        self.table.set_rows(lines)
        self.table.select_id(lines[0].id)

    def _chosen(self, line_id: str | None) -> None:
        line = self.table.row(line_id) if line_id else None
        if not isinstance(line, Line):
            return
        self._chart_title.set_words(_("Marks in percent: {component}").format(component=isolate(line.title)))
        classes = line.figures.classes or ()
        self.chart.set_columns(
            [charts.Column(_class_word(place), (count,)) for place, count in enumerate(classes)]
        )
        self.chart.setAccessibleName(self._chart_title.text())
        self.chart.setVisible(bool(classes))
        self._few.set_words("" if classes else _too_few_words())
        self._few.setVisible(not classes)
        self._assessors.set_words(_assessors_words(line))
        self._assessors.setVisible(bool(line.assessors))


def _lines(found: OfferingStatistics) -> list[Line]:
    components = [
        Line(
            each.component.code,
            each.component.titles.in_language(),
            each.figures,
            each.assessors,
            found.decimals,
        )
        for each in found.components
    ]
    return [*components, Line(_TOTAL, _("Total"), found.total, (), found.decimals)]


def _warning(lines: list[Line]) -> MessageStrip | None:
    """That figures of few marks say little; none where they say nothing at all or enough."""
    few = sum(1 for line in lines if line.figures.is_uncertain)
    if not few:
        return None
    return MessageStrip(
        "warn",
        ngettext(
            "{count} line is of fewer than {few} marks.", "{count} lines are of fewer than {few} marks.", few
        ).format(count=number(few), few=number(FEW)),
        _("So few say little; a single trainee moves the figures."),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("component", lambda: _("Component"), _title, width=220, stretch=2, keeps=9, least=150),
        Column("marks", lambda: _("Marks"), _count, width=80, number=True),
        Column("mean", lambda: _("Mean"), _mean, width=90, number=True),
        Column("spread", lambda: _("Spread"), _spread, width=90, number=True),
        Column("failed", lambda: _("Below minimum"), _failed, width=130, number=True),
        Column("discrimination", lambda: _("Discrimination"), _discrimination, width=120, number=True),
    )


def _title(line: Line) -> Cell:
    return Text(line.title, strong=line.id == _TOTAL)


def _count(line: Line) -> Cell:
    return Number(number(line.figures.count), tone="warn" if line.figures.is_uncertain else "text")


def _mean(line: Line) -> Cell:
    mean = line.figures.mean
    return Number(_BLANK if mean is None else percent(mean, line.decimals))


def _spread(line: Line) -> Cell:
    deviation = line.figures.deviation
    return Number(_BLANK if deviation is None else number(deviation, line.decimals))


def _failed(line: Line) -> Cell:
    failed = line.figures.failed
    if failed is None or failed.percent is None:
        return Number(_BLANK)
    return Number(ltr(f"{number(failed.numerator)} · {percent(failed.percent)}"))


def _discrimination(line: Line) -> Cell:
    value = line.figures.discrimination
    return Number(_BLANK if value is None else number(value, 2))


def _class_word(place: int) -> str:
    width = 100 // CLASSES
    last = 100 if place == CLASSES - 1 else (place + 1) * width - 1
    return ltr(f"{place * width}–{last}")


def _assessors_words(line: Line) -> str:
    """Each assessor against the mean of those who marked the same trainees, the most severe first."""
    return "\n".join(_assessor_words(each, line.decimals) for each in line.assessors)


def _assessor_words(figures: AssessorFigures, decimals: int) -> str:
    name = isolate(figures.names.in_language() or _("Assessor without a name"))
    severity = figures.severity
    if severity.difference is None:
        return _("{assessor}: too few shared marks.").format(assessor=name)
    sentences = (
        _("{assessor}: the same as the mean of the assessors, {count} shared marks."),
        _("{assessor}: {points} above the mean of the assessors, {count} shared marks."),
        _("{assessor}: {points} below the mean of the assessors, {count} shared marks."),
    )
    sign = (severity.difference > 0) - (severity.difference < 0)
    return sentences[sign].format(
        assessor=name, points=number(abs(severity.difference), decimals), count=number(severity.count)
    )


def _basis_words(trainees: int) -> str:
    return ngettext(
        "Of the marks that count, of {count} trainee on the roll.",
        "Of the marks that count, of {count} trainees on the roll.",
        trainees,
    ).format(count=number(trainees))


def _too_few_words() -> str:
    return _(
        "Fewer than {least} marks: no figures are shown, since they would tell of single persons."
    ).format(least=number(SMALLEST_GROUP))


def _discrimination_words() -> str:
    return _(
        "Spread is the standard deviation. Discrimination is the correlation of a mark with the rest of the "
        "total, from −1 to 1: near 0 the component tells nothing about the rest, below 0 it goes against it."
    )
