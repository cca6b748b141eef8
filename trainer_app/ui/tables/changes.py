"""The table of a history: when, who, what, before, after, why."""

from trainer_app.core.language import _
from trainer_app.core.settings import Settings
from trainer_app.services.history import ChangeLine
from trainer_app.services.history_values import instant
from trainer_app.ui.tables.cells import Cell, Names, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.states import EmptyState


def changes_table(settings: Settings, name: str) -> Table:
    """An empty table of changes whose widths are remembered under a name."""
    table = Table(_columns(), settings, name)
    table.set_empty(
        EmptyState(
            "history",
            lambda: _("No change is recorded here"),
            lambda: _("Every change is listed with who made it and when. Clear the filters to see all."),
        )
    )
    return table


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", lambda: _("When"), _at, width=146, keeps=8, least=120),
        Column("user", lambda: _("Who"), _user, width=120, stretch=1, keeps=6, least=84),
        Column("act", lambda: _("What was done"), _act, width=132, stretch=1, keeps=2, least=84),
        Column("what", lambda: _("To what"), _what, width=210, stretch=3, keeps=9, least=140),
        Column("field", lambda: _("Field"), _field, width=110, stretch=1, keeps=5, least=76),
        Column("before", lambda: _("Before"), _before, width=104, stretch=1, keeps=6, least=70),
        Column("after", lambda: _("After"), _after, width=104, stretch=1, keeps=7, least=70),
        Column("why", lambda: _("Why"), _why, width=140, stretch=2, keeps=3, least=76),
    )


def _at(line: ChangeLine) -> Cell:
    return Text(instant(line.at), tone="text2")


def _user(line: ChangeLine) -> Cell:
    return line.user


def _act(line: ChangeLine) -> Cell:
    return Text(line.act, tone="text2")


def _what(line: ChangeLine) -> Cell:
    return Names(line.what or line.kind, line.kind if line.what else "")


def _field(line: ChangeLine) -> Cell:
    return line.field


def _before(line: ChangeLine) -> Cell:
    return Text(line.before, tone="text2")


def _after(line: ChangeLine) -> Cell:
    return Text(line.after, strong=True)


def _why(line: ChangeLine) -> Cell:
    return line.reason
