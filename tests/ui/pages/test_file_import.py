import pytest

from tests.documents.rolls import ROLLS
from tests.ui.pages.looking import button, click
from trainer_app.ui.pages.file_import.file_step import FileStep
from trainer_app.ui.widgets.labels import Label

ROLL = ROLLS / "nccia-roll-2026.xlsx"
LONG = "Nothing is saved before you have checked it, and what is not clear is asked line by line. " * 3


@pytest.fixture
def page(office, code_of, qtbot):
    """The import of a roll, on an offering that has nobody yet."""
    row = next(row for row in (code_of("open", "CTR-101"), code_of("open")) if not row.trainees)
    office.navigate("roll-import", id=str(row.id))
    qtbot.waitUntil(lambda: len(office.page.breadcrumb()) == 4)
    return office.page


def test_the_text_below_the_place_to_drop_is_shown_whole(qtbot):
    step = FileStep("Drop it here", LONG)
    qtbot.addWidget(step)
    step.resize(900, 600)
    with qtbot.waitExposed(step):
        step.show()
    about = next(label for label in step.findChildren(Label) if label.text() == LONG)
    assert about.height() >= about.heightForWidth(about.width())


def test_next_goes_on_to_a_check_in_which_there_is_nothing_to_import(office, page, qtbot):
    page.read_file(ROLL)
    qtbot.waitUntil(lambda: page.title() == "Check the nominal roll")
    click(button(page, "Import 14 rows"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    office.navigate("roll-import", id=office.place.keys["id"])
    qtbot.waitUntil(lambda: len(office.page.breadcrumb()) == 4)
    page.read_file(ROLL)
    qtbot.waitUntil(lambda: page.title() == "Check the nominal roll")
    click(button(page, "Back"))
    click(button(page, "Next"))
    assert page.title() == "Check the nominal roll"
    assert not button(page, "Import 14 rows").isEnabled()


def test_cancel_leads_back_to_the_tab_that_shows_what_is_imported(office, page):
    click(button(page, "Cancel"))
    assert (office.place.page, office.place.keys["tab"]) == ("offering", "roll")
