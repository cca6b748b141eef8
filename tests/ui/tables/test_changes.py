from datetime import UTC, datetime

from trainer_app.services.history import ChangeLine
from trainer_app.ui.tables.changes import changes_table

AT = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
LINE = ChangeLine(
    "1.1.mark", AT, "Sana Javed", "Score entered", "Score", "Liu Yang", "Mark", "40", "43.5", "Letter 4"
)


def test_a_line_tells_when_who_what_before_after_and_why(qtbot, settings):
    table = changes_table(settings, "test")
    qtbot.addWidget(table)
    table.set_rows([LINE])
    shown = [table.model().index(0, column).data() for column in range(table.model().columnCount())]
    assert "23 Nov 2026" in shown[0]
    assert shown[1:3] == ["Sana Javed", "Score entered"]
    assert "Liu Yang" in shown[3]
    assert shown[4:] == ["Mark", "40", "43.5", "Letter 4"]
