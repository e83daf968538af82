"""The township's receipt: all that it holds of a village, and what follows for the next bundle."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

VERSION = 1
LARGEST = 8 << 20
"""A receipt has no more bytes: ten years of postings have less than one MiB."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"\d{12}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COMMENT = re.compile(
    r"township:(\d{12}|-) village:(\d{12}) receipt:([1-9]\d{0,8}) sequence:(0|[1-9]\d{0,3})",
    re.ASCII,
)


class NewerReceipt(ValueError):  # noqa: N818 - it is no fault of the receipt's
    """A receipt that a newer program wrote, in a form that this one does not know."""


@dataclass(frozen=True)
class Holding:
    """One posting that the township holds, by its id; ``reason`` only where it was returned."""

    posting: str
    digest: str
    returned: bool = False
    reason: str = ""


@dataclass(frozen=True)
class LastNumber:
    """The highest number of a body's notices in a year that the township knows, used or void."""

    body: str
    year: int
    serial: int


@dataclass(frozen=True)
class Receipt:
    """What a township holds of one village.

    ``number`` is the township's own counter; ``sequence`` and ``digest`` are those of the newest
    bundle that it took in, zero and empty while it holds none, ``instance`` the database that
    wrote it; ``missing`` are the paths of files that the tables it holds name and that never
    reached it; ``numbers`` lets a restored village know which numbers it has used before.
    """

    number: int
    issued_on: date
    township: str
    village: str
    instance: str
    sequence: int
    digest: str
    postings: tuple[Holding, ...] = ()
    missing: tuple[str, ...] = ()
    numbers: tuple[LastNumber, ...] = ()
    version: int = VERSION

    @property
    def file_name(self) -> str:
        """The name that the township gives the file; readers do not look at it."""
        return f"receipt-{self.village}-{self.number:04d}.json"

    def comment(self, township: str = "") -> str:
        """Return the trusted comment of the signature; ``township`` is its code, if it has one."""
        return (
            f"township:{township or '-'} village:{self.village}"
            f" receipt:{self.number} sequence:{self.sequence}"
        )

    def to_json(self) -> bytes:
        """Return the canonical bytes, which are what is signed."""
        told = asdict(self) | {"issued_on": self.issued_on.isoformat()}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return (text + "\n").encode()


def receipt_of(raw: bytes) -> Receipt:
    """Read a receipt strictly; raises ValueError with a Chinese sentence for any other bytes.

    One of a later version raises NewerReceipt.
    """
    try:
        told = json.loads(raw[: LARGEST + 1].decode("utf-8"))
        if (
            isinstance(told, dict)
            and type(told.get("version")) is int
            and told["version"] > VERSION
        ):
            raise NewerReceipt("这份回执是更新版本的程序写的")
        one = _receipt(told)
        same = one.to_json() == raw
    except NewerReceipt:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("这不是乡镇的回执，或它已经损坏") from error
    if not same:
        raise ValueError("这份回执不是规定的写法，可能被改动过")
    return one


def comment_says(comment: str) -> tuple[str, str, int, int] | None:
    """Return code of the township, of the village, number and sequence; None for other comments."""
    found = _COMMENT.fullmatch(comment)
    if not found:
        return None
    return found[1].removeprefix("-"), found[2], int(found[3]), int(found[4])


def lacking(
    paths: Iterable[str], first: Mapping[str, int], receipt: Receipt | None
) -> frozenset[str]:
    """Return which files the township lacks.

    ``first`` is the sequence of the first bundle that named a file; a file that none named is
    lacking, and so is everything while there is no receipt that fits our own record.
    """
    if receipt is None:
        return frozenset(paths)
    missing = frozenset(receipt.missing)
    return frozenset(
        one for one in paths if one in missing or one not in first or first[one] > receipt.sequence
    )


def _receipt(told: Any) -> Receipt:
    held = tuple(Holding(**one) for one in told["postings"])
    numbers = tuple(LastNumber(**one) for one in told["numbers"])
    one = Receipt(
        **{
            **told,
            "issued_on": date.fromisoformat(told["issued_on"]),
            "postings": held,
            "missing": tuple(told["missing"]),
            "numbers": numbers,
        }
    )
    right = (
        _DAY.fullmatch(told["issued_on"]),
        type(one.version) is int and one.version == VERSION,
        type(one.number) is int and 0 < one.number < 10**9,
        type(one.sequence) is int and 0 <= one.sequence <= 9999,
        one.township.isprintable() and len(one.township) <= 200,
        _CODE.fullmatch(one.village),
        _UUID.fullmatch(one.instance) if one.instance else one.sequence == 0,
        _DIGEST.fullmatch(one.digest) if one.sequence else one.digest == "",
        all(map(_is_holding, held)) and len({h.posting for h in held}) == len(held),
        all(path.isprintable() and 0 < len(path) <= 200 for path in one.missing),
        all(map(_is_number, numbers)) and len({(n.body, n.year) for n in numbers}) == len(numbers),
    )
    if not all(right):
        raise ValueError("wrong value")
    return one


def _is_holding(one: Holding) -> bool:
    return bool(
        _UUID.fullmatch(one.posting)
        and _DIGEST.fullmatch(one.digest)
        and isinstance(one.returned, bool)
        and len(one.reason) <= 4000
        and one.reason.replace("\n", "").isprintable()
        and bool(one.reason.strip()) == one.returned
    )


def _is_number(one: LastNumber) -> bool:
    right = type(one.year) is int and type(one.serial) is int
    return bool(right and _UUID.fullmatch(one.body) and one.year > 0 and 0 < one.serial < 10**6)
