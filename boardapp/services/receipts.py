"""回执: the village reads what the township holds of it, once it is proved who says so.

Everything is judged first; then one transaction keeps the receipt, or nothing is changed. What
only a person can know, such as whether the township restored its data, is asked and not guessed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from boardapp.bundles.receipt_file import Read, read_receipt
from boardapp.core.bundle.receipt import Receipt
from boardapp.core.bundle.receipt_outcome import ReceiptOutcome
from boardapp.core.errors import UserError
from boardapp.services import instance, keys, township_keys
from boardapp.services.desk import Desk
from boardapp.services.instance import Confirmed, Standing
from boardapp.services.village import the_village
from boardapp.store import bundles as store
from boardapp.store import postings

TAKEN = "take-receipt"
_MOST = 50
"""So many receipts on a stick are looked at, the highest numbers first."""


@dataclass(frozen=True)
class Returned:
    """A posting that the township returned; ``number`` is empty for one that is not held here."""

    posting: str
    number: str
    reason: str


@dataclass(frozen=True)
class Judged:
    """What became of a receipt.

    ``reason`` names the concrete thing; ``receipt`` is there only when the township's signature
    was found right. ``returned`` are what it returns, ``unknown`` counts postings that it holds
    and this database does not; ``confirmed`` is what a restored database has won by it.
    """

    outcome: ReceiptOutcome
    reason: str = ""
    receipt: Receipt | None = None
    returned: tuple[Returned, ...] = ()
    unknown: int = 0
    signer: str = ""
    confirmed: Confirmed | None = None

    @property
    def sentence(self) -> str:
        """The outcome's sentence, and what decided it or came of it."""
        return self.outcome.sentence + self.reason

    @property
    def next_step(self) -> str:
        """What the person does now."""
        if self.confirmed:
            numbers = "、".join(self.confirmed.next_numbers)
            return (
                f"现在可以公布和上报了，下一个编号是 {numbers}。公布以前看一眼公示栏："
                "墙上要是有没报过、编号更大的，先用 void 把那些编号作废。"
                "签名密钥已换新，请打印新的登记卡交乡镇。"
            )
        if self.outcome is ReceiptOutcome.TAKEN and not self.returned:
            return "没有退回的；下次导出只带乡镇还没有的文件。"
        return self.outcome.next_step


def take(desk: Desk, file: Path, *, confirmed: bool = False) -> Judged:
    """Read a receipt and keep it; ``confirmed`` where a person has asked the township.

    Whatever the file is, the answer is an outcome. Raises UserError when the disk takes nothing,
    and in a folder without a village.
    """
    the_village(desk)
    found = read_receipt(file, township_keys.known_keys(desk))
    if found.outcome or found.receipt is None:
        return Judged(found.outcome or ReceiptOutcome.DAMAGED, found.reason)
    one = _judged(desk, found, found.receipt, confirmed=confirmed)
    if one.outcome is ReceiptOutcome.TAKEN:
        one = _kept(desk, found.receipt, one)
    elif one.outcome is ReceiptOutcome.ALREADY_TAKEN and _wins(desk, found.receipt):
        one = replace(one, confirmed=_confirm(desk, found.receipt))
    if one.confirmed:
        # A disk that takes no key now is tried again at the next start.
        with suppress(UserError):
            keys.ensure_key(desk)
    return one


