from pathlib import Path

from tests.ui.conftest import NOW
from tests.ui.pages.looking import words
from trainer_app.services.backups import Loss, Lost
from trainer_app.storage.backup import Backup, Occasion
from trainer_app.ui.entrance.loss import LossView

BACKUP = Backup(Path("a.backup"), "a", NOW, Occasion.ASKED, 1)


def test_each_step_is_shown_with_who_what_and_when(qtbot, settings):
    view = LossView(settings)
    qtbot.addWidget(view)
    view.show()
    assert "being looked at" in words(view)
    steps = (Lost(NOW, "Sana Javed", "certificates.issue"), Lost(NOW, "", "unknown.act"))
    view.show_loss(Loss(BACKUP, steps, is_readable=True))
    assert "2 steps were saved" in words(view)
    model = view.table.model()
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(2)]
    assert [line[1:] for line in shown] == [
        ["Sana Javed", "Certificates issued"],
        ["The program", "Another step"],
    ]


def test_without_steps_no_table_is_shown(qtbot, settings):
    view = LossView(settings)
    qtbot.addWidget(view)
    view.show()
    view.show_loss(Loss(BACKUP, (), is_readable=False))
    assert not view.table.isVisible()
    assert "cannot be read" in words(view)
