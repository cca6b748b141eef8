"""Where a transaction comes from: who does what, and why."""

import uuid
from dataclasses import dataclass, field

from trainer_app.models.base import new_id


@dataclass(frozen=True, slots=True)
class Origin:
    """What the journal says of a transaction.

    `act` names the service that is called ("scores.record"); `operation` is what the outcome is looked up by
    when a commit ended in doubt.
    """

    user: uuid.UUID | None = None
    act: str = ""
    reason: str = ""
    operation: uuid.UUID = field(default_factory=new_id)
