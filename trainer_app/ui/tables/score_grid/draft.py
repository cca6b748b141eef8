"""Values that were not accepted, as they are kept until they are corrected."""

import uuid
from collections.abc import Mapping
from typing import Any

from trainer_app.core.errors import EnvironmentFault
from trainer_app.core.language import _
from trainer_app.ui.tables.score_grid.table import NotAccepted, Rejects, ScoreTable


class LeftUnsaved(EnvironmentFault):
    """A value that was typed before and could not be saved then; what is in force is shown beside it."""

    def sentence(self) -> str:
        """What it is, and what to do."""
        return _("it was typed before and could not be saved. Type it again, or press Esc to drop it.")


def place_of(offering_id: uuid.UUID, attempt: int) -> str:
    """The place at which the values of an offering and attempt are kept."""
    return f"scores/{offering_id.hex}/{attempt}"


def content_of(rejects: Rejects) -> dict[str, Any]:
    """What is kept: each cell or sum with the text as it was typed."""
    return {
        "marks": [
            [enrolment.hex, component.hex, typed.text]
            for (enrolment, component), typed in rejects.marks.items()
        ],
        "sums": [[component.hex, typed.text] for component, typed in rejects.sums.items()],
    }


def restore(table: ScoreTable, content: Mapping[str, Any]) -> None:
    """Put what was kept into its cells again, judged anew; what has no cell any more is left out."""
    for enrolment, component, text in content.get("marks", ()):
        place = table.place((uuid.UUID(enrolment), uuid.UUID(component)))
        if place is not None:
            table.reject(*place, _waiting(table.read(place[1], text), text))
    known = {each.id for each in table.components}
    for component, text in content.get("sums", ()):
        if uuid.UUID(component) in known:
            table.rejects.sums[uuid.UUID(component)] = _waiting(table.read_sum(text), text)


def _waiting(read: object, text: str) -> NotAccepted:
    """Why it waits: as it is judged now, or because it could not be saved."""
    return read if isinstance(read, NotAccepted) else NotAccepted(text, LeftUnsaved())
