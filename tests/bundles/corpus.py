"""The public corpus: small bundles, each named for the one thing that it tests.

``python -m tests.bundles.corpus`` makes tests/data/bundles anew, always with the same bytes.
"""

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from boardapp.bundles.minisign import sign
from boardapp.core.bundle.bagit import BAGIT, INFO, MANIFEST, SIGNATURE, TAGMANIFEST, manifest_text
from boardapp.core.bundle.outcome import Outcome
from tests.bundles.making import (
    CODE,
    HEADER,
    REVOKED,
    STRANGER,
    VILLAGE,
    Raw,
    bag,
    changed,
    entries,
    full,
    sha,
    small,
    written,
    zipped,
)

FOLDER = Path(__file__).parents[1] / "data" / "bundles"
ROOT = HEADER.bundle_name


@dataclass(frozen=True)
class Case:
    """One file of the corpus: its name without ending, how it ends, what it tests, its bytes."""

    name: str
    outcome: Outcome
    tests: str
    raw: bytes

    @property
    def file(self) -> str:
        folder = "valid" if self.outcome is Outcome.ACCEPTED else "invalid"
        return f"{folder}/{self.name}.zip"


def cases() -> Iterator[Case]:
    """Make every case of the corpus."""
    for family in FAMILIES:
        yield from family()


def valid() -> Iterator[Case]:
    def case(name: str, tests: str, **fields: object) -> Case:
        header, payload = full(replace(HEADER, **fields))  # type: ignore[arg-type]
        return Case(name, Outcome.ACCEPTED, tests, written(payload, header))

    yield case("ordinary", "an ordinary bundle with the previous one named")
    yield case("first", "the first bundle of a village", sequence=1, previous="")
    yield case("last-sequence", "the largest sequence of four digits", sequence=9999)
    yield case("full", "a bundle that carries every file", full=True)
    yield case("future-export-date", "an export date in the future", exported_on=date(2099, 1, 1))
    yield case("restored", "a restored database", previous_instance=HEADER.instance)
    yield case("no-township", "a header without a township", township="")


def flips() -> Iterator[Case]:
    whole = written(small())
    places = {
        "first-byte": 0,
        "version-needed": 4,
        "flags": 6,
        "method": 8,
        "time": 10,
        "date": 12,
        "checksum": 14,
        "stored-size": 18,
        "extra-length": 28,
        "bagit-txt": whole.index(b"BagIt-Version") + 15,
        "bag-info-txt": whole.index(b"Bagging-Date") + 14,
        "manifest": whole.index(b"  data/bundle.json") - 3,
        "tagmanifest": whole.index(b"  bagit.txt") - 3,
        "signature": whole.index(b"trusted comment") + 40,
        "payload": whole.index(b'"exported_on"') + 17,
        "directory-date": whole.index(b"PK\1\2") + 14,
        "directory-attributes": whole.index(b"PK\1\2") + 38,
        "directory-offset": whole.index(b"PK\1\2", whole.index(b"PK\1\2") + 4) + 42,
        "end-count": len(whole) - 14,
        "end-offset": len(whole) - 6,
        "end-mark": len(whole) - 22,
    }
    for name, at in places.items():
        raw = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        yield Case(f"flip-{name}", Outcome.DAMAGED, f"one bit of the {name} flipped", raw)


def cuts() -> Iterator[Case]:
    whole = written(small())
    start = whole.index(b"PK\1\2")
    lengths = {
        "nothing": 0,
        "two-bytes": 2,
        "local-header": 20,
        "bagit-txt": 100,
        "half": len(whole) // 2,
        "before-directory": start,
        "in-directory": start + 60,
        "before-end": len(whole) - 22,
        "last-byte": len(whole) - 1,
    }
    for name, length in lengths.items():
        yield Case(
            f"cut-{name}", Outcome.DAMAGED, f"cut after {length} bytes ({name})", whole[:length]
        )


