from datetime import date

from trainer_app.ui.page import Crumb, Page, Place


def test_the_context_knows_the_day_at_the_station(window):
    assert window.context.now().isoformat() == "2026-11-23T09:32:08+00:00"
    assert isinstance(window.context.today(), date)


def test_a_page_without_more_is_its_own_breadcrumb(window):
    assert window.page.breadcrumb() == [Crumb("today")]


def test_a_page_goes_to_another_through_its_context(window):
    window.page.context.navigate("offering", id="1")
    assert window.place == Place("offering", {"id": "1"})


def test_a_page_says_what_was_done_through_its_context(window):
    window.page.context.toast("Saved")
    assert window.toast_bar.words == "Saved"
    assert not window.toast_bar.can_undo


def test_a_page_reads_again_when_the_language_changes(window):
    window.context.appearance.set_language("zh")
    assert window.page.reads == 2


def test_a_page_is_made_inside_the_window_so_that_it_is_styled_once(window):
    page = Page(window.context)
    assert page.parentWidget() is window.stack
    page.deleteLater()
