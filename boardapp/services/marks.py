"""The mark in a data folder: which database belongs there, in which place, on which machine."""

import json
import platform
import sys
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlite_utils import Database

from boardapp.core.errors import UserError
from boardapp.services.files import write_sentence
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
    """Write the mark; ``place`` is where the folder will stand when it is not there yet.

    Raises UserError with a sentence when the disk does not take it.
    """
    path = folder / MARK
    try:
        # The file is made first: its number on the disk is part of what it says.
        path.touch()
        one = Mark(mark, str((place or folder).resolve()), _machine(), path.stat().st_ino)
        path.write_text(json.dumps(asdict(one), ensure_ascii=False), "utf-8")
    except OSError as error:
        raise UserError(write_sentence(error, path)) from error


def belongs(folder: Path, mark: str) -> bool:
    """Whether a database with some mark stands where it was: same folder, same machine.

    A folder that was only renamed or moved keeps its file's number on the disk. The folder of a
    portable program goes from machine to machine and is known by its mark alone.
    """
    one = _read(folder)
    if one is None or one.mark != mark:
        return False
    if _portable(folder):
        return True
    same = one.folder == str(folder.resolve()) or one.inode == (folder / MARK).stat().st_ino
    return same and one.machine == _machine()


def place_of(folder: Path) -> str:
    """Return the place that a folder's mark was made for; empty without a mark."""
    one = _read(folder)
    return one.folder if one else ""


def _read(folder: Path) -> Mark | None:
    try:
        return Mark(**json.loads((folder / MARK).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


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
