"""What is asked when the programme file used last is gone or cannot be opened."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.ui.widgets.dialogs import Dialog


class LostFileDialog(Dialog):
    """Says what is wrong with a programme file and offers others; `place` is the one to open.

    `why` is a sentence for a file that is there and cannot be opened; `usual` None: no other is offered.
    `wants_backup`: a backup shall take its place.
    """

    def __init__(self, parent: QWidget | None, lost: Path, *, why: str, usual: Path | None) -> None:
        if why:
            super().__init__(parent, _("The programme file cannot be opened"), why)
        else:
            super().__init__(
                parent,
                _("The programme file is not at its place any more"),
                _("{file} was used last and is gone. Choose where it is now, or open the usual file.").format(
                    file=ltr(str(lost))
                ),
            )
        self._lost, self._usual = lost, usual
        self.place: Path | None = None
        self.wants_backup = False
        self.add_cancel(lambda: _("Close the program"))
        self.add_action(lambda: _("Restore a backup"), self._take_backup, role="outlined")
        if usual is not None:
            self.add_action(lambda: _("Open the usual file"), self._take_usual, role="outlined")
        self.add_action(lambda: _("Choose a file…"), self._choose)

    def _take_usual(self) -> None:
        self.place = self._usual
        self.accept()

    def _take_backup(self) -> None:
        self.wants_backup = True
        self.accept()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open another programme file"), str(self._lost.parent), _("Programme files (*.db)")
        )
        if chosen:
            self.place = Path(chosen)
            self.accept()
