"""What a recovery sheet is made of."""

from dataclasses import dataclass, field
from datetime import date

from trainer_app.core.language import Titles
from trainer_app.rules import recovery_key


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """Everything that the sheet shows; the key is as `KeyFile.make_recovery_key` gives it.

    Raises:
        WrongRecoveryKey: the text is no recovery key.
    """

    programme: Titles
    file_name: str
    station: Titles
    made_on: date
    made_by: str
    key: str = field(repr=False)

    def __post_init__(self) -> None:
        recovery_key.read(self.key)

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups of the key."""
        return recovery_key.groups(self.key)
