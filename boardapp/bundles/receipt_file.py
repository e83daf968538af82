"""A receipt as it lies on the stick: the JSON and its minisign signature beside it, both proved.

Nothing here asks what the village has: only who wrote the receipt, and whether it is whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from boardapp.bundles.minisign import LIMIT, PublicKey, parse_signature, verify
from boardapp.bundles.verdict import KnownKey
from boardapp.core.bundle.receipt import (
    LARGEST,
    NewerReceipt,
    Receipt,
    comment_says,
    receipt_of,
)
from boardapp.core.bundle.receipt_outcome import ReceiptOutcome

SUFFIX = ".minisig"
"""What the signature's name has behind the name of the receipt."""


@dataclass(frozen=True)
class Read:
    """A receipt that was read: ``outcome`` is None where nothing is wrong with it so far.

    ``receipt`` is there only when the signature was found right, ``reason`` a Chinese sentence
    that names the concrete thing, ``code`` the township's by the signature's comment.
    """

    outcome: ReceiptOutcome | None
    reason: str = ""
    receipt: Receipt | None = None
    signer: PublicKey | None = None
    code: str = ""


def read_receipt(file: Path, known: Sequence[KnownKey]) -> Read:
    """Read a receipt and prove it by the township's keys; never raises, whatever the bytes.

    ``file`` may be either of the two files; the other one is looked for beside it.
    """
    if file.name.endswith(SUFFIX):
        file = file.with_name(file.name.removesuffix(SUFFIX))
    try:
        raw = _bytes(file, LARGEST)
    except (OSError, ValueError) as error:
        return Read(ReceiptOutcome.NOT_THERE, f"（{_why(error)}）")
    if len(raw) > LARGEST:
        return Read(ReceiptOutcome.TOO_LARGE)
    if not raw.startswith(b"{"):
        return Read(ReceiptOutcome.NOT_A_RECEIPT)
    try:
        receipt = receipt_of(raw)
    except NewerReceipt:
        return Read(ReceiptOutcome.TOO_NEW)
    except ValueError as error:
        return Read(ReceiptOutcome.DAMAGED, f"{error}。")
    return _proved(file, raw, receipt, known)


def _proved(file: Path, raw: bytes, receipt: Receipt, known: Sequence[KnownKey]) -> Read:
    try:
        signature = parse_signature(_bytes(file.with_name(file.name + SUFFIX), LIMIT))
    except OSError as error:
        return Read(ReceiptOutcome.UNSIGNED, f"（{_why(error)}）")
    except ValueError as error:
        return Read(ReceiptOutcome.BAD_SIGNATURE, str(error))
    said = comment_says(signature.trusted_comment)
    if not signature.trusted_comment.startswith("township:"):
        return Read(ReceiptOutcome.WRONG_ROLE)
    if not known:
        return Read(ReceiptOutcome.NO_TOWNSHIP_KEY)
    signer = next((one for one in known if one.public.key_id == signature.key_id), None)
    if signer is None:
        return Read(ReceiptOutcome.WRONG_KEY, f"签名的密钥编号是 {signature.id_text}。")
    if not verify(signer.public, raw, signature):
        return Read(ReceiptOutcome.BAD_SIGNATURE)
    if signer.revoked:
        return Read(ReceiptOutcome.REVOKED_KEY, f"密钥编号是 {signer.public.id_text}。")
    if said is None or said[1:] != (receipt.village, receipt.number, receipt.sequence):
        return Read(ReceiptOutcome.BAD_SIGNATURE, "签名里写的和回执里写的不是同一份。")
    return Read(None, "", receipt, signer.public, said[0])


def _bytes(file: Path, most: int) -> bytes:
    if file.exists() and not file.is_file():
        raise IsADirectoryError(file)
    with file.open("rb") as opened:
        return opened.read(most + 1)


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, PermissionError):
        return "没有读它的权限"
    if isinstance(error, IsADirectoryError):
        return "它不是文件"
    return "它读不出来，U盘可能接触不良"
