"""Where a transaction comes from: who does what, and why."""

import uuid
from dataclasses import dataclass, field

from trainer_app.models.base import new_id


@dataclass(frozen=True, slots=True)
class Origin:
    """What the journal says of a transaction.

    `act` names the service that is called ("scores.record"); `operation` is what the outcome is looked up by
    when a commit ended in doubt. `is_program` is true for what the program does of itself, asking nobody:
    setting up a file, making a sample, bringing tables up to date.
    """

    user: uuid.UUID | None = None
    act: str = ""
    reason: str = ""
    is_program: bool = False
    operation: uuid.UUID = field(default_factory=new_id)
