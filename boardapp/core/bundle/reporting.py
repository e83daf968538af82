"""How far a posting has come on its way to the township: an axis beside its life in the village."""

from collections.abc import Collection
from enum import StrEnum

from boardapp.core.bundle.receipt import Receipt


class Reported(StrEnum):
    """Where a posting stands between village and township."""

    UNREPORTED = "unreported"
    EXPORTED = "exported"
    RECEIVED = "received"
    RETURNED = "returned"

    @property
    def word(self) -> str:
        """The state as people say it."""
        return {
            "unreported": "未报",
            "exported": "已导出",
            "received": "已收",
            "returned": "乡镇退回",
        }[self.value]


def reported(posting: str, exported: Collection[str], receipt: Receipt | None) -> Reported:
    """Return where a posting stands; ``exported`` are the ids of those that some bundle named.

    Only what the newest receipt states counts as received: a township that lost its data and
    holds less again says so in its next receipt.
    """
    held = {one.posting: one for one in receipt.postings} if receipt else {}
    if posting in held:
        return Reported.RETURNED if held[posting].returned else Reported.RECEIVED
    return Reported.EXPORTED if posting in exported else Reported.UNREPORTED
