from PySide6.QtCore import QPoint, Qt
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
    hits.open_at(QPoint(0, 0), 300)
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
    hits.open_at(QPoint(0, 0), 300)
    field.resize(500, 40)
    qtbot.waitUntil(lambda: not hits.isVisible())
