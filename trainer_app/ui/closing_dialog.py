"""What is shown while a last backup is made before the window closes."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.bars import Bar
from trainer_app.ui.widgets.dialogs import Dialog


class ClosingDialog(Dialog):
    """Waits for a backup and then closes by itself; accepted: the window may close.

    Where the backup fails, it says why and stays.
    """

    def __init__(self, parent: QWidget | None, task: Task) -> None:
        super().__init__(
            parent,
            lambda: _("A backup is made before closing"),
            lambda: _(
                "Everything is saved. The window closes by itself when the backup is made and checked."
            ),
        )
        self._task: Task | None = task
        self._bar = Bar()
        self.body.addWidget(self._bar)
        self.add_cancel(lambda: _("Keep the window open"))
        self.add_action(lambda: _("Close without a backup"), self._leave, role="outlined")
        task.progressed.connect(self._bar.set_share)
        task.failed.connect(self.show_fault)
        task.succeeded.connect(self._made)
        task.ended.connect(self._ended)

    def _made(self, _made: object) -> None:
        self.accept()

    def _ended(self) -> None:
        self._task = None
        self._bar.hide()

    def _leave(self) -> None:
        self._cancel()
        self.accept()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    @override
    def reject(self) -> None:
        """Stay; the backup is given up, since nobody waits for it any longer."""
        self._cancel()
        super().reject()
