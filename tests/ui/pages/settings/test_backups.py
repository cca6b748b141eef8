from datetime import timedelta

import pytest

from tests.factories import make_person
from tests.ui.conftest import NOW
from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.rules.roles import Role
from trainer_app.services import backups, organisations
from trainer_app.services.sample_users import SAMPLE_PASSWORD
from trainer_app.storage import backup
from trainer_app.storage.backup import Occasion
from trainer_app.ui.entrance.restoring import RestoringPage
from trainer_app.ui.pages.settings.backups import BackupsCard
from trainer_app.ui.pages.settings.restoring import RestoreDialog
from trainer_app.ui.widgets.labels import Label

DAY = timedelta(days=1)


@pytest.fixture
def card(office, page, qtbot):
    """The card, with what there is read."""
    [found] = page.findChildren(BackupsCard)
    qtbot.waitUntil(lambda: found._standing is not None)
    return found


@pytest.fixture
def with_backup(programme):
    """A backup of yesterday, after which one step was saved."""
    made = backups.make(programme, now=NOW - DAY).backup
    with programme.transaction("people.save_new") as session:
        make_person(session, "Amina Khan")
    return made


def look(card, qtbot):
    with qtbot.waitSignal(card._keeper.looked):
        card._keeper.look()


def test_a_backup_is_made_by_one_click_and_stands_in_the_list(office, card, programme, qtbot):
    assert "None yet" in words(card)
    assert card.table.isHidden()
    assert not has_button(card, "Try a restore")
    click(button(card, "Back up now"))
    qtbot.waitUntil(lambda: card.table.row_count == 1)
    [made] = backups.found(programme.place)
    assert made.occasion is Occasion.ASKED
    qtbot.waitUntil(lambda: str(made.path.parent) in words(card))
    assert "Backup made at" in words(office.toast_bar)


def test_a_card_that_is_made_after_the_look_shows_what_was_found(office, card, programme, with_backup, qtbot):
    look(card, qtbot)
    late = BackupsCard(office.context, office.entered)
    qtbot.addWidget(late)
    assert late.table.row_count == 1
    assert str(with_backup.path.parent) in " ".join(each.text() for each in late.findChildren(Label))


def test_the_second_place_is_kept_by_the_workstation(office, card, qtbot, tmp_path):
    assert not has_button(card, "Use no second place")
    with qtbot.waitSignal(card._keeper.looked):
        card._keeper.set_second(tmp_path / "stick")
    qtbot.waitUntil(lambda: "Plug it in" in words(card))
    assert office.context.settings.get("backup/second") == str(tmp_path / "stick")
    with qtbot.waitSignal(card._keeper.looked):
        click(button(card, "Use no second place"))
    qtbot.waitUntil(lambda: "A stick or another disk" in words(card))


def test_a_backup_is_tried_and_the_outcome_said_in_plain_words(with_backup, card, qtbot):
    look(card, qtbot)
    click(button(card, "Try a restore"))
    qtbot.waitUntil(lambda: card.strips.strips() != [], timeout=20_000)
    assert "can be relied on" in card.strips.strips()[0].accessibleName()
    assert card.strips.strips()[0].kind == "ok"


def test_a_damaged_backup_is_told_when_it_is_tried(with_backup, card, qtbot):
    look(card, qtbot)
    content = bytearray(with_backup.path.read_bytes())
    content[9000:9100] = bytes(100)
    with_backup.path.write_bytes(content)
    click(button(card, "Try a restore"))
    qtbot.waitUntil(lambda: card.strips.strips() != [], timeout=20_000)
    assert card.strips.strips()[0].kind == "danger"


def test_a_file_that_is_no_backup_is_refused(card, tmp_path):
    (tmp_path / "notes.txt").touch()
    card.restore_file(tmp_path / "notes.txt")
    assert "is no backup" in card.strips.strips()[0].accessibleName()


def test_a_training_officer_backs_up_and_does_not_restore(office, card, page):
    from dataclasses import replace

    entered = office.entered
    user = replace(entered.user, roles=frozenset({Role.TRAINING_OFFICER}))
    other = BackupsCard(office.context, replace(entered, user=user))
    other.show()
    assert has_button(other, "Back up now")
    assert not has_button(other, "Restore…")
    other.close()


@pytest.fixture
def restoring(with_backup, card, qtbot):
    look(card, qtbot)
    click(button(card, "Restore…"))
    shown = dialog()
    assert isinstance(shown, RestoreDialog)
    qtbot.waitUntil(lambda: shown._is_looked_at, timeout=20_000)
    return shown


def test_what_would_be_lost_is_shown_before_anything_is_done(restoring):
    assert "1 step was saved after this backup" in words(restoring)
    assert restoring.loss.table.row_count == 1
    assert not restoring.act.isEnabled()
    assert "Type your password to restore." in words(restoring)
    click(button(restoring, "Keep the present file"))


def test_a_wrong_password_is_said_at_its_field_and_nothing_closes(restoring, office, qtbot):
    restoring._password.setText("of somebody else")
    click(button(restoring, "Restore this backup"))
    qtbot.waitUntil(lambda: "wrong" in words(restoring) or "right" in words(restoring), timeout=20_000)
    assert not office.is_covered
    restoring.reject()


def test_the_backup_takes_the_place_of_the_file_and_what_was_kept_is_told(
    restoring, office, programme, with_backup, qtbot, monkeypatch
):
    restoring._password.setText(SAMPLE_PASSWORD)
    click(button(restoring, "Restore this backup"))
    qtbot.waitUntil(lambda: office.is_covered, timeout=20_000)
    page = office.gate.page
    assert isinstance(page, RestoringPage)
    qtbot.waitUntil(page.button.isEnabled, timeout=20_000)
    assert "is in its place" in words(page)
    [kept] = programme.place.parent.glob("*-replaced-*.db")
    assert str(kept) in words(page)
    again = []
    monkeypatch.setattr(office, "open_programme", again.append)
    click(page.button)
    assert again == [programme.place]
    key = programme.key
    assert backup.content_of(programme.place, key).last_hlc > 0
    assert backups.loss(programme.place, key, with_backup).steps == ()


def test_a_place_that_cannot_be_written_leaves_the_file_as_it_was(
    restoring, office, programme, with_backup, qtbot
):
    restoring._password.setText(SAMPLE_PASSWORD)
    click(button(restoring, "Restore this backup"))
    with_backup.path.write_bytes(b"damaged since then " * 400)
    qtbot.waitUntil(lambda: office.is_covered or restoring.strips.strips() != [], timeout=20_000)
    if office.is_covered:
        page = office.gate.page
        qtbot.waitUntil(page.button.isEnabled, timeout=20_000)
        assert "was not restored" in words(page)
        assert "is as it was" in words(page)
    else:
        restoring.reject()
    with programme.reading() as session:
        assert organisations.ranks(session)
