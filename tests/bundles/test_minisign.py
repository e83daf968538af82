"""Keys and signatures in minisign's formats, against minisign itself and any flipped byte."""

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.bundles import minisign
from boardapp.bundles.minisign import (
    PublicKey,
    SecretKey,
    Signature,
    parse_public,
    parse_secret,
    parse_signature,
    public_text,
    secret_text,
    sign,
    verify,
)

SECRET = SecretKey(bytes(range(8)), bytes(range(32)))
COMMENT = "village:331181102299 sequence:7 previous:-"
SIGNED = sign(SECRET, b"manifest", COMMENT)
LINES = SIGNED.decode().split("\n")
SMALL_ORDER = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"

plain_comments = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200)


def good(public: PublicKey, data: bytes, raw: bytes) -> bool:
    """Whether a signature file is both well-formed and right, as a reader asks."""
    try:
        return verify(public, data, parse_signature(raw))
    except ValueError:
        return False


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run minisign; it must be there under CI and may be absent elsewhere."""
    program = shutil.which("minisign")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("minisign is not installed")
        pytest.skip("minisign is not installed")
    return subprocess.run(
        [program, *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=60
    )


@given(st.binary(max_size=300), plain_comments, st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_verified(data: bytes, comment: str, seed: bytes) -> None:
    secret = SecretKey(seed[:8], seed)
    raw = sign(secret, data, comment)
    signature = parse_signature(raw)
    assert verify(secret.public, data, signature)
    assert signature.trusted_comment == comment
    assert sign(secret, data, comment) == raw


@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 255))
def test_a_flipped_byte_anywhere_in_a_signature_file_is_refused(place: int, flip: int) -> None:
    broken = bytearray(SIGNED)
    broken[place] ^= flip
    assert not good(SECRET.public, b"manifest", bytes(broken))


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_flipped_byte_anywhere_in_the_data_is_refused(data: bytes, draw: st.DataObject) -> None:
    raw = sign(SECRET, data, COMMENT)
    place = draw.draw(st.integers(0, len(data) - 1))
    broken = bytearray(data)
    broken[place] ^= draw.draw(st.integers(1, 255))
    assert good(SECRET.public, data, raw)
    assert not good(SECRET.public, bytes(broken), raw)


@given(st.integers(0, 55), st.integers(1, 255))
def test_a_flipped_byte_anywhere_in_the_key_line_is_refused(place: int, flip: int) -> None:
    broken = bytearray(SECRET.public.line.encode())
    broken[place] ^= flip
    try:
        other = parse_public(bytes(broken))
    except ValueError:
        return
    assert not good(other, b"manifest", SIGNED)


@given(st.binary(max_size=400) | st.text().map(lambda one: one.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused_with_a_value_error(raw: bytes) -> None:
    for parse in (parse_public, parse_secret, parse_signature):
        with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
            parse(raw)


@given(st.integers(0, 3), st.binary(max_size=120), st.booleans())
def test_any_line_may_be_replaced_by_anything(line: int, other: bytes, coded: bool) -> None:
    lines = SIGNED.split(b"\n")
    lines[line] = base64.b64encode(other) if coded else other
    raw = b"\n".join(lines)
    assert raw == SIGNED or not good(SECRET.public, b"manifest", raw)


@given(st.integers(0, len(SIGNED)))
def test_a_signature_file_cut_anywhere_is_refused(length: int) -> None:
    assert good(SECRET.public, b"manifest", SIGNED[:length]) == (length == len(SIGNED))


@pytest.mark.parametrize(
    "raw",
    [
        SIGNED.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + SIGNED,
        SIGNED + b"\n",
        SIGNED[:-1],
        SIGNED.replace(b"minisign secret", b"another"),
        SIGNED.replace(b"trusted comment: village", b"trusted comment:village", 1),
        "\n".join([*LINES[:2], "trusted comment: a\tb", *LINES[3:]]).encode(),
        "\n".join([*LINES[:2], "trusted comment: a\rb", *LINES[3:]]).encode(),
        "\n".join([*LINES[:2], "trusted comment: " + "a" * 1020, *LINES[3:]]).encode(),
        "\n".join([LINES[0], LINES[1][:-2] + "F=", *LINES[2:]]).encode(),
        b"x" * (minisign.LIMIT + 1),
    ],
    ids=[
        *("crlf", "bom", "line-more", "no-last-end", "other-comment", "no-space", "tab", "return"),
        *("long-comment", "loose-bits", "too-large"),
    ],
)
def test_a_signature_file_in_any_other_form_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        parse_signature(raw)


@pytest.mark.parametrize("comment", ["a\nb", "a\rb", "\x00", "\x85", "\ud800", "a" * 1020])
def test_a_comment_that_would_not_stay_one_line_is_not_signed(comment: str) -> None:
    with pytest.raises(ValueError, match="说明行"):
        sign(SECRET, b"", comment)
    with pytest.raises(ValueError, match="说明行"):
        public_text(SECRET.public, comment)


def test_a_key_of_another_identity_is_refused_even_with_the_same_secret() -> None:
    other = SecretKey(bytes(8), SECRET.seed)
    assert not good(other.public, b"manifest", SIGNED)


def test_a_signature_is_bound_to_its_comment() -> None:
    other = parse_signature(sign(SECRET, b"manifest", "village:331181102299 sequence:8 previous:-"))
    mine = parse_signature(SIGNED)
    mixed = Signature(
        mine.key_id, mine.algorithm, mine.signature, other.trusted_comment, mine.global_signature
    )
    assert not verify(SECRET.public, b"manifest", mixed)


@pytest.mark.parametrize(
    "change",
    [str.strip, lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t * 1],
)
def test_a_public_key_survives_being_saved_by_an_editor(change: "type[str]") -> None:
    assert parse_public(change(SECRET.public.text)) == SECRET.public
    assert parse_public(SECRET.public.line) == SECRET.public


@pytest.mark.parametrize(
    "key",
    [
        bytes(32),
        b"\1" + bytes(31),
        bytes.fromhex(SMALL_ORDER),
        b"\xff" * 32,
        b"\xed" + b"\xff" * 31,
    ],
    ids=["zero", "one", "order-eight", "not-canonical", "sign-bit"],
)
def test_a_point_under_which_anyone_could_sign_is_no_public_key(key: bytes) -> None:
    with pytest.raises(ValueError, match="可用"):
        parse_public(PublicKey(bytes(8), key).line)


def test_a_secret_key_is_written_and_read_back() -> None:
    made = minisign.generate()
    assert parse_secret(secret_text(made)) == made
    assert minisign.generate() != made
    assert repr(made) != secret_text(made)
    assert made.seed.hex() not in repr(made)


@given(st.integers(0, len(secret_text(SECRET)) - 1), st.integers(1, 255))
def test_a_flipped_byte_in_a_secret_key_is_refused_or_changes_nothing(
    place: int, flip: int
) -> None:
    broken = bytearray(secret_text(SECRET).encode())
    broken[place] ^= flip
    try:
        assert parse_secret(bytes(broken)) == SECRET
    except ValueError as error:
        assert "私钥" in str(error)  # noqa: PT017 - either is right


def test_the_fingerprint_is_eight_groups_of_five_digits() -> None:
    groups = SECRET.public.fingerprint.split(" ")
    assert len(groups) == 8
    assert all(len(one) == 5 and one.isdigit() for one in groups)
    assert SECRET.public.fingerprint == ("75882 59339 36272 29127 94115 42507 23066 17219")


def test_minisign_accepts_our_key_and_signature_and_refuses_tampered_ones(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"manifest")
    (tmp_path / "key.pub").write_text(public_text(SECRET.public, "331181102299 青石桥村"), "utf-8")
    (tmp_path / "data.minisig").write_bytes(SIGNED)
    seen = run(tmp_path, "-V", "-H", "-p", "key.pub", "-m", "data")
    assert seen.returncode == 0, seen.stderr
    assert COMMENT in seen.stdout.decode()
    assert run(tmp_path, "-V", "-H", "-P", SECRET.public.line, "-m", "data").returncode == 0
    (tmp_path / "data.minisig").write_bytes(SIGNED.replace(b"sequence:7", b"sequence:8"))
    assert run(tmp_path, "-V", "-H", "-p", "key.pub", "-m", "data").returncode != 0
    (tmp_path / "data.minisig").write_bytes(SIGNED)
    (tmp_path / "data").write_bytes(b"manifesT")
    assert run(tmp_path, "-V", "-H", "-p", "key.pub", "-m", "data").returncode != 0


def test_we_accept_what_minisign_makes_and_refuse_tampered_ones(tmp_path: Path) -> None:
    assert run(tmp_path, "-G", "-W", "-p", "key.pub", "-s", "key").returncode == 0
    (tmp_path / "data").write_bytes(b"manifest")
    said = run(tmp_path, "-S", "-H", "-s", "key", "-m", "data", "-t", COMMENT)
    assert said.returncode == 0, said.stderr
    public = parse_public((tmp_path / "key.pub").read_bytes())
    raw = (tmp_path / "data.minisig").read_bytes()
    assert good(public, b"manifest", raw)
    assert parse_signature(raw).trusted_comment == COMMENT
    assert not good(public, b"manifesT", raw)
    assert not good(SECRET.public, b"manifest", raw)
    secret = parse_secret((tmp_path / "key").read_bytes())
    assert secret.public == public
    assert sign(secret, b"manifest", COMMENT) == raw


def test_minisign_signs_with_our_secret_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(secret_text(SECRET))
    (tmp_path / "data").write_bytes(b"manifest")
    said = run(tmp_path, "-S", "-H", "-s", "key", "-m", "data", "-t", COMMENT)
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "data.minisig").read_bytes() == SIGNED


def test_the_old_format_that_does_not_hash_beforehand_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(secret_text(SECRET))
    (tmp_path / "data").write_bytes(b"manifest")
    assert run(tmp_path, "-S", "-l", "-s", "key", "-m", "data", "-t", COMMENT).returncode == 0
    with pytest.raises(ValueError, match="旧格式"):
        parse_signature((tmp_path / "data.minisig").read_bytes())
