"""A place that a bundle can go to, in words: a stick that was found, or a folder that was named."""

from dataclasses import dataclass
from pathlib import Path

from boardapp.services.drives import Drive
from boardapp.services.sticks import Stick, human

LONGEST = 30
"""Characters of a name that stand on one line; the whole path stands below it."""
NEARLY_FULL = 1 << 20
"""So few bytes free that no bundle goes there."""


@dataclass(frozen=True)
class Place:
    """Where a bundle can go: its name, what is known of it, and what speaks against it."""

    path: Path
    name: str
    told: str
    warning: str = ""
    is_stick: bool = True


def of_drive(one: Drive) -> Place:
    """Return a drive as a place."""
    system = f" · {one.system}" if one.system else ""
    told = f"可用 {human(one.free)}，共 {human(one.size)}{system} · {one.path}"
    warning = ""
    if one.read_only:
        warning = "只读，写不进去。请关掉U盘上的写保护开关，或换一个U盘。"
    elif one.free < NEARLY_FULL:
        warning = "已经满了。请删掉U盘上不要的文件，或换一个U盘。"
    return Place(one.path, short(one.label), told, warning)


def of_folder(path: Path) -> Place:
    """Return a folder that a person chose; it is not looked at, for a network may be slow."""
    return Place(path, short(path.name or str(path)), f"自己选的文件夹 · {path}", is_stick=False)


def short(name: str) -> str:
    """Return a name that fits one line and is never a key to press."""
    name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    return name.replace("&", "&&")


def what_to_do(count: int) -> str:
    """Say how many sticks there are and what the person does."""
    if count == 0:
        return f"{Stick.NO_STICK.sentence}请插好U盘，等一会儿，这里会自动列出来，不用按什么。"
    return f"有 {count} 个地方可以写，写到哪一个？请用方向键或鼠标选定。"
