"""Bags that others made: our own rebuilding of each case of the public conformance suite.

The names are those of the suite of the Library of Congress; the bags are ours.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping

import pytest

from boardapp.core.bundle.outcome import Outcome
from tests.bundles.making import HEADER, Raw, entries, judged, small, zipped
from tests.bundles.making import bag as signed_bag

HELLO = b"hello\n"
UNSIGNED, OLD, DAMAGED, UNSAFE = (
    Outcome.UNSIGNED,
    Outcome.NOT_A_BUNDLE,
    Outcome.DAMAGED,
    Outcome.UNSAFE,
)


def digest(raw: bytes, algorithm: str) -> str:
    return hashlib.new(algorithm, raw, usedforsecurity=False).hexdigest()


def bag(
    payload: Mapping[str, bytes] | None = None,
    *,
    version: str = "1.0",
    algorithm: str = "sha512",
    encoding: str = "UTF-8",
    bagit: bytes | None = None,
    info: str = "Contact-Name: 王某\n",
    lines: str | None = None,
    more: str = "",
    tags: Mapping[str, bytes] | None = None,
    without: tuple[str, ...] = (),
) -> dict[str, bytes]:
    """Return a generic bag with a manifest and a tagmanifest."""
    payload = {"data/hello.txt": HELLO} if payload is None else payload
    listed = "".join(f"{digest(raw, algorithm)}  {path}\n" for path, raw in payload.items())
    declared = f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n".encode()
    files = {
        "bagit.txt": declared if bagit is None else bagit,
        "bag-info.txt": info.encode(encoding),
        f"manifest-{algorithm}.txt": ((listed if lines is None else lines) + more).encode(encoding),
    } | dict(tags or {})
    tagged = "".join(f"{digest(raw, algorithm)}  {path}\n" for path, raw in files.items())
    files[f"tagmanifest-{algorithm}.txt"] = tagged.encode(encoding)
    return {path: raw for path, raw in (files | dict(payload)).items() if path not in without}


def packed(files: Mapping[str, bytes], top: str = "bag/") -> bytes:
    """Return the zip that Python's own library makes of a folder, deflated, folders listed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if top:
            archive.writestr(zipfile.ZipInfo(top), b"")
        archive.writestr(zipfile.ZipInfo(f"{top}data/"), b"")
        for path, raw in files.items():
            archive.writestr(f"{top}{path}", raw)
    return out.getvalue()


ZERO = "0" * 128
MD5, SHA512 = "md5", "sha512"
H = digest(HELLO, SHA512)


def escaping(path: str) -> dict[str, bytes]:
    return bag(more=f"{ZERO}  {path}\n")


def fetching(path: str) -> dict[str, bytes]:
    return bag(tags={"fetch.txt": f"http://example.org/a - {path}\n".encode()})


TWO = {"data/a.txt": b"a", "data/b.txt": b"b"}

VALID = {
    "basicBag": bag(),
    "minimal-bag": bag(without=("bag-info.txt", "tagmanifest-sha512.txt")),
    "basic-bag-md5": bag(algorithm="md5"),
    "basic-bag-sha1": bag(algorithm="sha1"),
    "basic-bag-sha224": bag(algorithm="sha224"),
    "basic-bag-sha256": bag(algorithm="sha256"),
    "bag-in-a-bag": bag({f"data/{path}": raw for path, raw in bag().items()}),
    "bag-with-space": bag({"data/a b.txt": HELLO}),
    "bag-with-encoded-names": bag({"data/%41.txt": HELLO}, lines=f"{H}  data/%2541.txt\n"),
    "bag-with-leading-dot-slash-in-manifest": bag(lines=f"{H}  ./data/hello.txt\n"),
    "duplicate-metadata-entries": bag(info="Contact-Name: 王某\nContact-Name: 李某\n"),
    "folded-metadata": bag(info="External-Description: 一\n  二\n\t三\n"),
    "right-payload-oxum": bag(info="Payload-Oxum: 6.1\n"),
    "UTF-16-encoded-tag-files": bag(encoding="UTF-16"),
    "ISO-8859-1-encoded-tag-files": bag(encoding="ISO-8859-1", info="Contact-Name: Ren\u00e9\n"),
    "windows-line-ends": bag(lines=f"{H}  data/hello.txt\r\n", info="A: b\r\n"),
    "digests-in-capitals": bag(lines=f"{H.upper()}  data/hello.txt\n"),
    "two-manifests": bag(
        tags={"manifest-md5.txt": f"{digest(HELLO, MD5)}  data/hello.txt\n".encode()}),
    "fetched-already": fetching("data/hello.txt"),
    "other-tag-files": bag(tags={"notes/readme.txt": b"x", "dpn-info.txt": b"y"}),
    "empty-payload": bag({}),
    "chinese-names": bag({"data/账本.txt": HELLO}),
    "made-with-md5sum-tools": bag(lines=f"{H} *data/hello.txt\n"),
    "other-unicode-form-in-manifest": bag({"data/\u00e9": HELLO}, lines=f"{H}  data/e\u0301\n"),
}  # fmt: skip

