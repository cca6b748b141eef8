"""Recovery sheets for tests; the key opens nothing."""

from datetime import date
from typing import Any

from trainer_app.core.language import Titles
from trainer_app.documents.recovery_sheet_data import RecoverySheet
from trainer_app.rules import recovery_key

KEY = recovery_key.written(0x1D7E8FC5A94B3D2C1F0E9A8B7C6D5E4F312A77)


def sheet(**changes: Any) -> RecoverySheet:
    """A sheet; what matters to the test is given by name."""
    values: dict[str, Any] = {
        "programme": Titles("Joint Training 2026", "مشترکہ تربیت 2026", "2026年联合培训"),
        "file_name": "joint-training-2026.db",
        "station": Titles("Islamabad", "اسلام آباد", "伊斯兰堡"),
        "made_on": date(2026, 11, 23),
        "made_by": "Khalid Mehboob",
        "key": KEY,
    }
    return RecoverySheet(**{**values, **changes})
