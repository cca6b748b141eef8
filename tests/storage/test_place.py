from pathlib import Path

import pytest

from tests.keys import KEY
from trainer_app.storage import place
from trainer_app.storage.engine import expect_programme, open_database
from trainer_app.storage.place import OnNetworkShare, is_share, kind_of, share_of

MOUNTS = [
    r"22 27 0:21 / / rw,relatime - ext4 /dev/vda rw",
    r"23 22 0:22 / /home rw,relatime shared:1 - btrfs /dev/sda2 rw",
    r"24 23 0:23 / /home/sana/office rw,relatime master:3 - cifs //server/office rw",
    r"25 23 0:24 / /home/sana/usb\040stick rw - vfat /dev/sdb1 rw",
    r"26 23 0:25 / /mnt rw - ext4 /dev/sdc1 rw",
    r"27 26 0:26 / /mnt rw - nfs4 server:/export rw",
    r"a line that is none",
]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/sana", "btrfs"),
        ("/home/sana/office/2026", "cifs"),
        ("/home/sana/office-copy", "btrfs"),
        ("/home/sana/usb stick", "vfat"),
        ("/mnt", "nfs4"),
    ],
)
def test_the_deepest_and_last_mount_tells_the_kind_of_a_place(folder, kind):
    assert kind_of(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs"]
)
def test_shares_of_the_network_are_known(kind):
    assert is_share(kind)


@pytest.mark.parametrize(
    "kind", ["ext4", "btrfs", "vfat", "exfat", "fuseblk", "tmpfs", "overlay", "fuse.x", ""]
)
def test_disks_of_this_computer_are_no_shares(kind):
    assert not is_share(kind)


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """A folder that the system calls a share, for what looks there."""
    folder = tmp_path / "share"
    folder.mkdir()
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / / rw - ext4 /dev/vda rw\n2 1 0:2 / {folder} rw - cifs //server/office rw\n")
    monkeypatch.setattr(place.share_of, "__kwdefaults__", {"mounts": mounts})
    return folder


def test_a_file_on_a_share_is_neither_made_nor_opened_and_both_right_ways_are_named(shared):
    with pytest.raises(OnNetworkShare) as refusal:
        open_database(shared / "programme.db", KEY)
    assert list(shared.iterdir()) == []
    assert "cifs" in str(refusal.value)
    assert "USB stick" in str(refusal.value)
    assert "database server" in str(refusal.value)
    with pytest.raises(OnNetworkShare):
        expect_programme(shared / "programme.db")


def test_a_link_to_a_share_is_followed(shared, tmp_path):
    (tmp_path / "near").symlink_to(shared)
    assert share_of(tmp_path / "near" / "programme.db") == "cifs"
    assert share_of(tmp_path / "programme.db") == ""


def test_where_the_system_does_not_tell_a_place_counts_as_local(tmp_path):
    assert share_of(tmp_path / "programme.db", mounts=tmp_path / "nothing") == ""
