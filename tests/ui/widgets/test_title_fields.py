from PySide6.QtCore import Qt

from trainer_app.core.language import Titles
from trainer_app.ui.widgets.title_fields import TitleFields


def test_each_script_runs_in_its_own_direction(qtbot):
    fields = TitleFields()
    for editor in fields.editors:
        qtbot.addWidget(editor)
    fields.set_titles(Titles("Drones", "ڈرون", "无人机"))
    assert fields.ur.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert fields.zh.layoutDirection() == Qt.LayoutDirection.LeftToRight
    fields.en.setText("  Drones in use ")
    assert fields.titles == Titles("Drones in use", "ڈرون", "无人机")
