"""Commands for the life of a posting: submit, review, meeting, sheet, withdraw, correct, show."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from boardapp.commands.naming import (
    life_json,
    life_text,
    step_json,
    step_line,
    subject_of,
    subject_option,
    subjects_option,
    submission_json,
    submissions_of,
)
from boardapp.commands.shared import (
    DAY,
    Call,
    body_option,
    finding_json,
    finding_line,
    json_option,
    tell,
)
from boardapp.core.disclosure import Step
from boardapp.core.finding import Finding
from boardapp.core.life import Meeting
from boardapp.core.life.roles import MEETINGS
from boardapp.core.period import Period
from boardapp.services import correcting, life, meetings, reviewing, submissions
from boardapp.services import posting as posting_service
from boardapp.services.desk import Desk
from boardapp.services.files import write_whole
from boardapp.services.papers import page_count
from boardapp.services.reviewing import Reviewed
from boardapp.services.village import body_named
from boardapp.store import life as store

FILE = click.Path(path_type=Path)
STEPS = [step.value for step in Step if step is not Step.PROPOSAL]
on_option = click.option("--on", "day", type=DAY, help="哪一天；省略为今天")
paper_option = click.option("--paper", type=FILE, help="签过字的审查单的照片或扫描件")


@click.command("submit")
@subject_option
@json_option
@click.pass_obj
def submit(
    call: Call, name: str, period: Period | None, event: str, item: str, body: str, as_json: bool
) -> None:
    """提交审查：固定现在的内容，算出摘要码。"""
    with call.desk() as desk:
        subject = subject_of(desk, name, period, event, item, body)
        one = reviewing.submit(desk, subject.item, subject.about, subject.body)
        held = life.life_of(desk, subject)
        data = {**submission_json(one, held.state), "missing": [s.value for s in held.missing]}
        words = " → ".join(step.word for step in held.missing) or "公布"
        tell(
            as_json,
            data,
            f"已提交：{submissions.title_of(one)}，摘要码 {one.digest[:16]}。下一步：{words}",
        )


@click.command("review")
@subjects_option
@click.option("--step", type=click.Choice(STEPS), help="哪一步；退回时可省")
@click.option("--by", default="", help="谁审的；省略为担任这个职务的人")
@on_option
@paper_option
@click.option("--return", "back", is_flag=True, help="退回，要写 --reason")
@click.option("--reason", default="", help="退回的理由")
@json_option
@click.pass_obj
def review(
    call: Call,
    names: tuple[str, ...],
    period: Period | None,
    event: str,
    item: str,
    body: str,
    step: str | None,
    by: str,
    day: date | None,
    paper: Path | None,
    back: bool,
    reason: str,
    as_json: bool,
) -> None:
    """记入一步审查：同意，或退回；可以一次写几份，all 为全部在审的。"""
    if not back and step is None:
        raise click.UsageError("请用 --step 写明是哪一步。")
    with call.desk() as desk:
        found = submissions_of(desk, names, period, event, item, body)
        kind = Step(step) if step else None
        if back:
            done = reviewing.send_back(desk, found, reason, kind, by, day, paper)
        else:
            assert kind is not None
            done = reviewing.approve(desk, found, kind, by, day, paper)
        _tell_reviewed(desk, done, as_json)


@click.command("meeting")
@subjects_option
@click.option(
    "--step", type=click.Choice([one.value for one in MEETINGS]), required=True, help="什么会"
)
@on_option
@click.option("--place", default="", help="在哪里开的")
@click.option("--by", "chair", required=True, help="主持人")
@click.option("--expected", type=int, help="应到人数")
@click.option("--present", type=int, help="实到人数")
@click.option("--agreed", type=int, help="同意人数")
@paper_option
@json_option
@click.pass_obj
def meeting(
    call: Call,
    names: tuple[str, ...],
    period: Period | None,
    event: str,
    item: str,
    body: str,
    step: str,
    day: date | None,
    place: str,
    chair: str,
    expected: int | None,
    present: int | None,
    agreed: int | None,
    paper: Path | None,
    as_json: bool,
) -> None:
    """记入一次会议：一次表决、一张审查单，可以通过许多份；all 为全部在审的。"""
    with call.desk() as desk:
        found = submissions_of(desk, names, period, event, item, body)
        held = Meeting("", Step(step), day or desk.today, place, chair, expected, present, agreed)
        _tell_reviewed(desk, meetings.hold_meeting(desk, found, held, paper), as_json)


@click.command("review-sheet")
@subjects_option
@click.option("--out", type=FILE, required=True, help="写到哪个 PDF 文件")
@click.option("--list-only", is_flag=True, help="只印清单和签字处，不附全部内容")
@json_option
@click.pass_obj
def review_sheet(
    call: Call,
    names: tuple[str, ...],
    period: Period | None,
    event: str,
    item: str,
    body: str,
    out: Path,
    list_only: bool,
    as_json: bool,
) -> None:
    """写出 A4 审查单：内容、摘要码、签字处；可以一单审许多份，all 为全部在审的。"""
    with call.desk() as desk:
        found = submissions_of(desk, names, period, event, item, body)
        pdf, content = meetings.sheet_of(desk, found, whole=not list_only)
        write_whole(out, pdf)
        pages = page_count(pdf)
        data = {
            "file": str(out),
            "sheet": content.period,
            "pages": pages,
            "digests": [one.digest for one in found],
        }
        tell(
            as_json, data, f"审查单 {content.period}，{len(found)} 份内容，A4 共 {pages} 页：{out}"
        )


@click.command("withdraw")
@subject_option
@click.option("--reason", default="", help="为什么撤回")
@json_option
@click.pass_obj
def withdraw(
    call: Call,
    name: str,
    period: Period | None,
    event: str,
    item: str,
    body: str,
    reason: str,
    as_json: bool,
) -> None:
    """撤回还没有公布的：回到草稿，可以改了再提交。"""
    with call.desk() as desk:
        subject = subject_of(desk, name, period, event, item, body)
        one = reviewing.withdraw(desk, reviewing.open_submission(desk, subject), reason)
        state = life.life_of(desk, subject).state
        tell(as_json, submission_json(one, state), f"已撤回：{submissions.title_of(one)}")


@click.command("correct")
@click.argument("name")
@click.option("--reason", default="", help="为什么更正")
@click.option("--dry-run", is_flag=True, help="只看有哪些不同")
@json_option
@click.pass_obj
def correct(call: Call, name: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """更正已公布的：按现在的内容提交更正公告，审过以后再公布。"""
    with call.desk() as desk:
        one = life.posting_named(desk, name)
        changes = correcting.changes_of(desk, one)
        data: dict[str, Any] = {"number": one.number, "changes": [*map(vars, changes)]}
        lines = [f"{c.where}：{c.before or '（无）'} → {c.after or '（无）'}" for c in changes]
        if not dry_run:
            new = correcting.correct(desk, one, reason)
            subject = life.subject_of(desk, one.item, one.period, one.body)
            held = life.life_of(desk, subject)
            data |= submission_json(new, held.review or held.state)
            data["missing"] = [step.value for step in held.missing]
            lines.append(f"更正公告已提交，替换{one.number}；审过以后公布（publish）。")
        tell(as_json, data, "\n".join(lines) or "没有不同。")


@click.command("show")
@subject_option
@json_option
@click.pass_obj
def show(
    call: Call, name: str, period: Period | None, event: str, item: str, body: str, as_json: bool
) -> None:
    """看一份榜的一生：审查、公布、张贴、更正、归档。"""
    with call.desk() as desk:
        if name and "@" not in name:
            one = life.posting_named(desk, name)
            subject = life.subject_of(desk, one.item, one.period, one.body)
            held = life.life_of_posting(desk, one)
            if held.replaced_by is None:
                held = life.life_of(desk, subject)
        else:
            subject = subject_of(desk, name, period, event, item, body)
            held = life.life_of(desk, subject)
        tell(as_json, life_json(desk, subject, held), life_text(desk, subject, held))


@click.command("void")
@click.option("--year", type=int, required=True, help="哪一年的编号")
@click.option("--number", "serial", type=int, required=True, help="第几号")
@click.option("--reason", required=True, help="为什么作废")
@body_option
@json_option
@click.pass_obj
def void(call: Call, year: int, serial: int, reason: str, body: str, as_json: bool) -> None:
    """登记一个遗失或跳过的编号作废，从此不再使用。"""
    with call.desk() as desk:
        one = posting_service.void_number(desk, body_named(desk, body), year, serial, reason)
        tell(as_json, vars(one), f"已作废：{one.number}")


def _tell_reviewed(desk: Desk, done: Reviewed, as_json: bool) -> None:
    data: dict[str, Any] = {
        "steps": [step_json(one) for one in done.steps],
        "states": [_state_of(desk, one.submission) for one in done.steps],
        "findings": _json(done.findings),
    }
    if done.meeting:
        data["meeting"], data["sheet"] = done.meeting.id, done.meeting.sheet
    lines = [step_line(one) for one in done.steps] + [finding_line(f) for f in done.findings]
    tell(as_json, data, "\n".join(lines))


def _state_of(desk: Desk, id_: str) -> str:
    one = store.submission(desk.db, id_)
    assert one is not None
    held = life.life_of(desk, life.subject_of(desk, one.item, one.about, one.body))
    return (held.review or held.state).value


def _json(found: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [finding_json(one) for one in found]
