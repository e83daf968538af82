"""Ed25519 keys and signatures in the file formats of minisign, so that minisign checks them too.

The formats are those of https://jedisct1.github.io/minisign/ : two comment lines, two base64 lines.
"""

import base64
import binascii
import codecs
import hashlib
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from boardapp.bundles.points import usable_point

UNTRUSTED = "signature from minisign secret key"
"""The one untrusted comment of our signatures: what minisign itself writes unless told."""
LIMIT = 4096
"""The longest key or signature file that is looked at, in bytes."""

_KEY, _HASHED, _LEGACY = b"Ed", b"ED", b"Ed"
_COMMENT, _TRUSTED = "untrusted comment: ", "trusted comment: "
_LONGEST_COMMENT = 1024
_SECRET_COMMENT = "minisign encrypted secret key"
_GROUPS = 8


@dataclass(frozen=True)
class PublicKey:
    """A public key as it is registered: 8 bytes of identity and 32 bytes of Ed25519."""

    key_id: bytes
    key: bytes

    @property
    def id_text(self) -> str:
        """The identity as minisign prints it."""
        return _id_text(self.key_id)

    @property
    def line(self) -> str:
        """The key in one line of 56 letters, as ``minisign -P`` takes it."""
        return _base64(_KEY + self.key_id + self.key)

    @property
    def text(self) -> str:
        """The key as minisign's public key file."""
        return public_text(self, f"minisign public key {self.id_text}")

    @property
    def fingerprint(self) -> str:
        """Forty decimal digits in eight groups of five, to be read aloud and compared.

        Each group is four bytes of SHA-256 over identity and key, as a number, modulo 100000.
        """
        digest = hashlib.sha256(self.key_id + self.key).digest()
        parts = (digest[4 * n : 4 * n + 4] for n in range(_GROUPS))
        return " ".join(f"{int.from_bytes(part) % 100_000:05d}" for part in parts)


