"""Data files that a county may drop in: rules and catalogue, each with its last good text.

The program's own files lie in ``resources``, the village's in folders of the same names in its
data folder; one of its own takes the place of a shipped one of the same name. A file with an
error never stops anything: the text that was good last stays in force.
"""

import hashlib
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from boardapp.core.errors import UserError
from boardapp.core.finding import Finding, Level
from boardapp.core.toml_text import DataFileError, Fault
from boardapp.services.desk import Desk
from boardapp.services.resources import resource
from boardapp.store import villages

_LARGEST = 1_000_000
_KEY = "good-file:"

Record = TypeVar("Record")


@dataclass(frozen=True)
class Loaded(Generic[Record]):
    """One file in force: its name such as ``rules/37-shandong.toml`` and what it says."""

    name: str
    record: Record


@dataclass(frozen=True)
class _Source:
    """A file's name, and what can be tried in its place, the best first."""

    name: str
    places: tuple[Path, ...]


def load(
    desk: Desk, kind: str, parse: Callable[[str], Record]
) -> tuple[tuple[Loaded[Record], ...], tuple[Finding, ...]]:
    """Return the files of one kind that are in force, and a finding for each error in them.

    Texts that are good and new are kept in the database as the last good ones.
    """
    loaded: list[Loaded[Record]] = []
    findings: list[Finding] = []
    good: dict[str, str] = {}
    for source in _sources(desk.folder, kind):
        found, faults = _first_good(desk, source, parse, good)
        loaded += [Loaded(source.name, found)] if found is not None else []
        findings += [faulty(source.name, one, still=found is not None) for one in faults]
    _keep(desk, good)
    return tuple(loaded), tuple(findings)


def faulty(name: str, fault: Fault, *, still: bool) -> Finding:
    """Return the finding about an error in a file; ``still`` that a good text is in force."""
    after = "上一次正确的内容仍然有效" if still else "这个文件没有生效，其他不受影响"
    sentence = f"文件 {name} 第{fault.line}行：{fault.reason}。{after}；请改正后再看。"
    return Finding(Level.VERIFY, "faulty-file", sentence, name, fault.line)


def _sources(folder: Path, kind: str) -> Iterator[_Source]:
    """Return the files of a kind by name, the program's before the village's."""
    shipped = {path.name: path for path in _listed(resource(kind))}
    own = {path.name: path for path in _listed(folder / kind)}
    for name in [*sorted(shipped), *sorted(own.keys() - shipped.keys())]:
        places = tuple(one[name] for one in (own, shipped) if name in one)
        yield _Source(f"{kind}/{name}", places)


def _listed(folder: Path) -> list[Path]:
    try:
        return [
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".toml" and path.name[0] not in ".~"
        ]
    except OSError:
        return []


def _first_good(
    desk: Desk, source: _Source, parse: Callable[[str], Record], good: dict[str, str]
) -> tuple[Record | None, tuple[Fault, ...]]:
    """Return what a file says: now, else when it was last good, else as it was shipped."""
    text, faults = _text(source.places[0])
    if text is not None:
        record, faults = _parsed(parse, text)
        if record is not None:
            good[source.name] = text
            return record, ()
    kept = villages.setting(desk.db, _KEY + source.name)
    if kept:
        record, _ = _parsed(parse, kept)
        if record is not None:
            return record, faults
    for place in source.places[1:]:
        shipped, _ = _text(place)
        record, _ = _parsed(parse, shipped or "")
        if record is not None:
            return record, faults
    return None, faults


def _text(path: Path) -> tuple[str | None, tuple[Fault, ...]]:
    """Return a file's text, read again only when the file has changed."""
    try:
        state = path.stat()
    except OSError as error:
        return None, (Fault(1, f"读不出来（{error.strerror or error}）"),)
    if not stat.S_ISREG(state.st_mode):
        return None, (Fault(1, "不是文件"),)
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, size: int) -> tuple[str | None, tuple[Fault, ...]]:
    if size > _LARGEST:
        return None, (Fault(1, "文件太大，不像规定或目录文件"),)
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (Fault(1, f"读不出来（{error.strerror or error}）"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (Fault(line, "不是 UTF-8 编码；请在记事本里“另存为”，编码选 UTF-8"),)


@cache
def _parser(
    parse: Callable[[str], Record],
) -> Callable[[str], tuple[Record | None, tuple[Fault, ...]]]:
    """Return a parser that remembers texts it has read and gives errors back."""

    @lru_cache(maxsize=128)
    def remembered(text: str) -> tuple[Record | None, tuple[Fault, ...]]:
        try:
            return parse(text), ()
        except DataFileError as error:
            return None, error.faults

    return remembered


def _parsed(parse: Callable[[str], Record], text: str) -> tuple[Record | None, tuple[Fault, ...]]:
    return _parser(parse)(text)


def _keep(desk: Desk, good: dict[str, str]) -> None:
    """Keep texts that are good and not the ones kept already; a full disk stops nobody here."""
    new = {
        name: text for name, text in good.items() if villages.setting(desk.db, _KEY + name) != text
    }
    if not new:
        return
    details = {
        "files": {
            name: {
                "before": _digest(villages.setting(desk.db, _KEY + name)),
                "after": _digest(text),
            }
            for name, text in new.items()
        }
    }
    try:
        with desk.writing("keep-data-files", details) as db:
            for name, text in new.items():
                villages.save_setting(db, _KEY + name, text)
    except UserError:
        return


def _digest(text: str) -> str | None:
    return hashlib.sha256(text.encode()).hexdigest() if text else None
