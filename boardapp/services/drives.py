"""Removable drives, found by the program itself: a clerk should not have to know a path."""

import ctypes
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

_ESCAPE = re.compile(r"\\([0-7]{3})")
_USERS = ("/media/", "/run/media/", "/mnt/usb")
_PARTITION = re.compile(r"((?<=\d)p)?\d+$")
_REMOVABLE = 2
"""What GetDriveTypeW returns for a removable drive."""
_READ_ONLY = 0x00080000
"""FILE_READ_ONLY_VOLUME among the flags of GetVolumeInformationW."""
_SYSTEMS = {"vfat": "FAT32", "msdos": "FAT", "exfat": "exFAT", "ntfs3": "NTFS", "fuseblk": "NTFS"}


@dataclass(frozen=True)
class Drive:
    """One removable drive: where it is, what it is called, and its bytes in all and free.

    ``system`` is the name of its file system, empty where nobody tells.
    """

    path: Path
    label: str
    size: int
    free: int
    system: str = ""
    read_only: bool = False


Usage = Callable[[Path], tuple[int, int, int]]


def drives(usage: Usage = shutil.disk_usage) -> tuple[Drive, ...]:
    """Return the removable drives that are plugged in now, in the order of their paths."""
    return windows_drives(usage=usage) if sys.platform == "win32" else linux_drives(usage=usage)


def linux_drives(root: Path = Path("/"), usage: Usage = shutil.disk_usage) -> tuple[Drive, ...]:
    """Return what is mounted and removable, as the kernel and the desktop tell below ``root``."""
    try:
        lines = (root / "proc/mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ()
    found = {}
    for line in lines:
        device, place, system, options = [*line.split(" "), "", "", ""][:4]
        place = _unescaped(place)
        if place.startswith(_USERS) or (device.startswith("/dev/") and _removable(root, device)):
            path, closed = Path(place), "ro" in options.split(",")
            name = _SYSTEMS.get(system, system)
            found[place] = Drive(path, path.name, 0, 0, name, closed)
    return tuple(_usable((one for _, one in sorted(found.items())), usage))


def windows_drives(kernel: Any = None, usage: Usage = shutil.disk_usage) -> tuple[Drive, ...]:
    """Return the drives of which Windows says that they are removable; ``kernel`` is kernel32."""
    kernel = kernel or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    mask = kernel.GetLogicalDrives()
    letters = [chr(65 + at) for at in range(26) if mask >> at & 1]
    roots = [f"{one}:\\" for one in letters if kernel.GetDriveTypeW(f"{one}:\\") == _REMOVABLE]
    return tuple(_usable((_volume(kernel, root) for root in roots), usage))


def _volume(kernel: Any, root: str) -> Drive:
    label, system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
    flags = ctypes.c_ulong(0)
    done = kernel.GetVolumeInformationW(
        root, label, 261, None, None, ctypes.byref(flags), system, 261
    )
    name = f"{label.value} ({root[:2]})" if done and label.value else root[:2]
    return Drive(Path(root), name, 0, 0, system.value, bool(flags.value & _READ_ONLY))


def _usable(found: Iterator[Drive], usage: Usage) -> Iterator[Drive]:
    """Yield what answers: an empty card reader and a drive that is just being pulled do not."""
    for one in found:
        try:
            size, _, free = usage(one.path)
        except OSError:
            continue
        if size:
            yield replace(one, size=size, free=free)


def _removable(root: Path, device: str) -> bool:
    """Whether the kernel calls the disk removable that a partition such as sdb1 lies on."""
    name = device.rpartition("/")[2]
    for disk in (name, _PARTITION.sub("", name)):
        try:
            told = (root / "sys/block" / disk / "removable").read_text("ascii")
        except (OSError, UnicodeDecodeError):
            continue
        return told.strip() == "1"
    return False


def _unescaped(text: str) -> str:
    """Return a path of /proc/mounts, in which spaces are written as octal numbers."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)), text)
