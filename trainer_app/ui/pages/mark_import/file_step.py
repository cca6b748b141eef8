"""The first step: the mark list is dropped or chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.pages.roll_import.file_step import DropPlace
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.states import Loading
from trainer_app.ui.widgets.strips import StripArea

_TEXT_WIDTH = 520


class MarkFileStep(QWidget):
    """A place to drop the list on, with a button to choose it. Signals: choose_asked()."""

    choose_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strips = StripArea()
        self.loading = Loading(3)
        self.drop_place = DropPlace()
        self.choose = Button(
            lambda: _("Choose a file"), "primary", icon="folder-open", on_click=self.choose_asked.emit
        )
        about = Label(
            lambda: _(
                "A score list that this program exported, or a mark list of any agency as an Excel workbook "
                "or CSV file. What is not clear is asked mark by mark. Nothing is saved before you have "
                "checked it."
            ),
            "body",
            tone="second",
            wraps=True,
        )
        about.setFixedWidth(theme.active().px(_TEXT_WIDTH))
        inside = QVBoxLayout(self.drop_place)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(8)
        inside.addStretch()
        inside.addWidget(IconLabel("file-spreadsheet", "text3", 20), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (Label(lambda: _("Drop the mark list here"), "strong"), about):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(4)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(12)
        column.addWidget(self.strips)
        column.addWidget(self.drop_place, 1)
        column.addWidget(self.loading)
