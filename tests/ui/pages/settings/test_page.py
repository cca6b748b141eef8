from tests.ui.pages.looking import dialog
from trainer_app.ui.pages.settings.look import LanguageCard
from trainer_app.ui.record_history import HistoryDialog
from trainer_app.ui.widgets.surfaces import Card


def cards(page):
    return [each for each in page.findChildren(Card) if each.parentWidget() is page.language.parentWidget()]


def test_what_is_seen_first_is_there_at_once_and_the_rest_follows_while_the_window_answers(office, qtbot):
    office.navigate("settings")
    page = office.page
    first = cards(page)
    assert isinstance(first[0], LanguageCard)
    assert not page.is_whole
    qtbot.waitUntil(lambda: page.is_whole)
    placed = [page.programme, page.station, page.signatories, page.organisations, page.ranks, page.file]
    tops = [card.y() for card in (page.language, page.look, *placed)]
    assert tops == sorted(tops)
    assert len(cards(page)) > len(first) + 5


def test_cards_that_came_late_show_what_was_read_before(page):
    assert all(card.isVisibleTo(page) for card in cards(page))
    assert page.ranks.table.row_count > 5


def test_the_history_of_a_record_is_read_where_it_is_kept(page, qtbot):
    for card in (page.ranks, page.organisations, page.signatories, page.programme, page.station):
        if hasattr(card, "table"):
            card.table.select_id(card._rows[0].id)
        card.show_history()
        qtbot.waitUntil(lambda: isinstance(dialog(), HistoryDialog) and dialog().table.row_count > 0)
        assert dialog().windowTitle().startswith("History of ")
        dialog().reject()
        qtbot.waitUntil(lambda: dialog() is None)