def swaps() -> Iterator[Case]:
    other = replace(HEADER, sequence=8, previous="6b" * 32)
    mine, theirs = bag(small()), bag(small(other), other)
    for path, outcome in (
        (SIGNATURE, Outcome.BAD_SIGNATURE),
        (TAGMANIFEST, Outcome.BAD_SIGNATURE),
        (MANIFEST, Outcome.DAMAGED),
        (INFO, Outcome.DAMAGED),
        ("data/bundle.json", Outcome.DAMAGED),
    ):
        name = path.removeprefix("data/").replace(".", "-")
        raw = zipped(entries(mine | {path: theirs[path]}))
        yield Case(f"swapped-{name}", outcome, f"{path} comes from the next bundle", raw)
    both = mine | {path: theirs[path] for path in (SIGNATURE, TAGMANIFEST)}
    yield Case(
        "swapped-tagmanifest-and-signature",
        Outcome.DAMAGED,
        "tagmanifest and signature come from the next bundle",
        zipped(entries(both)),
    )
    yield Case(
        "folder-of-another",
        Outcome.DAMAGED,
        "the folder has the name of the next bundle",
        zipped(entries(mine, other.bundle_name)),
    )


def lists() -> Iterator[Case]:
    good = small()

    def case(name: str, tests: str, files: dict[str, bytes]) -> Case:
        return Case(name, Outcome.DAMAGED, tests, zipped(entries(files)))

    table = "data/tables/village.csv"
    digests = {path: sha(raw) for path, raw in good.items()}
    fewer = {path: digest for path, digest in digests.items() if path != table}
    signed = bag(good)
    absent = dict(signed)
    del absent[table]
    yield case("manifest-without-file", "a file is listed and not there", absent)
    yield case("file-without-manifest", "a file is there and not listed", bag(good, manifest=fewer))
    yield case("extra-root-file", "a file at the root that no bundle has", signed | {"a.txt": b""})
    more = {"readme.txt": b"hello\n"}
    yield case(
        "extra-root-file-listed",
        "the same, listed in the tagmanifest",
        bag(good, tags=more, listed=(BAGIT, INFO, MANIFEST, "readme.txt")),
    )
    yield case(
        "unknown-payload",
        "a listed payload file that no bundle has",
        bag(good | {"data/run.exe": b"MZ"}),
    )
    yield case(
        "nested-zip",
        "a zip as a listed payload file",
        bag(good | {"data/attachments/a.zip": written(good)}),
    )
    wrong = {f"data/postings/{'0' * 64}.json": b"{}"}
    yield case(
        "posting-under-another-digest",
        "a posting that is not what its name says",
        bag(good | wrong),
    )
    wrong = {f"data/attachments/{'0' * 64}.jpg": b"\xff\xd8"}
    yield case("attachment-under-another-digest", "likewise an attachment", bag(good | wrong))
    yield case("empty-tagmanifest", "a signed tagmanifest that lists nothing", bag(good, listed=()))
    yield case(
        "tagmanifest-without-manifest",
        "the manifest is not covered",
        bag(good, listed=(BAGIT, INFO)),
    )
    yield case(
        "tagmanifest-without-bagit-txt",
        "bagit.txt is not covered",
        bag(good, listed=(INFO, MANIFEST)),
    )
    forged = entries(signed | {table: b"forged\r\n"})
    yield Case(
        "shadowed-file",
        Outcome.DAMAGED,
        "a forged table, and the right one beside the folder",
        zipped([*forged, Raw(table, good[table])]),
    )
    empty = bag({}, manifest={})
    yield case("empty-manifest", "a signed bag without payload", empty)
    bare = {path: raw for path, raw in good.items() if "datapackage" not in path}
    yield case("no-datapackage", "the description of the tables is missing", bag(bare))
    yield case(
        "sha1-manifest-beside",
        "a second manifest of another algorithm",
        signed | {"manifest-sha1.txt": b""},
    )
    yield case(
        "fetch-txt",
        "a fetch.txt at the root",
        signed | {"fetch.txt": b"http://example.org/ 1 data/a\n"},
    )


