"""The signing key by command: show it, write its card, replace it."""

from pathlib import Path
from typing import Any

import click

from boardapp.commands.shared import Call, json_option, tell
from boardapp.services import key_card, keys
from boardapp.services.desk import Desk
from boardapp.services.files import write_whole
from boardapp.services.instance import KEYS
from boardapp.services.keys import OwnKey
from boardapp.services.village import the_village

file_type = click.Path(path_type=Path, dir_okay=False)


@click.command("key")
@click.option("--card", type=file_type, help="把登记卡存成 PDF，打印出来签字盖章交乡镇")
@click.option("--card-file", type=file_type, help="把登记卡存成文件（minisign 公钥格式）")
@click.option("--new", is_flag=True, help="作废现在的密钥，另生成一把；要写 --reason")
@click.option("--reason", default="", help="为什么换密钥，例如“电脑换了”")
@json_option
@click.pass_obj
def key(
    call: Call, card: Path | None, card_file: Path | None, new: bool, reason: str, as_json: bool
) -> None:
    """查看本村的签名密钥，存登记卡，或换一把新密钥。"""
    if new != bool(reason.strip()):
        raise click.UsageError("换密钥请同时写 --new 和 --reason 原因")
    with call.desk() as desk:
        the_village(desk)
        if new:
            keys.make_key(desk, reason)
        written = _write(desk, card, card_file)
        tell(as_json, _json(desk, written), _words(desk, written, new))
        if keys.trouble(desk):
            raise SystemExit(1)


def _write(desk: Desk, card: Path | None, card_file: Path | None) -> list[str]:
    """Write the card in the asked forms, and journal it."""
    files = [(card, key_card.card_pdf), (card_file, _file)]
    written = []
    for path, made in files:
        if path is not None:
            write_whole(path, made(desk))
            written.append(str(path.absolute()))
            key_card.note_card(desk, written[-1])
    return written


def _file(desk: Desk) -> bytes:
    return key_card.card_text(desk).encode("utf-8")


def _json(desk: Desk, written: list[str]) -> dict[str, Any]:
    village, one, made = the_village(desk), keys.current_key(desk), keys.card_made(desk)
    trouble = keys.trouble(desk)
    return {
        "village": village.code,
        "name": village.name,
        **(_one(one) if one else {"key_id": "", "fingerprint": "", "public_key": ""}),
        "usable": one is not None and not trouble,
        "sentence": trouble,
        "private": keys.is_closed(desk),
        "folder": str(desk.folder / KEYS),
        "card": {"made_on": made[0], "where": made[1]} if made else None,
        "written": written,
        "retired": [
            {
                **_one(old),
                "retired_on": old.told.retired_on.isoformat() if old.told.retired_on else "",
                "retired_by": old.told.retired_by,
                "retired_reason": old.told.retired_reason,
            }
            for old in keys.own_keys(desk)
            if old.retired
        ],
    }


def _one(one: OwnKey) -> dict[str, str]:
    return {
        "key_id": one.public.id_text,
        "fingerprint": one.public.fingerprint,
        "public_key": one.public.line,
        "since": one.told.made_on.isoformat(),
        "made_by": one.told.made_by,
        "reason": one.told.reason,
    }


def _words(desk: Desk, written: list[str], new: bool) -> str:
    one, made, trouble = keys.current_key(desk), keys.card_made(desk), keys.trouble(desk)
    if one is None:
        return trouble
    lines = ["已换成新密钥，旧的已作废。请把新的登记卡交乡镇。"] if new else []
    lines += [
        f"指纹　　{one.public.fingerprint}",
        f"密钥编号　{one.public.id_text}（{one.told.made_on}起，{one.told.reason}）",
        f"登记卡　{made[0]} 存到 {made[1]}" if made else keys.reminder(desk),
        *(f"已存：{path}" for path in written),
    ]
    if not keys.is_closed(desk) and not trouble:
        lines.append("注意：这个磁盘分不出账户，别的账户也读得到私钥；请把数据放在本机硬盘上。")
    return "\n".join([*lines, trouble] if trouble else lines)
