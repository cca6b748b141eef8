from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.ui.pages.looking import button, click, dialog, has_button, words
from tests.ui.pages.people.conftest import LI, ON, type_text
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder, Sex
from trainer_app.services import people
from trainer_app.services.identities import Identity
from trainer_app.ui.pages.people.dialog import PersonDialog
from trainer_app.ui.widgets.fields import Combo, DateField, Field, TextField


@pytest.fixture
def open_dialog(office, qtbot):
    """Opens the dialog and waits until ranks and organisations are there."""

    def show(person=None):
        made = PersonDialog(office, office.context, person)
        made.ids = []
        made.saved.connect(made.ids.append)
        made.open()
        qtbot.waitUntil(lambda: field(made, "Rank").count() > 1)
        return made

    yield show
    if (left := dialog()) is not None:
        left.reject()


def field(shown, label):
    return next(each.editor for each in shown.findChildren(Field) if each.label.text() == label)


def error(shown, label):
    return field(shown, label).accessibleDescription()


def type_into(shown, label, text):
    editor = field(shown, label)
    editor.setFocus()
    editor.selectAll()
    type_text(editor, text)


def choose(shown, label, words_):
    combo = field(shown, label)
    combo.setCurrentIndex(combo.findText(words_))
    combo.activated.emit(combo.currentIndex())


def numbers(shown):
    combos = [each for each in shown.findChildren(Combo) if each.accessibleName() == "Kind of number"]
    return [(combo, combo.parentWidget().findChild(TextField)) for combo in combos if combo.isVisible()]


def test_everything_that_is_typed_is_kept(open_dialog, saved, qtbot):
    shown = open_dialog()
    choose(shown, "Side", "China side")
    for label, text in (
        ("Given name, Latin", "Jianguo"),
        ("Surname, Latin", "Li"),
        ("Name, Urdu", "لی جیان گوؤ"),
        ("Name, Chinese", "李建国"),
        ("Born", "15-03-1979"),
        ("Posting", "Criminal investigation"),
    ):
        type_into(shown, label, text)
    choose(shown, "Sex", "Male")
    field(shown, "Rank").setCurrentIndex(2)
    field(shown, "Organisation").setCurrentIndex(1)
    [(kind, first), (_kind, second)] = numbers(shown)
    assert kind.value == IdentifierKind.PASSPORT
    type_text(first, "e53010011")
    type_text(second, "053118")
    click(button(shown, "Add person"))
    qtbot.waitUntil(lambda: bool(shown.ids))
    kept = saved(shown.ids[0]).draft
    expected = replace(
        LI,
        sex=Sex.MALE,
        pinyin="li jianguo",
        rank_id=kept.rank_id,
        rank_since=ON,
        organisation_id=kept.organisation_id,
    )
    assert kept == expected
    assert kept.rank_id is not None
    assert kept.organisation_id is not None
    assert kept.latin_order is LatinOrder.SURNAME_FIRST


def test_a_person_without_a_name_is_refused_at_the_field(open_dialog):
    shown = open_dialog()
    click(button(shown, "Add person"))
    assert error(shown, "Given name, Latin") == "Type the name in at least one script."
    assert shown.isVisible()


def test_a_name_in_the_field_of_another_script_is_said_when_it_is_left(open_dialog, qtbot):
    shown = open_dialog()
    for label, text, sentence in (
        ("Given name, Latin", "李建国", "Type Latin letters here."),
        ("Name, Urdu", "Sana", "Type Urdu letters here."),
        ("Name, Chinese", "Sana", "Type Chinese characters here."),
    ):
        type_into(shown, label, text)
        assert not error(shown, label)
        field(shown, "Posting").setFocus()
        assert error(shown, label) == sentence
    type_into(shown, "Name, Urdu", "ثنا")
    assert not error(shown, "Name, Urdu")


def test_a_date_of_birth_that_cannot_be_is_said_when_it_is_left(open_dialog):
    shown = open_dialog()
    assert isinstance(field(shown, "Born"), DateField)
    for text, begin in (("31-02-1980", "Type a day"), ("01-01-2030", "This day lies ahead")):
        type_into(shown, "Born", text)
        field(shown, "Posting").setFocus()
        assert error(shown, "Born").startswith(begin)


