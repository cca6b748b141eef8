"""Scenes of score sheets that are handed on, returned and corrected."""

from trainer_app.core.language import _
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.services import scores, sheets
from trainer_app.services.scores import Entry, Mark
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.pages.offering.correction import CorrectionDialog
from trainer_app.ui.pages.offering.scores import ScoresTab
from trainer_app.ui.pages.offering.sheet_moves import ReturnDialog
from trainer_app.ui.results_scenes import Act
from trainer_app.ui.scene_steps import Step, answer, front, press, shown

_CORRECT = press(lambda: _("Request correction"))


def _submit(window: MainWindow) -> None:
    """Fill the blanks of the first sheet, and submit it."""
    tab = shown(window, ScoresTab)[0]
    table, tasks, now = tab.entry.table, tab.context.tasks, tab.context.now()
    absent = Mark(ScoreState.ABSENT)
    blanks = [
        Entry(*table.key(row, 0), absent) for row in range(len(table.trainees)) if table.is_open_work(row, 0)
    ]
    tasks.write(scores.record_many, changes=(), offering_id=tab.offering_id, entries=blanks, now=now)
    component_id = table.components[0].id
    tasks.write(sheets.submit, changes=("score",), offering_id=tab.offering_id, component_id=component_id)


def _go_to_the_sheet(window: MainWindow) -> None:
    shown(window, ScoresTab)[0].grid.marks.go_to(0, 0)


def _propose(window: MainWindow) -> None:
    dialog = front(window)
    assert isinstance(dialog, CorrectionDialog)  # noqa: S101 (the step before opened it)
    dialog.mark.setText("0")
    dialog.add.click()


_SUBMITTED: tuple[Step, ...] = (_submit, _go_to_the_sheet)
_RETURN = (*_SUBMITTED, press(lambda: _("Return")))
SHEETS: tuple[Act, ...] = (
    ("scores-submitted", OfferingState.ASSESSMENT, _SUBMITTED, None),
    ("scores-return", OfferingState.ASSESSMENT, _RETURN, ReturnDialog),
    ("scores-return-refused", OfferingState.ASSESSMENT, (*_RETURN, answer), ReturnDialog),
    ("scores-correction", OfferingState.RESULTS, (_CORRECT, _propose), CorrectionDialog),
    ("scores-correction-refused", OfferingState.RESULTS, (_CORRECT, answer), CorrectionDialog),
)
