"""The mark in a data folder: which database belongs there, in which place, on which machine."""

import json
import platform
import sys
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlite_utils import Database

from boardapp.services.files import write_whole
from boardapp.store import instance, seals

MARK = "instance"


@dataclass(frozen=True)
class Mark:
    """What the file ``instance`` says: the database's mark, and the place it was made for."""

    mark: str
    folder: str
    machine: str
    inode: int


def settle(db: Database, folder: Path) -> None:
    """Bind a database to its folder before anything was written in it."""
    if seals.is_sealed(db) or instance.held(db).mark:
        return
    mark = str(uuid.uuid4())
    write(folder, mark)
    instance.bind(db, mark)


def write(folder: Path, mark: str, place: Path | None = None) -> None:
    """Write the mark; ``place`` is where the folder will stand when it is not there yet."""
    path = folder / MARK
    # The file is made first, so that its number on the disk can be part of what it says.
    if not path.exists():
        write_whole(path, b"")
    where = str((place or folder).resolve())
    for _ in range(2):
        one = Mark(mark, where, _machine(), path.stat().st_ino)
        path.write_text(json.dumps(asdict(one), ensure_ascii=False), "utf-8")


def belongs(folder: Path, mark: str) -> bool:
    """Whether a database with some mark stands where it was: same folder, same machine.

    A folder that was only renamed or moved keeps its file's number on the disk. The folder of a
    portable program goes from machine to machine and is known by its mark alone.
    """
    try:
        told = json.loads((folder / MARK).read_text("utf-8"))
        one = Mark(**told)
    except (OSError, ValueError, TypeError):
        return False
    if one.mark != mark:
        return False
    if _portable(folder):
        return True
    same = one.folder == str(folder.resolve()) or one.inode == (folder / MARK).stat().st_ino
    return same and one.machine == _machine()


def _portable(folder: Path) -> bool:
    program = Path(sys.executable).parent
    return (program / "portable").exists() and folder.resolve().is_relative_to(program.resolve())


def _machine() -> str:
    """Return what tells this machine from others: the system's own id, else its name."""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            return path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            pass
    return platform.node()
