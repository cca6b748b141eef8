"""The start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import (
    date_long,
    day_month,
    month_short,
    number,
    percent,
    weekday_name,
)
from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import ltr
from trainer_app.rules.indicators import Rate
from trainer_app.rules.states import OfferingState
from trainer_app.rules.words import offering_words
from trainer_app.services import today
from trainer_app.services.offerings import OfferingRow
from trainer_app.services.today import Figure, Month, Quarter, RunningOffering, WorkItem
from trainer_app.ui import theme
from trainer_app.ui.page import Context, Page
from trainer_app.ui.pages.today.work_words import CERTIFICATE_LISTS, DONE_BY, TABS, WORDS
from trainer_app.ui.tables.cells import Names, Number, Progress
from trainer_app.ui.tables.model import Column as TableColumn
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.bars import Bar
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.charts import Column, ColumnChart, Legend
from trainer_app.ui.widgets.labels import IconLabel, Label, NumberLabel, Rule, side_name
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Card, PageHead, Scrolling

WORK_SHOWN = 8
_SIDE_CARD_WIDTH = 360
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything the page shows."""

    work: list[WorkItem]
    running: list[RunningOffering]
    next_start: OfferingRow | None
    quarter: Quarter
    months: list[Month]


def load(session: Any, *, today_on: date) -> Loaded:
    """Read the whole page in one transaction."""
    return Loaded(
        today.work(session, today=today_on),
        today.running(session, today=today_on),
        today.next_start(session, today=today_on),
        today.quarter(session, today=today_on),
        today.completed_by_month(session, today=today_on),
    )


class TodayPage(Page):
    """What needs the user, most urgent first; running offerings; the quarter so far."""

    nouns = frozenset({"offering", "enrolment", "person", "score", "result", "certificate", "course"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._head = PageHead("")
        self._work = _WorkCard(context)
        self._running = _RunningCard(context)
        self._quarter = _QuarterCard()
        self._months = _MonthsCard()
        scrolling = Scrolling()
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addLayout(_column(self._head, self._work, self._running), 1)
        side = QWidget()
        side.setFixedWidth(_SIDE_CARD_WIDTH)
        side.setLayout(_column(self._quarter, self._months))
        columns.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        scrolling.column.addLayout(columns)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling)

    @override
    def title(self) -> str:
        return _("Today")

    @override
    def reload(self) -> None:
        self.context.tasks.read(load, self._show, latest="today", today_on=self.context.today())

    def _show(self, loaded: Loaded) -> None:
        day = self.context.today()
        self._head.title.set_words(_("{weekday} {day}").format(weekday=weekday_name(day), day=date_long(day)))
        work = [item for item in loaded.work if self.context.holds(DONE_BY[item.kind])]
        self._head.second.set_words(summary(work, day))
        self._work.show_work(work, loaded.next_start, day)
        self._running.show_offerings(loaded.running)
        self._quarter.show_quarter(loaded.quarter)
        self._months.show_months(loaded.months)
        self.context.shell.set_count("today", len(work))


class _WorkCard(Card):
    """One row for each piece of work; the first is tinted and holds the filled button."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: _("Needs you"), note=" ", edge_to_edge=True)
        self._context = context
        self._rows: list[QWidget] = []

    def show_work(self, items: Sequence[WorkItem], next_start: OfferingRow | None, day: date) -> None:
        """Show the most urgent work; when there is none, say so and what comes next."""
        for row in self._rows:
            row.deleteLater()
        shown = items[:WORK_SHOWN]
        self._rows = []
        for item in shown:
            self._rows += [Rule(), _WorkRow(self._context, item, day, is_first=item is items[0])]
        self._rows = self._rows or [_nothing_open(next_start)]
        hidden = len(items) - len(shown)
        self.note.set_words(
            ngettext("{count} more", "{count} more", hidden).format(count=hidden) if hidden else ""
        )
        for row in self._rows:
            self.body.addWidget(row)


class _WorkRow(QWidget):
    """What, where and why, when it is due, and one button."""

    def __init__(self, context: Context, item: WorkItem, day: date, *, is_first: bool) -> None:
        super().__init__()
        self._context, self._item = context, item
        words = WORDS[item.kind]
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "chosen" if is_first else "plain")
        self.setFixedHeight(theme.active().height("work_row"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(Label(words.what(item), "strong"))
        texts.addWidget(Label(_where(item), "second"))
        texts.addStretch()
        due = Label(_due(item, day), "strong" if _is_urgent(item, day) else "body")
        due.set_tone("warn" if _is_urgent(item, day) else "second")
        due.setFixedWidth(theme.active().px(120))
        button = Button(words.act(), "primary" if is_first else "outlined", small=True, on_click=self._go)
        only_if(context.may_open("certificates" if item.offering_id is None else "offering"), button)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(10)
        line.addWidget(IconLabel(words.icon, "accent" if is_first else "text2"))
        line.addLayout(texts, 1)
        line.addWidget(due)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button)
        slot = QWidget()
        slot.setFixedWidth(theme.active().px(118))
        buttons.setContentsMargins(0, 0, 0, 0)
        slot.setLayout(buttons)
        line.addWidget(slot)

    def _go(self) -> None:
        item = self._item
        if item.offering_id is None:
            self._context.navigate("certificates", show=CERTIFICATE_LISTS.get(item.kind, ""))
        elif item.place in TABS:
            self._context.navigate("offering", id=str(item.offering_id), tab=TABS[item.place])
        else:
            self._context.navigate("offering", id=str(item.offering_id))


class _RunningCard(Card):
    """Offerings from their start to their closing."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            lambda: _("Running offerings"),
            link=lambda: _("All offerings"),
            on_link=lambda: context.navigate("offerings"),
            edge_to_edge=True,
        )
        only_if(context.may_open("offerings"), self.link)
        self._context = context
        self._table = Table(_running_columns(), context.settings, "today-running")
        self._table.set_empty(
            EmptyState(
                "calendar-days",
                lambda: _("No offering is running"),
                lambda: _("Offerings appear here from their first day to their closing."),
            )
        )
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.opened.connect(self._open)
        self.body.addWidget(self._table)

    def show_offerings(self, rows: Sequence[RunningOffering]) -> None:
        """Show all rows without scrolling inside the card."""
        self._table.set_rows(rows)
        look = theme.active()
        height = look.height("table_head") + max(len(rows), 4) * look.height("table_row") + 2
        self._table.setFixedHeight(height)

    def _open(self, row_id: object) -> None:
        self._context.navigate("offering", id=str(row_id))


