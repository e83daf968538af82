"""Removable drives are found without anybody naming a path."""

from pathlib import Path
from typing import Any

from boardapp.services.drives import drives, linux_drives, windows_drives

MOUNTS = (
    "/dev/nvme0n1p2 / ext4 rw 0 0\n"
    "/dev/sda1 /home ext4 rw 0 0\n"
    "/dev/sdb1 /media/wang/KINGSTON\\040A vfat rw 0 0\n"
    "/dev/sdc1 /mnt/stick vfat rw 0 0\n"
    "/dev/mmcblk0p1 /mnt/card exfat rw 0 0\n"
    "/dev/sdd /run/media/wang/青石桥 exfat ro 0 0\n"
    "tmpfs /run tmpfs rw 0 0\n"
)


def linux(root: Path, removable: dict[str, str]) -> None:
    (root / "proc").mkdir(parents=True)
    (root / "proc/mounts").write_text(MOUNTS, "utf-8")
    for name, told in removable.items():
        (root / "sys/block" / name).mkdir(parents=True)
        (root / "sys/block" / name / "removable").write_text(told)


def usage(path: Path) -> tuple[int, int, int]:
    if path.name == "card":
        raise OSError(5, "gone")
    return 8_000, 3_000, 5_000


def test_linux_tells_by_the_kernel_and_by_where_the_desktop_mounts(tmp_path: Path) -> None:
    linux(tmp_path, {"sda": "0\n", "sdb": "0\n", "sdc": "1\n", "mmcblk0": "1\n", "nvme0n1": "0\n"})
    found = linux_drives(tmp_path, usage)
    assert [str(one.path) for one in found] == [
        "/media/wang/KINGSTON A", "/mnt/stick", "/run/media/wang/青石桥",
    ]  # fmt: skip
    assert [one.label for one in found] == ["KINGSTON A", "stick", "青石桥"]
    assert (found[0].size, found[0].free) == (8_000, 5_000)


def test_without_a_stick_there_is_none_and_nothing_complains(tmp_path: Path) -> None:
    assert linux_drives(tmp_path, usage) == ()
    assert isinstance(drives(), tuple)


class Kernel:
    """kernel32 as far as the drives go: C: fixed, E: and F: removable, F: an empty reader."""

    def GetLogicalDrives(self) -> int:  # noqa: N802
        return 0b110100

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802
        return {"C:\\": 3, "E:\\": 2, "F:\\": 2}[root]

    def GetVolumeInformationW(self, root: str, label: Any, *_: Any) -> int:  # noqa: N802
        label.value = "KINGSTON" if root == "E:\\" else ""
        return int(root == "E:\\")


def test_windows_tells_by_the_type_of_the_drive() -> None:
    def of(path: Path) -> tuple[int, int, int]:
        if str(path).startswith("F"):
            raise OSError(21, "not ready")
        return 8_000, 3_000, 5_000

    (one,) = windows_drives(Kernel(), of)
    assert (str(one.path), one.label, one.free) == ("E:\\", "KINGSTON (E:)", 5_000)
