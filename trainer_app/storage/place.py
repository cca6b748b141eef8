"""Where a programme file may be: on a disk of this computer, never on a share of the network.

On a share two programs cannot be kept apart, and a database of pages is destroyed without a sign
(https://www.sqlite.org/useovernet.html).
"""

import os
import re
from pathlib import Path

from trainer_app.core.errors import DatabaseUnusable
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr

_MOUNTS = Path("/proc/self/mountinfo")
_SHARES = frozenset(
    {
        "9p", "afp", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre",
        "ncpfs", "ncp", "nfs", "nfs4", "ocfs2", "orangefs", "smb2", "smb3", "smbfs", "vboxsf",
    }
)  # fmt: skip
_SHARED_BY_PROGRAMS = frozenset(
    {"ceph-fuse", "davfs", "davfs2", "curlftpfs", "glusterfs", "gvfsd-fuse", "rclone", "s3fs", "smbnetfs",
     "sshfs"}
)  # fmt: skip
_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOTE = 4
"""DRIVE_REMOTE of GetDriveTypeW."""


class OnNetworkShare(DatabaseUnusable):
    """The file is, or would be, on a share of the network."""

    def __init__(self, name: str, kind: str) -> None:
        self.kind = kind
        super().__init__(name, kind)

    def sentence(self) -> str:
        """Which file, why it is not opened there, and the two ways that are right."""
        return _(
            "The programme file {name} is on a network share ({kind}). Two computers that write there at "
            "once destroy it without noticing, so it was not opened and not changed. Copy it to the disk of "
            "this computer and exchange packs by USB stick; or, where several computers shall work "
            "together, give the address of a database server instead of a file."
        ).format(name=isolate(self.name), kind=ltr(self.kind))


def expect_local(place: Path) -> None:
    """Go on only where a place is on a disk of this computer, or where that cannot be found out.

    Raises:
        OnNetworkShare: it is not.
    """
    kind = share_of(place)
    if kind:
        raise OnNetworkShare(place.name, kind)


def share_of(place: Path, *, mounts: Path = _MOUNTS) -> str:
    """The kind of network share that a place is on; empty for a disk of this computer."""
    if os.name == "nt":
        return _share_of_windows(place)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # another system than Linux tells it otherwise
        return ""
    kind = kind_of(place.absolute().parent.resolve(), lines)
    return kind if is_share(kind) else ""


def is_share(kind: str) -> bool:
    """Whether a kind of file system is one of the network."""
    first, _dot, second = kind.partition(".")
    return first in _SHARES or (first == "fuse" and second in _SHARED_BY_PROGRAMS)


def kind_of(folder: Path, mountinfo: list[str]) -> str:
    """The kind of the file system that holds a folder, from the lines of /proc/self/mountinfo (proc(5)).

    The deepest mount that holds it counts, and of several at one place the last.
    """
    found, depth = "", 0
    for line in mountinfo:
        left, _dash, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) > 4 and right:
            point = Path(_unescaped(fields[4]))
            if folder.is_relative_to(point) and len(point.parts) >= depth:
                found, depth = right.split(" ", 1)[0], len(point.parts)
    return found


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 8)), text)


def _share_of_windows(place: Path) -> str:  # pragma: no cover (untried: no Windows to try it on)
    import ctypes

    absolute = place.absolute()
    if absolute.drive.startswith("\\\\"):
        return absolute.drive
    kind = ctypes.windll.kernel32.GetDriveTypeW(absolute.anchor)  # type: ignore[attr-defined,unused-ignore]
    return absolute.drive if kind == _REMOTE else ""
