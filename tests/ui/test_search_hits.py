import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QListWidget

from trainer_app.ui.page import Hit, HitGroup, Place
from trainer_app.ui.search_hits import HitList
from trainer_app.ui.widgets.fields import TextField

LIU = Hit("Liu Yang", "刘洋", "users", Place("people", {"id": "1"}))


def test_a_click_chooses_a_hit_but_not_its_heading(qtbot):
    field = TextField()
    qtbot.addWidget(field)
    hits = HitList(field)
    hits.show_groups([HitGroup("People", (LIU,))])
    hits.open_under(field)
    rows = hits.findChild(QListWidget)
    with qtbot.waitSignal(hits.chosen) as heard:
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(1)).center()
        )
    assert heard.args == [LIU]
    with qtbot.assertNotEmitted(hits.chosen):
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center()
        )


def test_the_hits_go_when_the_window_moves(qtbot):
    field = TextField()
    qtbot.addWidget(field)
    field.show()
    hits = HitList(field)
    hits.show_groups([HitGroup("People", (LIU,))])
    hits.open_under(field)
    field.resize(500, 40)
    qtbot.waitUntil(lambda: not hits.isVisible())


@pytest.mark.parametrize("code", ["en", "ur"])
def test_the_list_widens_from_the_trailing_edge_of_the_field_until_a_hit_is_read_whole(
    qtbot, appearance, code
):
    appearance.set_language(code)
    field = TextField()
    qtbot.addWidget(field)
    field.setGeometry(QRect(700, 20, 200, 30))
    field.show()
    hits = HitList(field)
    hits.show_groups(
        [HitGroup("People", (Hit("Liu Yang", "Institute of Public Security", "users", LIU.place),))]
    )
    hits.open_under(field)
    assert field.width() + 60 < hits.width() < 560
    edge, place = field.mapToGlobal(field.rect().topLeft()).x(), hits.geometry()
    assert place.left() == edge if code == "ur" else place.right() == edge + field.width() - 1
    appearance.set_language("en")
