"""The programme file: where it is, opening another one, and making a sample."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core import paths
from trainer_app.core.formats import number
from trainer_app.core.language import _
from trainer_app.core.progress import Progress
from trainer_app.core.text import isolate, ltr
from trainer_app.services import programme_files
from trainer_app.services.programme_files import FileFacts
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import Facts
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Field
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.widgets.text_fields import TextField

if TYPE_CHECKING:
    from trainer_app.services.sample_files import SampleFiles

_PEOPLE = 400
_SEED = 1
_KILOBYTE = 1000
_MEGABYTE = 1_000_000


class FileCard(Card):
    """Where the records are kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: _("Programme file"))
        self._context = context
        self._kept: FileFacts | None = None
        self._facts = Facts()
        self.open_button = Button(
            lambda: _("Open another programme file…"), icon="folder-open", on_click=self.choose
        )
        self.sample_button = Button(lambda: _("Make a sample programme…"), on_click=self.make_sample)
        line = QHBoxLayout()
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.open_button)
        line.addWidget(self.sample_button)
        line.addStretch()
        self.body.addWidget(self._facts)
        self.body.addLayout(line)

    def show_file(self, kept: FileFacts) -> None:
        """Show the file."""
        self._kept = kept
        facts = [(_("File"), ltr(kept.name))]
        if kept.place is not None:
            facts += [(_("Folder"), ltr(str(kept.place.parent))), (_("Size"), ltr(size_words(kept.size)))]
        self._facts.show_facts(facts)

    def choose(self) -> None:
        """Choose another programme file and open it."""
        folder = str(self._kept.place.parent) if self._kept and self._kept.place else ""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open another programme file"), folder, _("Programme files (*.db)")
        )
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, place: Path) -> None:
        """Open a programme file in the place of this one, once it is known to be one."""
        if self._kept is not None and place == self._kept.place:
            self._context.toast(_("{file} is open already").format(file=isolate(place.name)))
            return
        self.open_button.follow(
            self._context.tasks.run(programme_files.expect, self._context.shell.open_programme, place=place)
        )

    def make_sample(self) -> None:
        """Make a sample programme and open it."""
        dialog = SampleDialog(self, self._context)
        dialog.accepted.connect(self._open_sample)
        dialog.open()

    def _open_sample(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, SampleDialog) and dialog.made is not None:
            self._context.shell.open_programme(dialog.made)


class SampleDialog(Dialog):
    """Makes a sample programme in a folder; `made` is its file once it is whole."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            lambda: _("Make a sample programme?"),
            lambda: _(
                "It holds invented people, intakes in every stage, certificates and rolls to import. "
                "Your own file stays where it is; Settings opens it again."
            ),
        )
        self._context = context
        self._task: Task | None = None
        self.made: Path | None = None
        self.folder = TextField()
        self.folder.setText(str(paths.data_dir() / "sample"))
        self.field = Field(lambda: _("Folder"), self.folder)
        self.body.addWidget(self.field)
        line = QHBoxLayout()
        line.addWidget(
            Button(lambda: _("Choose folder…"), small=True, icon="folder-open", on_click=self.choose)
        )
        line.addStretch()
        self.body.addLayout(line)
        self.add_cancel()
        self.act = self.add_action(lambda: _("Make and open it"), self._make)

    def choose(self) -> None:
        """Choose the folder."""
        chosen = QFileDialog.getExistingDirectory(self, _("Choose folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.field.set_error("")

    def _make(self) -> None:
        directory = Path(self.folder.text().strip())
        problem = _folder_problem(directory)
        self.field.set_error(problem)
        if not problem:
            self._task = self._context.tasks.run(
                make_sample, self._keep, directory=directory, today=self._context.today()
            )
            self.follow(self._task, self.act)

    def _keep(self, made: "SampleFiles") -> None:
        self.made = made.database

    @override
    def reject(self) -> None:
        """Close; what is being made is given up."""
        if self._task is not None and self._task.is_running:
            self._task.cancel()
        super().reject()


def make_sample(*, directory: Path, today: date, progress: Progress) -> "SampleFiles":
    """Make the sample away from the window, which would wait for its libraries otherwise."""
    from trainer_app.services import sample_files

    return sample_files.make(directory, people_count=_PEOPLE, seed=_SEED, today=today, progress=progress)


def size_words(size: int) -> str:
    """A size in bytes as people read it."""
    if size < _MEGABYTE:
        return _("{count} kB").format(count=number(max(1, round(size / _KILOBYTE))))
    return _("{count} MB").format(count=number(round(size / _MEGABYTE)))


def _folder_problem(directory: Path) -> str:
    if not directory.is_absolute():
        return _("Choose a folder.")
    if directory.is_file():
        return _("This is a file. Choose a folder.")
    if (directory / "sample.db").exists():
        return _("A sample programme is there already. Choose another folder, or open it as it is.")
    return ""
