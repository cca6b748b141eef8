"""A new recovery key: shown once, put on paper, and two of its groups typed back from there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from secrets import SystemRandom
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.core.text import clean_spaces, isolate
from trainer_app.rules import recovery_key
from trainer_app.ui import fonts, theme
from trainer_app.ui.entrance.parts import enlarge
from trainer_app.ui.entrance.sheet import sheet
from trainer_app.ui.page import Context
from trainer_app.ui.saving import ask_place
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import CodeField, Field
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.style import set_style_property

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered

_COLUMNS = 4
_TYPED_BACK = 2
_FIELD_WIDTH = 130
_COVER = "• • • •"


class KeyPanel(QWidget):
    """The groups, the sheet, and the two groups that are read from it. Signals: changed()."""

    changed = Signal()

    def __init__(self, context: Context, entered: "Entered", key: str) -> None:
        super().__init__()
        fonts.register_mono()
        self._context, self._entered, self._key = context, entered, key
        self._is_on_paper, self._path = False, Path()
        groups = recovery_key.groups(key)
        self.asked = sorted(SystemRandom().sample(range(len(groups)), _TYPED_BACK))
        self._cells = [_Group(group) for group in groups]
        self._editors = [_GroupField(groups[place]) for place in self.asked]
        self._print = Button(lambda: _("Print the sheet"), icon="printer", on_click=self.print_sheet)
        self._save = Button(lambda: _("Save the sheet"), icon="download", on_click=self.choose_place)
        self._done = Label("", "label", tone="ok", wraps=True)
        self._done_icon = IconLabel("check", "ok")
        self._back = QWidget()
        self._arrange()
        for editor in self._editors:
            editor.textChanged.connect(self.changed)

    @property
    def is_done(self) -> bool:
        """Whether the sheet was printed or saved, and both groups are right."""
        return self._is_on_paper and not self._missing()

    def reason(self) -> str:
        """What is still to be done."""
        if not self._is_on_paper:
            return _("Print or save the sheet to go on.")
        for place, editor in zip(self.asked, self._editors, strict=True):
            if editor.is_wrong:
                words = _("Group {number} is not as it stands on the sheet. Compare it letter by letter.")
                return words.format(number=place + 1)
        missing = self._missing()
        return _("Type group {number} to go on.").format(number=missing[0] + 1) if missing else ""

    def focus(self) -> None:
        """Receive the keyboard."""
        self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_sheet(self) -> None:
        """Print the sheet."""
        self._make(self._print, self._print_content)

    def choose_place(self) -> None:
        """Ask where the sheet shall be saved, and save it there."""
        name = _("Recovery sheet of {file}").format(file=Path(self._entered.database.name).stem)
        settings, kinds = self._context.settings, "PDF (*.pdf)"
        place = ask_place(self, settings, title=_("Save the sheet"), name=f"{name}.pdf", kinds=kinds)
        if place is not None:
            self.save_sheet(place)

    def save_sheet(self, path: Path) -> None:
        """Save the sheet as PDF."""
        self._path = path
        self._make(self._save, self._save_content)

    def _make(self, button: Button, then: Callable[[bytes], object]) -> None:
        task = self._context.tasks.run(
            sheet,
            then,
            entered=self._entered,
            key=self._key,
            made_on=self._context.today(),
        )
        button.follow(task)

    def _print_content(self, content: bytes) -> None:
        QTimer.singleShot(0, self, partial(self._ask_printer, content))  # the button then says Print again

    def _ask_printer(self, content: bytes) -> None:
        from trainer_app.ui.printing import print_recovery_sheets

        if print_recovery_sheets(self, content):
            self.put_on_paper(_("2 sheets printed"))

    def _save_content(self, content: bytes) -> None:
        from trainer_app.documents.whole_file import whole_file

        with whole_file(self._path) as file:
            file.write(content)
        self.put_on_paper(_("Saved as {file}. Print it twice.").format(file=isolate(self._path.name)))

    def put_on_paper(self, words: str) -> None:
        """Cover what is to be typed back, now that the paper has it; `words` say where it is."""
        self._is_on_paper = True
        self._done.set_words(words)
        self._done.show()
        self._done_icon.show()
        for place in self.asked:
            self._cells[place].cover()
        self._back.show()
        self._editors[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _missing(self) -> list[int]:
        pairs = zip(self.asked, self._editors, strict=True)
        return [place for place, editor in pairs if not editor.is_right]

    def _arrange(self) -> None:
        groups = QWidget()
        groups.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as on the paper
        grid = QGridLayout(groups)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for place, cell in enumerate(self._cells):
            grid.addWidget(cell, place // _COLUMNS, place % _COLUMNS)
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (self._print, self._save, self._done_icon, self._done):
            line.addWidget(part)
        line.setStretchFactor(self._done, 1)
        line.addStretch()
        self._arrange_back()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(groups)
        column.addLayout(line)
        column.addWidget(self._back)
        for hidden in (self._done_icon, self._done, self._back):
            hidden.hide()

    def _arrange_back(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for place, editor in zip(self.asked, self._editors, strict=True):
            field = Field(partial(_group_words, place), editor)
            field.setFixedWidth(theme.active().px(_FIELD_WIDTH))
            fields.addWidget(field)
        fields.addStretch()
        first, second = (place + 1 for place in self.asked)
        words = _(
            "Groups {first} and {second} are covered so that you read them from the paper. "
            "The key is not shown again. If a sheet is lost, make a new key in Settings."
        ).format(first=first, second=second)
        column = QVBoxLayout(self._back)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(fields)
        column.addWidget(MessageStrip("info", "", words))


class _Group(QLabel):
    """One group of the key in its box."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("tag", "group")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def cover(self) -> None:
        """Let the group be read from the paper alone."""
        self.setText(_COVER)


class _GroupField(CodeField):
    """Where one group is typed back."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self._wanted = wanted
        self.setProperty("spaced", "true")
        enlarge(self)
        self.textChanged.connect(self._mark)

    @property
    def is_right(self) -> bool:
        """Whether the group is typed as it is; small letters and what looks alike count."""
        return recovery_key.is_group(self.text(), self._wanted)

    @property
    def is_wrong(self) -> bool:
        """Whether a whole group is typed, but another one."""
        return not self.is_right and len(clean_spaces(self.text())) >= len(self._wanted)

    def _mark(self, _text: str) -> None:
        set_style_property(self, "state", "error" if self.is_wrong else "")


def _group_words(place: int) -> str:
    return _("Group {number}").format(number=place + 1)
