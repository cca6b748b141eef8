"""The second step: what the programme is called, whose station this is, and where the file shall be."""

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from trainer_app.core.language import Titles, _
from trainer_app.core.text import clean_spaces, ltr
from trainer_app.services.station_refusals import CodeUnprintable
from trainer_app.ui.entrance.parts import Centred, enlarge
from trainer_app.ui.entrance.start_step import WIDTH
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import CodeField, Combo, Field, in_row
from trainer_app.ui.widgets.labels import Label, side_name
from trainer_app.ui.widgets.title_fields import TitleFields

_CODE = re.compile(r"[A-Z0-9]{1,4}")
_SIDES = ("CN", "PK")
_CODES = {"PK": "IS", "CN": "BJ"}


class ProgrammeStep(Centred):
    """Programme and station; `place` is where the file will be made."""

    def __init__(self, context: Context, place: Path) -> None:
        super().__init__(WIDTH)
        self.place = place
        self.titles, self.code = TitleFields(), CodeField()
        self.side = Combo([(side_name(side), side) for side in _SIDES])
        self._where = Label("", wraps=True)
        year = context.today().year
        self.titles.set_titles(Titles(f"Joint Training {year}", f"مشترکہ تربیت {year}", f"{year}年联合培训"))
        self.side.set_value("PK")
        self.code.setText(_CODES["PK"])
        self.side.chosen.connect(self._side_chosen)
        self._arrange()
        self.set_place(place)

    def take_focus(self) -> None:
        """Receive the keyboard."""
        self.titles.en.setFocus()
        self.titles.en.selectAll()

    @property
    def station_code(self) -> str:
        """The code as it stands in certificate numbers."""
        return clean_spaces(self.code.text()).upper()

    def check(self) -> bool:
        """Whether the next step may follow; fields say so where not."""
        titles = self.titles.titles
        has_title = any((titles.en, titles.ur, titles.zh))
        self._title.set_error("" if has_title else lambda: _("Type a title in one language at least."))
        is_printable = bool(_CODE.fullmatch(self.station_code))
        self._code.set_error("" if is_printable else CodeUnprintable(self.station_code).sentence)
        return has_title and is_printable

    def set_place(self, place: Path) -> None:
        """Let the file be made in another place."""
        self.place = place
        self._where.set_words(ltr(str(place)))

    def choose_place(self) -> None:
        """Ask for another place."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Place of the programme file"), str(self.place), _("Programme files (*.db)")
        )
        if chosen:
            self.set_place(Path(chosen).with_suffix(".db"))

    def _side_chosen(self, side: str) -> None:
        if self.station_code in _CODES.values():
            self.code.setText(_CODES[side])

    def _arrange(self) -> None:
        enlarge(*self.titles.editors, self.code, self.side)
        en, ur, zh = self.titles.editors
        self._title = Field(lambda: _("Title of the programme, English"), en)
        self._code = Field(
            lambda: _("Station code"),
            self.code,
            hint=lambda: _("One to four letters and digits; it stands in certificate numbers."),
        )
        self.add_title(
            lambda: _("Programme and station"),
            lambda: _("Each side keeps its own file. Everything here can be changed in Settings."),
        )
        self.column.addWidget(self._title)
        self.column.addWidget(in_row(Field(lambda: _("Urdu"), ur), Field(lambda: _("Chinese"), zh)))
        self.column.addWidget(in_row(Field(lambda: _("Side"), self.side), self._code))
        self.column.addWidget(Label(lambda: _("The file will be made here"), "label"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._where, 1)
        line.addWidget(
            Button(
                lambda: _("Choose another place…"), small=True, icon="folder-open", on_click=self.choose_place
            )
        )
        self.column.addLayout(line)
        self.column.addStretch()


def free_place(usual: Path) -> Path:
    """The usual place, or one beside it where a file is there already."""
    place, number = usual, 2
    while place.exists():
        place = usual.with_name(f"{usual.stem}-{number}{usual.suffix}")
        number += 1
    return place
