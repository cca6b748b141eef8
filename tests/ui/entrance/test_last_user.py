from pathlib import Path

from trainer_app.core.settings import Settings
from trainer_app.ui.entrance import last_user

PLACE, OTHER = Path("programme.db"), Path("sample.db")


def test_each_file_has_a_last_user_of_its_own():
    settings = Settings()
    last_user.remember(settings, PLACE, "samina")
    last_user.remember(settings, OTHER, "admin")
    assert (last_user.of(settings, PLACE), last_user.of(settings, OTHER)) == ("samina", "admin")


def test_who_leaves_to_another_person_is_forgotten():
    settings = Settings()
    last_user.remember(settings, PLACE, "samina")
    last_user.remember(settings, OTHER, "admin")
    last_user.forget(settings, PLACE)
    assert (last_user.of(settings, PLACE), last_user.of(settings, OTHER)) == ("", "admin")


def test_settings_that_were_spoilt_count_as_empty():
    settings = Settings()
    settings.set("logins", ["samina"])
    assert last_user.of(settings, PLACE) == ""
    last_user.remember(settings, PLACE, "samina")
    assert last_user.of(settings, PLACE) == "samina"
