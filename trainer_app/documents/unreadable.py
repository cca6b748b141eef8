"""Why a file that should be a workbook is not read, each reason with its own sentence."""

from pathlib import Path

from trainer_app.core.errors import WorkbookUnreadable
from trainer_app.core.language import N_

REASONS = {
    "empty": N_("It is empty. Ask the sender for the file again."),
    "password": N_(
        "It is protected by a password. Open it in Excel, save it without a password and import it again."
    ),
    "other_kind": N_("It is no Excel workbook. Open it and save it as an Excel workbook (.xlsx)."),
    "encoding": N_("Its letters cannot be read for certain. Save it as an Excel workbook (.xlsx)."),
    "damaged": N_("It is damaged or no Excel workbook. Open it in Excel and save it again as .xlsx."),
    "too_large": N_("It is far larger than a roll or a mark list. Copy the rows needed into a new workbook."),
    "too_many_cells": N_(
        "It has more than {limit} cells, most of them probably blank but formatted. "
        "Copy the rows needed into a new workbook."
    ),
    "too_many_rows": N_(
        "It goes on below row {limit}; no roll and no mark list is that long. "
        "Copy the rows needed into a new workbook."
    ),
    "too_many_columns": N_(
        "It has more than {limit} columns; no roll and no mark list is that wide. "
        "Copy the columns needed into a new workbook."
    ),
    "too_dense": N_("It unpacks to a size that no real workbook has. Ask the sender for a new file."),
    "foreign_entities": N_(
        "It holds definitions that a workbook never needs and that can do harm. "
        "Ask the sender for a new file."
    ),
    "too_slow": N_(
        "Reading it was stopped after {seconds} seconds; a roll or a mark list takes less than one. "
        "Copy the rows needed into a new workbook."
    ),
    "reading_stopped": N_(
        "Reading it broke off in the middle, so it is damaged or was made to do harm. "
        "Open it in Excel and save it again as .xlsx."
    ),
}
"""By the code of the refusal, the same in every language."""


def unreadable(path: Path, code: str, **values: str) -> WorkbookUnreadable:
    """The refusal with that code; the path only names the file."""
    return WorkbookUnreadable(path, code, REASONS[code], **values)
