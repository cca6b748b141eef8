"""The fourth step: the recovery key goes on paper."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from trainer_app.core.language import _
from trainer_app.ui.entrance.key_panel import KeyPanel
from trainer_app.ui.entrance.parts import Centred
from trainer_app.ui.entrance.start_step import WIDTH
from trainer_app.ui.page import Context

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered


class KeyStep(Centred):
    """Shows the key once. Signals: changed()."""

    changed = Signal()

    def __init__(self, context: Context, entered: "Entered", key: str) -> None:
        super().__init__(WIDTH)
        self.add_title(
            lambda: _("Keep the recovery key on paper"),
            lambda: _(
                "If every password is lost, only this key opens the file. "
                "Two people keep one printed sheet each, in sealed envelopes."
            ),
        )
        self.panel = KeyPanel(context, entered, key)
        self.panel.changed.connect(self.changed)
        self.column.addWidget(self.panel)
        self.column.addStretch()
