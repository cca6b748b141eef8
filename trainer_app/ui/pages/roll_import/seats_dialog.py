"""The dialog that asks why an offering takes more people than it has seats."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import ltr
from trainer_app.services.rolls import RollPreview
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Field, LongTextField


class SeatsDialog(Dialog):
    """Takes the reason and starts the import with it; a refusal is shown inside."""

    def __init__(self, parent: QWidget, preview: RollPreview, start: Callable[[str], Task]) -> None:
        missing = preview.seats_missing
        super().__init__(
            parent,
            ngettext(
                "Import {count} person more than {offering} has seats?",
                "Import {count} people more than {offering} has seats?",
                missing,
            ).format(count=number(missing), offering=ltr(preview.offering_code)),
            _("The reason stays with the entries of the roll. Or raise the capacity on the overview first."),
        )
        self._start = start
        self._reason = LongTextField(3)
        self._field = Field(lambda: _("Reason"), self._reason)
        self.body.addWidget(self._field)
        self.add_cancel()
        self._act = self.add_action(lambda: _("Import"), self._do)

    def _do(self) -> None:
        reason = self._reason.toPlainText().strip()
        if not reason:
            self._field.set_error(lambda: _("Type the reason for going beyond the seats."))
            return
        self.follow(self._start(reason), self._act)