class _QuarterCard(Card):
    """Figures of the quarter against what was planned for it."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(1, 12, 1, 6)
        self._title = Label("", "section-title")
        self._second = Label("", "second", wraps=True)
        head = QVBoxLayout()
        head.setContentsMargins(13, 0, 13, 8)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._second)
        self.body.addLayout(head)
        self._figures = [
            _FigureRow(lambda: _("Offerings completed")),
            _FigureRow(lambda: _("Trainees completed")),
            _FigureRow(lambda: _("First-attempt pass rate")),
            _FigureRow(lambda: _("Trainee-hours")),
            _FigureRow(lambda: _("Certificates issued")),
        ]
        for row in self._figures:
            self.body.addWidget(Rule())
            self.body.addWidget(row)

    def show_quarter(self, quarter: Quarter) -> None:
        """Show the figures; the mark on a bar is the share of the quarter that has passed."""
        self._title.set_words(_("Quarter {number}, {year}").format(number=quarter.number, year=quarter.year))
        self._second.set_words(
            _("Day {day} of {days}. Offerings that end in this quarter; the mark is today.").format(
                day=quarter.day, days=quarter.days
            )
        )
        plan = quarter.day / quarter.days
        completed, trainees, rate, hours, certificates = self._figures
        completed.show_figure(quarter.offerings_completed, plan)
        trainees.show_figure(quarter.trainees_completed, plan)
        first = quarter.first_attempts_passed
        rate.show_rate(first.percent, _basis(first))
        hours.show_figure(quarter.trainee_hours, plan)
        certificates.show_figure(quarter.certificates_issued, None)


class _FigureRow(QWidget):
    """A figure, what it is measured against, and its bar."""

    def __init__(self, words: Any) -> None:
        super().__init__()
        self._value = NumberLabel("", "strong")
        self._of = Label("", "second")
        self._bar = Bar()
        grid = QGridLayout(self)
        grid.setContentsMargins(13, 7, 13, 7)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        grid.addWidget(Label(words, wraps=True), 0, 0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._value, 0, 1)
        grid.addWidget(self._of, 0, 2)
        grid.addWidget(self._bar, 1, 0, 1, 3)

    def show_figure(self, figure: Figure, plan: float | None) -> None:
        """Show a count of a whole."""
        self._value.set_words(number(figure.value))
        self._of.set_words(_("of {total}").format(total=number(figure.of)))
        mark = None if plan is None else plan * figure.of
        self._bar.set_share(figure.value, figure.of, plan=mark)

    def show_rate(self, rate: Decimal | None, basis: str) -> None:
        """Show a percent with its basis; nothing was judged yet when there is none."""
        self._value.set_words("–" if rate is None else ltr(percent(rate)))
        self._of.set_words(basis)
        self._bar.set_share(float(rate or 0), 100, tone="ok")


class _MonthsCard(Card):
    """Trainees completed by month and side."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Trainees completed by month"))
        self._chart = ColumnChart(height=132)
        legend = QHBoxLayout()
        legend.addWidget(Legend(lambda: side_name("PK"), lambda: side_name("CN")))
        legend.addStretch()
        self.body.addLayout(legend)
        self.body.addWidget(self._chart)

    def show_months(self, months: Sequence[Month]) -> None:
        """Draw a column for each month."""
        self._chart.set_columns(
            [
                Column(month_short(each.month), (each.by_side.get("PK", 0), each.by_side.get("CN", 0)))
                for each in months
            ]
        )


