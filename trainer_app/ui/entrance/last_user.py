"""Who signed in last in a programme file, so that the next start asks for the password alone."""

from pathlib import Path

from trainer_app.core.settings import Settings

_NAME = "logins"


def of(settings: Settings, place: Path) -> str:
    """The name that somebody signed in with last; empty where nobody did, or another person is awaited."""
    return str(_all(settings).get(str(place), ""))


def remember(settings: Settings, place: Path, login: str) -> None:
    """Somebody signed in, in whatever way."""
    settings.set(_NAME, {**_all(settings), str(place): login})


def forget(settings: Settings, place: Path) -> None:
    """Another person signs in next."""
    settings.set(_NAME, {key: login for key, login in _all(settings).items() if key != str(place)})


def _all(settings: Settings) -> dict[str, object]:
    found = settings.get(_NAME)
    return found if isinstance(found, dict) else {}
