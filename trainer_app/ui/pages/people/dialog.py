"""The dialog in which a person is typed or changed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.errors import ChangedMeanwhile
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import has_arabic, has_han, isolate
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder, Sex
from trainer_app.services import organisations, people
from trainer_app.services.identities import Identity
from trainer_app.services.organisations import OrganisationRow, RankRow
from trainer_app.services.people import PersonDetail, PersonDraft, PersonRow
from trainer_app.services.refusals import (
    BornLater,
    IdentityFaulty,
    IdentityTaken,
    NameMissing,
    NameNotInScript,
)
from trainer_app.ui.page import Context
from trainer_app.ui.pages.people.comparison import ALIKE_SHOWN, AlikePeople, Differences, differences, merged
from trainer_app.ui.pages.people.identity_rows import IdentityRows
from trainer_app.ui.pages.people.words import order_words, sex_words, shown_names
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Combo, DateField, Field, TextField, in_row
from trainer_app.ui.widgets.labels import side_name
from trainer_app.ui.widgets.strips import MessageStrip

_USUAL_NUMBERS = {
    "PK": (IdentifierKind.CNIC, IdentifierKind.BELT_NO),
    "CN": (IdentifierKind.PASSPORT, IdentifierKind.POLICE_NO),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What can be chosen in the dialog."""

    organisations: list[OrganisationRow]
    ranks: list[RankRow]


def load(session: Any) -> Loaded:
    """Organisations and ranks of both sides."""
    return Loaded(organisations.organisations(session), organisations.ranks(session))