def encodings() -> Iterator[Case]:
    good = small()
    plain = manifest_text({path: sha(raw) for path, raw in good.items()})
    version = b"BagIt-Version: 1.0\n"

    def case(name: str, tests: str, **made: object) -> Case:
        files = bag(good, **made)  # type: ignore[arg-type]
        return Case(name, Outcome.DAMAGED, tests, zipped(entries(files)))

    def bagit(name: str, tests: str, raw: bytes) -> Case:
        return case(name, tests, tags={BAGIT: raw})

    coded = b"Tag-File-Character-Encoding: "
    yield bagit("bagit-gbk", "bagit.txt names another encoding", version + coded + b"GBK\n")
    yield bagit(
        "bagit-bom", "bagit.txt begins with a BOM", b"\xef\xbb\xbf" + version + coded + b"UTF-8\n"
    )
    yield bagit(
        "bagit-crlf",
        "bagit.txt with Windows line ends",
        (version + coded + b"UTF-8\n").replace(b"\n", b"\r\n"),
    )
    yield bagit(
        "bagit-097", "bagit.txt of an older version", b"BagIt-Version: 0.97\n" + coded + b"UTF-8\n"
    )
    yield bagit("bagit-no-encoding", "bagit.txt without its second line", version)
    yield case("manifest-bom", "the manifest begins with a BOM", manifest=b"\xef\xbb\xbf" + plain)
    yield case(
        "manifest-utf-16", "the manifest in UTF-16", manifest=plain.decode().encode("utf-16")
    )
    yield case(
        "manifest-crlf",
        "the manifest with Windows line ends",
        manifest=plain.replace(b"\n", b"\r\n"),
    )
    yield case(
        "manifest-upper-case",
        "digests in capital letters",
        manifest=plain.upper().replace(b"DATA", b"data"),
    )
    yield case(
        "manifest-unsorted",
        "lines of the manifest in another order",
        manifest=b"".join(reversed(plain.splitlines(True))),
    )
    yield case(
        "manifest-twice", "one file listed twice", manifest=plain + plain.splitlines(True)[0]
    )
    yield case(
        "manifest-one-space", "one space instead of two", manifest=plain.replace(b"  ", b" ")
    )
    yield case("manifest-no-last-newline", "the last line end is missing", manifest=plain[:-1])
    yield case(
        "manifest-outside",
        "a listed path that leads outside",
        manifest=plain + b"0" * 64 + b"  data/../../a\n",
    )
    yield case(
        "bag-info-gbk",
        "bag-info.txt in GBK",
        tags={INFO: "Source-Organization: 青石桥村\n".encode("gbk")},
    )
    yield case(
        "bag-info-oxum",
        "a wrong Payload-Oxum",
        tags={INFO: bag(good)[INFO].replace(b"Oxum: ", b"Oxum: 1")},
    )


def names() -> Iterator[Case]:
    signed = entries(bag(small()))
    for name, path, tests in (
        ("case-only", "data/BUNDLE.json", "two names that differ by case only"),
        ("folder-case-only", "DATA/a.json", "two folders that differ by case only"),
        ("twice", "data/bundle.json", "one name twice"),
        ("dot-path", "data/./a.json", "a dot as a folder"),
        ("dot-dot-path", "../../a.json", "a path that leads outside"),
        ("backslash", "data\\a.json", "a backslash"),
        ("reserved-con", "data/CON", "a name that Windows keeps for a device"),
        ("reserved-nul-json", "data/nul.json", "the same with an ending"),
        ("reserved-com1", "data/tables/COM1.csv", "a serial port"),
        ("trailing-dot", "data/a.json.", "a name that ends in a dot"),
        ("trailing-space", "data/a.json ", "a name that ends in a space"),
        ("control-character", "data/a\n.json", "a line end in a name"),
        ("right-to-left", "data/\u202enosj.exe", "a name that reads backwards"),
        ("chinese-name", "data/账.csv", "a name that is not ASCII"),
        ("alternate-stream", "data/a.json:b", "a colon"),
        ("empty-folder-name", "data//a.json", "an empty folder name"),
        ("file-and-folder", "data/bundle.json/a", "one name for a file and a folder"),
    ):
        raw = zipped([*signed, Raw(f"{ROOT}/{path}", b"x", flags=0 if path.isascii() else 0x800)])
        yield Case(f"name-{name}", Outcome.UNSAFE, tests, raw)
    for name, path, tests in (
        ("absolute", "/etc/cron.d/a", "an absolute path"),
        ("drive", "C:/Windows/a.dll", "a path with a drive"),
        ("unc", "//server/share/a", "a path to another computer"),
        ("unc-backslash", "\\\\server\\share\\a", "the same as Windows writes it"),
    ):
        yield Case(f"name-{name}", Outcome.UNSAFE, tests, zipped([*signed, Raw(path, b"x")]))
    forms = [Raw(f"{ROOT}/data/{name}", b"x", flags=0x800) for name in ("\u00e9", "e\u0301")]
    yield Case(
        "name-unicode-form-only",
        Outcome.UNSAFE,
        "two names that differ by Unicode form",
        zipped([*signed, *forms]),
    )
    link = changed(signed, "data/bundle.json", attributes=0o120777 << 16, data=b"/etc/passwd")
    yield Case("symbolic-link", Outcome.UNSAFE, "a symbolic link", zipped(link))
    point = changed(signed, "data/bundle.json", attributes=0x400, made_by=0x14)
    yield Case("windows-link", Outcome.UNSAFE, "a reparse point of Windows", zipped(point))


