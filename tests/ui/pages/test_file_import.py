import pytest

from tests.documents.rolls import ROLLS
from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.services import backups, enrolments
from trainer_app.storage import backup
from trainer_app.storage.backup import Occasion
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


def to_check(page, qtbot):
    page.read_file(ROLL)
    qtbot.waitUntil(lambda: page.title() == "Check the nominal roll")
    return page._facts.id


def count(programme, offering_id):
    with programme.reading() as session:
        return len(enrolments.roll(session, offering_id=offering_id))


def test_a_backup_is_made_before_the_import_and_holds_what_was_there(office, page, programme, qtbot):
    offering_id = to_check(page, qtbot)
    click(button(page, "Import 14 rows"))
    assert "A backup is made first." in words(page)
    qtbot.waitUntil(lambda: office.place.page == "offering")
    [made] = backups.found(programme.place)
    assert made.occasion is Occasion.IMPORT
    assert count(programme, offering_id) == 14
    lost = backups.loss(programme.place, programme.key, made)
    assert [each.act for each in lost.steps] == ["rolls.accept"]


@pytest.fixture
def blocked(page, programme, qtbot):
    """The question that a failed backup asks; a file is where their folder would be."""
    backup.folder_of(programme.place).write_text("in the way")
    to_check(page, qtbot)
    click(button(page, "Import 14 rows"))
    qtbot.waitUntil(lambda: dialog() is not None)
    return dialog()


def test_without_a_backup_nothing_is_imported_unless_the_user_says_so(office, page, blocked, programme):
    assert "Import without a backup?" in words(blocked)
    click(button(blocked, "Do not import"))
    assert page.title() == "Check the nominal roll"
    assert count(programme, page._facts.id) == 0
    assert "The backup was not made." in office.strips.strips()[0].accessibleName()


def test_the_import_goes_on_without_a_backup_where_the_user_wants_it(office, page, blocked, programme, qtbot):
    offering_id = page._facts.id
    click(button(blocked, "Import without a backup"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    assert count(programme, offering_id) == 14
