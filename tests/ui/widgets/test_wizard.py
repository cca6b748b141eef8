import pytest
from PySide6.QtCore import Qt

from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.wizard import Wizard


@pytest.fixture
def wizard(qtbot):
    made = Wizard("Check the nominal roll", "Nothing is saved yet.", ("File", "Check", "Import"))
    qtbot.addWidget(made)
    for words in ("File", "Check", "Import"):
        made.pages.addWidget(Label(words))
    made.show_step(0)
    made.show()
    return made


def test_the_first_step_has_no_way_back(wizard):
    assert not wizard.footer.back_button.isVisible()


def test_the_filled_step_asks_for_the_next_page(wizard, qtbot):
    with qtbot.waitSignal(wizard.step_asked) as heard:
        qtbot.mouseClick(wizard.footer.step_button, Qt.MouseButton.LeftButton)
    assert heard.args == [1]


def test_back_asks_for_the_page_before(wizard, qtbot):
    wizard.show_step(2)
    with qtbot.waitSignal(wizard.step_asked) as heard:
        qtbot.mouseClick(wizard.footer.back_button, Qt.MouseButton.LeftButton)
    assert (heard.args, wizard.step) == ([1], 2)


def test_a_note_without_a_lead_begins_at_the_leading_edge(wizard):
    wizard.footer.say("", "Nothing is asked for.")
    assert not wizard.footer.lead.isVisible()
    wizard.footer.say("3 rows.", "Nothing is asked for.")
    assert wizard.footer.lead.isVisible()


def test_cancel_is_told(wizard, qtbot):
    with qtbot.waitSignal(wizard.cancelled):
        qtbot.mouseClick(wizard.footer.cancel_button, Qt.MouseButton.LeftButton)


def test_the_footer_says_what_will_happen(wizard):
    wizard.footer.say("36 rows are imported:", "27 new, 3 changed.")
    assert (wizard.footer.lead.text(), wizard.footer.note.text()) == (
        "36 rows are imported:",
        "27 new, 3 changed.",
    )