@dataclass(frozen=True, repr=False)
class SecretKey:
    """A secret key: 8 bytes of identity and the 32 bytes of seed that Ed25519 starts from."""

    key_id: bytes
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """The public key that belongs to it."""
        return PublicKey(self.key_id, self._private().public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """Return the 64 bytes of the plain Ed25519 signature over the data."""
        return self._private().sign(data)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class Signature:
    """A signature file, taken apart and not yet checked."""

    key_id: bytes
    algorithm: bytes
    signature: bytes
    trusted_comment: str
    global_signature: bytes

    @property
    def id_text(self) -> str:
        """The identity of the key that is said to have signed, as minisign prints it."""
        return _id_text(self.key_id)


def generate() -> SecretKey:
    """Make a new key from the system's source of randomness."""
    return SecretKey(secrets.token_bytes(8), secrets.token_bytes(32))


def public_text(public: PublicKey, comment: str) -> str:
    """Return minisign's public key file; raises ValueError when the comment is not one line."""
    return f"{_COMMENT}{_one_line(comment)}\n{public.line}\n"


def parse_public(text: str | bytes) -> PublicKey:
    """Read a public key file, or the key's one line alone; raises ValueError with a sentence."""
    lines = public_lines(text)
    if len(lines) > 2 or (len(lines) == 2 and not lines[0].startswith(_COMMENT.rstrip())):
        raise ValueError("公钥文件应当只有一行说明和一行公钥。")
    raw = _decoded(lines[-1], 42, "公钥")
    if raw[:2] != _KEY:
        raise ValueError("公钥不是 minisign 的 Ed25519 公钥。")
    if not usable_point(raw[10:]):
        raise ValueError("公钥不是一个可用的 Ed25519 公钥。")
    return PublicKey(raw[2:10], raw[10:])


def public_lines(text: str | bytes) -> list[str]:
    """Return the lines of a public key file, however an editor saved it: at least one.

    Notepad adds a mark, Windows line ends and empty lines, and saves as UTF-16 or GBK when it is
    told to. Raises ValueError with a sentence when it is too long or no text.
    """
    if len(text) > LIMIT:
        raise ValueError("公钥文件太大。")
    if isinstance(text, bytes):
        text = _saved(text)
    lines = [line.strip() for line in text.removeprefix("\ufeff").replace("\r", "\n").split("\n")]
    return [line for line in lines if line] or [""]


def secret_text(secret: SecretKey) -> str:
    """Return minisign's secret key file without a password (``minisign -G -W``)."""
    body = secret.key_id + secret.seed + secret.public.key
    check = hashlib.blake2b(_KEY + body, digest_size=32).digest()
    return f"{_COMMENT}{_SECRET_COMMENT}\n{_base64(_KEY + _NO_PASSWORD + body + check)}\n"


def parse_secret(text: str | bytes) -> SecretKey:
    """Read a secret key file without a password; raises ValueError with a sentence.

    The public half must belong to the seed, and the checksum must fit; minisign 0.11 leaves the
    checksum zero.
    """
    lines = _text(text, "私钥").split("\n")
    if len(lines) != 3 or lines[2] or not lines[0].startswith(_COMMENT):
        raise ValueError("私钥文件应当是一行说明和一行私钥。")
    raw = _decoded(lines[1], 158, "私钥")
    if raw[:2] != _KEY or raw[2:54] != _NO_PASSWORD:
        raise ValueError("私钥不是 minisign 的不加密码的 Ed25519 私钥。")
    body, check = raw[54:126], raw[126:]
    if check not in (bytes(32), hashlib.blake2b(_KEY + body, digest_size=32).digest()):
        raise ValueError("私钥文件的校验值不对，文件坏了。")
    secret = SecretKey(body[:8], body[8:40])
    if secret.public.key != body[40:]:
        raise ValueError("私钥文件里的公钥与私钥不是一对，文件坏了。")
    return secret


def sign(secret: SecretKey, data: bytes, trusted_comment: str) -> bytes:
    """Return the signature file over the data: prehashed, and the same bytes each time.

    Raises ValueError when the trusted comment is not one line of plain text.
    """
    comment = _one_line(trusted_comment)
    plain = secret.sign(_hashed(data))
    over_comment = secret.sign(plain + comment.encode("utf-8"))
    lines = (
        _COMMENT + UNTRUSTED,
        _base64(_HASHED + secret.key_id + plain),
        _TRUSTED + comment,
        _base64(over_comment),
    )
    return ("\n".join(lines) + "\n").encode("utf-8")


def parse_signature(raw: bytes) -> Signature:
    """Take a signature file apart; raises ValueError with a sentence.

    Exactly the four lines that ``sign`` writes are let pass, so that no byte can change unseen: the
    fixed untrusted comment, line ends of one LF, base64 in its one canonical form. The old format,
    which does not hash the data beforehand, is refused.
    """
    lines = _text(raw, "签名").split("\n")
    if len(lines) != 5 or lines[4] or lines[0] != _COMMENT + UNTRUSTED:
        raise ValueError("签名文件不是 minisign 的四行格式。")
    if not lines[2].startswith(_TRUSTED):
        raise ValueError("签名文件缺少受签名保护的说明行。")
    first = _decoded(lines[1], 74, "签名")
    if first[:2] == _LEGACY:
        raise ValueError("签名用的是 minisign 的旧格式（没有先算摘要），不接受。")
    if first[:2] != _HASHED:
        raise ValueError("签名的算法不认识。")
    comment = _one_line(lines[2].removeprefix(_TRUSTED))
    return Signature(first[2:10], first[:2], first[10:], comment, _decoded(lines[3], 64, "签名"))


def verify(public: PublicKey, data: bytes, signature: Signature) -> bool:
    """Whether both signatures, over the data and over the comment, were made by this key."""
    if signature.key_id != public.key_id or signature.algorithm != _HASHED:
        return False
    comment = signature.signature + signature.trusted_comment.encode("utf-8")
    try:
        key = Ed25519PublicKey.from_public_bytes(public.key)
        key.verify(signature.signature, _hashed(data))
        key.verify(signature.global_signature, comment)
    except (InvalidSignature, ValueError):
        return False
    return True


_NO_PASSWORD = b"\0\0" + b"B2" + bytes(48)
"""No key derivation, checksum by BLAKE2b, and the salt and limits that are then not used."""


def _id_text(key_id: bytes) -> str:
    """Return a key's identity as 16 hexadecimal digits, the last byte first."""
    return key_id[::-1].hex().upper()


def _hashed(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(line: str, length: int, what: str) -> bytes:
    """Decode one canonical base64 line of a known length; raises ValueError."""
    try:
        raw = base64.b64decode(line.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError(f"{what}里有认不得的字符，或者长短不对。") from error
    if len(raw) != length or _base64(raw) != line:
        raise ValueError(f"{what}的长短不对。")
    return raw


def _text(raw: str | bytes, what: str) -> str:
    if len(raw) > LIMIT:
        raise ValueError(f"{what}文件太大。")
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{what}文件不是文本。") from error


def _saved(raw: bytes) -> str:
    """Decode a text as one of those that Notepad saves; raises ValueError with a sentence."""
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("公钥文件不是文本。")


def _one_line(comment: str) -> str:
    """Return a comment that both we and minisign keep as it is; raises ValueError for others."""
    if any(ord(one) < 0x20 or 0x7F <= ord(one) < 0xA0 for one in comment):
        raise ValueError("说明行里不能有换行和控制字符。")
    try:
        length = len(comment.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise ValueError("说明行里有不成字的编码。") from error
    if length > _LONGEST_COMMENT - len(_COMMENT) - 1:
        raise ValueError("说明行太长。")
    return comment
