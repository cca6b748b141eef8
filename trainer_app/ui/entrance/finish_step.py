"""The last step: what was made, and what comes next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.ui.entrance.parts import Centred
from trainer_app.ui.entrance.start_step import WIDTH
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.strips import MessageStrip

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered


class FinishStep(Centred):
    """Where the file is and who opens it."""

    def __init__(self, entered: "Entered") -> None:
        super().__init__(WIDTH)
        place, user = entered.database.place, entered.user
        self.add_title(
            lambda: _("The programme file is ready"),
            lambda: _("Keep the two sheets in different places, away from this computer."),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        facts = (
            (lambda: _("File"), ltr(place.name)),
            (lambda: _("Folder"), ltr(str(place.parent))),
            (lambda: _("Opened by"), isolate(user.full_name)),
            (lambda: _("Name to sign in with"), isolate(user.login)),
        )
        for row, (what, value) in enumerate(facts):
            grid.addWidget(Label(what, tone="second"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(value, wraps=True), row, 1)
        self.column.addLayout(grid)
        words = _("In Settings you give others their names, passwords and roles. Each has an own password.")
        self.column.addWidget(MessageStrip("info", "", words))
        self.column.addStretch()
