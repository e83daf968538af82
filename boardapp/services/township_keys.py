"""The township's public key at the village: registered from its card, compared, and replaced."""

from dataclasses import dataclass
from pathlib import Path

from boardapp.bundles.minisign import PublicKey, parse_public
from boardapp.bundles.verdict import KnownKey
from boardapp.core.errors import UserError
from boardapp.services import keys
from boardapp.services.card_files import read_card
from boardapp.services.desk import Desk
from boardapp.services.village import the_village
from boardapp.store import township_keys as store
from boardapp.store.township_keys import TownshipKey

REGISTERED, REVOKED = "register-township-key", "revoke-township-key"
_COMPARE = "请当面或用平时的号码打电话给乡镇，把八组数字逐组对完；相符才登记。"


@dataclass(frozen=True)
class Offered:
    """A township's card that was read and not yet registered.

    ``known`` says that its key is the one that counts already; ``doubts`` are sentences about the
    card's own claims, which prove nothing either way.
    """

    public: PublicKey
    code: str
    name: str
    known: bool
    doubts: tuple[str, ...]


def all_keys(desk: Desk) -> tuple[TownshipKey, ...]:
    """Return every key that was ever registered, the oldest first."""
    return store.all_keys(desk.db)


def current(desk: Desk) -> TownshipKey | None:
    """Return the key that counts, or None."""
    return store.current(desk.db)


def known_keys(desk: Desk) -> tuple[KnownKey, ...]:
    """Return the keys as the reader of receipts knows them."""
    return tuple(KnownKey(parse_public(one.public), one.revoked) for one in all_keys(desk))


def fingerprint(one: TownshipKey) -> str:
    """Return the eight groups that are compared with the township."""
    return parse_public(one.public).fingerprint


def look(desk: Desk, file: Path) -> Offered:
    """Read a township's card and change nothing; raises UserError when it is none.

    Refused are the card of a village, our own key, and a key that was revoked here before.
    """
    village, card = the_village(desk), read_card(file)
    if card.role == "village":
        raise UserError(f"{file.name} 是村的登记卡，不是乡镇的，没有登记。请换乡镇给的登记卡文件。")
    if any(one.public.key == card.public.key for one in keys.own_keys(desk)):
        raise UserError("这是本村自己的公钥，不是乡镇的，没有登记。请换乡镇给的登记卡文件。")
    held = {one.key_id: one for one in all_keys(desk)}.get(card.public.id_text)
    if held and held.public != card.public.line:
        raise UserError(
            "这把公钥和登记过的一把编号相同、内容不同，没有登记。请打电话问清乡镇，重新要一张登记卡。"
        )
    if held and held.revoked:
        raise UserError(
            f"这把公钥 {held.revoked_on} 已经作废（{held.revoked_reason}），不能再登记。"
            "请向乡镇要新的登记卡。"
        )
    doubts = []
    if card.code and card.code[:9] != village.code[:9]:
        doubts.append(f"卡上的乡镇代码 {card.code} 和本村代码 {village.code} 的前九位不同。")
    if card.name and card.name != village.township:
        doubts.append(f"卡上写的是“{card.name}”，本村登记的乡镇是“{village.township}”。")
    name = card.name or village.township
    return Offered(card.public, card.code, name, held is not None, tuple(doubts))


def register(desk: Desk, one: Offered) -> TownshipKey:
    """Register a key that was compared; the one before it is revoked in the same transaction.

    The key that counts already is left as it is.
    """
    held = current(desk)
    if one.known and held:
        return held
    new = TownshipKey(
        one.public.id_text, one.public.line, one.code, one.name, desk.today, desk.operator
    )
    told = {
        "key": new.key_id,
        "fingerprint": one.public.fingerprint,
        "name": one.name,
        "replaces": held.key_id if held else "",
    }
    with desk.writing(REGISTERED, told) as db:
        if held:
            store.revoke(db, held.key_id, desk.today, desk.operator, "乡镇换了新的登记卡")
        store.add(db, new)
    return new


def revoke(desk: Desk, reason: str) -> TownshipKey:
    """Let the key count no more, for a reason; raises UserError without one, or without a key."""
    held = current(desk)
    if held is None:
        raise UserError("没有登记着的乡镇公钥，没有改动。")
    if len(reason.strip()) < 2:
        raise UserError("没有改动：请写明为什么作废，例如“乡镇通知密钥丢了”。")
    with desk.writing(REVOKED, {"key": held.key_id, "reason": reason.strip()}) as db:
        store.revoke(db, held.key_id, desk.today, desk.operator, reason.strip())
    return held


def confirm_typed(one: Offered, typed: str) -> None:
    """Raise UserError unless the fingerprint was typed as the township told it."""
    wanted = "".join(one.public.fingerprint.split())
    if "".join(filter(str.isdecimal, typed)) != wanted:
        raise UserError(
            f"输入的指纹和卡上的不同，没有登记。这张卡的指纹是 {one.public.fingerprint}。{_COMPARE}"
        )


def question(one: Offered) -> str:
    """Say what is to be compared before the key is registered."""
    return f"{one.name}，指纹 {one.public.fingerprint}。{_COMPARE}"