def zips() -> Iterator[Case]:
    files = bag(small())
    signed, whole = entries(files), written(small())

    def case(name: str, tests: str, raw: bytes, outcome: Outcome = Outcome.DAMAGED) -> Case:
        return Case(f"zip-{name}", outcome, tests, raw)

    def one(name: str, tests: str, **fields: object) -> Case:
        return case(name, tests, zipped(changed(signed, "data/bundle.json", **fields)))

    yield case("comment", "a comment of the zip", zipped(signed, comment=b"hello"))
    yield case("prepended", "bytes before the zip", b"MZ" + whole)
    yield case("appended", "bytes after the zip", whole + b"\0" * 10)
    end = whole[-22:]
    outer = end[:20] + struct.pack("<H", 22) + end
    yield case("two-end-records", "an end record in the comment of another", whole[:-22] + outer)
    yield case("two-zips", "one bundle after another", whole + whole)
    yield case("deflated", "every file packed", zipped([_deflated(r) for r in signed]))
    yield case("another-order", "files in another order", zipped(reversed(signed)))
    yield case(
        "folder-entries",
        "folders listed as entries",
        zipped([Raw(f"{ROOT}/"), Raw(f"{ROOT}/data/"), *signed]),
    )
    yield case("no-folder", "no folder around the bag", zipped(entries(files, "")))
    yield one("future-date", "one entry from the year 2099", day=(119 << 9) | (1 << 5) | 1)
    yield one("entry-comment", "a comment of one entry", comment=b"a")
    yield one("extra-field", "an extra field of one entry", extra=b"\x99\x99\0\0")
    yield one("executable", "one entry may be executed", attributes=0o100755 << 16)
    yield one("utf8-flag", "the flag for UTF-8 on an ASCII name", flags=0x800)
    yield one("encrypted", "the flag for a password", flags=1)
    yield one(
        "local-name",
        "another name in the local header",
        local_name=f"{ROOT}/data/bundle.jsop".encode(),
    )
    yield one("local-date", "another date in the local header", local_day=0x22)
    yield one("wrong-checksum", "a CRC-32 that does not fit", crc=1)
    yield one("unknown-method", "a packing method that nobody has", method=99)
    yield one("data-descriptor", "sizes after the data", described=True)
    overlap = [*signed, replace(signed[-1], name=f"{ROOT}/data/tables/x.csv", offset=0)]
    yield case("overlap", "two entries over the same bytes", zipped(overlap))
    yield case(
        "count-too-small",
        "the end record counts one file less",
        zipped(signed, count=len(signed) - 1),
    )
    yield case(
        "count-too-large",
        "the end record counts one file more",
        zipped(signed, count=len(signed) + 1),
    )
    bomb = _deflated(Raw(f"{ROOT}/data/attachments/bomb.png", b"\0" * (1 << 24)))
    yield case("bomb", "16 MiB of zeros in 16 KiB", zipped([*signed, bomb]), Outcome.TOO_LARGE)
    lie = replace(bomb, name=f"{ROOT}/data/bundle.json", size=len(files["data/bundle.json"]))
    loose = [r for r in signed if not str(r.name).endswith((".minisig", "bundle.json"))]
    yield case(
        "bomb-lying", "16 MiB in an unsigned bag that claim to be a header", zipped([*loose, lie])
    )
    bombs = [
        replace(bomb, name=f"{ROOT}/data/{n}.png", packed=b"", size=0xFFFFFFFE) for n in range(9)
    ]
    yield case(
        "bomb-declared",
        "nine files of 4 GiB, declared and not there",
        zipped([*signed, *bombs]),
        Outcome.TOO_LARGE,
    )
    yield case(
        "million-entries",
        "an end record that tells of 10^6 files",
        _million(whole),
        Outcome.TOO_LARGE,
    )
    lots = whole[:-14] + struct.pack("<2H", 60000, 60000) + whole[-10:]
    yield case(
        "sixty-thousand-entries", "an end record that tells of 60000 files", lots, Outcome.TOO_LARGE
    )
    yield case("zip64", "64-bit records where none are needed", _wide(whole, len(signed)))
    split = bytearray(whole)
    split[-18:-14] = struct.pack("<2H", 1, 1)
    yield case("many-disks", "a zip split over two disks", bytes(split))