def _basis(rate: Rate) -> str:
    return _("{done} of {total}").format(done=number(rate.numerator), total=number(rate.denominator))


def _running_columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            "offering",
            lambda: _("Offering"),
            lambda row: Names(ltr(row.code), row.titles.in_language(), strong=True, second_tone="text"),
            width=320,
            stretch=1,
            keeps=5,
            least=210,
        ),
        TableColumn(
            "ends", lambda: _("Ends"), lambda row: day_month(row.ends_on), width=92, keeps=2, least=84
        ),
        TableColumn(
            "stage", lambda: _("Stage"), lambda row: offering_words()[row.state], width=94, keeps=2, least=94
        ),
        TableColumn("progress", lambda: _("Progress"), _progress, width=214, keeps=3, least=214),
        TableColumn(
            "attendance", lambda: _("Attendance"), _attendance, width=92, number=True, keeps=2, least=88
        ),
    )


def _progress(row: RunningOffering) -> Progress:
    figures = {"done": number(row.done), "total": number(row.total)}
    words = {
        OfferingState.RUNNING: _("{done} of {total} days"),
        OfferingState.ASSESSMENT: _("{done} of {total} scores"),
        OfferingState.RESULTS: _("Decided") if row.done else _("Not decided"),
    }
    return Progress(row.done, row.total, words[row.state].format(**figures))


def _attendance(row: RunningOffering) -> Number:
    if row.attendance is None:
        return Number("–", tone="text3")
    is_low = row.attendance_min is not None and row.attendance < row.attendance_min + 2
    return Number(percent(row.attendance), tone="warn" if is_low else "text", strong=is_low)


def summary(items: Sequence[WorkItem], day: date) -> str:
    """How much waits, and how much of it is due from today to Sunday."""
    if not items:
        return _("Nothing needs you today.")
    soon = sum(1 for item in items if _is_due_this_week(item, day))
    first = ngettext("{count} item needs you.", "{count} items need you.", len(items)).format(
        count=len(items)
    )
    if not soon:
        return first
    second = ngettext("{count} is due this week.", "{count} are due this week.", soon).format(count=soon)
    return joined([first, second])


def _where(item: WorkItem) -> str:
    if item.titles is None:
        return (
            _("First on {day}").format(day=date_long(item.due_on)) if item.due_on else _("Closed offerings")
        )
    return f"{ltr(item.code)} {item.titles.in_language()}"


def _due(item: WorkItem, day: date) -> str:
    if item.due_on is None:
        return _("No date")
    if item.due_on == day:
        return _("Today")
    return day_month(item.due_on)


def _is_due_this_week(item: WorkItem, day: date) -> bool:
    sunday = day + timedelta(days=6 - day.weekday())
    return _is_urgent(item, day) and item.due_on is not None and day <= item.due_on <= sunday


def _is_urgent(item: WorkItem, day: date) -> bool:
    return item.titles is not None and item.due_on is not None and item.due_on <= day + _SOON


def _nothing_open(next_start: OfferingRow | None) -> QWidget:
    if next_start is None:
        return EmptyState(
            "check", lambda: _("Nothing needs you today"), lambda: _("Plan an offering to begin.")
        )
    code, starts_on = next_start.code, next_start.starts_on
    return EmptyState(
        "check",
        lambda: _("Nothing needs you today"),
        lambda: _("Next: {offering} starts on {day}.").format(offering=ltr(code), day=date_long(starts_on)),
    )


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return column
