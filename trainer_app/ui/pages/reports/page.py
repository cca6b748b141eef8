"""The page of reports."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import date_long
from trainer_app.core.language import LANGUAGES, OWN_NAMES, _
from trainer_app.core.text import isolate, ltr
from trainer_app.documents.sheet_model import Book
from trainer_app.rules.states import OfferingState
from trainer_app.services import offerings, reports
from trainer_app.services.offerings import OfferingRow
from trainer_app.ui.page import Context, Page
from trainer_app.ui.saving import ask_place
from trainer_app.ui.tables.workbook_preview import WorkbookPreview
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.fields import Combo, Field
from trainer_app.ui.widgets.labels import IconLabel, Label, Rule
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Card, ListDetail, PageHead, Panel

_REPORTED = (OfferingState.ASSESSMENT, OfferingState.RESULTS, OfferingState.CLOSED)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workbook and for which offering and language it was made."""

    code: str
    language: str
    book: Book


def load_book(session: Any, *, code: str, language: str, on: date) -> Loaded:
    """Make the workbook that is previewed and saved."""
    book = reports.offering_progress_book(session, offering_code=code, language=language, on=on)
    return Loaded(code, language, book)


class ReportsPage(Page):
    """The offering progress report. Keys of its place: `offering`, a code."""

    nouns = frozenset({"offering", "enrolment", "person", "score", "result", "course"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._offering = Combo()
        self._language = Combo([(OWN_NAMES[code], code) for code in LANGUAGES])
        self._language.set_value(context.appearance.language)
        self._save = Button(lambda: _("Save as Excel"), "primary", icon="download", on_click=self._save_as)
        only_if(context.may(reports.save_offering_progress), self._save)
        self._head = PageHead(lambda: _("Offering progress"), " ", buttons=(self._save,))
        self._preview = WorkbookPreview()
        self._empty = EmptyState(
            "file-spreadsheet",
            lambda: _("There is no offering to report on yet"),
            lambda: _("Plan an offering and import its roll; its report follows."),
        )
        self._arrange()
        self._offering.chosen.connect(self._parameter_chosen)
        self._language.chosen.connect(self._parameter_chosen)

    @override
    def title(self) -> str:
        return _("Reports")

    @override
    def show_place(self, **keys: str) -> None:
        self._wanted = keys.get("offering", "")
        self.reload()

    @override
    def reload(self) -> None:
        self.context.tasks.read(offerings.rows, self._take, latest="report-offerings")

    def _arrange(self) -> None:
        left = Panel(margin=14, gap=10)
        left.column.addWidget(Label(lambda: _("Reports"), "section-title"))
        left.column.addWidget(_kind())
        left.column.addWidget(Rule())
        left.column.addWidget(Field(lambda: _("Offering"), self._offering))
        left.column.addWidget(Field(lambda: _("Language"), self._language))
        left.column.addStretch()
        right = Panel(margin=20, gap=12, surface="page")
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._preview)
        self._paper = card
        right.column.addWidget(self._head)
        right.column.addWidget(card, 1)
        right.column.addWidget(self._empty, 1)
        split = ListDetail(
            left, right, self, settings=self.context.settings, name="reports", sizes=(400, 840)
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _take(self, rows: list[OfferingRow]) -> None:
        kept = self._wanted or self._offering.value or _usual(rows)
        self._wanted = ""
        self._offering.set_choices(
            [(f"{ltr(row.code)} {row.titles.in_language()}", row.code) for row in rows]
        )
        for part in (self._paper, self._head):
            part.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows:
            self._offering.set_value(kept)
            self._parameter_chosen()

    def _parameter_chosen(self, _value: object = None) -> None:
        if self._offering.value is None:
            return
        self._save.setEnabled(False)
        self.context.tasks.read(
            load_book,
            self._show,
            latest="report",
            code=self._offering.value,
            language=self._language.value,
            on=self.context.today(),
        )

    def _show(self, loaded: Loaded) -> None:
        if (loaded.code, loaded.language) != (self._offering.value, self._language.value):
            return
        self._head.second.set_words(
            _("{offering}, as of {day}. The figures change until the results are final.").format(
                offering=ltr(loaded.code), day=date_long(self.context.today())
            )
        )
        self._preview.show_book(loaded.book)
        self._save.setEnabled(True)

    def _save_as(self) -> None:
        name = f"report-{self._offering.value}-{self._language.value}.xlsx"
        settings, kinds = self.context.settings, "Excel (*.xlsx)"
        place = ask_place(self, settings, title=_("Save as Excel"), name=name, kinds=kinds)
        if place is not None:
            self._target = place
            task = self.context.tasks.write(
                reports.save_offering_progress,
                self._saved,
                changes=(),
                offering_code=self._offering.value,
                language=self._language.value,
                path=self._target,
                on=self.context.today(),
            )
            self._save.follow(task)

    def _saved(self, _nothing: object) -> None:
        self.context.toast(_("Saved as {file}").format(file=isolate(self._target.name)))


def _usual(rows: list[OfferingRow]) -> str:
    """The offering that is most likely wanted: the newest with results."""
    reported = [row.code for row in rows if row.state in _REPORTED and row.trainees]
    return (reported or [row.code for row in rows] or [""])[0]


def _kind() -> QWidget:
    """The one kind of report there is, chosen."""
    chosen = QWidget()
    chosen.setProperty("surface", "chosen")
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(Label(lambda: _("Offering progress"), "strong"))
    texts.addWidget(Label(lambda: _("One offering, any day"), "second"))
    line = QHBoxLayout(chosen)
    line.setContentsMargins(10, 8, 10, 8)
    line.setSpacing(10)
    line.addWidget(IconLabel("file-spreadsheet", "accent"))
    line.addLayout(texts, 1)
    return chosen
