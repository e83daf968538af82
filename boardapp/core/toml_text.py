"""Data files in TOML: the tree, the line on which each part of it stands, and what is wrong.

``tomllib`` tells a line only when the writing itself is wrong. Where the meaning is wrong the
text is searched for the line on which the offending part begins.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_DAY = re.compile(r"=\s*\d{4}-\d{1,2}-\d{1,2}")
_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEY = re.compile(rf"^\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")

_SENTENCES = (
    ("Cannot overwrite", "同一个名称写了两次"),
    ("Cannot declare", "同一个表写了两次"),
    ("Expected '=' after a key", "名称后面缺少等号"),
    ("Invalid date", "没有这一天"),
    ("Unclosed array", "方括号没有闭合"),
    ("Unclosed inline table", "花括号没有闭合"),
    ("Unterminated string", "引号没有闭合"),
    ("Illegal character", "有不能用的字符（例如引号没有闭合，或用了中文引号）"),
    ("Unescaped", "反斜杠写法不对"),
    ("Invalid statement", "这一行开头不是名称（名称用英文字母，不加引号）"),
    ("Invalid initial character for a key", "这一行开头不是名称（名称用英文字母，不加引号）"),
    ("Expected ']", "表头的方括号没有写全"),
    ("Invalid value", "等号后面的值写得不对（文字要加英文引号，日期写成 2026-01-01）"),
    ("Expected newline", "一行只能写一个值，值后面有多余的内容"),
)


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a data file: the 1-based line and the reason."""

    line: int
    reason: str

    @property
    def sentence(self) -> str:
        """The line and the reason as one text."""
        return f"第{self.line}行：{self.reason}"


class DataFileError(ValueError):
    """A data file that cannot be used, with everything that is wrong in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda one: (one.line, one.reason)))
        super().__init__("；".join(one.sentence for one in self.faults))


@dataclass(frozen=True)
class Document:
    """A parsed file and the line on which each part of it begins."""

    tree: dict[str, Any]
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of a part, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str) -> Document:
    """Parse TOML; raises DataFileError with line and reason when the writing is wrong."""
    try:
        return Document(tomllib.loads(text), _lines(text))
    except RecursionError as error:
        raise DataFileError([Fault(1, "括号套得太深")]) from error
    except ValueError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else max(1, len(text.splitlines()))
        raise DataFileError([Fault(line, _reason(str(error), text, line))]) from error


def _reason(message: str, text: str, line: int) -> str:
    """Say in Chinese what tomllib said; it takes a day that does not exist for two values."""
    written = text.split("\n")[line - 1 : line]
    if "Expected newline" in message and _DAY.search("".join(written)):
        return "没有这一天，或日期没有写成 2026-01-01"
    found = (sentence for word, sentence in _SENTENCES if word in message)
    return next(found, "不是正确的 TOML 写法")


def _lines(text: str) -> dict[Path, int]:
    """Return the line of every table, key and array element of a text that parses."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    scan = _Scan(found)
    for number, line in enumerate(text.split("\n"), start=1):
        body = line.removesuffix("\r")
        if scan.inside:
            scan.feed(body, number)
            continue
        header, key = _HEADER.match(body), _KEY.match(body)
        if key:
            path = (*table, *_names(key[1]))
            found.setdefault(path, number)
            scan.start(path)
            scan.feed(body[key.end() :], number)
        elif header:
            table = _table(_names(header[2]), counts, many=header[1] == "[[")
            found.setdefault(table, number)
            if header[1] == "[[":
                found.setdefault(table[:-1], number)
    return found


def _names(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, dotted))


def _table(names: Path, counts: dict[Path, int], *, many: bool) -> Path:
    """Return the path of a table header, with the index of each array of tables on the way."""
    path: Path = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if many and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


class _Scan:
    """Follow a value over its lines: strings, brackets, and where array elements begin."""

    def __init__(self, found: dict[Path, int]) -> None:
        self.found = found
        self.quote = ""
        self.depth = 0

    @property
    def inside(self) -> bool:
        """Whether the value goes on after the line."""
        return bool(self.quote or self.depth)

    def start(self, path: Path) -> None:
        """Begin the value of a key."""
        self.path, self.quote, self.depth = path, "", 0
        self.element, self.waiting = 0, False

    def feed(self, line: str, number: int) -> None:
        """Go over one line of the value."""
        at = 0
        while at < len(line):
            if self.quote:
                at = self._string(line, at)
            elif line[at] == "#":
                break
            else:
                at = self._character(line, at, number)
        if len(self.quote) == 1:
            self.quote = ""

    def _string(self, line: str, at: int) -> int:
        if line[at] == "\\" and self.quote[0] == '"':
            return at + 2
        if line.startswith(self.quote, at):
            at += len(self.quote)
            self.quote = ""
            return at
        return at + 1

    def _character(self, line: str, at: int, number: int) -> int:
        character = line[at]
        if self.waiting and self.depth == 1 and character not in " \t,]":
            self.found[(*self.path, self.element)] = number
            self.element, self.waiting = self.element + 1, False
        if character in "\"'":
            self.quote = character * 3 if line.startswith(character * 3, at) else character
            return at + len(self.quote)
        if character in "[{":
            self.depth += 1
            self.waiting = self.waiting or self.depth == 1
        elif character in "]}":
            self.depth -= 1
        elif character == "," and self.depth == 1:
            self.waiting = True
        return at + 1
