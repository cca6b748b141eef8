"""Scenes of the results: who is borderline, and whose result changed since they were computed."""

import uuid
from typing import TypeAlias

from PySide6.QtWidgets import QDialog

from trainer_app.core.language import _, pgettext
from trainer_app.rules.states import OfferingState
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import enrolments
from trainer_app.services.results import Group
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.pages.offering.adjustment import AdjustmentDialog
from trainer_app.ui.pages.offering.results_table import CHANGED
from trainer_app.ui.pages.offering.statistics import StatisticsDialog
from trainer_app.ui.scene_steps import Step, answer, fill, on, press
from trainer_app.ui.widgets.fields import Combo
from trainer_app.ui.widgets.segmented import Segmented

Act: TypeAlias = tuple[str, OfferingState, tuple[Step, ...], type[QDialog] | None]

_FEWER = 3


def _fewer_hours(window: MainWindow) -> None:
    """Some trainees attended less than was typed; somebody else found that out."""
    context, place = window.context, window.place
    offering_id = uuid.UUID(place.keys["id"] if place else "")
    roll = context.tasks.read_now(enrolments.roll, offering_id=offering_id)
    for trainee in roll[:_FEWER]:
        context.tasks.write(
            enrolments.record_credited,
            changes=("enrolment", "result"),
            enrolment_id=trainee.enrolment_id,
            version=trainee.version,
            minutes=60,
        )


def _choose(key: str) -> Step:
    return on(Segmented, lambda filters: filters.choose(key))


_ADJUST: tuple[Step, ...] = (
    press(lambda: _("Adjust…")),
    on(Combo, lambda kind: kind.set_value(AdjustmentKind.PENALTY)),
    fill(lambda: pgettext("adjustment", "Points"), "2.5"),
    fill(lambda: _("Authority"), "JB-2026-07"),
    fill(lambda: _("Reason"), "Late by two days."),
)
_COMPUTE = press(lambda: _("Compute and keep"))
_STATISTICS = press(lambda: _("Statistics"))
RESULTS: tuple[Act, ...] = (
    ("results-borderline", OfferingState.RESULTS, (_choose(Group.BORDERLINE),), None),
    ("results-statistics", OfferingState.RESULTS, (_STATISTICS,), StatisticsDialog),
    ("results-adjustment", OfferingState.RESULTS, _ADJUST, AdjustmentDialog),
    ("results-adjusted", OfferingState.RESULTS, (*_ADJUST, answer), None),
    ("results-stale", OfferingState.ASSESSMENT, (_COMPUTE, _fewer_hours), None),
    ("results-changed", OfferingState.ASSESSMENT, (_COMPUTE, _fewer_hours, _choose(CHANGED)), None),
)
