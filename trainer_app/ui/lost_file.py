"""What is asked when the programme file used last is gone or cannot be opened."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.ui.widgets.dialogs import Dialog


class LostFileDialog(Dialog):
    """Says what is wrong with a programme file and offers others; `place` is the one to open.

    `why` is a sentence for a file that is there and cannot be opened; `usual` None: no other is offered.
    `may_return`: the file is whole and can be opened later, so that no backup shall take its place.
    `wants_backup`: one shall; `wants_again`: the same file shall be tried once more.
    `is_in_use`: it can be looked at meanwhile, which is what `wants_look` says.
    """

    def __init__(
        self,
        parent: QWidget | None,
        lost: Path,
        *,
        why: str,
        usual: Path | None,
        may_return: bool = False,
        is_in_use: bool = False,
    ) -> None:
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
        self.wants_backup = self.wants_again = self.wants_look = False
        self.add_cancel(lambda: _("Close the program"))
        if not may_return:
            self.add_action(lambda: _("Restore a backup"), self._take_backup, role="outlined")
        if usual is not None:
            self.add_action(lambda: _("Open the usual file"), self._take_usual, role="outlined")
        self.add_action(
            lambda: _("Choose a file…"), self._choose, role="outlined" if may_return else "primary"
        )
        if is_in_use:
            self.add_action(lambda: _("Only look at it"), self._take_look, role="outlined")
        if may_return:
            self.add_action(lambda: _("Try again"), self._take_again)

    def _take_usual(self) -> None:
        self.place = self._usual
        self.accept()

    def _take_backup(self) -> None:
        self.wants_backup = True
        self.accept()

    def _take_again(self) -> None:
        self.wants_again = True
        self.accept()

    def _take_look(self) -> None:
        self.wants_look = True
        self.accept()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open another programme file"), str(self._lost.parent), _("Programme files (*.db)")
        )
        if chosen:
            self.place = Path(chosen)
            self.accept()


def refused_dialog(
    parent: QWidget | None, place: Path, fault: AppError, *, usual: Path | None
) -> LostFileDialog:
    """The dialog for a file that is there and was refused."""
    from trainer_app.storage.file_lock import InUse
    from trainer_app.storage.place import OnNetworkShare

    is_in_use = isinstance(fault, InUse)
    may_return = is_in_use or isinstance(fault, OnNetworkShare)
    return LostFileDialog(
        parent, place, why=fault.sentence(), usual=usual, may_return=may_return, is_in_use=is_in_use
    )
