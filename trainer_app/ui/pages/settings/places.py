"""The programme whose records the file keeps, and the station where it is kept."""

from PySide6.QtWidgets import QWidget

from trainer_app.core.formats import date_long
from trainer_app.core.language import Titles, _
from trainer_app.core.text import ltr
from trainer_app.services import stations
from trainer_app.services.refusals import CodeTaken, DatesReversed, TitleMissing
from trainer_app.services.station_refusals import CodeUnprintable, NumbersTaken
from trainer_app.services.stations import ProgrammeFacts, StationRow
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import (
    Facts,
    RecordDialog,
    history_button,
    is_readable,
    open_history,
    side_combo,
)
from trainer_app.ui.widgets.buttons import only_if
from trainer_app.ui.widgets.fields import CodeField, DateField, Field, in_row
from trainer_app.ui.widgets.labels import side_name
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.widgets.title_fields import TitleFields


class ProgrammeCard(Card):
    """Title and period of the programme."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: _("This programme"), link=lambda: _("Edit"), on_link=self.edit)
        only_if(context.may(stations.change_programme), self.link)
        self._context = context
        self._kept: ProgrammeFacts | None = None
        self._facts = Facts()
        self.body.addWidget(self._facts)
        self.history = history_button(context, self.show_history)
        self.body.addWidget(self.history)

    def show_programme(self, kept: ProgrammeFacts) -> None:
        """Show the programme."""
        self._kept = kept
        period = _("{start} to {end}").format(start=date_long(kept.starts_on), end=date_long(kept.ends_on))
        self._facts.show_facts([*_title_facts(kept.titles), (_("Period"), period)])

    def edit(self) -> None:
        """Change title and period."""
        if self._kept is not None:
            ProgrammeDialog(self, self._context, self._kept).open()

    def show_history(self) -> None:
        """Show who changed what of the programme."""
        if self._kept is not None:
            called = self._kept.titles.in_language()
            open_history(self, self._context, called, "programmes", self._kept.id)


class ProgrammeDialog(RecordDialog):
    """Changes title and period of the programme."""

    def __init__(self, parent: QWidget, context: Context, kept: ProgrammeFacts) -> None:
        super().__init__(parent, context, lambda: _("Edit this programme"))
        self._kept, self._titles = kept, TitleFields()
        self._starts, self._ends = DateField(kept.starts_on), DateField(kept.ends_on)
        self._titles.set_titles(kept.titles)
        title = self.add_title(self._titles)
        self._starts_field = Field(lambda: _("First day"), self._starts)
        self._ends_field = Field(lambda: _("Last day"), self._ends)
        self.body.addWidget(in_row(self._starts_field, self._ends_field))
        self.at = {TitleMissing: title, DatesReversed: self._ends_field}
        self.add_buttons(lambda: _("Save changes"), self._save)

    def _save(self) -> None:
        days = ((self._starts_field, self._starts), (self._ends_field, self._ends))
        readable = [is_readable(field, editor, is_needed=True) for field, editor in days]
        if not all(readable):
            return
        self.write(
            stations.change_programme,
            changes=("programme",),
            version=self._kept.version,
            titles=self._titles.titles,
            starts_on=self._starts.value,
            ends_on=self._ends.value,
        )


class StationCard(Card):
    """Code, side and name of this station."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: _("This station"), link=lambda: _("Edit"), on_link=self.edit)
        only_if(context.may(stations.change_here), self.link)
        self._context = context
        self._kept: StationRow | None = None
        self._taken = 0
        self._facts = Facts()
        self.body.addWidget(self._facts)
        self.history = history_button(context, self.show_history)
        self.body.addWidget(self.history)

    def show_station(self, kept: StationRow, numbers_taken: int) -> None:
        """Show the station."""
        self._kept, self._taken = kept, numbers_taken
        self._facts.show_facts(
            [(_("Code"), ltr(kept.code)), (_("Side"), side_name(kept.side)), *_title_facts(kept.titles)]
        )

    def edit(self) -> None:
        """Change the station."""
        if self._kept is not None:
            StationDialog(self, self._context, self._kept, self._taken).open()

    def show_history(self) -> None:
        """Show who changed what of the station."""
        if self._kept is not None:
            open_history(self, self._context, ltr(self._kept.code), "stations", self._kept.id)


class StationDialog(RecordDialog):
    """Changes this station; code and side only until the first certificate number is taken here."""

    def __init__(self, parent: QWidget, context: Context, kept: StationRow, numbers_taken: int) -> None:
        super().__init__(parent, context, lambda: _("Edit this station"))
        self._kept, self._titles = kept, TitleFields()
        self._code, self._side = CodeField(), side_combo()
        self._code.setText(kept.code)
        self._side.set_value(kept.side)
        self._titles.set_titles(kept.titles)
        if numbers_taken:
            self.strips.show_strip(
                MessageStrip("info", "", NumbersTaken(kept.code, numbers_taken).sentence())
            )
            for editor in (self._code, self._side):
                editor.setEnabled(False)
        code = Field(lambda: _("Code in certificate numbers"), self._code)
        self.body.addWidget(in_row(code, Field(lambda: _("Side"), self._side)))
        title = self.add_title(self._titles)
        self.at = {TitleMissing: title, CodeTaken: code, CodeUnprintable: code}
        self.add_buttons(lambda: _("Save changes"), self._save)

    def _save(self) -> None:
        self.write(
            stations.change_here,
            changes=("station",),
            version=self._kept.version,
            code=self._code.text(),
            side=self._side.value,
            titles=self._titles.titles,
        )


def _title_facts(titles: Titles) -> list[tuple[str, str]]:
    missing = _("Not typed yet")
    return [
        (_("English"), titles.en),
        (_("Urdu"), titles.ur or missing),
        (_("Chinese"), titles.zh or missing),
    ]