def test_a_number_that_cannot_be_right_is_said_when_it_is_left(open_dialog):
    shown = open_dialog()
    _kind, number = numbers(shown)[0]
    number.setFocus()
    type_text(number, "35202-33456")
    field(shown, "Posting").setFocus()
    assert "13" in number.accessibleDescription()
    type_into(shown, "Given name, Latin", "Sana")
    click(button(shown, "Add person"))
    assert shown.isVisible()
    assert shown.ids == []


def test_a_number_that_someone_else_has_is_refused_at_its_row(open_dialog, add_person, qtbot):
    add_person()
    shown = open_dialog()
    type_into(shown, "Given name, Latin", "Zeenat Akhtar")
    kind, number = numbers(shown)[0]
    kind.set_value(IdentifierKind.PASSPORT)
    type_text(number, "E53010011")
    click(button(shown, "Add person"))
    qtbot.waitUntil(lambda: "belongs to" in number.accessibleDescription())


def test_numbers_are_added_and_taken_away(open_dialog, add_person, saved, qtbot):
    person_id = add_person()
    shown = open_dialog(saved(person_id))
    click(button(shown, "Another number"))
    assert len(numbers(shown)) == 3
    type_text(shown.focusWidget(), "35202-1234567-1")
    from trainer_app.ui.widgets.buttons import IconButton

    removes = [each for each in shown.findChildren(IconButton) if each.isVisible()]
    click(removes[0])
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: bool(shown.ids))
    assert saved(person_id).draft.identities == (
        Identity(IdentifierKind.POLICE_NO, "053118"),
        Identity(IdentifierKind.CNIC, "35202-1234567-1"),
    )


def test_people_of_the_same_name_are_shown_before_adding_anyway(open_dialog, add_person, saved, qtbot):
    first = add_person()
    shown = open_dialog()
    type_into(shown, "Name, Chinese", "李建国")
    click(button(shown, "Add person"))
    qtbot.waitUntil(lambda: has_button(shown, "Add anyway"))
    assert "1 person may be the same." in "".join(strip.first for strip in shown.strips.strips())
    qtbot.waitUntil(lambda: "Li Jianguo" in words(shown))
    click(button(shown, "Add anyway"))
    qtbot.waitUntil(lambda: bool(shown.ids))
    assert shown.ids != [first]
    assert saved(shown.ids[0]).draft.name_zh == "李建国"


def test_one_of_them_can_be_taken_instead(open_dialog, add_person, qtbot):
    first = add_person()
    shown = open_dialog()
    type_into(shown, "Name, Chinese", "李建国")
    click(button(shown, "Add person"))
    qtbot.waitUntil(lambda: has_button(shown, "Use this person"))
    click(button(shown, "Use this person"))
    assert shown.ids == [first]
    assert not shown.isVisible()


def test_another_name_forgets_who_was_shown(open_dialog, add_person, qtbot):
    for _ in range(4):
        add_person(replace(LI, identities=()))
    shown = open_dialog()
    type_into(shown, "Name, Chinese", "李建国")
    click(button(shown, "Add person"))
    qtbot.waitUntil(lambda: has_button(shown, "Add anyway"))
    assert "The first 3 are shown" in shown.strips.strips()[0].rest
    type_into(shown, "Name, Chinese", "李建军")
    assert has_button(shown, "Add person")
    assert shown.strips.strips() == []


def test_what_someone_else_changed_meanwhile_stands_beside_it(
    open_dialog, add_person, saved, programme, qtbot
):
    person_id = add_person()
    before = saved(person_id)
    shown = open_dialog(before)
    theirs = replace(before.draft, posting="Traffic", born_on=date(1980, 1, 1))
    with programme.transaction() as session:
        people.change(session, person_id=person_id, version=before.version, draft=theirs, on=ON)
    type_into(shown, "Posting", "Forensics")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: has_button(shown, "Save what I typed"))
    qtbot.waitUntil(lambda: {"Traffic", "Forensics"} <= set(words(shown).splitlines()))
    click(button(shown, "Save what I typed"))
    qtbot.waitUntil(lambda: shown.ids == [person_id])
    kept = saved(person_id).draft
    assert (kept.posting, kept.born_on) == ("Forensics", date(1980, 1, 1))


def test_escape_keeps_everything(open_dialog, add_person, saved, qtbot):
    person_id = add_person()
    shown = open_dialog(saved(person_id))
    type_into(shown, "Posting", "Forensics")
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert saved(person_id).draft.posting == "Criminal investigation"
