"""The fonts that a notice is set in, and the machine's own fonts for rarer characters."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import category

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from boardapp.core.errors import UserError
from boardapp.notices import machine

_DROPPED = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
_SPACES = dict.fromkeys(map(ord, "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")


_FAR = re.compile(r"<([0-9A-F]{5,6})>")


class _Font(TTFont):  # type: ignore[misc]
    """A TrueType font whose characters beyond U+FFFF can be copied out of the PDF again.

    reportlab writes their code points as they are, where a PDF wants UTF-16.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font to a document, and mend its table of characters."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                stream.content = _FAR.sub(_utf16, stream.content)


@dataclass(frozen=True)
class Face:
    """One font: the name it is drawn by and the advance of each character in thousandths."""

    name: str
    advances: dict[int, int]


@dataclass
class Fonts:
    """Regular and bold, what they cover, and the faces found for what they do not cover.

    The machine's own fonts are looked at only when a character is missing.
    """

    regular: Face
    bold: Face
    coverage: frozenset[str]
    folders: tuple[Path, ...]
    spare: dict[str, Face] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    _widths: dict[tuple[str, bool], float] = field(default_factory=dict)

    def width(self, text: str, bold: bool = False) -> float:
        """Return the width of a text in ems."""
        key = (text, bold)
        found = self._widths.get(key)
        if found is None:
            advances = self.bold.advances if bold else self.regular.advances
            try:
                total = sum(map(advances.__getitem__, map(ord, text)))
            except KeyError:
                total = sum(self._advance(char, advances) for char in text)
            if len(self._widths) > 100_000:
                self._widths.clear()
            found = self._widths[key] = total / 1000
        return found

    def runs(self, text: str, bold: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the text in runs, each with the name of the face that has its characters."""
        first = self.bold if bold else self.regular
        name, start = "", 0
        for place, char in enumerate(text):
            face = self.spare.get(char, first).name if char not in self.coverage else first.name
            if face != name:
                if place:
                    yield name, text[start:place]
                name, start = face, place
        if text:
            yield name, text[start:]

    def prepare(self, text: str) -> frozenset[str]:
        """Find a face for every character, and return those that the main fonts lack.

        Raises UserError naming the characters that no font on this machine has.
        """
        strange = frozenset(text) - self.coverage
        lost = self._seek(strange)
        if lost:
            raise UserError(
                f"这台电脑的字体里没有这些字：{'、'.join(lost)}。"
                "没有生成公示件，原有数据不受影响；请安装含有这些字的字体，或核对原文后再试。"
            )
        return strange

    def _advance(self, char: str, advances: dict[int, int]) -> int:
        found = advances.get(ord(char))
        if found is None:
            spare = self.spare.get(char)
            found = spare.advances.get(ord(char), 1000) if spare else 1000
        return found

    def _seek(self, chars: Iterable[str]) -> tuple[str, ...]:
        wanted = {char for char in chars if char not in self.spare and char not in self.missing}
        if wanted:
            for path, number, covered in machine.covering(self.folders, wanted):
                try:
                    face = _face(path, number)
                except (TTFError, OSError, ValueError, KeyError, IndexError):
                    continue  # not every font of a machine is one that reportlab can embed
                self.spare.update(dict.fromkeys(covered & wanted, face))
                wanted -= covered
                if not wanted:
                    break
            self.missing |= wanted
            self._widths.clear()
        return tuple(_named(char) for char in sorted(set(chars) & self.missing))


def load(folder: Path, machine_folders: Sequence[Path] | None = None) -> Fonts:
    """Load Regular and Bold from a folder, with the machine's font folders behind them."""
    regular = _face(folder / "NotoSansSC-Regular.ttf")
    bold = _face(folder / "NotoSansSC-Bold.ttf")
    both = regular.advances.keys() & bold.advances.keys()
    folders = machine.font_folders() if machine_folders is None else tuple(machine_folders)
    return Fonts(regular, bold, frozenset(map(chr, both)), folders)


def uncommon(texts: Iterable[str]) -> str:
    """Return the characters that only the fonts themselves can tell of.

    Every character of GB 2312 is in the program's own fonts; asking them takes half a second.
    """
    return "".join(sorted(char for char in set(clean("".join(texts))) if not _common(char)))


def unprintable(fonts: Fonts, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters that no font has, each named with its code point."""
    strange = set(clean("".join(texts))) - fonts.coverage
    return fonts._seek(strange)  # noqa: SLF001 - same module, the other half of prepare


def clean(text: str) -> str:
    """Return the text as it is set: breaks and tabs as spaces, invisible marks left out."""
    return text if text.isprintable() else text.translate(_SPACES).translate(_DROPPED)


def _common(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not char.isascii() or char.isprintable()


def _face(path: Path, number: int = 0) -> Face:
    name = f"{path.stem}-{number}"
    font = _Font(name, str(path), subfontIndex=number)
    pdfmetrics.registerFont(font)
    return Face(name, font.face.charWidths)


def _utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


def _named(char: str) -> str:
    shown = "" if category(char)[0] in "CM" else f"“{char}”"
    return f"{shown}（U+{ord(char):04X}）"
