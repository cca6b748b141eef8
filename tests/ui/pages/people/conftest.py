"""The page of people on a sample programme, and people that a test adds."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder
from trainer_app.services import people
from trainer_app.services.identities import Identity
from trainer_app.services.people import PersonDraft

ON = date(2026, 11, 23)
LI = PersonDraft(
    side="CN",
    surname_latin="Li",
    given_latin="Jianguo",
    latin_order=LatinOrder.SURNAME_FIRST,
    name_zh="李建国",
    name_ur="لی جیان گوؤ",
    born_on=date(1979, 3, 15),
    posting="Criminal investigation",
    identities=(
        Identity(IdentifierKind.PASSPORT, "E53010011"),
        Identity(IdentifierKind.POLICE_NO, "053118"),
    ),
)


@pytest.fixture
def add_person(programme):
    """Adds a person to the sample and gives the id."""

    def add(draft: PersonDraft = LI):
        with programme.transaction() as session:
            return people.save_new(session, draft=draft, on=ON)

    return add


@pytest.fixture
def saved(programme):
    """Gives what is kept about a person."""

    def read(person_id):
        with programme.reading() as session:
            return people.person(session, person_id=person_id)

    return read


@pytest.fixture
def page(office, qtbot):
    """The page with its list and its first person."""
    office.navigate("people")
    qtbot.waitUntil(lambda: office.page.title() == "Adnan Ghauri")
    return office.page


def type_text(widget: QWidget, text: str) -> None:
    """Type letters of any script; QTest knows Latin ones alone."""
    for letter in text:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
