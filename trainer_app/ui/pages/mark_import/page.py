"""The page on which a mark list is imported into an offering."""

from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.services.score_lists import ScoreListImport
from trainer_app.ui.page import Context
from trainer_app.ui.pages.file_import.file_step import FileStep
from trainer_app.ui.pages.file_import.page import CHECK, FILE, Foot, ImportKind, ImportPage
from trainer_app.ui.pages.mark_import.check_step import MarkCheck
from trainer_app.ui.pages.mark_import.foot_words import done_words, head_words, import_words, sum_words
from trainer_app.ui.pages.mark_import.reading import Looked, Question, accept, look

_CHANGES = ("score", "result")
_MARKS = ImportKind(
    name="mark-import",
    tab="scores",
    title=lambda: _("Import a mark list"),
    check_title=lambda: _("Check the mark list"),
    what=lambda: _("Mark list"),
    choose=lambda: _("Choose the mark list"),
    next_problem=lambda: _("Next mark to decide"),
    previous_problem=lambda: _("Previous mark to decide"),
)


class MarkImportPage(ImportPage):
    """Reads a list of marks and asks, mark by mark, about what is not clear.

    Keys of its place: the offering's `id`, the `attempt`, and the `component` that is proposed.
    """

    nouns = frozenset({"offering", "enrolment", "score"})
    _check: MarkCheck

    def __init__(self, context: Context) -> None:
        super().__init__(context, _MARKS, _file_step(), MarkCheck(context.settings))
        self._attempt = 1
        self._proposed = ""
        self._question: Question | None = None
        self._looked: Looked | None = None
        self._check.component_chosen.connect(self._component_chosen)
        self._check.column_chosen.connect(self._column_chosen)
        self._check.maximum_accepted.connect(self._maximum_accepted)
        self._check.changed.connect(self._say)
        self._show_step(FILE)

    @override
    def _head(self) -> str:
        return head_words(self._facts, self._looked if self._wizard.step == CHECK else None)

    @override
    def _foot(self) -> Foot | None:
        if self._looked is None:
            return None
        lead, note, count = sum_words(self._check.lines)
        return Foot(lead, note, lambda: import_words(count), can_import=count > 0)

    @override
    def show_place(self, **keys: str) -> None:
        attempt = int(keys.get("attempt", "1"))
        if attempt != self._attempt:
            self._begin_anew()
        self._attempt, self._proposed = attempt, keys.get("component", "")
        super().show_place(**keys)

    @override
    def _begin_anew(self) -> None:
        self._question = self._looked = None
        super()._begin_anew()

    # Reading

    @override
    def read_file(self, file: Path) -> None:
        if self._facts is not None:
            super().read_file(file)

    @override
    def _take_file(self, file: Path) -> None:
        if self._facts is not None:
            self._read(Question(file, self._facts.id, self._facts.code, self._attempt))

    @override
    def _read_again(self) -> None:
        if self._question is not None:
            self._read(self._question)

    def _read(self, question: Question) -> None:
        """Work out anew what importing would do; the newest question alone is answered."""
        self._question = question
        task = self.context.tasks.read(
            look,
            self._show_looked,
            on_failure=self._tell,
            latest="mark-import",
            question=question,
            proposed=self._proposed,
        )
        self._follow_reading(task)

    def _show_looked(self, looked: Looked) -> None:
        question = looked.question
        if (self._offering_id, self._attempt) != (question.offering_id, question.attempt):
            return
        self._looked, self._question = looked, question
        self._file_step.strips.clear()
        self._check.show_looked(looked)
        self._show_step(CHECK)
        self._check.next_problem(1)

    def _component_chosen(self, code: str) -> None:
        if self._question is not None:
            self._read(replace(self._question, component_code=code, column=None, is_maximum_accepted=False))

    def _column_chosen(self, index: int) -> None:
        if self._question is not None:
            self._read(replace(self._question, column=index, is_maximum_accepted=False))

    def _maximum_accepted(self) -> None:
        if self._question is not None:
            self._read(replace(self._question, is_maximum_accepted=True))

    # Writing

    @override
    def _import(self) -> None:
        if self._looked is None:
            return
        task = self.context.tasks.write(
            accept,
            self._imported,
            changes=_CHANGES,
            on_failure=self._tell,
            act="score_lists.accept",
            preview=self._looked.preview,
            decisions=dict(self._check.decisions),
            now=self.context.now(),
        )
        self._show_writing(task)
        self._wizard.footer.step_button.follow(task)

    def _imported(self, done: ScoreListImport) -> None:
        if self._offering_id is None or self._facts is None:
            return
        words = done_words(done, self._facts.code)
        self._leave()
        self.context.done(words)


def _file_step() -> FileStep:
    return FileStep(
        lambda: _("Drop the mark list here"),
        lambda: _(
            "A score list that this program exported, or a mark list of any agency as an Excel workbook "
            "or CSV file. What is not clear is asked mark by mark. Nothing is saved before you have "
            "checked it."
        ),
    )
