"""The village's signing key: made once, kept secret, replaced for a reason, and shown on a card."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from boardapp.bundles.minisign import PublicKey, SecretKey, generate, parse_public, sign
from boardapp.core.errors import UserError
from boardapp.services import instance, key_files
from boardapp.services.desk import Desk
from boardapp.store import journal, villages
from boardapp.store import keys as store
from boardapp.store.keys import SigningKey

Signer = Callable[[bytes, str], bytes]
"""Signs data under a trusted comment, and returns minisign's signature file."""

MADE, CARD_MADE, CLOSED = "make-key", "make-card", "close-key-file"
FIRST, LATER, AFTER_RESTORE = "首次设置", "升级后第一次启动", "数据恢复或拷贝以后"
REMEDY = (
    "数据没有改动。要继续上报，请在“设置→签名密钥与登记卡”里重新生成，"
    "或运行 boardapp key --new --reason 原因，再把新的登记卡交给乡镇。"
)


@dataclass(frozen=True)
class OwnKey:
    """A key of this village with its public half."""

    public: PublicKey
    told: SigningKey

    @property
    def retired(self) -> bool:
        """Whether it signs no more."""
        return self.told.retired


def own_keys(desk: Desk) -> tuple[OwnKey, ...]:
    """Return every key that this village ever signed with, the oldest first."""
    return tuple(OwnKey(parse_public(one.public), one) for one in store.all_keys(desk.db))


def current_key(desk: Desk) -> OwnKey | None:
    """Return the key that signs for this database, or None.

    A restored or copied database has none: the key that it knows belongs to another instance.
    """
    one = store.unretired(desk.db)
    if one is None or one.instance != instance.identity(desk).uuid:
        return None
    return OwnKey(parse_public(one.public), one)


def current(desk: Desk) -> PublicKey | None:
    """Return the public key that signs for this database, or None."""
    one = current_key(desk)
    return one.public if one else None


def prepare(desk: Desk, reason: str) -> SigningKey:
    """Put the secret of a new key on the disk, and return what is to be kept of it.

    Until the returned record is saved the key counts for nothing. Raises UserError in a restored
    or copied database, and when the disk does not take it.
    """
    refuse_if_unproven(desk)
    secret = generate()
    key_files.write(desk.folder, secret)
    public, uuid = secret.public, instance.identity(desk).uuid
    return SigningKey(public.id_text, public.line, uuid, desk.today, desk.operator, reason)


def make_key(desk: Desk, reason: str) -> PublicKey:
    """Make a new key and retire the one before it, all or nothing; journalled.

    Raises UserError without a reason, in a restored or copied database, and when the disk does not
    take it; the key before it signs on then.
    """
    reason = reason.strip()
    if not reason:
        raise UserError("没有改动：请写明为什么要换密钥，例如“电脑换了”。")
    if villages.village(desk.db) is None:
        raise UserError("这份数据还没有登记村庄，没有生成签名密钥。请先运行 boardapp init。")
    old = store.unretired(desk.db)
    new = prepare(desk, reason)
    told = {"key": new.key_id, "reason": reason, "retired": old.key_id if old else ""}
    with desk.writing(MADE, told) as db:
        if old:
            gone = replace(old, retired_on=desk.today, retired_by=desk.operator)
            store.save(db, replace(gone, retired_reason=reason))
        store.save(db, new)
    key_files.sweep(desk.folder, new.key_id)
    return parse_public(new.public)


def ensure_key(desk: Desk) -> PublicKey:
    """Return the current key; make it where there is none yet, or none of this instance.

    A key whose secret is lost is not replaced by itself: the township must hear of that.
    """
    held = current(desk)
    if held:
        return held
    return make_key(desk, AFTER_RESTORE if store.unretired(desk.db) else LATER)


def signer(desk: Desk) -> Signer:
    """Return what signs for this village.

    Raises UserError when the database may not sign, or when the secret is missing, damaged or
    another key's; the sentence says how to make a new one.
    """
    refuse_if_unproven(desk)
    secret = _secret(desk, ensure_key(desk))
    _close_up(desk, secret.public)

    def signed(data: bytes, trusted_comment: str) -> bytes:
        return sign(secret, data, trusted_comment)

    return signed


def look_after(desk: Desk) -> tuple[str, ...]:
    """Do at the start what the key needs, and return a sentence for what a person should know.

    A data folder of an older program gets its key; a secret that others could read is closed; one
    that is lost or damaged is named.
    """
    if villages.village(desk.db) is None or instance.standing(desk) is not instance.Standing.PROVEN:
        return ()
    found = []
    try:
        if current(desk) is None:
            ensure_key(desk)
            found.append(f"已为本村生成新的签名密钥。{reminder(desk)}")
        public = ensure_key(desk)
        _secret(desk, public)
        key_files.sweep(desk.folder, public.id_text)
        if _close_up(desk, public):
            found.append(
                "签名密钥的文件原来别的账户也读得到，已改为只有您能读。"
                "如果这台电脑有别人用，请换一把新密钥，并把新的登记卡交给乡镇。"
            )
    except UserError as error:
        found.append(str(error))
    return tuple(found)


def trouble(desk: Desk) -> str:
    """Return the sentence that says why this village cannot sign now, or an empty text."""
    state = instance.standing(desk)
    if state is not instance.Standing.PROVEN:
        return state.sentence
    held = current(desk)
    if held is None:
        return ""
    try:
        _secret(desk, held)
    except UserError as error:
        return str(error)
    return ""


def card_made(desk: Desk) -> tuple[str, str] | None:
    """Return the day on which the current key's card was last made, and where to; or None."""
    one, line = current_key(desk), journal.newest(desk.db, CARD_MADE)
    if one is None or line is None:
        return None
    told = json.loads(line.details)
    return (line.at[:10], str(told["where"])) if told["key"] == one.told.key_id else None


def reminder(desk: Desk) -> str:
    """Return a sentence while the current key's card was never made, else an empty text."""
    if current(desk) is None or card_made(desk):
        return ""
    return (
        "这把密钥的登记卡还没有打印。请在“设置→签名密钥与登记卡”里打印，签字盖章交乡镇登记，"
        "乡镇才认得本村的上报。"
    )


def refuse_if_unproven(desk: Desk) -> None:
    """Raise UserError in a restored or copied database: it may sign nothing until confirmed."""
    state = instance.standing(desk)
    if state is not instance.Standing.PROVEN:
        raise UserError(state.sentence)


def may_make(desk: Desk) -> bool:
    """Whether a key may be made here: not in a restored or copied database."""
    return instance.standing(desk) is instance.Standing.PROVEN


def is_closed(desk: Desk) -> bool:
    """Whether only this account can read the secret, as far as the system tells."""
    held = current(desk)
    try:
        return held is not None and key_files.is_closed(desk.folder, held.id_text)
    except OSError:
        return False


def _secret(desk: Desk, public: PublicKey) -> SecretKey:
    """Read the secret of the current key; raises UserError that says how to make a new one."""
    try:
        secret = key_files.read(desk.folder, public.id_text)
        if secret.public != public:
            raise ValueError("签名密钥的文件不是登记的那一把")
    except ValueError as error:
        raise UserError(f"{error}，不能签名。{REMEDY}") from error
    return secret


def _close_up(desk: Desk, public: PublicKey) -> bool:
    """Close a secret that others could read, and journal it."""
    if not key_files.close_up(desk.folder, public.id_text):
        return False
    with desk.writing(CLOSED, {"key": public.id_text}):
        pass
    return True