def waiting(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """Return the receipts for this village on a stick that were not read yet, the oldest first.

    Only names and what is held already are looked at; nothing is proved.
    """
    code = the_village(desk).code
    start, newest = f"receipt-{code}-", store.newest_receipt(desk.db)
    found = []
    try:
        for path in folder.iterdir():
            number = path.name.removeprefix(start).removesuffix(".json")
            right = path.name == f"{start}{number}.json" and number.isascii()
            if right and number.isdecimal() and len(number) <= 9 and path.is_file():
                found.append((int(number), path))
    except OSError:
        return ()
    some = sorted(found)[-_MOST:]
    return tuple(path for number, path in some if newest is None or number > newest.number)


def _judged(desk: Desk, found: Read, receipt: Receipt, *, confirmed: bool) -> Judged:
    """Return what the village makes of a receipt that the township has written."""
    told = Judged(
        ReceiptOutcome.TAKEN, "", receipt, _returned(desk, receipt), _unknown(desk, receipt),
        found.signer.id_text if found.signer else "",
    )  # fmt: skip
    ended = _ended(desk, receipt)
    if ended:
        return replace(told, outcome=ended[0], reason=ended[1])
    doubts = tuple(_doubts(desk, receipt))
    if doubts and not confirmed:
        reasons = "".join(
            f"{'' if n == 0 else one.sentence}{why}" for n, (one, why) in enumerate(doubts)
        )
        return replace(told, outcome=doubts[0][0], reason=reasons)
    return replace(told, reason=_says(told))


def _ended(desk: Desk, receipt: Receipt) -> tuple[ReceiptOutcome, str] | None:
    """Return why a receipt is not taken whoever says so, or None."""
    village, newest = the_village(desk), store.newest_receipt(desk.db)
    if receipt.village != village.code:
        why = f"它是给 {receipt.village} 的，本村代码是 {village.code}。"
        return ReceiptOutcome.OTHER_VILLAGE, why
    if newest and receipt == newest:
        return ReceiptOutcome.ALREADY_TAKEN, ""
    stale = newest and receipt.number <= newest.number and receipt.issued_on <= newest.issued_on
    if newest and (store.is_held(desk.db, receipt) or (stale and receipt.number < newest.number)):
        why = f"它是第{receipt.number}号，已经读入的是第{newest.number}号。"
        return ReceiptOutcome.OLDER, why
    for one in receipt.postings:
        ours = postings.by_id(desk.db, one.posting)
        if ours and ours.digest != one.digest:
            return ReceiptOutcome.POSTING_DIFFERS, f"是{ours.number}。"
    return None


def _doubts(desk: Desk, receipt: Receipt) -> Iterator[tuple[ReceiptOutcome, str]]:
    """Yield what only a person who asks can decide, each with the concrete thing."""
    own, newest = instance.identity(desk), store.newest_receipt(desk.db)
    proven = instance.standing(desk) is Standing.PROVEN
    out = store.bundles(desk.db)
    if instance.standing(desk) is Standing.COPIED:
        yield ReceiptOutcome.COPIED_DATA, ""
    families = {own.uuid, own.previous, "", *(one.instance for one in out)}
    if proven and receipt.instance not in families:
        yield ReceiptOutcome.OTHER_INSTANCE, ""
    if newest and receipt.number <= newest.number:
        why = f"这一份是第{receipt.number}号，上次读入的是第{newest.number}号。"
        yield ReceiptOutcome.NUMBERED_ANEW, why
    if proven and receipt.sequence > own.sequence:
        why = f"乡镇收到第{receipt.sequence}号，这份数据只到第{own.sequence}号。"
        yield ReceiptOutcome.BEYOND, why
    ours = next((one.digest for one in out if one.sequence == receipt.sequence), receipt.digest)
    if ours != receipt.digest:
        why = f"是第{receipt.sequence}号，摘要本村是 {ours[:8]}…，乡镇是 {receipt.digest[:8]}…。"
        yield ReceiptOutcome.FORK, why
    if newest and _holds_less(receipt, newest):
        lost = len(_ids(newest) - _ids(receipt))
        why = f"上次到第{newest.sequence}号，现在到第{receipt.sequence}号，少了 {lost} 份公示。"
        yield ReceiptOutcome.HOLDS_LESS, why


def _holds_less(now: Receipt, before: Receipt) -> bool:
    return now.sequence < before.sequence or not _ids(before) <= _ids(now)


def _ids(receipt: Receipt) -> frozenset[str]:
    return frozenset(one.posting for one in receipt.postings)


def _kept(desk: Desk, receipt: Receipt, one: Judged) -> Judged:
    """Keep a receipt, and win the right to publish where it gives it, in one transaction."""
    if instance.standing(desk) is Standing.PROVEN:
        if receipt.sequence > instance.identity(desk).sequence:
            instance.renew(desk, "restored", {"receipt": receipt.number})
    elif instance.identity(desk).proven:
        instance.renew(desk, "copied", {"receipt": receipt.number})
    told = {
        "number": receipt.file_name,
        "township": receipt.township,
        "sequence": receipt.sequence,
        "returned": [vars(back) for back in one.returned],
        "missing": list(receipt.missing),
        "key": one.signer,
    }
    won = None
    with desk.writing(TAKEN, told) as db:
        store.add_receipt(db, receipt, desk.today, desk.operator, one.signer)
        if _wins(desk, receipt):
            won = _confirm(desk, receipt)
    return replace(one, confirmed=won)


def _wins(desk: Desk, receipt: Receipt) -> bool:
    """Whether a receipt tells a restored database how far the village has come."""
    unproven = instance.standing(desk) is not Standing.PROVEN
    return unproven and receipt.sequence >= instance.identity(desk).sequence


def _confirm(desk: Desk, receipt: Receipt) -> Confirmed:
    return instance.confirm_by_receipt(desk, receipt)


def _returned(desk: Desk, receipt: Receipt) -> tuple[Returned, ...]:
    held = [one for one in receipt.postings if one.returned]
    known = {one.posting: postings.by_id(desk.db, one.posting) for one in held}
    return tuple(
        Returned(one.posting, found.number if (found := known[one.posting]) else "", one.reason)
        for one in held
    )


def _unknown(desk: Desk, receipt: Receipt) -> int:
    return sum(postings.by_id(desk.db, one.posting) is None for one in receipt.postings)


def _says(one: Judged) -> str:
    """Say what the receipt says, in the order of what matters to the clerk."""
    receipt = one.receipt
    assert receipt is not None
    taken = len(receipt.postings) - len(one.returned)
    up_to = f"收到第{receipt.sequence}号" if receipt.sequence else "还没有收到过数据包"
    parts = [f"{receipt.township}第{receipt.number}号回执：{up_to}，已收公示 {taken} 份"]
    if one.returned:
        parts.append(f"，退回 {len(one.returned)} 份")
    if receipt.missing:
        parts.append(f"，缺 {len(receipt.missing)} 个文件，下次导出补上")
    parts.append("。")
    if one.unknown:
        parts.append(f"其中 {one.unknown} 份本机没有，是恢复的备份以后公布的。")
    return "".join(parts)
