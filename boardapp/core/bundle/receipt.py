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


@dataclass(frozen=True)
class Holding:
    """One posting that the township holds, by its id; ``reason`` only where it was returned."""

    posting: str
    digest: str
    returned: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Receipt:
    """What a township holds of one village.

    ``number`` is the township's own counter; ``sequence`` and ``digest`` are those of the newest
    bundle that it took in, zero and empty while it holds none; ``missing`` are the paths of files
    that the tables it holds name and that never reached it.
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
    version: int = VERSION

    def to_json(self) -> bytes:
        """Return the canonical bytes, which are what is signed."""
        told = asdict(self) | {"issued_on": self.issued_on.isoformat()}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return (text + "\n").encode()


def receipt_of(raw: bytes) -> Receipt:
    """Read a receipt strictly; raises ValueError with a Chinese sentence for any other bytes."""
    try:
        told = json.loads(raw[: LARGEST + 1].decode("utf-8"))
        one = _receipt(told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("这不是乡镇的回执，或它已经损坏") from error
    if one.to_json() != raw:
        raise ValueError("这份回执不是规定的写法，可能被改动过")
    return one


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
    one = Receipt(
        **{
            **told,
            "issued_on": date.fromisoformat(told["issued_on"]),
            "postings": held,
            "missing": tuple(told["missing"]),
        }
    )
    right = (
        _DAY.fullmatch(told["issued_on"]),
        one.version == VERSION,
        type(one.number) is int and 0 < one.number < 10**9,
        type(one.sequence) is int and 0 <= one.sequence <= 9999,
        one.township.isprintable() and len(one.township) <= 200,
        _CODE.fullmatch(one.village),
        not one.instance or _UUID.fullmatch(one.instance),
        _DIGEST.fullmatch(one.digest) if one.sequence else one.digest == "",
        all(map(_is_holding, held)) and len({h.posting for h in held}) == len(held),
        all(isinstance(path, str) and len(path) <= 200 for path in one.missing),
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
        and bool(one.reason.strip()) == one.returned
    )
