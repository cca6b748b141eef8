"""What stands beside a typed person before it is saved: others of the name, or someone else's change."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.formats import date_long
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.services.people import PersonDraft, PersonRow
from trainer_app.ui.pages.people.words import (
    duty_words,
    identity_words,
    order_words,
    sex_words,
    shown_names,
)
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label, Rule, SideTag, side_name
from trainer_app.ui.widgets.surfaces import Card

ALIKE_SHOWN = 3


class AlikePeople(Card):
    """People who may be the one that is typed. Signals: chosen(id) to take that person instead."""

    chosen = Signal(object)

    def __init__(self, rows: Sequence[PersonRow]) -> None:
        super().__init__(edge_to_edge=True)
        for place, row in enumerate(rows[:ALIKE_SHOWN]):
            if place:
                self.add_rule()
            self.body.addWidget(self._line(row))

    def _line(self, row: PersonRow) -> QWidget:
        part = QWidget()
        first, second = shown_names(row)
        names = QHBoxLayout()
        names.setSpacing(8)
        names.addWidget(Label(first, "strong"))
        names.addWidget(Label(second))
        names.addWidget(SideTag(row.side))
        names.addStretch()
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addLayout(names)
        texts.addWidget(Label(duty_words(row.rank, row.organisation) or row.posting, "second", wraps=True))
        take = Button(_("Use this person"), small=True, on_click=lambda: self.chosen.emit(row.id))
        line = QHBoxLayout(part)
        line.setContentsMargins(12, 7, 12, 7)
        line.addLayout(texts, 1)
        line.addWidget(take)
        return part


class Differences(Card):
    """Where the kept person and the typed one differ, side by side."""

    def __init__(self, lines: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(edge_to_edge=True)
        grid = QGridLayout()
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(Label(_("Kept now"), "label"), 0, 1)
        grid.addWidget(Label(_("Typed by you"), "label"), 0, 2)
        grid.addWidget(Rule(), 1, 0, 1, 3)
        for row, (what, kept, typed) in enumerate(lines, start=2):
            grid.addWidget(Label(what, "second"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(kept or "–", wraps=True), row, 1)
            grid.addWidget(Label(typed or "–", "strong", wraps=True), row, 2)
        self.body.addLayout(grid)


def differences(
    theirs: PersonDraft, yours: PersonDraft, *, titles: dict[Any, str]
) -> list[tuple[str, str, str]]:
    """Each value that differs, as it is kept and as it is typed; `titles` name ranks and organisations."""
    pairs = zip(_told(theirs, titles), _told(yours, titles), strict=True)
    return [(what, kept, typed) for (what, kept), (_what, typed) in pairs if kept != typed]


def merged(before: PersonDraft, theirs: PersonDraft, yours: PersonDraft) -> PersonDraft:
    """What they keep, with what you changed since both began from the same."""
    changed = {
        each.name: getattr(yours, each.name)
        for each in fields(PersonDraft)
        if getattr(yours, each.name) != getattr(before, each.name)
    }
    return replace(theirs, **changed)


def _told(draft: PersonDraft, titles: dict[Any, str]) -> list[tuple[str, str]]:
    numbers = (f"{identity_words()[each.kind]} {ltr(each.value)}" for each in draft.identities)
    return [
        (_("Side"), side_name(draft.side)),
        (_("Surname"), draft.surname_latin),
        (_("Given name"), draft.given_latin),
        (_("Order of the name"), order_words()[draft.latin_order]),
        (_("Urdu name"), draft.name_ur),
        (_("Chinese name"), draft.name_zh),
        (_("Sex"), sex_words()[draft.sex] if draft.sex else ""),
        (_("Born"), date_long(draft.born_on) if draft.born_on else ""),
        (_("Rank"), titles.get(draft.rank_id, "")),
        (_("Organisation"), titles.get(draft.organisation_id, "")),
        (_("Posting"), draft.posting),
        (_("Identity numbers"), "\n".join(numbers)),
    ]
