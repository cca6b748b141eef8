"""What is asked when the programme file used last is gone or cannot be opened."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from trainer_app.core.language import _
from trainer_app.core.settings import Settings
from trainer_app.core.text import ltr
from trainer_app.ui.appearance import Appearance
from trainer_app.ui.application import make_application
from trainer_app.ui.widgets.dialogs import Dialog


class LostFileDialog(Dialog):
    """Says what is wrong with a programme file and offers others; `place` is the one to open.

    `why` is a sentence for a file that is there and cannot be opened; `usual` None: no other is offered.
    """

    def __init__(self, lost: Path, *, why: str, usual: Path | None) -> None:
        if why:
            super().__init__(None, _("The programme file cannot be opened"), why)
        else:
            super().__init__(
                None,
                _("The programme file is not at its place any more"),
                _("{file} was used last and is gone. Choose where it is now, or open the usual file.").format(
                    file=ltr(str(lost))
                ),
            )
        self._lost, self._usual = lost, usual
        self.place: Path | None = None
        self.add_cancel(lambda: _("Close the program"))
        if usual is not None:
            self.add_action(lambda: _("Open the usual file"), self._take_usual, role="outlined")
        self.add_action(lambda: _("Choose a file…"), self._choose)

    def _take_usual(self) -> None:
        self.place = self._usual
        self.accept()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open another programme file"), str(self._lost.parent), _("Programme files (*.db)")
        )
        if chosen:
            self.place = Path(chosen)
            self.accept()


def ask_for_file(settings: Settings, lost: Path, *, why: str = "", usual: Path | None = None) -> Path | None:
    """Another programme file to open, or None when the user closes the program."""
    application = make_application()
    appearance = Appearance(application, settings)
    appearance.apply()
    # Else closing the dialog would quit the loop of the window that follows.
    QApplication.setQuitOnLastWindowClosed(False)
    dialog = LostFileDialog(lost, why=why, usual=usual)
    dialog.exec()
    appearance.deleteLater()
    return dialog.place
