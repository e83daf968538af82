"""Commands that keep the data safe: backup, restore, journal."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from boardapp.commands.shared import Call, json_option, tell
from boardapp.core.errors import UserError
from boardapp.services import backup as service
from boardapp.services import clock, instance, proof
from boardapp.services import drill as drills
from boardapp.services import restore as restores
from boardapp.services.backup import Backup
from boardapp.services.desk import Desk, is_set_up
from boardapp.services.village import body_named
from boardapp.store import journal as journal_store
from boardapp.store import villages

folder_type = click.Path(path_type=Path)


@click.command("backup")
@click.option("--to", type=folder_type, help="备份到哪个文件夹，例如U盘；省略为数据文件夹里")
@click.option("--second", type=folder_type, help="记住第二份备份放在哪里，并存一份")
@click.option("--drill", is_flag=True, help="把最新备份恢复到临时位置，检查一遍")
@click.option("--list", "as_list", is_flag=True, help="列出已有的备份")
@json_option
@click.pass_obj
def backup(
    call: Call, to: Path | None, second: Path | None, drill: bool, as_list: bool, as_json: bool
) -> None:
    """备份数据；每天和退出时也会自动备份。"""
    with call.desk() as desk:
        if drill:
            _tell_drill(drills.drill(desk), as_json)
        elif as_list:
            found = service.backups(to or service.folder_of(desk))
            told = "\n".join(f"{one.path}　{'' if one.manifest else '读不出'}" for one in found)
            tell(as_json, [_backup_json(one) for one in found], told or "还没有备份。")
        else:
            if second:
                service.choose_second(desk, second)
            other = second or to
            one = service.make_second(desk, other) if other else service.make(desk)
            _tell_backup(desk, one, other is not None, as_json)


@click.command("restore")
@click.argument("file", type=folder_type, required=False)
@click.option("--into", type=folder_type, help="恢复到哪个新文件夹")
@click.option("--without-attachments", is_flag=True, help="附件确实没有了，也要恢复其余的")
@click.option("--replace", type=folder_type, help="用这个恢复好的文件夹替换现在的数据")
@click.option("--confirm", is_flag=True, help="填写墙上最后的编号，让恢复的数据可以公布")
@click.option("--number", multiple=True, help="7、主体=7，或“青石公开〔2026〕第7号”；可以多个")
@click.option("--sequence", type=click.IntRange(0), help="最后一次上报的序号，没有上报过填 0")
@click.option("--moved", is_flag=True, help="只是换了文件夹或电脑，原来的已经不用")
@json_option
@click.pass_obj
def restore(
    call: Call,
    file: Path | None,
    into: Path | None,
    without_attachments: bool,
    replace: Path | None,
    confirm: bool,
    number: tuple[str, ...],
    sequence: int | None,
    moved: bool,
    as_json: bool,
) -> None:
    """从备份恢复到一个新文件夹，检查好，再决定要不要替换现在的数据。"""
    if sum((file is not None, replace is not None, confirm, moved)) != 1:
        raise click.UsageError("请选一样：FILE --into、--replace、--confirm 或 --moved")
    if confirm:
        _confirm(call, number, sequence, as_json)
    elif moved:
        with call.desk() as desk:
            instance.moved(desk)
            tell(as_json, {"moved": True}, "已记下：数据挪到了这里，可以照常公布。")
    elif replace:
        aside = restores.put_in_place(call.folder, replace, call.operator)
        sentence = f"已换成恢复的数据；原来的保存在 {aside}。请核对墙上的编号后再公布。"
        tell(as_json, {"folder": str(call.folder), "before": str(aside)}, sentence)
    else:
        if into is None or file is None:
            raise click.UsageError("请用 --into 指定一个新文件夹")
        _restore(call, file, into, without_attachments, as_json)


@click.command("journal")
@click.option("--verify", is_flag=True, help="核对数据有没有绕过程序被改动")
@click.option("--clock-is-right", is_flag=True, help="电脑现在的时间是对的，以前的才是错的")
@json_option
@click.pass_obj
def journal(call: Call, verify: bool, clock_is_right: bool, as_json: bool) -> None:
    """查看操作记录，或用 --verify 核对数据有没有被改动。"""
    with call.desk() as desk:
        if clock_is_right:
            clock.confirm(desk)
            tell(as_json, {"ok": True}, "已记下：电脑现在的时间是对的。")
        elif verify:
            _verify(desk, as_json)
        else:
            lines = list(journal_store.lines(desk.db))
            told = [f"{one.seq}　{one.at}　{one.operator}　{one.action}" for one in lines]
            tell(as_json, [vars(one) for one in lines], "\n".join(told))


def _verify(desk: Desk, as_json: bool) -> None:
    found = proof.troubles(desk.db, desk.folder)
    late = clock.behind(desk)
    chain = next((one.seq for one in found if one.code == "journal-broken"), None)
    data: dict[str, Any] = {"ok": not found}
    if found:
        data |= {"row": chain, "sentence": found[0].sentence}
        data["troubles"] = [asdict(one) for one in found]
    if late:
        data["clock"] = late.sentence
    words = [one.sentence for one in found] or ["操作记录完整，数据没有被改动。"]
    tell(as_json, data, "\n".join([*words, late.sentence] if late else words))
    if found:
        raise SystemExit(1)


def _restore(call: Call, file: Path, into: Path, without_attachments: bool, as_json: bool) -> None:
    live = call.folder if is_set_up(call.folder) else None
    one = restores.restore(
        file, into, call.operator, call.day, live=live, without_attachments=without_attachments
    )
    data = {
        "folder": str(one.folder),
        "village": one.manifest.village,
        "made_at": one.manifest.made_at,
        "journal": one.manifest.seq,
        "postings": one.postings,
        "entries": one.entries,
        "attachments": one.attachments,
        "missing": list(one.missing),
    }
    told = (
        f"已恢复并检查好：{one.folder}（{one.manifest.village_name}，"
        f"备份于 {one.manifest.made_at}，公布 {one.postings} 项、"
        f"账 {one.entries} 笔、附件 {one.attachments} 个）。"
    )
    told += f"有 {len(one.missing)} 个附件没有恢复。" if one.missing else ""
    told += f"\n要用它替换现在的数据：boardapp restore --replace {one.folder}" if live else ""
    tell(as_json, data, told)


def _confirm(call: Call, number: tuple[str, ...], sequence: int | None, as_json: bool) -> None:
    if sequence is None:
        raise click.UsageError("请用 --sequence 填最后一次上报的序号，没有上报过填 0")
    with call.desk() as desk:
        numbers: dict[str, tuple[int, int]] = {}
        for text in number:
            body, last = _number(desk, text)
            if numbers.setdefault(body, last) != last:
                raise UserError(
                    f"同一个公开主体写了两个编号（“{text}”），没有改动。请只写墙上最后的一个；"
                    "去年末了丢失的编号，过后用 void 一个一个作废。"
                )
        done = instance.confirm(desk, numbers, sequence)
        void = f"；作废 {'、'.join(done.void)}" if done.void else ""
        tell(as_json, asdict(done), f"可以公布了。下一个编号：{'、'.join(done.next_numbers)}{void}")


def _number(desk: Desk, text: str) -> tuple[str, tuple[int, int]]:
    """Read a number as a person gives it: 7, 主体=7 or the whole number from the wall."""
    whole = re.fullmatch(r"\s*(.+?)〔(\d{4})〕\s*第?\s*(\d{1,6})\s*号?\s*", text)
    if whole:
        for body in villages.bodies(desk.db):
            if body.prefix == whole[1]:
                return body.id, (int(whole[2]), int(whole[3]))
        raise UserError(f"没有编号以“{whole[1]}”开头的公开主体，没有改动。请照墙上的编号填写。")
    name, _, digits = text.rpartition("=")
    if not re.fullmatch(r"\d{1,6}", digits.strip()):
        raise UserError(f"“{text}”不是编号，没有改动。请填 7，或“青石公开〔2026〕第7号”。")
    return body_named(desk, name.strip()).id, (desk.today.year, int(digits))


def _tell_backup(desk: Desk, one: Backup, other: bool, as_json: bool) -> None:
    second = other and not service.same_disk(one.path, desk.folder)
    told = f"已备份并读回核对：{one.path}"
    if other and not second:
        told += "\n注意：它和数据在同一个磁盘上，磁盘坏了会一起丢，不算第二份。请另存一份到U盘。"
    lacking = _lacking(one)
    if lacking:
        told += f"\n注意：有 {lacking} 个附件的文件不见了，这份备份里没有它们；"
        told += "用 journal --verify 看是哪些。"
    tell(as_json, {**_backup_json(one), "second": second}, told)


def _tell_drill(one: drills.Drill, as_json: bool) -> None:
    tell(as_json, {**asdict(one), "day": one.day.isoformat()}, one.sentence)
    if not one.ok:
        raise SystemExit(1)


def _lacking(one: Backup) -> int:
    """Return how many attachments were gone when a backup was made."""
    return sum(not file.held for file in one.manifest.attachments) if one.manifest else 0


def _backup_json(one: Backup) -> dict[str, Any]:
    manifest = one.manifest
    held = sum(file.held for file in manifest.attachments) if manifest else 0
    return {
        "file": str(one.path),
        "readable": manifest is not None,
        "made_at": manifest.made_at if manifest else "",
        "village": manifest.village if manifest else "",
        "journal": manifest.seq if manifest else 0,
        "digest": manifest.digest if manifest else "",
        "postings": manifest.counts.get("posting", 0) if manifest else 0,
        "entries": manifest.counts.get("entry", 0) if manifest else 0,
        "attachments": held,
        "attachments_missing": _lacking(one),
    }
