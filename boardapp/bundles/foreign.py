"""Judge a bag without a signature as any BagIt 1.0 bag (RFC 8493), to say why it is refused."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from boardapp.bundles import limits
from boardapp.bundles.foreign_text import (
    declared_encoding,
    loose_version,
    parse_fetch,
    parse_info,
    parse_listing,
)
from boardapp.bundles.verdict import Refused, Verdict, damaged, shown
from boardapp.bundles.ziplist import Entry, read_chunks, read_whole
from boardapp.core.bundle.bagit import BAGIT, INFO, SIGNATURE, named
from boardapp.core.bundle.outcome import Outcome
from boardapp.core.progress import Progress

FETCH = "fetch.txt"
_LISTING = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt", re.ASCII | re.IGNORECASE)
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


@dataclass(frozen=True)
class Listing:
    """One manifest: of the payload or of the tag files, and digests by path."""

    path: str
    algorithm: str
    of_tags: bool
    digests: Mapping[str, str]


def judge_foreign(
    file: BinaryIO, entries: Sequence[Entry], unsafe: Refused | None, progress: Progress
) -> Verdict:
    """Judge a bag that nobody signed; raises Refused for all but a valid one.

    ``unsafe`` is what is wrong with the names; an older version of BagIt is told before it.
    """
    root = _root(entries)
    declaration = read_whole(file, next(o for o in entries if o.name == root + BAGIT), limits.SMALL)
    version = loose_version(declaration)
    if version is None:
        raise damaged(f"{BAGIT}里读不出版本。")
    if version != (1, 0):
        told = ".".join(map(str, version))
        raise Refused(Outcome.NOT_A_BUNDLE, f"它是 BagIt {told} 的包，数据包是 1.0 的。")
    if unsafe:
        raise unsafe
    encoding = declared_encoding(declaration)
    inside = _inside(entries, root)
    listings = _listings(file, inside, encoding)
    _check_complete(inside, listings, any(one.name == f"{root}data/" for one in entries))
    _check_other_tags(file, inside, listings, encoding)
    _check_hashes(file, inside, listings, progress)
    return Verdict(Outcome.UNSIGNED, "它是一个完好的 BagIt 1.0 包，里面没有签名文件。")


def _root(entries: Sequence[Entry]) -> str:
    """Return the folder, with its slash, that holds bagit.txt; empty for the zip's own root.

    It may lie some folders deep, as a zip made from a level above has it.
    """
    names = {one.name for one in entries}
    bags, lists = _places(names, BAGIT.__eq__), _places(names, _LISTING.fullmatch)
    if any(named(name.partition("/")[0]) for name in names) and not bags:
        raise damaged(f"缺少{BAGIT}和签名。")
    if lists and (not bags or lists[0].count("/") < bags[0].count("/")):
        raise damaged(f"有清单，却缺少{BAGIT}。")
    if not bags:
        raise Refused(Outcome.NOT_A_BUNDLE, f"压缩文件里没有{BAGIT}。")
    if len(bags) > 1 and bags[0].count("/") == bags[1].count("/"):
        raise damaged("里面不止一个包。")
    if bags[0] + SIGNATURE in names:
        raise damaged("数据包外面又套了几层文件夹。")
    return bags[0]


def _places(names: Iterable[str], is_wanted: Callable[[str], object]) -> list[str]:
    """Return the folders, with their slash, that hold a wanted file, those at the top first."""
    pairs = (name.rpartition("/") for name in names)
    found = {folder + slash for folder, slash, last in pairs if is_wanted(last)}
    return sorted(found, key=lambda one: (one.count("/"), one))


def _inside(entries: Sequence[Entry], root: str) -> dict[str, Entry]:
    """Return the files by path in the bag in Unicode form NFC; raises Refused for one outside."""
    inside = {}
    for one in entries:
        if one.is_folder and root.startswith(one.name):
            continue
        if not one.name.startswith(root):
            raise damaged(f"{shown(one.name)}在包的文件夹外面。")
        if not one.is_folder:
            inside[_normal(one.name.removeprefix(root))] = one
    return inside


def _listings(file: BinaryIO, inside: Mapping[str, Entry], encoding: str) -> list[Listing]:
    found = []
    for path, entry in inside.items():
        match = _LISTING.fullmatch(path)
        if match and match[2].lower() in _ALGORITHMS:
            raw = read_whole(file, entry, limits.TAG_FILE)
            algorithm = match[2].lower()
            length = hashlib.new(algorithm, usedforsecurity=False).digest_size * 2
            listed = parse_listing(path, raw, encoding, length)
            digests = {_normal(name): digest for name, digest in listed.items()}
            found.append(Listing(path, algorithm, bool(match[1]), digests))
    return found


def _check_complete(
    inside: Mapping[str, Entry], listings: Sequence[Listing], has_folder: bool
) -> None:
    """Raise Refused unless every manifest lists every payload file, and only what is there."""
    payload = {path for path in inside if path.startswith("data/")}
    if not payload and not has_folder:
        raise damaged("缺少 data 文件夹。")
    if all(one.of_tags for one in listings):
        raise damaged("没有一份认得的清单（manifest）。")
    for one in listings:
        absent = set(one.digests) - set(inside)
        if absent:
            raise damaged(f"{one.path}列出了{shown(min(absent))}，包里没有它。")
        if one.of_tags:
            continue
        unlisted = payload - set(one.digests)
        if unlisted:
            raise damaged(f"{shown(min(unlisted))}不在清单{one.path}上。")
        elsewhere = set(one.digests) - payload
        if elsewhere:
            raise damaged(f"{one.path}列出了 data 文件夹外面的{shown(min(elsewhere))}。")


def _check_other_tags(
    file: BinaryIO, inside: Mapping[str, Entry], listings: Sequence[Listing], encoding: str
) -> None:
    if FETCH in inside:
        raw = read_whole(file, inside[FETCH], limits.TAG_FILE)
        payload = {path for one in listings if not one.of_tags for path in one.digests}
        for path in parse_fetch(raw, encoding):
            if _normal(path) not in payload:
                raise damaged(f"{FETCH}里的{shown(path)}不在清单上。")
    if INFO in inside:
        oxum = parse_info(read_whole(file, inside[INFO], limits.SMALL), encoding)
        sizes = [one.size for path, one in inside.items() if path.startswith("data/")]
        if oxum and oxum != f"{sum(sizes)}.{len(sizes)}":
            raise damaged(f"{INFO}里写的大小或数目与文件不符。")


def _check_hashes(
    file: BinaryIO, inside: Mapping[str, Entry], listings: Sequence[Listing], progress: Progress
) -> None:
    """Hash each listed file once, by all algorithms that are asked of it."""
    total, done = sum(one.size for one in inside.values()), 0
    for path, entry in inside.items():
        asked = [one for one in listings if path in one.digests]
        states = {one.algorithm: hashlib.new(one.algorithm, usedforsecurity=False) for one in asked}
        for chunk in read_chunks(file, entry):
            done += len(chunk)
            for state in states.values():
                state.update(chunk)
            progress(done, total, "正在核对")
        for one in asked:
            if states[one.algorithm].hexdigest() != one.digests[path]:
                raise damaged(f"{shown(path)}的内容与清单{one.path}的摘要不符。")


def _normal(path: str) -> str:
    return unicodedata.normalize("NFC", path)
