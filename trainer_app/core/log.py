"""The log for faults of the program; it never holds personal data."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

logger = logging.getLogger("trainer_app")


def to_file(path: Path) -> None:
    """Write the log to a file of at most three times one megabyte."""
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
