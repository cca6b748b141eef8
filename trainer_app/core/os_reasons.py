"""Why the system refused a file, in the words of the program."""

import errno

from trainer_app.core.language import N_, _

_REASONS = {
    errno.ENOSPC: N_("the disk is full."),
    errno.EDQUOT: N_("the disk is full."),
    errno.EIO: N_("the disk reports an error."),
    errno.EROFS: N_("the disk is write-protected."),
    errno.EACCES: N_("you may not write in that folder."),
    errno.EPERM: N_("you may not write in that folder."),
    errno.ENOENT: N_("the folder is gone."),
    errno.EEXIST: N_("something else of that name is in the way."),
    errno.ENOTDIR: N_("something else of that name is in the way."),
    errno.EBUSY: N_("another program is using it."),
    errno.EMFILE: N_("too many files are open."),
    errno.ENFILE: N_("too many files are open."),
}
NUMBERS = tuple(_REASONS)
"""The numbers of the usual reasons (errno)."""


def reason_of(fault: OSError) -> str:
    """Why a file cannot be written, in the active language where it is one of the usual reasons."""
    known = _REASONS.get(fault.errno or 0)
    return _(known) if known else f"{fault.strerror or fault}."
