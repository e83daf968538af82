"""Commands for what goes on the wall: check, publish, notice, postings."""

from pathlib import Path

import click

from boardapp.commands.naming import posting_json, subject_of, subject_option
from boardapp.commands.obligations import findings_of
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
from boardapp.core.period import Period
from boardapp.services import catalogues, life, reporting, rulebooks
from boardapp.services import posting as service
from boardapp.services.files import write_whole
from boardapp.services.papers import PAPERS, STYLES, page_count
from boardapp.store import life as life_store
from boardapp.store import postings as posting_store


@click.command("check")
@period_option
@body_option
@json_option
@click.pass_obj
def check(call: Call, period: Period, body: str, as_json: bool) -> None:
    """自查一个期间；有必须改的，退出码为 1。"""
    with call.desk() as desk:
        found = findings_of(desk, period, body, summed=not as_json)
        data = {"period": period.code, "findings": [finding_json(one) for one in found]}
        tell(as_json, data, "\n".join(map(finding_line, found)) or "没有发现问题。")
        if any(one.level is Level.MUST for one in found):
            raise SystemExit(1)


@click.command("publish")
@subject_option
@json_option
@click.pass_obj
def publish(
    call: Call, name: str, period: Period | None, event: str, item: str, body: str, as_json: bool
) -> None:
    """公布审过的一项：取得编号，内容从此不能再改。"""
    with call.desk() as desk:
        subject = subject_of(desk, name, period, event, item, body)
        one = service.publish(desk, subject.item.code, subject.about, subject.body)
        found = service.changed_since(desk, subject)
        data = {**posting_json(one), "findings": [finding_json(f) for f in found]}
        told = [f"已公布：{one.number}", *(finding_line(f) for f in found)]
        tell(as_json, data, "\n".join(told))


@click.command("notice")
@subject_option
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写到哪个 PDF 文件")
@click.option("--paper", type=click.Choice(PAPERS), default=PAPERS[0])
@click.option("--style", type=click.Choice(STYLES), default=STYLES[0])
@click.option("--save-paper", is_flag=True, help="节约纸张：字可以小到 14 磅")
@json_option
@click.pass_obj
def notice(
    call: Call,
    name: str,
    period: Period | None,
    event: str,
    item: str,
    body: str,
    out: Path,
    paper: str,
    style: str,
    save_paper: bool,
    as_json: bool,
) -> None:
    """写出可打印的公示 PDF；公布以前是样张，写编号时就是那一份。"""
    with call.desk() as desk:
        if name and "@" not in name:
            posting = life.posting_named(desk, name)
            one = service.notice_of(desk, posting, paper, style, save_paper=save_paper)
        else:
            subject = subject_of(desk, name, period, event, item, body)
            code, about, who = subject.item.code, subject.about, subject.body
            one = service.notice(desk, about, code, who, paper, style, save_paper=save_paper)
        write_whole(out, one.pdf)
        pages = page_count(one.pdf)
        data = {
            "file": str(out),
            "paper": paper,
            "pages": pages,
            "number": one.imprint.number,
            "digest": one.imprint.digest,
        }
        kind = one.imprint.number or "样张"
        tell(as_json, data, f"{kind}，{paper} 共 {pages} 页：{out}")


@click.command("postings")
@json_option
@click.pass_obj
def postings(call: Call, as_json: bool) -> None:
    """列出已公布的各项、现在的状态，和作废的编号。"""
    with call.desk() as desk:
        states = life.posting_states(
            desk, catalogues.catalogue(desk).items, rulebooks.rulebook(desk).rules
        )
        found = [(one, states[one.id]) for one in posting_store.all_of(desk.db)]
        told = reporting.reports(desk)
        lines = [
            f"{one.number}　{from_json(one.content).title}　"
            f"{from_json(one.content).period_label}　{one.published_on}　【{state.word}】　"
            f"{told[one.id].state.word}"
            for one, state in found
        ]
        lines += [f"{void.number}　作废：{void.reason}" for void in life_store.voids(desk.db)]
        data = [
            {**posting_json(one), "state": state.value, "reported": told[one.id].state.value}
            for one, state in found
        ]
        tell(as_json, data, "\n".join(lines) or "还没有公布过。")
