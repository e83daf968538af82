"""File names that every disk takes: Windows, FAT sticks and Linux alike, and that stay distinct."""

import re
import unicodedata

LONGEST = 150
"""Bytes of UTF-8 in a name without its ending; ext4 takes 255, a path on Windows 260."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)")


def safe_name(text: str, ending: str = "", longest: int = LONGEST) -> str:
    """Return a text as a file name: readable, without what some disk refuses, never empty.

    Characters beyond the basic plane become ``_``: not every driver of a FAT stick takes them.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    plain = "".join(_kept(char) for char in plain)
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", plain)).strip(" .")
    while len(plain.encode()) > longest:
        plain = plain[:-1]
    plain = plain.strip(" .") or "_"
    return f"{'_' if _DEVICES.match(plain) else ''}{plain}{ending}"


class Names:
    """Names given out in one folder; no two differ only in what some disk takes for the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str, ending: str = "") -> str:
        """Return a safe name that nobody has yet, with a number behind it where needed."""
        name, count = safe_name(text, ending), 1
        while same(name) in self._taken:
            count += 1
            name = f"{safe_name(text)}-{count}{ending}"
        self._taken.add(same(name))
        return name


def same(name: str) -> str:
    """Return what two names share that a disk without case or with other forms takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _kept(char: str) -> str:
    if ord(char) > 0xFFFF or unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs"):
        return "_"
    return "" if unicodedata.category(char) == "Cf" else char