def who() -> Iterator[Case]:
    good, plain = small(), bag(small())

    def case(name: str, outcome: Outcome, tests: str, files: dict[str, bytes]) -> Case:
        return Case(name, outcome, tests, zipped(entries(files)))

    def told(**fields: object) -> dict[str, bytes]:
        """A bag whose header says what Header itself would not."""
        raw = json.loads(HEADER.to_json()) | fields
        text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        return bag(good | {"data/bundle.json": text.encode()})

    unsigned = {path: raw for path, raw in plain.items() if path != SIGNATURE}
    yield case("unsigned", Outcome.UNSIGNED, "no signature", unsigned)
    yield case(
        "unsigned-damaged",
        Outcome.DAMAGED,
        "no signature and a changed file",
        unsigned | {"data/datapackage.json": b"{ }"},
    )
    yield case(
        "wrong-key",
        Outcome.WRONG_KEY,
        "signed by a key that is not registered",
        bag(good, key=STRANGER),
    )
    yield case(
        "revoked-key", Outcome.REVOKED_KEY, "signed by a revoked key", bag(good, key=REVOKED)
    )
    posing = replace(STRANGER, key_id=VILLAGE.key_id)
    yield case(
        "key-id-borrowed",
        Outcome.BAD_SIGNATURE,
        "a stranger's key under our key's number",
        bag(good, key=posing),
    )
    other = replace(HEADER, village="331181102300")
    yield Case(
        "unknown-village",
        Outcome.UNKNOWN_VILLAGE,
        "a village that is not registered",
        written(small(other), other),
    )
    wrong = HEADER.comment.replace(CODE, "331181102300")
    yield case(
        "comment-of-another-village",
        Outcome.UNKNOWN_VILLAGE,
        "the signed comment names another village",
        bag(good, comment=wrong),
    )
    yield case(
        "comment-of-another-sequence",
        Outcome.DAMAGED,
        "the signed comment tells another number",
        bag(good, comment=HEADER.comment.replace(":7 ", ":8 ")),
    )
    yield case(
        "comment-unknown",
        Outcome.BAD_SIGNATURE,
        "a comment that no bundle has",
        bag(good, comment="timestamp:1"),
    )
    yield case(
        "township-comment",
        Outcome.WRONG_ROLE,
        "signed as a township's",
        bag(good, comment="township:331181102 receipt:1"),
    )
    yield case("township-role", Outcome.WRONG_ROLE, "a header of a township", told(role="township"))
    lines = plain[SIGNATURE].split(b"\n")
    renamed = b"\n".join([*lines[:2], lines[2].replace(b":7 ", b":8 "), *lines[3:]])
    yield case(
        "comment-changed",
        Outcome.BAD_SIGNATURE,
        "the signed comment was changed",
        plain | {SIGNATURE: renamed},
    )
    yield case(
        "comment-added",
        Outcome.BAD_SIGNATURE,
        "another untrusted comment",
        plain | {SIGNATURE: plain[SIGNATURE].replace(b"signature from", b"signature of")},
    )
    yield case(
        "signature-empty",
        Outcome.BAD_SIGNATURE,
        "an empty signature file",
        plain | {SIGNATURE: b""},
    )
    data = sign(VILLAGE, plain[MANIFEST], HEADER.comment)
    yield case(
        "signature-over-manifest",
        Outcome.BAD_SIGNATURE,
        "a signature over the wrong file",
        plain | {SIGNATURE: data},
    )
    changed_tags = plain[TAGMANIFEST].replace(sha(plain[MANIFEST]).encode(), b"0" * 64)
    yield case(
        "tagmanifest-changed",
        Outcome.BAD_SIGNATURE,
        "the tagmanifest was changed after signing",
        plain | {TAGMANIFEST: changed_tags},
    )
    yield case(
        "tagmanifest-emptied",
        Outcome.BAD_SIGNATURE,
        "the tagmanifest was emptied after signing",
        plain | {TAGMANIFEST: b""},
    )
    yield case("too-new", Outcome.TOO_NEW, "format version 2", told(version=2))
    yield case(
        "too-new-other-keys",
        Outcome.TOO_NEW,
        "format version 3 with keys we do not know",
        told(version=3, colour="red"),
    )
    yield case("version-0", Outcome.DAMAGED, "format version 0", told(version=0))
    yield case("sequence-0", Outcome.DAMAGED, "a header with sequence 0", told(sequence=0))
    yield case(
        "header-not-canonical",
        Outcome.DAMAGED,
        "a header with spaces",
        bag(good | {"data/bundle.json": HEADER.to_json() + b" "}),
    )
    yield case(
        "header-not-json",
        Outcome.DAMAGED,
        "a header that is no JSON",
        bag(good | {"data/bundle.json": b"[" * 100}),
    )


