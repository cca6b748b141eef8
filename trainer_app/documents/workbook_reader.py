"""Opens a workbook that came from outside and gives its values; nothing in it is trusted."""

import hashlib
from pathlib import Path

from trainer_app.core.errors import FileUnreadable
from trainer_app.core.language import _
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents.reading_process import BOUNDS, Bounds, read_sheets
from trainer_app.documents.sheets import Workbook
from trainer_app.documents.unreadable import unreadable

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")
"""Files that can be read."""

FILE_LIMIT_BYTES = 50_000_000


def read(path: Path, *, progress: Progress = NO_PROGRESS, bounds: Bounds = BOUNDS) -> Workbook:
    """The values of every sheet, each with the type that the file gives it.

    A number stays a number and a text a text; nothing is guessed here. Text files have texts only.

    Raises:
        FileUnreadable: the file is not there or may not be opened.
        WorkbookUnreadable: it is no workbook, is protected or damaged, or could do harm.
        Cancelled: the user cancelled.
    """
    content = _content(path)
    sheets = read_sheets(path, content, progress=progress, bounds=bounds)
    return Workbook(path.name, hashlib.sha256(content).hexdigest(), sheets)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_LIMIT_BYTES:
            raise unreadable(path, "too_large")
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise FileUnreadable(path, _("It is not there any more.")) from fault
    except OSError as fault:
        raise FileUnreadable(path, _("It cannot be opened; another program may hold it.")) from fault
    if not content:
        raise unreadable(path, "empty")
    return content
