from PySide6.QtCore import Qt

from trainer_app.core.settings import Settings
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.surfaces import WIDEST_PAGE, Card, ListDetail, PageHead, Panel, Scrolling


def test_a_card_shows_only_the_parts_it_was_given(qtbot):
    followed = []
    card = Card("Roll", note="40 of 40 seats", link="All", on_link=lambda: followed.append(1))
    qtbot.addWidget(card)
    card.add_rule()
    card.show()
    assert card.note.isVisible()
    qtbot.mouseClick(card.link, Qt.MouseButton.LeftButton)
    assert followed == [1]


def test_a_card_without_a_title_has_no_head(qtbot):
    card = Card(edge_to_edge=True)
    qtbot.addWidget(card)
    card.body.addWidget(Label("content"))
    card.show()
    assert not card.title.isVisible()


def test_a_page_head_says_title_and_second_line(qtbot):
    head = PageHead("People", "12,418 people", buttons=(Label("button"),))
    qtbot.addWidget(head)
    assert (head.title.text(), head.second.text()) == ("People", "12,418 people")


def test_a_page_grows_no_wider_than_can_be_read(qtbot):
    page = Scrolling()
    qtbot.addWidget(page)
    page.column.addWidget(Label("content"))
    page.resize(2400, 800)
    page.show()
    column = page.column.parentWidget()
    assert column.width() == WIDEST_PAGE
    assert column.x() == (page.viewport().width() - WIDEST_PAGE) // 2


def test_the_line_between_list_and_detail_is_remembered(qtbot):
    settings = Settings()
    split = ListDetail(Panel(), Panel(), settings=settings, name="people", sizes=(380, 900))
    qtbot.addWidget(split)
    split.resize(1281, 600)
    split.show()
    split.moveSplitter(500, 1)
    assert settings.get("splitter/people")[0] == 500
    again = ListDetail(Panel(), Panel(), settings=settings, name="people", sizes=(380, 900))
    qtbot.addWidget(again)
    again.resize(1281, 600)
    again.show()
    assert again.sizes()[0] == 500
