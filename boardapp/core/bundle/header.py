"""The head of a bundle, data/bundle.json: whose it is, its number, and the bundle before it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

VERSION = 1
"""The version of the format that this program writes and reads."""
ROLE = "village"
LARGEST_SEQUENCE = 9999
"""Sequences have four digits in a bundle's name."""

_CODE = re.compile(r"\d{12}", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COUNT = re.compile(r"[a-z_]{1,40}")
_LONGEST = 200


class NewerFormat(Exception):  # noqa: N818 - not a fault of the bundle
    """Say that a bundle was written by a newer program; ``version`` is what it says of itself."""

    def __init__(self, version: int) -> None:
        """Keep the version."""
        super().__init__(f"这个数据包的格式是第 {version} 版，本程序只认识第 {VERSION} 版")
        self.version = version


@dataclass(frozen=True)
class Header:
    """What a bundle says of itself.

    ``village`` is the code of twelve digits; ``instance`` the identity of the database that
    wrote it and ``previous_instance`` the one that it was restored or copied from, empty without
    one; ``sequence`` counts a village's bundles from 1; ``previous`` is the digest of the bundle
    before, empty for the first one and where a restored database knows it no more. ``full`` says
    that every file the tables name is inside. ``holds`` counts what the village holds by the
    name of a table, and the ``files`` that are inside.
    """

    village: str
    name: str
    township: str
    instance: str
    sequence: int
    exported_on: date
    program: str
    previous: str = ""
    previous_instance: str = ""
    full: bool = False
    holds: Mapping[str, int] = field(default_factory=dict)
    role: str = ROLE
    version: int = VERSION

    @property
    def bundle_name(self) -> str:
        """The bundle's name, ASCII only: ``boardbundle-331181102299-0007``."""
        return bundle_name(self.village, self.sequence)

    @property
    def comment(self) -> str:
        """The trusted comment that is signed with the bundle."""
        return f"village:{self.village} sequence:{self.sequence} previous:{self.previous or '-'}"

    def to_json(self) -> bytes:
        """Return the canonical bytes: sorted keys, no spaces, UTF-8, one final line feed."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told |= {"exported_on": self.exported_on.isoformat(), "holds": dict(self.holds)}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return (text + "\n").encode()


def bundle_name(village: str, sequence: int) -> str:
    """Return the name of a village's bundle, without the ending .zip."""
    return f"boardbundle-{village}-{sequence:04d}"


def header_of(raw: bytes) -> Header:
    """Read data/bundle.json strictly.

    Raises NewerFormat when it was written by a newer program, and ValueError with a Chinese
    sentence when it is anything but what ``Header.to_json`` writes.
    """
    told = _object(raw)
    version = told.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise NewerFormat(version)
    names = {one.name for one in fields(Header)}
    if set(told) != names:
        odd = sorted(set(told) ^ names)
        raise ValueError(f"bundle.json 的键不对：{'、'.join(odd)[:80]}")
    _check(told)
    header = Header(**{**told, "exported_on": date.fromisoformat(told["exported_on"])})
    if header.to_json() != raw:
        raise ValueError("bundle.json 不是规定的写法")
    return header


def _object(raw: bytes) -> dict[str, Any]:
    try:
        told = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError("bundle.json 不是 UTF-8 的 JSON") from error
    if not isinstance(told, dict):
        raise ValueError("bundle.json 不是一个对象")
    return told


def _check(told: Mapping[str, Any]) -> None:
    """Raise ValueError naming the first value that cannot be what it should."""
    texts = ("village", "name", "township", "instance", "previous", "previous_instance")
    for key in (*texts, "exported_on", "program", "role"):
        if not isinstance(told[key], str) or len(told[key]) > _LONGEST:
            raise ValueError(f"bundle.json 的 {key} 应为文字")
    wanted = {
        "version": type(told["version"]) is int and told["version"] == VERSION,
        "role": told["role"] and told["role"].isprintable(),
        "village": _CODE.fullmatch(told["village"]),
        "name": told["name"].strip() and told["name"].isprintable(),
        "township": told["township"].isprintable(),
        "program": told["program"].isprintable(),
        "instance": _UUID.fullmatch(told["instance"]),
        "previous_instance": not told["previous_instance"]
        or _UUID.fullmatch(told["previous_instance"]),
        "sequence": type(told["sequence"]) is int and 1 <= told["sequence"] <= LARGEST_SEQUENCE,
        "previous": not told["previous"] or _DIGEST.fullmatch(told["previous"]),
        "exported_on": _is_day(told["exported_on"]),
        "full": isinstance(told["full"], bool),
        "holds": _is_counts(told["holds"]),
    }
    for key, right in wanted.items():
        if not right:
            raise ValueError(f"bundle.json 的 {key} 不对")


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _is_counts(told: object) -> bool:
    return isinstance(told, dict) and all(
        _COUNT.fullmatch(key) and type(count) is int and count >= 0 for key, count in told.items()
    )
