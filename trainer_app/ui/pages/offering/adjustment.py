"""The dialog in which a result is adjusted, with a look at what that does before."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from trainer_app.core.errors import NotANumber
from trainer_app.core.formats import number, shortest
from trainer_app.core.language import _, pgettext
from trainer_app.core.text import isolate, ltr, parse_number
from trainer_app.rules.grading import Graded
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import adjustments, change_words, history_words, result_runs
from trainer_app.services.adjustment_refusals import AboutAdjustments
from trainer_app.services.adjustments import Effect
from trainer_app.services.results import OfferingResults, TraineeResult
from trainer_app.services.schemes import SchemeFacts
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Combo, Field, LongTextField, TextField, in_row
from trainer_app.ui.widgets.labels import Label


class _Wanted(NamedTuple):
    """What is typed: `component` None is the total."""

    kind: AdjustmentKind
    points: Decimal
    component: str | None


class AdjustmentDialog(Dialog):
    """Takes kind, points, authority and reason; nothing is written before its effect was shown."""

    def __init__(
        self, parent: QWidget, context: Context, found: OfferingResults, trainee: TraineeResult
    ) -> None:
        super().__init__(
            parent,
            _("Adjust the result of {trainee}").format(trainee=isolate(trainee.names.in_language())),
            _("The marks stay as they are. Who allowed it and why is told wherever the result is explained."),
            width=640,
        )
        self._context, self._found, self._trainee = context, found, trainee
        self._looked: _Wanted | None = None
        self.kind = Combo([(history_words.state(kind), kind) for kind in AdjustmentKind])
        self.what = Combo(
            [
                (_("Total"), None),
                *((each.titles.in_language(), each.code) for each in found.scheme.components),
            ]
        )
        self.points, self.authority, self.reason = TextField(), TextField(), LongTextField(2)
        self._points_field = Field(lambda: pgettext("adjustment", "Points"), self.points)
        self._authority_field = Field(lambda: _("Authority"), self.authority)
        self._reason_field = Field(lambda: _("Reason"), self.reason)
        self._about = Label("", "second", wraps=True)
        self.before, self.after = Label("", "body", wraps=True), Label("", "strong", wraps=True)
        self.body.addWidget(in_row(Field(lambda: _("Kind"), self.kind), Field(lambda: _("Of"), self.what)))
        self.body.addWidget(self._about)
        self.body.addWidget(in_row(self._points_field, self._authority_field))
        self.body.addWidget(self._reason_field)
        self.body.addWidget(self.before)
        self.body.addWidget(self.after)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.what.currentIndexChanged.connect(self._look)
        self.points.textChanged.connect(self._look)
        self.add_cancel()
        self.act = self.add_action(lambda: _("Adjust the result"), self._save)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        """Say what the kind does; grace is of the total alone."""
        is_grace = self.kind.value == AdjustmentKind.GRACE
        if is_grace:
            self.what.set_value(None)
        self.what.setEnabled(not is_grace)
        self._about.set_words(_about(self.kind.value, self._found.scheme))
        self._look()

    def _wanted(self) -> _Wanted | None:
        try:
            points = parse_number(self.points.text())
        except NotANumber:
            return None
        return _Wanted(AdjustmentKind(self.kind.value), points, self.what.value)

    def _look(self) -> None:
        """Ask the rules what it would do; nothing is written."""
        self._looked = None
        self.strips.clear()
        self._points_field.set_error("")
        self.before.set_words(_("Now: {result}").format(result=self._result(self._trainee.graded)))
        self.after.set_words(_("After it: type the points, and the new result is shown here."))
        self.after.set_tone("second")
        wanted = self._wanted()
        if wanted is not None:
            self._context.tasks.read(
                adjustments.preview,
                self._show_effect,
                latest="offering.adjustment",
                on_failure=self._show_refusal,
                enrolment_id=self._trainee.enrolment_id,
                **wanted._asdict(),
            )

    def _show_effect(self, effect: Effect) -> None:
        self._looked = self._wanted()
        self.before.set_words(_("Now: {result}").format(result=self._result(effect.old)))
        words = (
            _("After it: {result}")
            if effect.new != effect.old
            else _("After it: {result}. This changes nothing.")
        )
        self.after.set_words(words.format(result=self._result(effect.new)))
        decides = (effect.new.band, effect.new.outcome) != (effect.old.band, effect.old.outcome)
        self.after.set_tone("warn" if decides or effect.new == effect.old else "")

    def _show_refusal(self, fault: Exception) -> None:
        if isinstance(fault, AboutAdjustments):
            self._points_field.set_error(fault.sentence())
        else:
            self.show_fault(fault)

    def _result(self, graded: Graded) -> str:
        """Outcome, total and band; of a result that is pending the figure so far."""
        scheme = self._found.scheme
        told = change_words.standing_words(result_runs.standing(graded, scheme), scheme.rules.decimals)
        if graded.overall is not None or graded.so_far is None:
            return told
        so_far = number(graded.so_far, scheme.rules.decimals)
        return _("{result}, so far {total}").format(result=told, total=ltr(so_far))

    def _save(self) -> None:
        wanted, authority = self._wanted(), self.authority.text().strip()
        reason = self.reason.toPlainText().strip()
        self._authority_field.set_error("" if authority else lambda: _("Type who allowed it."))
        self._reason_field.set_error(
            "" if reason else lambda: _("Type the reason; it stays with the result.")
        )
        if wanted is None:
            self._points_field.set_error(lambda: _("Type the points as a number, for example 1.5."))
        elif wanted != self._looked and not self._points_field.has_error():
            self._points_field.set_error(lambda: _("Look at the new result first, then confirm."))
        if wanted is None or self._points_field.has_error() or not authority or not reason:
            return
        task = self._context.tasks.write(
            adjustments.add,
            self._saved,
            changes=("result",),
            enrolment_id=self._trainee.enrolment_id,
            authority=authority,
            reason=reason,
            **wanted._asdict(),
        )
        self.follow(task, self.act)

    def _saved(self, _adjustment_id: object) -> None:
        self._context.done(_("Result adjusted"))


def _about(kind: AdjustmentKind, scheme: SchemeFacts) -> str:
    limit = scheme.rules.grace_limit
    if kind == AdjustmentKind.GRACE and not limit:
        return _("The rules of this course allow no grace.")
    words = {
        AdjustmentKind.CORRECTION: _("Puts a figure right; with − points are taken off."),
        AdjustmentKind.SCALING: _("Moves a figure that came out too low or too high; with − it is lowered."),
        AdjustmentKind.PENALTY: _("Takes points off; they are typed without a sign."),
        AdjustmentKind.GRACE: _(
            "Lifts the total to the pass mark and no further, by {limit} points at most. "
            "It never helps against missing attendance or a component that must be passed."
        ),
    }
    return words[kind].format(limit=ltr(shortest(limit)))