class PersonDialog(Dialog):
    """Adds a person, or changes the one that is given.

    People of the same name are shown before anything is saved; one of them can be taken instead.

    Signals: saved(id) of the person that was added, changed or taken.
    """

    saved = Signal(object)

    def __init__(self, parent: QWidget, context: Context, person: PersonDetail | None = None) -> None:
        title = _("Add a person")
        if person is not None:
            title = _("Edit {name}").format(name=isolate(shown_names(person.draft)[0]))
        super().__init__(parent, title, width=640)
        self._context, self._person = context, person
        self._start = person.draft if person else PersonDraft(side=context.station.side or "PK")
        self._version = person.version if person else 0
        self._loaded: Loaded | None = None
        self._weighed: PersonDraft | None = None
        self._is_contested = False
        self._make_fields()
        self._arrange_fields()
        self._beside = QVBoxLayout()
        self.body.addLayout(self._beside)
        self._cancel = self.add_cancel()
        self._act = self.add_action(self._act_words, self._save)
        self._fill(self._start)
        self._connect()
        context.tasks.read(load, self._take, latest="person-dialog")

    def _make_fields(self) -> None:
        self._side = Combo([(side_name(side), side) for side in _USUAL_NUMBERS])
        self._sex = Combo([(_("Not stated"), None), *((words, sex) for sex, words in sex_words().items())])
        self._born = DateField()
        self._surname, self._given = TextField(), TextField()
        self._order = Combo([(words, order) for order, words in order_words().items()])
        self._urdu, self._chinese = TextField(), TextField()
        self._rank, self._organisation, self._posting = Combo(), Combo(), TextField()
        self._numbers = IdentityRows()

    def _arrange_fields(self) -> None:
        self._given_field = Field(lambda: _("Given name, Latin"), self._given)
        self._surname_field = Field(lambda: _("Surname, Latin"), self._surname)
        self._urdu_field = Field(lambda: _("Name, Urdu"), self._urdu)
        self._chinese_field = Field(lambda: _("Name, Chinese"), self._chinese)
        self._born_field = Field(lambda: _("Born"), self._born)
        order = Field(lambda: _("Order of the name"), self._order)
        self.body.addWidget(in_row(self._given_field, self._surname_field, order))
        self.body.addWidget(in_row(self._urdu_field, self._chinese_field))
        self.body.addWidget(
            in_row(Field(lambda: _("Side"), self._side), Field(lambda: _("Sex"), self._sex), self._born_field)
        )
        self.body.addWidget(
            in_row(Field(lambda: _("Rank"), self._rank), Field(lambda: _("Posting"), self._posting))
        )
        self.body.addWidget(Field(lambda: _("Organisation"), self._organisation))
        self.body.addWidget(self._numbers)

    def _connect(self) -> None:
        self._side.chosen.connect(self._side_chosen)
        for editor in (self._given, self._surname, self._urdu, self._chinese):
            editor.left.connect(self._check_names)
            editor.textEdited.connect(self._forget_weighed)
        self._born.left.connect(self._check_born)

    def _fill(self, draft: PersonDraft) -> None:
        self._side.set_value(draft.side)
        self._sex.set_value(draft.sex)
        self._born.set_value(draft.born_on)
        self._surname.setText(draft.surname_latin)
        self._given.setText(draft.given_latin)
        is_chinese = draft.side == "CN" and self._person is None
        self._order.set_value(LatinOrder.SURNAME_FIRST if is_chinese else draft.latin_order)
        self._urdu.setText(draft.name_ur)
        self._chinese.setText(draft.name_zh)
        self._posting.setText(draft.posting)
        self._numbers.show_identities(draft.identities or _blank_numbers(draft.side))

    def _take(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._choose(self._start)

    def _choose(self, draft: PersonDraft) -> None:
        self._offer_choices()
        self._rank.set_value(draft.rank_id)
        self._organisation.set_value(draft.organisation_id)

    def _offer_choices(self) -> None:
        """Offer ranks and organisations of the chosen side."""
        if self._loaded is None:
            return
        side, today = self._side.value, self._context.today()
        nothing = [(_("Not known"), None)]
        self._rank.set_choices(
            nothing
            + [(row.titles.in_language(), row.id) for row in self._loaded.ranks if row.draft.side == side]
        )
        own = self._start.organisation_id
        self._organisation.set_choices(
            nothing
            + [
                (row.titles.in_language(), row.id)
                for row in self._loaded.organisations
                if row.draft.side == side and (row.exists_on(today) or row.id == own)
            ]
        )

    def _side_chosen(self, side: str) -> None:
        self._offer_choices()
        if self._person is None and not self._numbers.identities():
            self._numbers.show_identities(_blank_numbers(side))
            self._order.set_value(LatinOrder.SURNAME_FIRST if side == "CN" else LatinOrder.GIVEN_FIRST)

    # What is wrong with it

    def _check_names(self) -> bool:
        """Say of each name whether it stands in the field of its script."""
        latin = self._given.text() + self._surname.text()
        self._given_field.set_error(
            _("Type Latin letters here.") if has_han(latin) or has_arabic(latin) else ""
        )
        urdu, chinese = self._urdu.text().strip(), self._chinese.text().strip()
        self._urdu_field.set_error(_("Type Urdu letters here.") if urdu and not has_arabic(urdu) else "")
        self._chinese_field.set_error(
            _("Type Chinese characters here.") if chinese and not has_han(chinese) else ""
        )
        fields = (self._given_field, self._urdu_field, self._chinese_field)
        return not any(field.has_error() for field in fields)

    def _check_born(self) -> bool:
        born = self._born.value
        if not self._born.is_readable:
            self._born_field.set_error(_("Type a day, for example 15-03-1979."))
        elif born is not None and born >= self._context.today():
            self._born_field.set_error(_("This day lies ahead."))
        else:
            self._born_field.set_error("")
        return not self._born_field.has_error()

    def _is_nameless(self) -> bool:
        names = (self._given, self._surname, self._urdu, self._chinese)
        is_nameless = not any(editor.text().strip() for editor in names)
        if is_nameless:
            self._given_field.set_error(_("Type the name in at least one script."))
        return is_nameless

    @override
    def show_fault(self, fault: Exception) -> None:
        """Say a refusal at the field that it is about."""
        self.strips.clear()
        if isinstance(fault, ChangedMeanwhile) and isinstance(fault.theirs, PersonDetail):
            self._show_change(fault.theirs)
        elif (field := self._field_of(fault)) is not None:
            field.set_error(str(fault))
        else:
            super().show_fault(fault)

    def _field_of(self, fault: Exception) -> Any:
        match fault:
            case IdentityFaulty() | IdentityTaken():
                self._show_beside(None)
                return self._numbers.row_of(fault.value)
            case NameNotInScript():
                fields = {"latin": self._given_field, "ur": self._urdu_field, "zh": self._chinese_field}
                return fields[fault.script]
            case NameMissing():
                return self._given_field
            case BornLater():
                return self._born_field
        return None

    # Saving

    def _act_words(self) -> str:
        if self._is_contested:
            return _("Save what I typed")
        if self._weighed is not None:
            return _("Save anyway") if self._person else _("Add anyway")
        return _("Save changes") if self._person else _("Add person")

    def _save(self) -> None:
        checks = (self._check_names(), self._check_born(), not self._is_nameless())
        if not all(checks) or any(row.has_error for row in self._numbers.rows):
            return
        draft = self._draft()
        if self._weighed is not None or _names(draft) == _names(self._start):
            self._write(draft)
            return
        task = self._context.tasks.read(
            people.duplicates,
            self._weigh,
            on_failure=self.show_fault,
            draft=draft,
            but=self._person.id if self._person else None,
        )
        self._act.follow(task)

    def _weigh(self, alike: Sequence[PersonRow]) -> None:
        """Save where nobody has the name; else show who has it, and wait for the decision."""
        draft = self._draft()
        if not alike:
            self._write(draft)
            return
        self._weighed = draft
        self.strips.clear()
        self.strips.show_strip(MessageStrip("warn", _alike_words(len(alike)), _alike_hint(len(alike))))
        card = AlikePeople(alike)
        card.chosen.connect(self._take_instead)
        self._show_beside(card)
        self._act.set_words(self._act_words)

    def _forget_weighed(self, _text: str) -> None:
        """Another name was typed: what was shown about the former one no longer counts."""
        if self._weighed is not None:
            self._weighed = None
            self.strips.clear()
            self._show_beside(None)
            self._act.set_words(self._act_words)

    def _take_instead(self, person_id: uuid.UUID) -> None:
        self.saved.emit(person_id)
        self.accept()

    def _write(self, draft: PersonDraft) -> None:
        tasks, today = self._context.tasks, self._context.today()
        if self._person is None:
            task = tasks.write(people.save_new, self.saved.emit, changes=("person",), draft=draft, on=today)
        else:
            task = tasks.write(
                people.change,
                self._changed,
                changes=("person",),
                person_id=self._person.id,
                version=self._version,
                draft=draft,
                on=today,
            )
        self.follow(task, self._act)

    def _changed(self, _nothing: object) -> None:
        if self._person is not None:
            self.saved.emit(self._person.id)

    def _show_change(self, theirs: PersonDetail) -> None:
        """Show what someone else saved beside what is typed; saving again keeps what is typed."""
        titles = {}
        if self._loaded is not None:
            titles = {row.id: row.titles.in_language() for row in self._loaded.ranks}
            titles |= {row.id: row.titles.in_language() for row in self._loaded.organisations}
        yours = merged(self._start, theirs.draft, self._draft())
        self._version, self._start = theirs.version, theirs.draft
        self._fill(yours)
        self._choose(yours)
        lines = differences(theirs.draft, yours, titles=titles)
        self.strips.show_strip(
            MessageStrip(
                "warn",
                _("Someone changed this meanwhile."),
                _("What is kept now stands beside what you typed. Choose which to keep."),
            )
        )
        self._show_beside(Differences(lines))
        self._cancel.set_words(lambda: _("Keep what is kept now"))
        self._context.tasks.changed.emit(frozenset({"person"}))
        self._is_contested = True
        self._act.set_words(self._act_words)

    def _show_beside(self, card: QWidget | None) -> None:
        while (item := self._beside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        # In the place of the numbers, so that the dialog stays lower than a small screen.
        self._numbers.setVisible(card is None)
        if card is not None:
            self._beside.addWidget(card)

    def _draft(self) -> PersonDraft:
        """What is typed; what the dialog does not show stays as it was."""
        rank_id = self._rank.value if self._loaded else self._start.rank_id
        return replace(
            self._start,
            side=self._side.value,
            surname_latin=self._surname.text(),
            given_latin=self._given.text(),
            latin_order=LatinOrder(self._order.value),
            name_ur=self._urdu.text(),
            name_zh=self._chinese.text(),
            pinyin=self._start.pinyin if self._chinese.text() == self._start.name_zh else "",
            sex=Sex(self._sex.value) if self._sex.value else None,
            born_on=self._born.value,
            organisation_id=self._organisation.value if self._loaded else self._start.organisation_id,
            posting=self._posting.text(),
            rank_id=rank_id,
            rank_since=self._start.rank_since if rank_id == self._start.rank_id else None,
            identities=self._numbers.identities(),
        )


def _blank_numbers(side: str) -> tuple[Identity, ...]:
    return tuple(Identity(kind, "") for kind in _USUAL_NUMBERS.get(side, ()))


def _names(draft: PersonDraft) -> tuple[str, ...]:
    return (draft.surname_latin, draft.given_latin, draft.name_ur, draft.name_zh)


def _alike_words(count: int) -> str:
    return ngettext("{count} person may be the same.", "{count} people may be the same.", count).format(
        count=count
    )


def _alike_hint(count: int) -> str:
    if count > ALIKE_SHOWN:
        return _("The first {count} are shown below. Use one of them, or add this person anyway.").format(
            count=ALIKE_SHOWN
        )
    return _("Compare below: use that person, or add this one anyway.")
