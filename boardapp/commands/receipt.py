"""What comes back from the township by command: its receipt, and the key that proves it."""

from pathlib import Path
from typing import Any

import click

from boardapp.commands.shared import Call, json_option, tell
from boardapp.services import receipts, township_keys
from boardapp.services.desk import Desk
from boardapp.services.receipts import Judged
from boardapp.store.township_keys import TownshipKey

PATH = click.Path(path_type=Path)


@click.command("receipt")
@click.argument("file", type=PATH)
@click.option("--confirm", is_flag=True, help="已经问清乡镇，照回执读入（只在要求确认时用）")
@json_option
@click.pass_obj
def receipt(call: Call, file: Path, confirm: bool, as_json: bool) -> None:
    """读入乡镇的回执（.json，旁边要有 .json.minisig）。"""
    with call.desk() as desk:
        found = receipts.take(desk, file, confirmed=confirm)
        lines = [found.sentence, *map(_returned_line, found.returned), found.next_step]
        tell(as_json, receipt_json(found), "\n".join(lines))
    if found.outcome.exit:
        raise SystemExit(found.outcome.exit)


@click.command("township-key")
@click.option("--card", type=PATH, help="乡镇的登记卡文件（minisign 公钥格式）")
@click.option("--fingerprint", default="", help="照乡镇念的输入指纹，相符才登记")
@click.option("--yes", is_flag=True, help="已经逐组对过指纹，登记")
@click.option("--revoke", is_flag=True, help="作废登记着的公钥；要写 --reason")
@click.option("--reason", default="", help="为什么作废，例如“乡镇通知密钥丢了”")
@json_option
@click.pass_obj
def township_key(
    call: Call,
    card: Path | None,
    fingerprint: str,
    yes: bool,
    revoke: bool,
    reason: str,
    as_json: bool,
) -> None:
    """查看、登记或作废乡镇的公钥；读回执靠它认得乡镇。"""
    if (revoke and card) or revoke != bool(reason.strip()):
        raise click.UsageError("作废请只写 --revoke 和 --reason 原因")
    if card is None and (fingerprint or yes):
        raise click.UsageError("登记请用 --card 指定乡镇的登记卡文件")
    with call.desk() as desk:
        if revoke:
            gone = township_keys.revoke(desk, reason)
            tell(as_json, _keys_json(desk), f"已作废：{gone.key_id}。读回执以前请登记新的登记卡。")
        elif card:
            _register(desk, card, fingerprint, yes=yes, as_json=as_json)
        else:
            tell(as_json, _keys_json(desk), _keys_words(desk))


def _register(desk: Desk, card: Path, fingerprint: str, *, yes: bool, as_json: bool) -> None:
    offered = township_keys.look(desk, card)
    if fingerprint:
        township_keys.confirm_typed(offered, fingerprint)
    sure = yes or bool(fingerprint) or offered.known
    if sure:
        township_keys.register(desk, offered)
    asks = township_keys.question(offered)
    told = f"已登记：{asks.partition('。')[0]}。" if sure else f"还没有登记。{asks}"
    if not sure:
        told += "登记时加 --fingerprint 指纹，或 --yes。"
    data = {
        "registered": sure,
        "key_id": offered.public.id_text,
        "fingerprint": offered.public.fingerprint,
        "code": offered.code,
        "name": offered.name,
        "notes": list(offered.doubts),
        "sentence": told,
        **_keys_json(desk),
    }
    tell(as_json, data, "\n".join([told, *(f"注意：{one}" for one in offered.doubts)]))
    if not sure:
        raise SystemExit(1)


def receipt_json(found: Judged) -> dict[str, Any]:
    """Return what became of a receipt with the keys that scripts rely on."""
    one, won = found.receipt, found.confirmed
    return {
        "outcome": found.outcome.value,
        "sentence": found.sentence,
        "next_step": found.next_step,
        "confirm": found.outcome.asks,
        "township": one.township if one else None,
        "number": one.number if one else None,
        "issued_on": one.issued_on.isoformat() if one else None,
        "sequence": one.sequence if one else None,
        "digest": one.digest or None if one else None,
        "held": len(one.postings) if one else None,
        "unknown": found.unknown,
        "returned": [vars(back) for back in found.returned],
        "missing": list(one.missing) if one else [],
        "signer": found.signer or None,
        "may_publish_again": won is not None,
        "next_numbers": list(won.next_numbers) if won else [],
        "void": list(won.void) if won else [],
    }


def _returned_line(one: receipts.Returned) -> str:
    return f"退回　{one.number or one.posting}　{one.reason}"


def _keys_json(desk: Desk) -> dict[str, Any]:
    held = township_keys.current(desk)
    keys = township_keys.all_keys(desk)
    return {
        "current": _key_json(held) if held else None,
        "revoked": [_key_json(one) for one in keys if one.revoked],
    }


def _key_json(one: TownshipKey) -> dict[str, Any]:
    return {
        "key_id": one.key_id,
        "fingerprint": township_keys.fingerprint(one),
        "public_key": one.public,
        "code": one.code,
        "name": one.name,
        "registered_on": one.registered_on.isoformat(),
        "registered_by": one.registered_by,
        "revoked_on": one.revoked_on.isoformat() if one.revoked_on else None,
        "revoked_by": one.revoked_by,
        "revoked_reason": one.revoked_reason,
    }


def _keys_words(desk: Desk) -> str:
    held = township_keys.current(desk)
    if held is None:
        return "还没有登记乡镇的公钥。请向乡镇要登记卡文件，用 --card 登记。"
    return (
        f"{held.name}　指纹 {township_keys.fingerprint(held)}\n"
        f"密钥编号　{held.key_id}（{held.registered_on} 登记）"
    )
