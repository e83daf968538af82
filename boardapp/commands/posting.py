"""Commands for what goes on the wall: check, publish, notice, postings, journal."""

from pathlib import Path
from typing import Any

import click

from boardapp.commands.obligations import about_of, about_option, findings_of
from boardapp.commands.shared import (
    Call,
    body_option,
    finding_json,
    finding_line,
    json_option,
    period_option,
    tell,
)
from boardapp.core.content import from_json
from boardapp.core.finding import Level
from boardapp.core.obligations import Event
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.services import posting as service
from boardapp.services.files import write_whole
from boardapp.services.papers import PAPERS, STYLES, page_count
from boardapp.services.village import body_named
from boardapp.store import journal as journal_store
from boardapp.store import postings as posting_store

item_option = click.option(
    "--item", default=service.DEFAULT_ITEM, help="公开事项编号（见 catalogue）"
)


@click.command("check")
@period_option
@body_option
@json_option
@click.pass_obj
def check(call: Call, period: Period, body: str, as_json: bool) -> None:
    """自查一个期间；有必须改的，退出码为 1。"""
    with call.desk() as desk:
        found = findings_of(desk, period, body)
        data = {"period": period.code, "findings": [finding_json(one) for one in found]}
        tell(as_json, data, "\n".join(map(finding_line, found)) or "没有发现问题。")
        if any(one.level is Level.MUST for one in found):
            raise SystemExit(1)


@click.command("publish")
@about_option
@item_option
@body_option
@json_option
@click.pass_obj
def publish(
    call: Call, period: Period | None, event: str, item: str, body: str, as_json: bool
) -> None:
    """公布一项：取得编号，内容从此不能再改。"""
    with call.desk() as desk:
        about = about_of(desk, period, event)
        code = about.item if isinstance(about, Event) else item
        one = service.publish(desk, code, about, body_named(desk, body))
        tell(as_json, _posting_json(one), f"已公布：{one.number}")


@click.command("notice")
@about_option
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写到哪个 PDF 文件")
@click.option("--paper", type=click.Choice(PAPERS), default=None, help="省略时按内容选竖放或横放")
@click.option("--style", type=click.Choice(STYLES), default=STYLES[0])
@click.option("--save-paper", is_flag=True, help="节约纸张：字可以小到 14 磅")
@item_option
@body_option
@json_option
@click.pass_obj
def notice(
    call: Call,
    period: Period | None,
    event: str,
    out: Path,
    paper: str | None,
    style: str,
    save_paper: bool,
    item: str,
    body: str,
    as_json: bool,
) -> None:
    """写出可打印的公示 PDF；公布以前是样张。"""
    with call.desk() as desk:
        about = about_of(desk, period, event)
        code = about.item if isinstance(about, Event) else item
        one = service.notice(
            desk, about, code, body_named(desk, body), paper or "", style, save_paper=save_paper
        )
        write_whole(out, one.pdf)
        pages = page_count(one.pdf)
        data = {
            "file": str(out),
            "paper": one.paper.value,
            "pages": pages,
            "number": one.imprint.number,
            "digest": one.imprint.digest,
        }
        kind = one.imprint.number or "样张"
        tell(as_json, data, f"{kind}，{one.paper.value} 共 {pages} 页：{out}")


@click.command("postings")
@json_option
@click.pass_obj
def postings(call: Call, as_json: bool) -> None:
    """列出已公布的各项。"""
    with call.desk() as desk:
        found = posting_store.all_of(desk.db)
        lines = [
            f"{one.number}　{from_json(one.content).title}　"
            f"{from_json(one.content).period_label}　{one.published_on}"
            for one in found
        ]
        data = [_posting_json(one) for one in found]
        tell(as_json, data, "\n".join(lines) or "还没有公布过。")


@click.command("journal")
@click.option("--verify", is_flag=True, help="核对操作记录是否完整")
@json_option
@click.pass_obj
def journal(call: Call, verify: bool, as_json: bool) -> None:
    """查看操作记录，或用 --verify 核对它有没有被改动。"""
    with call.desk() as desk:
        if verify:
            broken = journal_store.first_broken(desk.db)
            if broken:
                sentence = (
                    f"操作记录从第 {broken[0]} 条起不可信：{broken[1]}。请保留数据，向乡镇报告。"
                )
                tell(as_json, {"ok": False, "row": broken[0], "sentence": sentence}, sentence)
                raise SystemExit(1)
            tell(as_json, {"ok": True}, "操作记录完整，没有改动。")
            return
        lines = list(journal_store.lines(desk.db))
        told = [f"{one.seq}　{one.at}　{one.operator}　{one.action}" for one in lines]
        tell(as_json, [vars(one) for one in lines], "\n".join(told))


def _posting_json(one: Posting) -> dict[str, Any]:
    return {
        "number": one.number,
        "item": one.item,
        "period": one.period,
        "revision": one.revision,
        "digest": one.digest,
        "notice_digest": one.notice_digest,
        "published_on": one.published_on.isoformat(),
        "published_by": one.published_by,
    }
