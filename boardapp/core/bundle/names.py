"""Which names inside a zip are unsafe: a file must land where it says, on every computer.

The rules hold for Windows, macOS and Linux alike, whichever of them reads the bundle.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

LONGEST = 240
"""The longest path in characters; Windows' own limit is 260 with the folder before it."""


class NameFault(StrEnum):
    """Everything that can be wrong with a name."""

    EMPTY = "empty"
    CONTROL = "control"
    UNC = "unc"
    BACKSLASH = "backslash"
    DRIVE = "drive"
    ABSOLUTE = "absolute"
    HOME = "home"
    DOTS = "dots"
    CHARACTER = "character"
    RESERVED = "reserved"
    TRAILING = "trailing"
    TOO_LONG = "too-long"
    NOT_ASCII = "not-ascii"
    LINK = "link"
    DUPLICATE = "duplicate"
    CASE = "case"
    FORM = "form"
    CLASH = "clash"

    @property
    def word(self) -> str:
        """Say in Chinese what is wrong with the name."""
        return _WORDS[self]

    @property
    def leads_outside(self) -> bool:
        """Tell whether the name could make a file land outside its folder."""
        return self in _OUTSIDE


_OUTSIDE = frozenset(
    (
        NameFault.UNC,
        NameFault.BACKSLASH,
        NameFault.DRIVE,
        NameFault.ABSOLUTE,
        NameFault.HOME,
        NameFault.DOTS,
        NameFault.LINK,
    )
)
_WORDS = {
    NameFault.EMPTY: "名字是空的",
    NameFault.CONTROL: "名字里有看不见的控制字符",
    NameFault.UNC: "名字指向网络上的另一台电脑",
    NameFault.BACKSLASH: "名字里有反斜杠",
    NameFault.DRIVE: "名字以盘符开头",
    NameFault.ABSOLUTE: "名字是绝对路径",
    NameFault.HOME: "名字指向用户的主文件夹",
    NameFault.DOTS: "名字里有“.”或“..”，会写到别的文件夹",
    NameFault.CHARACTER: "名字里有 Windows 不允许的字符",
    NameFault.RESERVED: "名字是 Windows 保留给设备的",
    NameFault.TRAILING: "名字以空格或点结尾",
    NameFault.TOO_LONG: "名字太长",
    NameFault.NOT_ASCII: "名字里有英文字母、数字以外的字",
    NameFault.LINK: "是链接，不是文件",
    NameFault.DUPLICATE: "名字出现了两次",
    NameFault.CASE: "两个名字只有大小写不同",
    NameFault.FORM: "两个名字看起来一样，编码不同",
    NameFault.CLASH: "同一个名字既是文件又是文件夹",
}
_BAD = frozenset('<>:"|?*')
_UNSEEN = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_DIGITS = "0123456789¹²³"
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"]
    + [name + digit for name in ("COM", "LPT") for digit in _DIGITS]
)


def name_fault(name: str) -> NameFault | None:
    """Return what is unsafe about one path with forward slashes; None when it is safe.

    What leads outside is told before anything else. A path that ends in a slash names a folder.
    """
    whole = _whole_fault(name)
    if whole:
        return whole
    for part in name.removesuffix("/").split("/"):
        found = _part_fault(part)
        if found:
            return found
    return NameFault.TOO_LONG if len(name) > LONGEST else None


def collision(names: Iterable[str]) -> tuple[NameFault, str, str] | None:
    """Return two names that some computer takes for one, and why; None if there are none.

    Folders count too: ``Data/a`` and ``data/b`` land in one folder on Windows. Folded and sorted,
    two such names lie side by side, so that time and memory grow with the names' length alone,
    however deep their folders are.
    """
    ordered = sorted((_folded(name), name) for name in names)
    for (key, first), (next_key, second) in pairwise(ordered):
        fault = _clash(key.split("\0"), first, next_key.split("\0"), second)
        if fault:
            return fault, first, second
    return None


def is_link(made_by: int, attributes: int) -> bool:
    """Tell from a zip entry's external attributes whether it is anything but a file or a folder.

    Symbolic links, devices and pipes are told by Unix hosts in the upper half, links of Windows
    by the attribute ``reparse point``.
    """
    kind = (attributes >> 16) & 0o170000
    return kind not in {0, 0o100000, 0o040000} or (
        made_by >> 8 in {0, 10} and attributes & 0x400 > 0
    )


def _whole_fault(name: str) -> NameFault | None:
    """Return what is wrong with a path as a whole: first whatever leads outside."""
    if not name or name == "/":
        return NameFault.EMPTY
    if name.startswith(("\\\\", "//")):
        return NameFault.UNC
    if len(name) > 1 and name[1] == ":" and name[0].isalpha():
        return NameFault.DRIVE
    if "\\" in name:
        return NameFault.BACKSLASH
    if name.startswith("/"):
        return NameFault.ABSOLUTE
    if name.startswith("~"):
        return NameFault.HOME
    if {".", ".."} & set(name.split("/")):
        return NameFault.DOTS
    return NameFault.CONTROL if any(_unseen(one) for one in name) else None


def _part_fault(part: str) -> NameFault | None:
    if not part:
        return NameFault.EMPTY
    if _BAD & set(part):
        return NameFault.CHARACTER
    if part[-1] in ". ":
        return NameFault.TRAILING
    stem = part.split(".")[0].rstrip(" ").upper()
    return NameFault.RESERVED if stem in _DEVICES else None


def _unseen(one: str) -> bool:
    return unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} or one in _UNSEEN


def _folded(name: str) -> str:
    """Return what all spellings of a path have in common, a NUL between its parts.

    Case and Unicode form are taken away, part by part: a character that stands for a slash is none.
    """
    plain = name.removesuffix("/")
    if plain.isascii():
        return plain.lower().replace("/", "\0")
    return "\0".join(_bare(part) for part in plain.split("/"))


def _bare(part: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", part).casefold())


def _clash(
    keys: Sequence[str], name: str, other_keys: Sequence[str], other: str
) -> NameFault | None:
    """Compare two names that lie side by side once folded; ``keys`` are their folded parts."""
    one, two = name.removesuffix("/").split("/"), other.removesuffix("/").split("/")
    for key, other_key, part, other_part in zip(keys, other_keys, one, two, strict=False):
        if key != other_key:
            return None
        if part != other_part:
            return _difference(part, other_part)
    if len(one) != len(two):
        return NameFault.CLASH if not name.endswith("/") else None
    if name.endswith("/") != other.endswith("/"):
        return NameFault.CLASH
    return None if name.endswith("/") else NameFault.DUPLICATE


def _difference(one: str, other: str) -> NameFault:
    """Tell whether two spellings of one path differ by case, or by Unicode form."""
    forms = {unicodedata.normalize("NFKC", one), unicodedata.normalize("NFKC", other)}
    return NameFault.FORM if len(forms) == 1 else NameFault.CASE
