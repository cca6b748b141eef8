"""The cards of one course: titles, components, bands, rules and versions."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from trainer_app.core.formats import number
from trainer_app.core.language import Titles, _
from trainer_app.core.settings import Settings
from trainer_app.core.text import ltr
from trainer_app.rules.words import kind_words
from trainer_app.services import scheme_drafts
from trainer_app.services.courses import CourseDetail, SchemeDetail, VersionDetail
from trainer_app.services.scheme_drafts import BandDraft, ComponentDraft, SchemeDraft
from trainer_app.ui import theme
from trainer_app.ui.pages.courses.words import (
    attempts_words,
    chip_of,
    figure,
    hours_words,
    rounding_words,
    share,
    state_of,
    validity_words,
    weight,
)
from trainer_app.ui.tables.cells import Cell, Number, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.whole import WholeTable
from trainer_app.ui.widgets.labels import Label, Rule
from trainer_app.ui.widgets.surfaces import Card

_WHOLE_BP = 10_000
_LABEL_WIDTH = 116


class TitlesCard(Card):
    """The titles in the three scripts side by side."""

    def __init__(self) -> None:
        super().__init__(edge_to_edge=True)
        self.body.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(0)
        self._titles = [Label("", "section-title", wraps=True) for _n in range(3)]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        heads = (lambda: _("English"), lambda: _("Urdu"), lambda: _("Chinese"))
        for place, (head, label) in enumerate(zip(heads, self._titles, strict=True)):
            if place:
                line.addWidget(Rule("vertical"))
            line.addWidget(_titled(Label(head, "second"), label), 1)
        self.body.addLayout(line)

    def show_titles(self, titles: Titles) -> None:
        """Show the titles; a missing one is named as missing."""
        missing = (_("No title"), _("No Urdu title"), _("No Chinese title"))
        for label, words, lack in zip(self._titles, (titles.en, titles.ur, titles.zh), missing, strict=True):
            label.set_words(words or lack)
            label.set_tone("" if words else "hint")


def _titled(head: QWidget, content: QWidget) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(2)
    column.addWidget(head)
    column.addWidget(content)
    column.addStretch()
    return cell


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One line of the table of components."""

    id: str
    draft: ComponentDraft


class ComponentsCard(Card):
    """The components of the scheme that is shown, with the sum of their weights."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(lambda: _("Components"), note=" ", edge_to_edge=True)
        self._table = WholeTable(_component_columns(), settings, "course-components")
        self._nothing = Label(
            lambda: _("There is no component yet. Edit the course to add them."), tone="second"
        )
        self._nothing.setContentsMargins(14, 0, 14, 14)
        self.body.addWidget(self._table)
        self.body.addWidget(self._nothing)

    def show_components(self, components: Sequence[ComponentDraft]) -> None:
        """Show the components in their order."""
        total = sum(each.weight_bp for each in components if each.parent is None)
        self.note.set_words(_("Weights add up to {total}").format(total=weight(total)))
        self.note.set_tone("second" if total == _WHOLE_BP else "warn")
        self._table.set_rows([ComponentRow(each.code, each) for each in components])
        self._table.setVisible(bool(components))
        self._nothing.setVisible(not components)


def _component_columns() -> tuple[Column, ...]:
    return (
        Column("code", lambda: _("Code"), lambda row: Text(ltr(row.draft.code), strong=True), width=70),
        Column(
            "title",
            lambda: _("Title"),
            lambda row: row.draft.titles.in_language(),
            width=190,
            stretch=3,
            keeps=9,
        ),
        Column("kind", lambda: _("Kind"), lambda row: kind_words()[row.draft.kind], width=100, keeps=3),
        Column(
            "max", lambda: _("Max."), lambda row: Number(figure(row.draft.max_points)), width=74, number=True
        ),
        Column(
            "weight",
            lambda: _("Weight"),
            lambda row: Number(weight(row.draft.weight_bp)),
            width=88,
            number=True,
        ),
        Column("minimum", lambda: _("Minimum"), _minimum, width=88, number=True),
        Column("must", lambda: _("Must pass"), _must_pass, width=92),
    )


def _minimum(row: ComponentRow) -> Cell:
    return Number("–", tone="text3") if row.draft.min_pct is None else Number(share(row.draft.min_pct))


def _must_pass(row: ComponentRow) -> Cell:
    return Text(_("Yes"), icon="check") if row.draft.must_pass else Text("–", tone="text3")


@dataclass(frozen=True, slots=True)
class BandRow:
    """One band with the figure up to which it reaches."""

    id: int
    draft: BandDraft
    reach: str


class BandsCard(Card):
    """The classes of results, the highest first."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(lambda: _("Bands"), edge_to_edge=True)
        columns = (
            Column(
                "band",
                lambda: _("Band"),
                lambda row: row.draft.titles.in_language(),
                width=150,
                stretch=2,
                keeps=9,
            ),
            Column(
                "from", lambda: _("From"), lambda row: Number(figure(row.draft.lower)), width=80, number=True
            ),
            Column(
                "reach",
                lambda: _("Below"),
                lambda row: Number(row.reach, tone="text2"),
                width=80,
                number=True,
            ),
        )
        self._table = WholeTable(columns, settings, "course-bands")
        self.body.addWidget(self._table)
        self.body.addStretch()

    def show_bands(self, scheme: SchemeDraft) -> None:
        """Show the bands of a scheme."""
        bands = scheme_drafts.ordered(scheme)
        reaches = ["–", *(figure(band.lower) for band in bands)]
        self._table.set_rows(
            [
                BandRow(place, band, reach)
                for place, (band, reach) in enumerate(zip(bands, reaches, strict=False))
            ]
        )