INVALID = {
    "bagit-with-invalid-whitespace": (
        bag(bagit=b"BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n"), DAMAGED),
    "missing-from-manifest": (bag(TWO, lines=f"{digest(b'a', SHA512)}  data/a.txt\n"), DAMAGED),
    "same-filename-listed-twice-with-different-hashes": (
        bag(more=f"{ZERO}  data/hello.txt\n"), DAMAGED),
    "same-filename-listed-twice-with-the-same-hash": (bag(more=f"{H}  data/hello.txt\n"), DAMAGED),
    "baginfo-missing-encoding": (bag(bagit=b"BagIt-Version: 1.0\n"), DAMAGED),
    "bom-in-bagit.txt": (
        bag(bagit=b"\xef\xbb\xbf" + bag()["bagit.txt"]), DAMAGED),
    "corrupt-data-file": (bag() | {"data/hello.txt": b"other\n"}, DAMAGED),
    "corrupt-tag-file": (bag() | {"bag-info.txt": b"Contact-Name: x\n"}, DAMAGED),
    "extra-file-in-bag": (bag() | {"data/bar": b""}, DAMAGED),
    "file-missing": (bag(TWO, without=("data/b.txt",)), DAMAGED),
    "invalid-version-number": (
        bag(bagit=b"BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n"), DAMAGED),
    "missing-baginfo": (bag(without=("bag-info.txt",)), DAMAGED),
    "no-manifest": (bag(without=("manifest-sha512.txt", "tagmanifest-sha512.txt")), DAMAGED),
    "unknown-algorithm-only": (
        {("manifest-rot13.txt" if "manifest-sha512" in p else p): r
         for p, r in bag(without=("tagmanifest-sha512.txt",)).items()}, DAMAGED),
    "unknown-encoding": (
        bag(bagit=b"BagIt-Version: 1.0\nTag-File-Character-Encoding: rot13\n"), DAMAGED),
    "wrong-encoding": (bag(info="") | {"bag-info.txt": b"A: \xff\n"}, DAMAGED),
    "digest-too-short": (bag(lines=f"{H[:-2]}  data/hello.txt\n"), DAMAGED),
    "listed-outside-data": (bag(more=f"{ZERO}  bagit.txt\n"), DAMAGED),
    "wrong-payload-oxum": (bag(info="Payload-Oxum: 7.1\n"), DAMAGED),
    "bag-info-without-colon": (bag(info="hello\n"), DAMAGED),
    "holey-bag": (bag(TWO, tags={"fetch.txt": b"http://example.org/b 1 data/b.txt\n"},
                      without=("data/b.txt",)), DAMAGED),
    "fetch-not-in-manifest": (fetching("data/other.txt"), DAMAGED),
    "out-of-scope-file-paths-using-dot-notation": (escaping("data/../../README.md"), UNSAFE),
    "out-of-scope-file-paths-using-dot-notation-for-fetch": (fetching("../../README.md"), UNSAFE),
    "out-of-scope-file-paths-using-encoded-line-end": (escaping("../%0A"), UNSAFE),
    "linux-absolute-path": (escaping("/tmp/foo"), UNSAFE),
    "linux-absolute-path-for-fetch": (fetching("/tmp/foo"), UNSAFE),
    "linux-shortcut": (escaping("~/foo"), UNSAFE),
    "linux-shortcut-for-fetch": (fetching("~/foo"), UNSAFE),
    "linux-shortcut-username": (escaping("~root/foo"), UNSAFE),
    "linux-shortcut-username-for-fetch": (fetching("~root/foo"), UNSAFE),
    "windows-absolute-path": (escaping(r"C:\Windows\System32\setx.exe"), UNSAFE),
    "windows-absolute-path-for-fetch": (fetching(r"C:\Windows\System32\setx.exe"), UNSAFE),
    "windows-shortcut": (escaping(r"%HomeDrive%\Windows\setx.exe"), UNSAFE),
    "windows-shortcut-for-fetch": (fetching(r"%HomeDrive%\Windows\setx.exe"), UNSAFE),
    "windows-unc": (escaping(r"\\?\UNC\server\Windows\setx.exe"), UNSAFE),
    "windows-unc-for-fetch": (fetching(r"\\?\UNC\server\Windows\setx.exe"), UNSAFE),
    "duplicate-file-with-different-case": (
        bag({"data/hello.txt": HELLO, "data/HELLO.txt": HELLO}), UNSAFE),
    "same-filename-listed-twice-with-different-normalization": (
        bag({"data/\u00e9": HELLO, "data/e\u0301": HELLO}), UNSAFE),
    "windows-reserved-name": (bag({"data/con.txt": HELLO}), UNSAFE),
    "line-end-in-a-name": (bag({"data/a\nb": HELLO}, lines=f"{H}  data/a%0Ab\n"), UNSAFE),
    "missing-bagit.txt": (bag(without=("bagit.txt",)), DAMAGED),
    "newer-version": (bag(version="1.1"), OLD),
}  # fmt: skip


