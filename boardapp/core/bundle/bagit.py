"""The tag files of our bag, byte for byte, and the closed list of what it may hold.

BagIt 1.0 is RFC 8493; we write one canonical form of it, so that a reader compares bytes.
"""

import re
from collections.abc import Iterable, Mapping

from boardapp.core.bundle.header import Header, bundle_name
from boardapp.core.bundle.tables import table_named

BAGIT, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAGMANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SIGNATURE = TAGMANIFEST + ".minisig"
HEADER, PACKAGE = "data/bundle.json", "data/datapackage.json"
TAG_FILES = (BAGIT, INFO, MANIFEST, TAGMANIFEST, SIGNATURE)
"""The files at the root of the bag, in the order in which they lie in the zip; no others."""
LISTED = (INFO, BAGIT, MANIFEST)
"""What the tagmanifest lists, sorted as it lists it."""
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT = "boardapp"

SOURCE, DATE = "Source-Organization", "Bagging-Date"
_LABELS = (SOURCE, DATE, "External-Identifier", "Payload-Oxum", "Bag-Software-Agent")

_NAME = re.compile(r"boardbundle-([0-9]{12})-([0-9]{4})", re.ASCII)
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)", re.ASCII)
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ALLOWED = re.compile(
    r"data/(?:bundle\.json|datapackage\.json"
    r"|tables/(?P<table>[a-z][a-z0-9_-]{0,63})\.csv"
    r"|postings/(?P<posting>[0-9a-f]{64})\.json"
    rf"|notices/{_UUID}\.pdf"
    r"|attachments/(?P<attachment>[0-9a-f]{64})\.(?:jpg|png|pdf))",
    re.ASCII,
)


def named(name: str) -> tuple[str, int] | None:
    """Return village code and sequence of a bundle's canonical name; None for any other name."""
    found = _NAME.fullmatch(name)
    if not found or bundle_name(found[1], int(found[2])) != name:
        return None
    return found[1], int(found[2])


def payload_fault(path: str, digest: str) -> str:
    """Return why a payload file may not be in a bundle, in Chinese; empty when it may.

    Postings and attachments are named by the SHA-256 of their content.
    """
    found = _ALLOWED.fullmatch(path)
    if not found or (found["table"] and table_named(found["table"]) is None):
        return "数据包里不该有这个文件"
    content = found["posting"] or found["attachment"]
    return "文件名与内容的摘要不符" if content and content != digest else ""


def is_table(path: str) -> bool:
    """Tell whether a payload file is one of the tables."""
    found = _ALLOWED.fullmatch(path)
    return bool(found and found["table"])


def payload_order(path: str) -> tuple[int, str]:
    """Return the sorting key of a payload file: the header, the description, then by name."""
    return {HEADER: 0, PACKAGE: 1}.get(path, 2), path


def info_of(header: Header) -> dict[str, str]:
    """Return what bag-info.txt takes from the header: who sends the bag, and its day."""
    sender = f"{header.township}{header.name}".strip()
    return {SOURCE: sender, DATE: header.exported_on.isoformat()}


def info_text(name: str, info: Mapping[str, str], sizes: Iterable[int]) -> bytes:
    """Return bag-info.txt; ``info`` tells Source-Organization and Bagging-Date, the rest is ours.

    ``sizes`` are those of the payload files, in bytes. Raises ValueError for another label, a
    missing one, or a value that is not one line without spaces around it.
    """
    counted = list(sizes)
    told = dict(info) | {
        "External-Identifier": name,
        "Payload-Oxum": f"{sum(counted)}.{len(counted)}",
        "Bag-Software-Agent": AGENT,
    }
    if set(told) != set(_LABELS):
        raise ValueError(f"bag-info.txt: {sorted(told)}")
    for label, value in told.items():
        if not value or value != value.strip() or not value.isprintable():
            raise ValueError(f"{label}: {value!r}")
    return "".join(f"{label}: {told[label]}\n" for label in _LABELS).encode()


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """Return a manifest of paths and their SHA-256 in hexadecimal, sorted by path.

    Percent signs and line ends in a path are written as RFC 8493 2.1.3 says.
    """
    return "".join(f"{digests[path]}  {_encoded(path)}\n" for path in sorted(digests)).encode()


def parse_manifest(raw: bytes) -> dict[str, str]:
    """Read a manifest that ``manifest_text`` could have written; raises ValueError with a sentence.

    The same bytes must come out again: no byte order mark, no other line end, order or spacing.
    """
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError("不是 UTF-8 文本") from error
    digests: dict[str, str] = {}
    for number, line in enumerate(lines[:-1], start=1):
        found = _LINE.fullmatch(line)
        if not found:
            raise ValueError(f"第{number}行读不懂")
        digests[_decoded(found[2])] = found[1]
    if manifest_text(digests) != raw:
        raise ValueError("不是规定的写法（顺序、换行或有重复）")
    return digests


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _decoded(path: str) -> str:
    return path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
