from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.core.settings import Settings
from trainer_app.ui import saving


def ask(monkeypatch, settings, answer):
    started = []

    def chosen(_parent, _title, start, _kinds):
        started.append(Path(start))
        return answer, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    parent = QWidget()
    place = saving.ask_place(parent, settings, title="Save", name="report.xlsx", kinds="Excel (*.xlsx)")
    return started[0], place


def test_the_folder_used_last_is_offered_again(qapp, monkeypatch, tmp_path):
    settings = Settings()
    start, place = ask(monkeypatch, settings, str(tmp_path / "mine.xlsx"))
    assert start.name == "report.xlsx"
    assert start.parent.is_absolute()
    assert place == tmp_path / "mine.xlsx"
    assert ask(monkeypatch, settings, "") == (tmp_path / "report.xlsx", None)


def test_a_folder_that_is_gone_is_not_offered(qapp, monkeypatch, tmp_path):
    settings = Settings()
    gone = tmp_path / "stick"
    gone.mkdir()
    ask(monkeypatch, settings, str(gone / "mine.xlsx"))
    gone.rmdir()
    start, _place = ask(monkeypatch, settings, "")
    assert start.parent != gone
