"""The tab of documents: every file that can be made from the offering, in the language that is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.language import LANGUAGES, OWN_NAMES, _
from trainer_app.core.text import isolate
from trainer_app.services import certificates, reports, score_lists
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.saving import ask_place
from trainer_app.ui.tasks import act_of
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import Combo
from trainer_app.ui.widgets.labels import IconLabel, Label, Rule
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Card, Scrolling

EXCEL, PDF = "Excel (*.xlsx)", "PDF (*.pdf)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make: of which offering, in which language, where, and on which day."""

    code: str
    language: str
    path: Path
    now: datetime

    @property
    def on(self) -> date:
        """The day at the station."""
        return self.now.astimezone().date()


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of document; `make(session, wanted)` writes the file by a `service`."""

    icon: str
    title: Callable[[], str]
    second: Callable[[], str]
    file_name: str
    file_kind: str
    has_language: bool
    make: Callable[[Any, Wanted], object]
    service: Callable[..., object]


def make(session: Any, *, paper: Paper, wanted: Wanted) -> Path:
    """Write one document; gives its place."""
    paper.make(session, wanted)
    return wanted.path


def _report(session: Any, wanted: Wanted) -> None:
    reports.save_offering_progress(
        session, offering_code=wanted.code, language=wanted.language, path=wanted.path, on=wanted.on
    )


def _score_list(session: Any, wanted: Wanted) -> None:
    score_lists.export(
        session, offering_code=wanted.code, path=wanted.path, now=wanted.now, language=wanted.language
    )


def _proof(session: Any, wanted: Wanted) -> None:
    certificates.proof_to_file(session, offering_code=wanted.code, path=wanted.path, on=wanted.on)


PAPERS = (
    Paper(
        "file-spreadsheet",
        lambda: _("Offering progress report"),
        lambda: _("Roll, scores, results and statistics with live formulas"),
        "report-{code}-{language}.xlsx",
        EXCEL,
        True,
        _report,
        reports.save_offering_progress,
    ),
    Paper(
        "clipboard-list",
        lambda: _("Score list"),
        lambda: _("To be filled in on paper or in Excel and imported again"),
        "scores-{code}-{language}.xlsx",
        EXCEL,
        True,
        _score_list,
        score_lists.export,
    ),
    Paper(
        "award",
        lambda: _("Proof of the certificates"),
        lambda: _("As they would be printed, in three languages, marked as a proof"),
        "proof-{code}.pdf",
        PDF,
        False,
        _proof,
        certificates.proof_to_file,
    ),
)


class DocumentsTab(OfferingTab):
    """A list of documents, each with its language and the button that saves it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        scrolling = Scrolling()
        card = Card(lambda: _("Documents"), edge_to_edge=True)
        for paper in (each for each in PAPERS if context.may(each.service)):
            card.body.addWidget(Rule())
            card.body.addWidget(_PaperRow(self, paper))
        if not any(context.may(each.service) for each in PAPERS):
            card.body.addWidget(
                EmptyState(
                    "file-text",
                    lambda: _("No document is made with your roles"),
                    lambda: _("Training officers, board secretaries and report officers make them."),
                )
            )
        scrolling.column.addWidget(card)
        scrolling.column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling)


class _PaperRow(QWidget):
    def __init__(self, tab: OfferingTab, paper: Paper) -> None:
        super().__init__()
        self._tab, self._paper = tab, paper
        self._language = Combo([(OWN_NAMES[code], code) for code in LANGUAGES])
        self._language.set_value(tab.context.appearance.language)
        self._language.setAccessibleName(_("Language"))
        self._language.setVisible(paper.has_language)
        self._save = Button(lambda: _("Save as"), icon="download", on_click=self._save_as)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(paper.title, "strong"))
        texts.addWidget(Label(paper.second, "second"))
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 14, 8)
        line.setSpacing(10)
        line.addWidget(IconLabel(paper.icon))
        line.addLayout(texts, 1)
        line.addWidget(self._language)
        line.addWidget(self._save)

    def _save_as(self) -> None:
        code, language = self._tab.facts.code, self._language.value
        name = self._paper.file_name.format(code=code, language=language)
        settings, kinds = self._tab.context.settings, self._paper.file_kind
        place = ask_place(self, settings, title=self._paper.title(), name=name, kinds=kinds)
        if place is not None:
            wanted = Wanted(code, language, place, self._tab.context.now())
            task = self._tab.context.tasks.write(
                make,
                self._saved,
                changes=(),
                act=act_of(self._paper.service),
                paper=self._paper,
                wanted=wanted,
            )
            self._save.follow(task)

    def _saved(self, path: Path) -> None:
        self._tab.context.toast(_("Saved as {file}").format(file=isolate(path.name)))
