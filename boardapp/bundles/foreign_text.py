"""Read the tag files of a bag that others made, within RFC 8493 (BagIt 1.0)."""

import codecs
import re

from boardapp.bundles import limits
from boardapp.bundles.verdict import Refused, damaged, shown
from boardapp.core.bundle.bagit import BAGIT, INFO
from boardapp.core.bundle.names import name_fault
from boardapp.core.bundle.outcome import Outcome

_LOOSE = re.compile(rb"BagIt-Version[ \t]*:[ \t]*([0-9]{0,9})\.([0-9]{1,9})", re.IGNORECASE)
_DECLARED = re.compile(
    r"BagIt-Version: [0-9]+\.[0-9]+(?:\r\n|\r|\n)"
    r"Tag-File-Character-Encoding: (\S{1,40})(?:\r\n|\r|\n)?"
)
_TEXT = re.compile(r"ascii|utf-(?:8|16|32)(?:-[bl]e)?|iso8859-\d+|cp\d+|gb\w+|big5\w*|koi8-\w")
_LISTED = re.compile(r"([0-9A-Fa-f]+)[ \t]+(.+)")
_FETCHED = re.compile(r"(\S+)[ \t]+(-|[0-9]+)[ \t]+(.+)")
_HERE = re.compile(r"\A(?:\./)+")
_LONGEST = 4096
"""The longest path that a line may name, in characters; no name in a zip that we take is longer."""
_ENCODED = re.compile(r"%(0[AaDd]|25)")

_MARKS = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
"""How a text begins that tells the order of its bytes itself."""


def loose_version(raw: bytes) -> tuple[int, int] | None:
    """Return the version that bagit.txt means, however badly it is written; None without one."""
    found = _LOOSE.search(raw)
    return (int(found[1] or b"0"), int(found[2])) if found else None


def declared_encoding(raw: bytes) -> str:
    """Return the codec that bagit.txt names; raises Refused unless it is two right lines."""
    try:
        found = _DECLARED.fullmatch(raw.decode("utf-8"))
    except UnicodeDecodeError:
        found = None
    if not found:
        raise damaged(f"{BAGIT}不是规定的两行。")
    try:
        name = codecs.lookup(found[1]).name
    except (LookupError, ValueError):
        name = ""
    if not _TEXT.fullmatch(name):
        raise damaged(f"{BAGIT}里的文字编码{shown(found[1])}不认识。")
    return name


def parse_listing(path: str, raw: bytes, encoding: str, length: int) -> dict[str, str]:
    """Return the digests of a manifest by path, in lower case.

    ``length`` is that of a digest in hexadecimal. Raises Refused for a line that cannot be read,
    a path listed twice, and a path that leads outside.
    """
    digests: dict[str, str] = {}
    for line in _lines(path, raw, encoding):
        found = _LISTED.fullmatch(line)
        if not found or len(found[1]) != length:
            raise damaged(f"{path}里有一行读不懂。")
        name = _inner(path, found[2].removeprefix("*"))
        if name in digests:
            raise damaged(f"{path}里{shown(name)}列了两次。")
        digests[name] = found[1].lower()
    return digests


def parse_fetch(raw: bytes, encoding: str) -> list[str]:
    """Return the paths that fetch.txt would fetch; raises Refused for one leading outside."""
    paths = []
    for line in _lines("fetch.txt", raw, encoding):
        found = _FETCHED.fullmatch(line)
        if not found:
            raise damaged("fetch.txt里有一行读不懂。")
        paths.append(_inner("fetch.txt", found[3]))
    return paths


def parse_info(raw: bytes, encoding: str) -> str:
    """Return the Payload-Oxum of bag-info.txt, empty without one; raises Refused for a bad line."""
    oxum = ""
    for line in _lines(INFO, raw, encoding):
        if line[0] in " \t":
            continue
        label, colon, value = line.partition(":")
        if not colon or not label.strip():
            raise damaged(f"{INFO}里有一行读不懂。")
        if label.strip().lower() == "payload-oxum":
            oxum = value.strip()
    return oxum


def _lines(path: str, raw: bytes, encoding: str) -> list[str]:
    if encoding in _MARKS and not raw.startswith(_MARKS[encoding]):
        encoding += "-be"  # what RFC 2781 4.3 says of text without a mark
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise damaged(f"{path}的文字编码与{BAGIT}说的不一样。") from error
    lines = re.split(r"\r\n|\r|\n", text, maxsplit=limits.ENTRIES + 1)
    if len(lines) > limits.ENTRIES + 1:
        raise Refused(Outcome.TOO_LARGE, f"{path}超过{limits.ENTRIES}行。")
    return [line for line in lines if line.strip()]


def _inner(listing: str, path: str) -> str:
    """Return a listed path in plain form; raises Refused when it leads outside the bag."""
    if len(path) > _LONGEST:
        raise damaged(f"{listing}里{shown(path)}太长。")
    plain = _ENCODED.sub(lambda found: chr(int(found[1], 16)), _HERE.sub("", path))
    fault = name_fault(plain)
    if fault and fault.leads_outside:
        raise Refused(Outcome.UNSAFE, f"{listing}里的{shown(plain)}：{fault.word}。")
    return plain
