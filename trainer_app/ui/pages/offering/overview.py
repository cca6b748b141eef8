"""The first tab: the next step and what it waits for, scores, roll, attendance, facts."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import date_long, number, percent
from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import ltr
from trainer_app.rules.exact import half_up
from trainer_app.rules.states import OfferingState
from trainer_app.rules.words import offering_words
from trainer_app.services import offerings, overview
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.overview import AttendanceFigures, ComponentProgress, Overview, RollFigures
from trainer_app.services.stages import Condition, next_stage
from trainer_app.services.stages import Place as StagePlace
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering import latest_changes
from trainer_app.ui.pages.offering.latest_changes import LatestCard
from trainer_app.ui.pages.offering.stage_moves import StageMoves
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.pages.offering.tabs import may_see
from trainer_app.ui.pages.offerings.dialog import OfferingDialog
from trainer_app.ui.widgets.bars import Bar, SplitBar, Swatch
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.labels import IconLabel, Label, NumberLabel, Rule, side_name
from trainer_app.ui.widgets.surfaces import Card, Scrolling

_FACTS_WIDTH = 366
_TABS = {
    StagePlace.ROLL: "roll",
    StagePlace.SCORES: "scores",
    StagePlace.RESULTS: "results",
    StagePlace.CERTIFICATES: "certificates",
}


class OverviewTab(OfferingTab):
    """Where the offering stands and what is next."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._next = _NextStep(self)
        self._scores = _ScoresCard(self)
        self._roll = _RollCard(self)
        self._attendance = _AttendanceCard(self)
        self._facts_card = _FactsCard(self)
        self.latest = LatestCard(lambda: self.tab_asked.emit("history"))
        pair = QHBoxLayout()
        pair.setSpacing(14)
        pair.addWidget(self._scores, 1)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self._roll)
        right.addWidget(self._attendance, 1)
        pair.addLayout(right, 1)
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addWidget(self._next)
        left.addLayout(pair)
        left.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addLayout(left, 1)
        facts = QVBoxLayout()
        facts.setSpacing(14)
        for card in (self._facts_card, self.latest):
            card.setFixedWidth(_FACTS_WIDTH)
            facts.addWidget(card)
        facts.addStretch()
        columns.addLayout(facts)
        self.latest.hide()
        scrolling = Scrolling()
        scrolling.column.addLayout(columns)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling)

    @override
    def reload(self) -> None:
        self.context.tasks.read(
            overview.of_offering, self._show, latest="overview", offering_id=self.offering_id
        )
        if may_see(self.context, "history"):
            self.context.tasks.read(
                latest_changes.load,
                self.latest.show_steps,
                latest="latest changes",
                offering_id=self.offering_id,
            )

    def go_to(self, place: StagePlace) -> None:
        """Go where a condition is met."""
        if place is StagePlace.COURSE:
            self.context.navigate("courses", id=str(self.facts.course_id))
        else:
            self.tab_asked.emit(_TABS[place])

    def may_go_to(self, place: StagePlace) -> bool:
        """Whether there is a tab for the user where a condition is met."""
        return place not in _TABS or may_see(self.context, _TABS[place])

    def edit(self) -> None:
        """Change what was typed about the offering."""
        OfferingDialog(self, self.context, self.facts).open()

    def _show(self, found: Overview) -> None:
        if found.facts.id != self.offering_id:
            return
        self._next.show_conditions(found.facts, found.conditions)
        self._scores.show_components(found.components, found.entered, found.marks)
        self._roll.show_roll(found.roll)
        self._attendance.show_attendance(found.attendance)
        self._facts_card.show_facts(found.facts)


class _NextStep(Card):
    """What must be done before the next stage, each with the place where it is done."""

    def __init__(self, tab: OverviewTab) -> None:
        super().__init__(edge_to_edge=True)
        self._tab = tab
        self._words = Label("", "section-title")
        self._second = Label("", "second")
        self._moves = StageMoves(tab)
        head = QHBoxLayout()
        head.setContentsMargins(13, 12, 13, 12)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._words)
        texts.addWidget(self._second)
        head.addLayout(texts, 1)
        head.addWidget(self._moves)
        self.body.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._cells: list[QWidget] = []

    def show_conditions(self, facts: OfferingFacts, conditions: Sequence[Condition]) -> None:
        """Show the next stage with its conditions, the open ones first."""
        met = sum(1 for condition in conditions if condition.is_met)
        self._words.set_words(_next_words(facts))
        self._second.set_words(_progress_words(facts, met, len(conditions)))
        self._moves.show_stage(facts, is_ready=met == len(conditions))
        for cell in self._cells:
            cell.deleteLater()
        ordered = sorted(conditions, key=lambda condition: condition.is_met)
        self._cells = [_ConditionRow(self._tab, condition) for condition in ordered]
        rows = (len(ordered) + 1) // 2
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place % rows, place // rows, 1, 2 if len(ordered) == 1 else 1)