@pytest.mark.parametrize("top", ["bag/", ""], ids=["in a folder", "at the root"])
@pytest.mark.parametrize("name", VALID)
def test_a_valid_bag_of_others_is_unsigned(name: str, top: str) -> None:
    verdict = judged(packed(VALID[name], top))
    assert verdict.outcome is UNSIGNED, verdict.reason


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_bag_of_others_is_refused_for_what_is_wrong_with_it(name: str) -> None:
    files, outcome = INVALID[name]
    verdict = judged(packed(files))
    assert verdict.outcome is outcome, verdict.reason
    assert verdict.reason


@pytest.mark.parametrize("version", ["0.93", "0.97", ".97"])
@pytest.mark.parametrize(
    "files",
    [
        bag(algorithm="md5"),
        bag() | {"data/hello.txt": b"other"},
        escaping("../../README.md"),
        bag({"data/a": b"", "data/A": b""}),
        bag({"data/\u00e9": b"", "data/e\u0301": b""}),
    ],
    ids=["valid", "corrupt", "leading outside", "case", "unicode form"],
)
def test_a_bag_of_an_older_version_is_no_bundle_whatever_else_it_is(
    version: str, files: dict[str, bytes]
) -> None:
    declared = f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n"
    verdict = judged(packed(files | {"bagit.txt": declared.encode()}))
    assert verdict.outcome is OLD


def test_a_zip_whose_own_names_lead_outside_is_unsafe_of_whatever_version() -> None:
    old = bag(version="0.97") | {"../../a": b""}
    assert judged(packed(old)).outcome is UNSAFE


def test_files_beside_the_folder_of_the_bag_are_damage() -> None:
    raw = zipped([Raw("__MACOSX/a", b"x"), *(Raw(f"bag/{p}", r) for p, r in bag().items())])
    assert judged(raw).outcome is DAMAGED


@pytest.mark.parametrize("listed", [True, False], ids=["folders listed", "files alone"])
@pytest.mark.parametrize("name", [*VALID, *INVALID])
def test_a_bag_that_lies_some_folders_deep_is_judged_alike(name: str, listed: bool) -> None:
    files, outcome = INVALID.get(name) or (VALID[name], UNSIGNED)
    found = [Raw(f"a/b/bag/{path}", raw, flags=0x800) for path, raw in files.items()]
    folders = [Raw(path) for path in ("a/", "a/b/", "a/b/bag/") if listed]
    raw = zipped([*folders, Raw("a/b/bag/data/"), *found])
    assert judged(raw).outcome is outcome


def test_a_signed_bundle_some_folders_deep_is_not_called_unsigned() -> None:
    files = signed_bag(small())
    raw = zipped([*entries(files, f"a/{HEADER.bundle_name}")])
    assert judged(raw).outcome is DAMAGED
    assert "文件夹" in judged(raw).reason


