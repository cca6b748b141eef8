from pathlib import Path

from trainer_app.core import paths


def test_resources_are_found_in_the_source_tree():
    assert paths.resource("sample", "reference.json").is_file()


def test_resources_are_found_in_the_built_application(monkeypatch, tmp_path):
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("fonts") == tmp_path / "resources" / "fonts"


def test_the_programs_own_folders_are_made(monkeypatch, tmp_path: Path):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for path in (paths.default_database(), paths.settings_file(), paths.log_file()):
        assert path.parent.is_dir()
        assert not path.exists()
