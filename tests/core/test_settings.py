from trainer_app.core.settings import Settings


def test_what_was_set_is_there_after_a_restart(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    settings.set("language", "ur")
    settings.save()
    assert Settings(tmp_path / "settings.json").get("language") == "ur"
    assert list(tmp_path.iterdir()) == [tmp_path / "settings.json"]


def test_an_unreadable_file_counts_as_empty(tmp_path, caplog):
    path = tmp_path / "settings.json"
    for content in (b"{", b"[1]", b"\xff"):
        path.write_bytes(content)
        assert Settings(path).get("language", "en") == "en"
    assert "settings were not read" in caplog.text


def test_settings_that_cannot_be_written_harm_nobody(tmp_path, caplog):
    settings = Settings(tmp_path / "missing" / "settings.json")
    settings.set("language", "zh")
    settings.save()
    assert settings.get("language") == "zh"
    assert "settings were not saved" in caplog.text


def test_settings_without_a_file_last_as_long_as_the_program():
    settings = Settings()
    settings.set("theme", "dark")
    settings.save()
    assert settings.get("theme") == "dark"