@pytest.mark.parametrize(("at", "bits"), [(0, b"\xca"), (None, b"")], ids=["no end", "whole"])
def test_packed_bytes_that_never_say_their_end_are_damage(at: int | None, bits: bytes) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = packer.compress(HELLO) + packer.flush()
    raw = raw if at is None else bits + raw[1:]
    found = [
        Raw(f"bag/{path}", one, **({"method": 8, "packed": raw} if one == HELLO else {}))  # type: ignore[arg-type]
        for path, one in bag().items()
    ]
    assert judged(zipped(found)).outcome is (UNSIGNED if at is None else DAMAGED)


def test_two_bags_in_one_zip_are_damage() -> None:
    raw = zipped(Raw(f"{top}/{path}", raw) for top in "ab" for path, raw in bag().items())
    assert judged(raw).outcome is DAMAGED
    assert "不止一个包" in judged(raw).reason


@pytest.mark.parametrize("lines", ["", f"{H}  data/hello.txt\n"], ids=["absent", "there"])
def test_a_bag_within_a_bag_that_lost_its_declaration_does_not_stand_in_for_it(lines: str) -> None:
    inner = bag(lines=lines or None)
    outer = bag({f"data/{path}": raw for path, raw in inner.items()}, without=("bagit.txt",))
    assert judged(packed(outer)).outcome is DAMAGED
    assert "bagit.txt" in judged(packed(outer)).reason


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32"])
def test_wide_text_without_a_mark_has_its_higher_byte_first(encoding: str) -> None:
    files = bag(encoding=encoding)
    plain = {
        path: raw.decode(encoding).encode(f"{encoding}-BE")
        for path, raw in files.items()
        if path in ("bag-info.txt", "manifest-sha512.txt")
    }
    files = {path: raw for path, raw in files.items() if not path.startswith("tagmanifest")}
    assert judged(packed(files | plain)).outcome is UNSIGNED


def test_a_zip_that_was_written_into_a_pipe_is_read() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for path, raw in bag().items():
                with archive.open(f"bag/{path}", "w", force_zip64=True) as target:
                    target.write(raw)
        assert judged(out.getvalue()).outcome is UNSIGNED
    sizes = (Raw(f"bag/{path}", raw, described=True) for path, raw in bag().items())
    whole = bytearray(zipped(sizes))
    at = whole.index(b"PK\3\4")
    whole[at + 22 : at + 26] = len(bag()["bagit.txt"]).to_bytes(4, "little")
    assert judged(bytes(whole)).outcome is UNSIGNED
    whole[at + 22] ^= 1
    assert judged(bytes(whole)).outcome is DAMAGED


def test_a_path_of_megabytes_in_a_manifest_is_refused_at_once() -> None:
    for path in ("./" * 2_000_000 + "data/hello.txt", "a" * 4_000_000):
        for files in (bag(lines=f"{H}  {path}\n"), fetching(path)):
            raw = zipped(Raw(f"bag/{name}", raw) for name, raw in files.items())
            assert judged(raw).outcome is DAMAGED


@pytest.mark.parametrize("path", ["./../a", "a/./../../b", "././../a"])
def test_a_dot_before_a_path_does_not_hide_that_it_leads_outside(path: str) -> None:
    assert judged(packed(escaping(path))).outcome is UNSAFE


@pytest.mark.parametrize(("name", "line"), [("bag-info.txt", b"a:\n"), ("fetch.txt", b"a 1 b\n")])
def test_a_tag_file_of_very_many_lines_is_too_large(name: str, line: bytes) -> None:
    files = bag(without=("tagmanifest-sha512.txt",)) | {name: line * 60_000}
    raw = zipped(Raw(f"bag/{path}", raw) for path, raw in files.items())
    assert judged(raw).outcome is Outcome.TOO_LARGE


def test_a_manifest_of_more_files_than_a_zip_may_hold_is_not_read() -> None:
    lines = "".join(f"{'0' * 32} {n:x}\n" for n in range(50_001))
    files = bag(lines=lines, algorithm="md5")
    raw = zipped(Raw(f"bag/{path}", raw) for path, raw in files.items())
    assert judged(raw).outcome is Outcome.TOO_LARGE


def test_our_own_bag_without_signature_and_declaration_is_damaged() -> None:
    files = bag(without=("bagit.txt",))
    assert judged(packed(files, "boardbundle-331181102299-0007/")).outcome is DAMAGED


def test_sizes_after_the_data_are_read_in_a_bag_of_others() -> None:
    raw = zipped(Raw(f"bag/{path}", raw, described=True) for path, raw in bag().items())
    assert judged(raw).outcome is UNSIGNED
