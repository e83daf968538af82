"""Read one table of a data file field by field; all that is wrong is collected, not the first."""

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from boardapp.core.toml_text import Document, Fault, Path

_MONTH_DAY = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
_LONGEST = 500

Word = TypeVar("Word", bound=StrEnum)


class Form:
    """One table, with the faults of the whole file; what is never asked for is a fault too."""

    def __init__(
        self, document: Document, path: Path, table: Mapping[str, Any], faults: list[Fault]
    ) -> None:
        self.document, self.path, self.table, self.faults = document, path, table, faults
        self.asked: set[str] = set()

    def fault(self, reason: str, name: str = "") -> None:
        """Note what is wrong with a field, or with the table as a whole."""
        path = (*self.path, name) if name in self.table else self.path
        self.faults.append(Fault(self.document.line(path), reason))

    def line(self, name: str = "") -> int:
        """Return the line of a field, or of the table."""
        return self.document.line((*self.path, name) if name else self.path)

    def has(self, name: str) -> bool:
        """Whether the field was written."""
        return name in self.table

    def text(self, name: str, *, need: bool = True) -> str:
        """Return a text of one line; an empty one counts as missing."""
        value = self._value(name, str, "文字", need)
        if value is None:
            return ""
        text = str(value).strip()
        if not text and need:
            self.fault(f"{name} 是空的", name)
        self._printable(name, text)
        return text

    def texts(self, name: str, *, need: bool = False) -> tuple[str, ...]:
        """Return a list of texts; one text alone counts as a list of one."""
        self.asked.add(name)
        value = self.table.get(name)
        found = [value] if isinstance(value, str) else value
        if found is None or found == []:
            if need:
                self.fault(f"缺少 {name}", name)
            return ()
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.fault(f"{name} 应为一组文字", name)
            return ()
        stripped = [one.strip() for one in found]
        if not all(stripped):
            self.fault(f"{name} 里有空的文字", name)
        for one in stripped:
            self._printable(name, one)
        for one in sorted({one for one in stripped if stripped.count(one) > 1}):
            self.fault(f"{name} 里“{one}”写了两次", name)
        return tuple(stripped)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._value(name, bool, " true 或 false", need=False)
        return default if value is None else bool(value)

    def whole(self, name: str, low: int, high: int, *, need: bool = False) -> int | None:
        """Return a whole number between two bounds."""
        value = self._value(name, int, f" {low} 到 {high} 的整数", need)
        if value is None:
            return None
        if not low <= value <= high:
            self.fault(f"{name} 应为 {low} 到 {high} 的整数", name)
            return None
        return int(value)

    def day(self, name: str, *, need: bool = False) -> date | None:
        """Return a day written as a TOML date."""
        value = self._value(name, date, "日期（写成 2026-01-01，不加引号）", need)
        return value if isinstance(value, date) else None

    def month_day(self, name: str, *, need: bool = False) -> str:
        """Return a day of any year, written as ``"03-31"``."""
        value = self._value(name, str, '"03-31" 这样的月日', need)
        if value is None:
            return ""
        found = _MONTH_DAY.match(value)
        if not found or not _exists(int(found[1]), int(found[2])):
            self.fault(f"{name}：没有“{value}”这一天，应写成 03-31", name)
            return ""
        return str(value)

    def choice(self, name: str, words: type[Word], *, need: bool = True) -> Word | None:
        """Return a word of a closed list, written in English or in Chinese."""
        text = self.text(name, need=need)
        return self._word(name, text, words) if text else None

    def choices(self, name: str, words: type[Word], *, need: bool = False) -> tuple[Word, ...]:
        """Return words of a closed list."""
        found = (self._word(name, text, words) for text in self.texts(name, need=need) if text)
        return tuple(one for one in found if one is not None)

    def forms(self, name: str) -> list["Form"]:
        """Return the tables below this one that are written as ``[[name]]`` or in a list."""
        self.asked.add(name)
        value = self.table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(f"{name} 应写成 [[{name}]]", name)
            return []
        return [
            Form(self.document, (*self.path, name, index), one, self.faults)
            for index, one in enumerate(value)
        ]

    def close(self) -> None:
        """Note every field that nobody asked for."""
        for name in self.table:
            if name not in self.asked:
                self.fault(f"不认识 {name}{near(name, self.asked)}", name)

    def _value(self, name: str, kind: type, word: str, need: bool) -> Any:
        self.asked.add(name)
        if name not in self.table:
            if need:
                self.fault(f"缺少 {name}")
            return None
        value = self.table[name]
        if type(value) is not kind:
            self.fault(f"{name} 应为{word}", name)
            return None
        return value

    def _word(self, name: str, text: str, words: type[Word]) -> Word | None:
        for one in words:
            if text in (one.value, getattr(one, "word", one.value)):
                return one
        known = "、".join(one.value for one in words)
        self.fault(f"{name} 不认识“{text}”；可用：{known}", name)
        return None

    def _printable(self, name: str, text: str) -> None:
        if len(text) > _LONGEST:
            self.fault(f"{name} 太长（最多 {_LONGEST} 字）", name)
        if any(ord(one) < 32 or ord(one) == 127 for one in text):
            self.fault(f"{name} 里有换行或控制字符", name)


def near(name: str, known: Iterable[str]) -> str:
    """Return a hint at the known name that looks most like one, or nothing."""
    found = difflib.get_close_matches(name, list(known), 1)
    return f"，是不是 {found[0]}" if found else ""


def _exists(month: int, day: int) -> bool:
    """Whether some year has this day; the 29th of February counts as the last of the month."""
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True