class FactsCard(Card):
    """What the course is and by which rules it is passed, in a list."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Course and rules"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, theme.active().px(_LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch()
        self._cells: list[Label] = []

    def show_facts(self, course: CourseDetail, version: VersionDetail, scheme: SchemeDetail) -> None:
        """Show every fact of a version and a scheme."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        for row, (what, value) in enumerate(_facts(course, version, scheme.draft)):
            pair = (Label(what, tone="second"), Label(value, wraps=True))
            for column, cell in enumerate(pair):
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
            self._cells += pair


def _facts(course: CourseDetail, version: VersionDetail, scheme: SchemeDraft) -> list[tuple[str, str]]:
    attendance = _("No minimum") if scheme.attendance_min is None else share(scheme.attendance_min)
    return [
        (_("Hours"), hours_words(version.content.hours)),
        (_("Validity"), validity_words(version.content)),
        (_("Offerings"), number(course.offerings)),
        (_("Pass mark"), figure(scheme.pass_mark)),
        (_("Rounding"), rounding_words(scheme)),
        (_("Attendance"), attendance),
        (_("Attempts"), attempts_words(scheme)),
    ]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of the course with one of its schemes."""

    id: uuid.UUID
    version: VersionDetail
    scheme: SchemeDetail


class VersionsCard(Card):
    """Every version with every scheme; choosing one shows it. Signals: chosen(version, scheme)."""

    chosen = Signal(object, object)

    def __init__(self, settings: Settings) -> None:
        super().__init__(lambda: _("Versions"), edge_to_edge=True)
        columns = (
            Column("version", lambda: _("Version"), _version_words, width=150, stretch=1, keeps=9),
            Column("rules", lambda: _("Rules"), _rules_words, width=150, stretch=1),
            Column(
                "hours",
                lambda: _("Hours"),
                lambda row: Number(number(row.version.content.hours)),
                number=True,
            ),
            Column(
                "state",
                lambda: _("Status"),
                lambda row: chip_of(state_of(row.version, row.scheme)),
                width=124,
            ),
        )
        self._table = WholeTable(columns, settings, "course-versions")
        self._table.current_changed.connect(self._choose)
        self.body.addWidget(self._table)

    def show_versions(self, course: CourseDetail, scheme_id: uuid.UUID) -> None:
        """Show the versions, the newest first, and mark the one that is shown."""
        self._table.blockSignals(True)
        self._table.set_rows(
            [
                VersionRow(scheme.id, version, scheme)
                for version in course.versions
                for scheme in version.schemes
            ]
        )
        self._table.select_id(scheme_id)
        self._table.blockSignals(False)

    def _choose(self, scheme_id: uuid.UUID | None) -> None:
        row = None if scheme_id is None else self._table.row(scheme_id)
        if isinstance(row, VersionRow):
            self.chosen.emit(row.version, row.scheme)


def _version_words(row: VersionRow) -> str:
    return _("Version {no}").format(no=row.version.no)


def _rules_words(row: VersionRow) -> str:
    return _("Rules version {no}").format(no=row.scheme.no)