class _ConditionRow(QWidget):
    """One condition: met or open, in words, with the place where it is met."""

    def __init__(self, tab: OverviewTab, condition: Condition) -> None:
        super().__init__()
        icon, ink = ("circle-check", "ok") if condition.is_met else ("circle-alert", "warn")
        go = Button(
            _place_words(condition.place), "text", small=True, on_click=lambda: tab.go_to(condition.place)
        )
        only_if(tab.may_go_to(condition.place), go)
        line = QHBoxLayout()
        line.setContentsMargins(13, 6, 13, 6)
        line.setSpacing(8)
        line.addWidget(IconLabel(icon, ink))
        line.addWidget(Label(condition.sentence(), tone="second" if condition.is_met else ""), 1)
        line.addWidget(go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(line)


class _ScoresCard(Card):
    """How many scores are entered for each component."""

    def __init__(self, tab: OverviewTab) -> None:
        super().__init__(
            lambda: _("Scores"),
            note=" ",
            link=lambda: _("Open scores"),
            on_link=lambda: tab.go_to(StagePlace.SCORES),
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch()
        self._cells: list[QWidget] = []

    def show_components(self, components: Sequence[ComponentProgress], entered: int, marks: int) -> None:
        """Show a line for each component."""
        self.note.set_words(
            _("{entered} of {total} entered").format(entered=number(entered), total=number(marks))
        )
        for cell in self._cells:
            cell.deleteLater()
        self._cells = []
        for row, component in enumerate(components):
            is_done = component.entered == component.total
            bar = Bar(length=80, tone="ok" if is_done else "accent")
            bar.set_share(component.entered, component.total)
            count = NumberLabel(
                ltr(f"{number(component.entered)} / {number(component.total)}"),
                "body" if is_done else "strong",
                tone="second" if is_done else "warn",
            )
            cells = (Label(component.titles.in_language()), bar, count)
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, row, column)
            self._cells += cells


class _RollCard(Card):
    """Seats taken by side."""

    def __init__(self, tab: OverviewTab) -> None:
        super().__init__(
            lambda: _("Roll"),
            note=" ",
            link=lambda: _("Open roll"),
            on_link=lambda: tab.go_to(StagePlace.ROLL),
        )
        self._bar = SplitBar()
        self._sides = (Label("", "second"), Label("", "second"))
        self._women = Label("", "second")
        line = QHBoxLayout()
        line.setSpacing(16)
        for token, label in zip(("bar_a", "bar_b"), self._sides, strict=True):
            side = QHBoxLayout()
            side.setSpacing(6)
            side.addWidget(Swatch(token))
            side.addWidget(label)
            line.addLayout(side)
        line.addStretch()
        line.addWidget(self._women)
        self.body.addWidget(self._bar)
        self.body.addLayout(line)

    def show_roll(self, roll: RollFigures) -> None:
        """Show how the seats are taken."""
        self.note.set_words(
            _("{taken} of {seats} seats").format(taken=number(roll.trainees), seats=number(roll.capacity))
        )
        counts = [roll.by_side.get(side, 0) for side in ("PK", "CN")]
        self._bar.set_parts(*counts)
        for label, side, count in zip(self._sides, ("PK", "CN"), counts, strict=True):
            label.set_words(f"{side_name(side)} {number(count)}")
        self._women.set_words(women_words(roll))


class _AttendanceCard(Card):
    """Attendance so far, the best that can still be reached, and hours given."""

    def __init__(self, tab: OverviewTab) -> None:
        super().__init__(lambda: _("Attendance"), note=" ")
        self._figures = [_Figure(), _Figure(), _Figure()]
        line = QHBoxLayout()
        for figure in self._figures:
            line.addWidget(figure, 1)
        self._warning = Label("", "body", wraps=True)
        self.body.addLayout(line)
        self.body.addWidget(self._warning)
        self.body.addStretch()

    def show_attendance(self, found: AttendanceFigures) -> None:
        """Show the figures and who lies below the minimum."""
        self.note.set_words(
            _("No minimum")
            if found.minimum is None
            else _("minimum {percent}").format(
                percent=ltr(percent(found.minimum, 0 if found.minimum == int(found.minimum) else 1))
            )
        )
        to_date, best, hours = self._figures
        to_date.show_figure(_share(found.to_date), _("to date"))
        best.show_figure(_share(found.best_reachable), _("best still reachable"))
        planned = number(found.planned_minutes // 60)
        minutes = found.delivered_minutes
        given = "–" if minutes is None else _("{hours} h").format(hours=number(minutes // 60))
        hours.show_figure(given, _("delivered of {planned}").format(planned=planned))
        self._warning.set_words(_attendance_words(found))
        self._warning.set_tone("warn" if found.below or found.typed < found.trainees else "second")


class _Figure(QWidget):
    """A large figure and what it is."""

    def __init__(self) -> None:
        super().__init__()
        self._value = Label("", "figure")
        self._what = Label("", "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()  # Chinese letters are higher; the feet stand on one line
        column.addWidget(self._value)
        column.addWidget(self._what)

    def show_figure(self, value: str, what: str) -> None:
        """Show a figure."""
        self._value.set_words(ltr(value))
        self._what.set_words(what)


class _FactsCard(Card):
    """What the offering is, in a list."""

    def __init__(self, tab: OverviewTab) -> None:
        super().__init__(lambda: _("About this offering"), link=lambda: _("Edit"), on_link=tab.edit)
        only_if(tab.context.may(offerings.change), self.link)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.active().px(36))
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._cells: list[Label] = []

    def show_facts(self, facts: OfferingFacts) -> None:
        """Show every fact that is known."""
        for cell in self._cells:
            cell.deleteLater()
        self._cells = []
        for row, (what, value) in enumerate(_facts(facts)):
            pair = (Label(what, tone="second"), Label(value, wraps=True))
            for column, cell in enumerate(pair):
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
            self._cells += pair


def _facts(facts: OfferingFacts) -> list[tuple[str, str]]:
    version = _("{course}, version {no}").format(course=ltr(facts.course_code), no=facts.course_version_no)
    dates = _("{start} to {end}").format(start=date_long(facts.starts_on), end=date_long(facts.ends_on))
    rounding = ngettext(
        "{mark}, rounded once to {count} decimal", "{mark}, rounded once to {count} decimals", facts.decimals
    ).format(mark=number(facts.pass_mark, facts.decimals), count=facts.decimals)
    attempts = ngettext(
        "{count}, resit within {days} days", "{count}, resit within {days} days", facts.max_attempts
    ).format(count=facts.max_attempts, days=facts.resit_window_days)
    rows = [
        (_("Course version"), version),
        (_("Host side"), facts.host.in_language()),
        (_("Dates"), dates),
        (_("Venue"), facts.venue.in_language()),
        (_("Course hours"), number(facts.planned_minutes // 60)),
        (_("Rules"), _("Version {no}").format(no=facts.scheme_no)),
        (_("Pass mark"), rounding),
        (_("Attempts"), attempts),
        (_("Award"), _award_words(facts)),
        (_("Reopened"), facts.state_reason if facts.state is OfferingState.RESULTS else ""),
    ]
    return [(what, value) for what, value in rows if value]


def _award_words(facts: OfferingFacts) -> str:
    if facts.award is None:
        return ""
    title = facts.award.in_language()
    if facts.validity_months is None:
        return _("{award}, no expiry").format(award=title)
    return ngettext(
        "{award}, valid {count} month", "{award}, valid {count} months", facts.validity_months
    ).format(award=title, count=facts.validity_months)


def _next_words(facts: OfferingFacts) -> str:
    coming = next_stage(facts.state)
    if coming is None:
        return offering_words()[facts.state]
    return _("Next step: move to {stage}").format(stage=offering_words()[coming])


def _progress_words(facts: OfferingFacts, met: int, total: int) -> str:
    if facts.state is OfferingState.CANCELLED:
        return facts.state_reason
    if facts.state is OfferingState.CLOSED:
        return _("Results and certificates are final.")
    if not total:
        return _("Nothing is asked for before this step.")
    return ngettext(
        "{met} of {total} condition is met.", "{met} of {total} conditions are met.", total
    ).format(met=met, total=total)


def _place_words(place: StagePlace) -> str:
    words = {
        StagePlace.COURSE: _("Course"),
        StagePlace.ROLL: _("Roll"),
        StagePlace.SCORES: _("Enter scores"),
        StagePlace.RESULTS: _("Results"),
        StagePlace.CERTIFICATES: _("Certificates"),
    }
    return words[place]


def women_words(roll: RollFigures) -> str:
    """How many of the trainees are women, and their share."""
    if not roll.trainees:
        return ""
    share = half_up((roll.women * 100, roll.trainees), 0)
    return ngettext("{count} woman, {share}", "{count} women, {share}", roll.women).format(
        count=number(roll.women), share=ltr(percent(share, 0))
    )


def _attendance_words(found: AttendanceFigures) -> str:
    missing = found.trainees - found.typed
    if found.delivered_minutes is None:
        return _("Nothing is typed yet. Type it on the roll.")
    if missing:
        return ngettext(
            "Attendance of {count} trainee is not typed.",
            "Attendance of {count} trainees is not typed.",
            missing,
        ).format(count=missing)
    if not found.below:
        return _("Nobody lies below the minimum.") if found.minimum is not None else ""
    words = ngettext(
        "{count} trainee is below the minimum.", "{count} trainees are below the minimum.", found.below
    ).format(count=found.below)
    if not found.below_for_good:
        return words
    lost = ngettext(
        "{count} cannot reach it any more.", "{count} cannot reach it any more.", found.below_for_good
    ).format(count=found.below_for_good)
    return joined([words, lost])


def _share(value: Decimal | None) -> str:
    return "–" if value is None else percent(value)
