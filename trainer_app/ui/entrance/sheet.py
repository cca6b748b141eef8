"""The recovery sheet of an open programme file, made away from the window."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from trainer_app.services.signing_in import Entered


def sheet(*, entered: "Entered", key: str, made_on: "date") -> bytes:
    """The page as PDF; the key goes nowhere else."""
    from trainer_app.documents.recovery_sheet import RecoverySheet, write_sheet
    from trainer_app.services import stations

    with entered.database.reading() as session:
        programme, station = stations.programme(session).titles, stations.here(session).titles
    stream = BytesIO()
    write_sheet(
        RecoverySheet(
            programme=programme,
            file_name=entered.database.name,
            station=station,
            made_on=made_on,
            made_by=entered.user.full_name,
            key=key,
        ),
        stream,
    )
    return stream.getvalue()
