"""Commands for the stick: export, verify, bundles."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from boardapp.commands.shared import Call, json_option, tell
from boardapp.core.bundle.reporting import Reported
from boardapp.core.errors import UserError
from boardapp.services import exporting, reporting, sticks, verifying
from boardapp.services.desk import Desk, is_set_up
from boardapp.services.drives import drives
from boardapp.services.exporting import Exported
from boardapp.services.verifying import Verdict
from boardapp.services.village import the_village
from boardapp.store import bundles as store
from boardapp.store import postings
from boardapp.store.bundles import Bundle

PATH = click.Path(path_type=Path)


@click.command("export")
@click.option("--to", type=PATH, help="U盘或它里面的文件夹；省略时自己找插着的U盘")
@click.option("--full", is_flag=True, help="带上全部文件，乡镇已有的也带")
@json_option
@click.pass_obj
def export(call: Call, to: Path | None, full: bool, as_json: bool) -> None:
    """导出下一个数据包到U盘；没有变化时补发上一个，序号不变。"""
    with call.desk() as desk:
        one = exporting.export(desk, to or _stick(), full=full)
        told = [exported_sentence(one), *one.warnings]
        tell(as_json, _exported_json(desk, one), "\n".join(told))


@click.command("verify")
@click.argument("file", type=PATH)
@click.option("--card", type=PATH, help="登记卡文件；省略时用本村自己的密钥核对")
@json_option
@click.pass_obj
def verify(call: Call, file: Path, card: Path | None, as_json: bool) -> None:
    """核对一个数据包值不值得信，不接收它，什么也不改动。"""
    if card is None and is_set_up(call.folder):
        with call.desk() as desk:
            found = verifying.own_verdict(desk, file)
    elif card is None:
        raise UserError("这里没有村的数据，不知道用谁的密钥核对。请用 --card 指定登记卡文件。")
    else:
        found = verifying.card_verdict(file, card, call.day or date.today())  # noqa: DTZ011
    told = [found.sentence, *found.notes, found.next_step]
    tell(as_json, verdict_json(found), "\n".join(told))
    if found.outcome.exit:
        raise SystemExit(found.outcome.exit)


@click.command("bundles")
@json_option
@click.pass_obj
def bundles(call: Call, as_json: bool) -> None:
    """列出导出过的数据包，和每份公示报到了哪一步。"""
    with call.desk() as desk:
        found, reports = store.bundles(desk.db), reporting.reports(desk)
        numbers = {one.id: one.number for one in postings.all_of(desk.db)}
        counts = dict.fromkeys(Reported, 0)
        for report in reports.values():
            counts[report.state] += 1
        data = {
            "bundles": [_bundle_json(desk, one) for one in found],
            "reported": {state.value: count for state, count in counts.items()},
            "postings": [
                {
                    "number": numbers[id_],
                    "reported": report.state.value,
                    "bundle": report.bundle or None,
                    "reason": report.reason,
                }
                for id_, report in reports.items()
            ],
        }
        lines = [
            f"第{one.sequence}号　{one.exported_on}　{sticks.human(one.size)}"
            f"　{'全部文件' if one.complete else '新增文件'}　{one.digest[:16]}"
            for one in found
        ]
        lines.append("　".join(f"{state.word} {count}" for state, count in counts.items()))
        tell(as_json, data, "\n".join(lines if found else ["还没有导出过。", *lines]))


def exported_sentence(one: Exported) -> str:
    """Say what lies on the stick now."""
    files = f"公示 {one.carried['postings']} 份、附件 {one.carried['attachments']} 个"
    if one.already:
        where = "那里" if one.same_disk else "U盘上"
        return f"{where}已经有这一个数据包，内容相同，不用再写：{one.path.name}。"
    again = "没有新的变化，补发了上一个" if one.reissued else "已导出"
    then = "" if one.same_disk else "可以安全拔出U盘了。"
    return (
        f"{again}：{one.path.name}（第{one.sequence}号，{sticks.human(one.size)}，{files}），"
        f"已读回核对。{then}"
    )


def verdict_json(found: Verdict) -> dict[str, Any]:
    """Return a judgement with the keys that scripts rely on."""
    header = found.header
    return {
        "outcome": found.outcome.value,
        "sentence": found.sentence,
        "reason": found.reason,
        "next_step": found.next_step,
        "village": found.village or None,
        "sequence": found.sequence or None,
        "digest": found.digest or None,
        "name": header.name if header else None,
        "township": header.township if header else None,
        "exported_on": header.exported_on.isoformat() if header else None,
        "instance": header.instance if header else None,
        "previous": header.previous if header else None,
        "full": header.full if header else None,
        "program": header.program if header else None,
        "signer": found.signer.id_text if found.signer else None,
        "files": len(found.files),
        "notes": list(found.notes),
    }


def _stick() -> Path:
    found = sticks.choose(drives())
    if found.folder is None:
        raise UserError(f"{found.sentence}也可以用 --to 指定文件夹。")
    return found.folder


def _exported_json(desk: Desk, one: Exported) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "village": the_village(desk).code,
        "sequence": one.sequence,
        "digest": one.digest,
        "previous": one.previous,
        "reissued": one.reissued,
        "already": one.already,
        "full": one.full,
        "size": one.size,
        "carried": dict(one.carried),
        "held": dict(one.held),
        "warnings": list(one.warnings),
        "older": list(one.older),
        "sentence": exported_sentence(one),
    }


def _bundle_json(desk: Desk, one: Bundle) -> dict[str, Any]:
    receipt = store.receipt(desk.db, one.receipt)
    return {
        "sequence": one.sequence,
        "exported_on": one.exported_on.isoformat(),
        "exported_by": one.exported_by,
        "digest": one.digest,
        "previous": one.previous,
        "size": one.size,
        "full": one.complete,
        "receipt": receipt.number if receipt else None,
        "kept": exporting.is_kept(desk, one.sequence),
    }