def others() -> Iterator[Case]:
    yield Case(
        "a-zip-of-something", Outcome.NOT_A_BUNDLE, "an ordinary zip", zipped([Raw("a.txt", b"a")])
    )
    yield Case("an-empty-zip", Outcome.NOT_A_BUNDLE, "a zip without files", zipped([]))
    yield Case("a-text", Outcome.NOT_A_BUNDLE, "a text with the ending .zip", "青石桥村\n".encode())
    old = {BAGIT: b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"}
    files = {path: raw for path, raw in bag(small(), tags=old).items() if path != SIGNATURE}
    yield Case("an-older-bag", Outcome.NOT_A_BUNDLE, "a bag of BagIt 0.97", zipped(entries(files)))
    odd = {"data/tables/weather.csv": b"id\r\n"}
    raw = zipped(entries(bag(small() | odd)))
    yield Case("unknown-table", Outcome.DAMAGED, "a table that no bundle of version 1 has", raw)


FAMILIES: tuple[Callable[[], Iterator[Case]], ...] = (
    valid, flips, cuts, swaps, lists, encodings, names, zips, who, others
)  # fmt: skip


def index(found: list[Case]) -> str:
    """Return the table of the corpus: file, outcome, what it tests."""
    lines = [f"{one.file}\t{one.outcome}\t{one.tests}\n" for one in found]
    return "file\toutcome\ttests\n" + "".join(sorted(lines))


def made() -> dict[str, bytes]:
    """Return every file of the corpus folder by its path in it."""
    found = list(cases())
    files = {one.file: one.raw for one in found}
    assert len(files) == len(found)
    keys = {"village": VILLAGE, "revoked": REVOKED, "stranger": STRANGER}
    files |= {f"{name}.pub": key.public.text.encode() for name, key in keys.items()}
    return files | {"index.tsv": index(found).encode()}


def main() -> None:
    """Make the folder anew."""
    for path in FOLDER.rglob("*.zip"):
        path.unlink()
    for name, raw in made().items():
        target = FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)


def _deflated(one: Raw) -> Raw:
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return replace(one, method=8, packed=machine.compress(one.data) + machine.flush())


def _wide(whole: bytes, count: int) -> bytes:
    """Return a zip with 64-bit end records put before its own end record."""
    length, offset = struct.unpack("<2I", whole[-10:-2])
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, offset)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(whole) - 22, 1)
    return whole[:-22] + record + locator + whole[-22:]


def _million(whole: bytes) -> bytes:
    raw = bytearray(_wide(whole, 10**6))
    raw[-14:-10] = b"\xff" * 4
    return bytes(raw)


if __name__ == "__main__":
    main()
