"""Commands for a handover: enter it, write its pack, keep the signed list, check a pack."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from boardapp.commands.archive_words import check_and_tell
from boardapp.commands.shared import DAY, Call, finding_json, finding_line, json_option, tell
from boardapp.core.content import Words
from boardapp.core.errors import UserError
from boardapp.core.handover import Handover, Line, Reason, parse_line
from boardapp.core.village import OFFICES
from boardapp.services import handover as service
from boardapp.services import handover_pack as packs
from boardapp.services.desk import Desk
from boardapp.services.files import write_whole
from boardapp.services.handover_pack import PackDone
from boardapp.services.papers import page_count
from boardapp.services.village import body_named

FILE = click.Path(path_type=Path)


@click.command("handover")
@click.option("--body", default="", help="公开主体；省略时为管账的那一个")
@click.option("--from", "giver", default="", help="移交人")
@click.option("--to", "taker", default="", help="接收人")
@click.option("--witness", default="", help="监交人：乡镇或村民选举委员会的人")
@click.option("--on", "day", type=DAY, help="移交日期；省略为今天")
@click.option(
    "--reason",
    type=click.Choice([one.value for one in Reason]),
    default=Reason.ELECTION.value,
    help="换届 election、离任 leaving、调岗 transfer",
)
@click.option("--since", type=DAY, help="新一届产生之日，从这天起算期限")
@click.option(
    "--office", "offices", multiple=True, type=click.Choice(OFFICES), help="一并变更的职务"
)
@click.option("--item", "items", multiple=True, help="手填的：公章=村委会公章 1 枚；可以多个")
@click.option("--to-dir", "folder", type=FILE, help="移交包写到哪个文件夹下面，例如U盘")
@click.option("--year", "years", multiple=True, type=int, help="移交包里附上哪一年的档案；可以多个")
@click.option("--dry-run", is_flag=True, help="只算出清单，不登记；--to-dir 时只写清单 PDF")
@click.option("--pack", "again", help="给登记过的移交（标记）再写一份移交包")
@click.option("--verify", type=FILE, help="核对一个写好的移交包：缺少、改动、多出")
@json_option
@click.pass_obj
def handover(
    call: Call,
    body: str,
    giver: str,
    taker: str,
    witness: str,
    day: date | None,
    reason: str,
    since: date | None,
    offices: tuple[str, ...],
    items: tuple[str, ...],
    folder: Path | None,
    years: tuple[int, ...],
    dry_run: bool,
    again: str | None,
    verify: Path | None,
    as_json: bool,
) -> None:
    """登记移交：算出移交清单，变更职务，写出移交包（清单、备份、年度档案）。"""
    if verify:
        check_and_tell(verify, as_json)
        return
    if folder is None and (not dry_run or again is not None):
        raise click.UsageError("请用 --to-dir 写明移交包放在哪里，或用 --dry-run 只看清单。")
    if again is not None:
        with call.desk() as desk:
            assert folder is not None
            one = service.handover_named(desk, again)
            _finish(desk, packs.write_pack(desk, one, folder, years), as_json)
        return
    if not (giver and taker and witness):
        raise click.UsageError("请写明移交人 --from、接收人 --to 和监交人 --witness。")
    with call.desk() as desk:
        if not dry_run and folder is not None:
            packs.refuse_unready(desk, folder, years)
        one = service.draw_up(
            desk, body_named(desk, body), giver, taker, witness, day, Reason(reason), since,
            offices, tuple(map(_line, items)),
        )  # fmt: skip
        if dry_run:
            _look(desk, one, folder, as_json)
            return
        found = service.findings(desk, one)
        service.hand_over(desk, one)
        assert folder is not None
        _finish(desk, _packed(desk, one, folder, years), as_json, found)


@click.command("handover-sheet")
@click.argument("name", default="")
@click.option("--photo", type=FILE, required=True, help="三方签过字的移交清单的照片或扫描件")
@json_option
@click.pass_obj
def handover_sheet(call: Call, name: str, photo: Path, as_json: bool) -> None:
    """存入签过字的移交清单的照片；NAME 是清单上的标记，省略为最近一次。"""
    with call.desk() as desk:
        one = service.keep_sheet(desk, service.handover_named(desk, name), photo)
        tell(as_json, handover_json(desk, one), f"已存入移交清单 {one.mark} 的签字照片。")


@click.command("handovers")
@json_option
@click.pass_obj
def handovers(call: Call, as_json: bool) -> None:
    """看登记过的移交：谁交给谁、期限、移交包和签字照片。"""
    with call.desk() as desk:
        held = service.handovers(desk)
        lines = [line_of(desk, one) for one in held]
        told = "\n".join(lines) or "还没有登记过移交。"
        tell(as_json, [handover_json(desk, one) for one in held], told)


def handover_json(desk: Desk, one: Handover) -> dict[str, Any]:
    """Return a handover with the keys that scripts rely on."""
    return {
        "handover": one.id,
        "mark": one.mark,
        "body": service.body_of(desk, one).name,
        "on": one.on.isoformat(),
        "reason": one.reason.value,
        "from": one.giver,
        "to": one.taker,
        "witness": one.witness,
        "since": one.since.isoformat() if one.since else None,
        "due": one.due.isoformat() if one.due else None,
        "late": one.late,
        "basis": one.basis or None,
        "offices": list(one.offices),
        "items": [{"kind": line.kind, "text": line.text} for line in one.lines],
        "digest": one.digest,
        "pack": one.pack or None,
        "sheet": one.sheet or None,
    }


def line_of(desk: Desk, one: Handover) -> str:
    """Return a handover as a line for a person."""
    pack = f"移交包 {one.pack}" if one.pack else "还没有写移交包（handover --pack）"
    sheet = "已存签字照片" if one.sheet else "还没有签字照片（handover-sheet）"
    body = service.body_of(desk, one).name
    who = f"{one.giver} → {one.taker}"
    return "　".join([one.mark, one.on.isoformat(), one.reason.word, body, who, pack, sheet])


def _line(text: str) -> Line:
    try:
        return parse_line(text)
    except ValueError as error:
        raise UserError(f"没有登记移交：{error}什么也没有改动。") from error


def _packed(desk: Desk, one: Handover, folder: Path, years: tuple[int, ...]) -> PackDone:
    try:
        return packs.write_pack(desk, one, folder, years)
    except UserError as error:
        raise UserError(
            f"移交已登记（{one.mark}），但{error}"
            f"处理好以后再运行：boardapp handover --pack {one.mark} --to-dir 文件夹。"
        ) from error


def _look(desk: Desk, one: Handover, folder: Path | None, as_json: bool) -> None:
    """Show the list without entering anything; with a folder write its PDF there, to be read."""
    pdf = service.list_pdf(one)
    path = folder / f"移交清单-{one.mark}.pdf" if folder else None
    if path:
        write_whole(path, pdf)
    found = service.findings(desk, one)
    data = handover_json(desk, one) | {
        "dry_run": True,
        "pages": page_count(pdf),
        "file": str(path) if path else None,
        "content": json.loads(one.content),
        "findings": [finding_json(f) for f in found],
    }
    deed = next(b for b in service.content_of(one).blocks if isinstance(b, Words))
    told = [*deed.lines, f"清单共 {page_count(pdf)} 页。{path or ''}", *map(finding_line, found)]
    tell(as_json, data, "\n".join(told))


def _finish(desk: Desk, done: PackDone, as_json: bool, found: tuple[Any, ...] = ()) -> None:
    findings = (*found, *done.findings)
    data = handover_json(desk, done.handover) | {
        "folder": str(done.folder),
        "files": [vars(one) for one in done.files],
        "years": [one.year for one in done.years],
        "pack_digest": done.digest,
        "findings": [finding_json(one) for one in findings],
    }
    one = done.handover
    said = (
        f"移交已登记，移交包已写好并读回核对：{done.folder}（{len(done.files)} 个文件）。"
        f"请打印移交清单（{one.mark}），三方签字后用 handover-sheet 存入照片。"
    )
    tell(as_json, data, "\n".join([said, *map(finding_line, findings)]))
    if done.findings:
        raise SystemExit(1)
