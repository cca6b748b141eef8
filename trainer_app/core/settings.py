"""What the program remembers about its user: language, theme, sizes, last place."""

import json
from pathlib import Path
from typing import Any

from trainer_app.core.log import logger


class Settings:
    """Small named values in one JSON file; an unreadable file counts as empty."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Any] = _read(path)

    def get(self, name: str, default: Any = None) -> Any:
        """The remembered value, else the default."""
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        """Remember a value that JSON can hold; it is written by `save`."""
        self._values[name] = value

    def save(self) -> None:
        """Write all values; a place that cannot be written is noted in the log only."""
        if self._path is None:
            return
        beside = self._path.with_suffix(".new")
        try:
            beside.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._path)
        except OSError as fault:
            logger.warning("settings were not saved: %s", fault)


def _read(path: Path | None) -> dict[str, Any]:
    if path is None or not path.exists():
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        logger.warning("settings were not read: %s", fault)
        return {}
    return values if isinstance(values, dict) else {}
