"""Commands for what the board is owed: due, draft, event, events, waive, override, cycle."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from boardapp.commands.opinion_words import opinion_json, opinion_line
from boardapp.commands.shared import (
    DAY,
    PERIOD,
    YEAR,
    Call,
    body_option,
    finding_json,
    finding_line,
    json_option,
    tell,
)
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.obligations import Obligation, State
from boardapp.core.period import Period
from boardapp.services import board_findings, drafting, obligations, opinions, posting
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About, draft_of, label_of
from boardapp.services.desk import Desk
from boardapp.services.village import body_named

about_options = (
    click.option("--period", type=PERIOD, help="2026-10 · 2026-Q2 · 2026"),
    click.option("--event", default="", help="事件编号（见 events）"),
)


def about_option(command: Any) -> Any:
    """Give a command --period and --event, of which it needs one."""
    for option in reversed(about_options):
        command = option(command)
    return command


def about_of(desk: Desk, period: Period | None, event: str) -> About:
    """Return the period or the event that was named; one of the two is wanted."""
    if (period is None) == (event == ""):
        raise click.UsageError("请给出 --period 或 --event 之一。")
    return obligations.event_named(desk, event) if period is None else period


@click.command("due")
@click.option("--period", type=PERIOD, help="看这个期间的各项")
@click.option("--by", "day", type=DAY, help="看到这一天为止要公布的各项")
@click.option("--year", type=YEAR, help="看一年：各项逐月的情况")
@json_option
@click.pass_obj
def due(
    call: Call, period: Period | None, day: date | None, year: int | None, as_json: bool
) -> None:
    """看该公布什么、什么时候以前、进行到哪一步。"""
    if sum(one is not None for one in (period, day, year)) != 1:
        raise click.UsageError("请给出 --period、--by 或 --year 之一。")
    with call.desk() as desk:
        if year is not None:
            _tell_year(desk, year, as_json)
            return
        found = (
            obligations.due_about(desk, period)
            if period
            else obligations.due_until(desk, day or desk.today)
        )
        holes = obligations.hole_findings(desk, period) if period else ()
        gone = [one for one in holes if one.code == "vanished"]
        waiting = opinions.due_until(desk, period.last_day if period else day or desk.today)
        data = {
            "items": [obligation_json(one) for one in found],
            "vanished": [finding_json(one) for one in gone],
            "answers": [opinion_json(desk, one) for one in waiting],
        }
        lines = [_line(one) for one in found] + [finding_line(one) for one in gone]
        lines += [opinion_line(one) for one in waiting]
        tell(as_json, data, "\n".join(lines) or "没有要公布的。")


@click.command("draft")
@click.argument("item")
@about_option
@body_option
@click.option("--file", type=click.Path(path_type=Path), help="名单：表头与本项各列同名的表格文件")
@click.option("--fact", "facts", multiple=True, help="名称=内容，可写多次")
@click.option("--text", "texts", multiple=True, help="一段文字，可写多次")
@click.option("--correct", "correcting", is_flag=True, help="已经公布，为发更正公告而改")
@json_option
@click.pass_obj
def draft(
    call: Call,
    item: str,
    period: Period | None,
    event: str,
    body: str,
    file: Path | None,
    facts: tuple[str, ...],
    texts: tuple[str, ...],
    correcting: bool,
    as_json: bool,
) -> None:
    """填写或查看一项的草稿：名单、事实、文字。"""
    with call.desk() as desk:
        about, who = about_of(desk, period, event), body_named(desk, body)
        one = item_named(desk, item)
        held = draft_of(desk, one, about, who)
        if file or facts or texts:
            rows = drafting.rows_from_file(one, file) if file else held.rows
            told = {**dict(held.facts), **dict(_fact(text) for text in facts)}
            held = obligations.save_draft(
                desk, item, about, who, rows=rows, facts=tuple(told.items()),
                paragraphs=texts or held.paragraphs, correcting=correcting,
            )  # fmt: skip
        found = posting.content_findings(desk, one, about, who)
        data = {
            "item": one.code,
            "about": held.about,
            "rows": [list(row) for row in held.rows],
            "facts": dict(held.facts),
            "paragraphs": list(held.paragraphs),
            "findings": [finding_json(finding) for finding in found],
        }
        lines = [f"{one.title}（{label_of(about)}）：{len(held.rows)} 行"]
        lines += [f"{name}：{text}" for name, text in held.facts]
        lines += [*held.paragraphs, *(finding_line(finding) for finding in found)]
        tell(as_json, data, "\n".join(lines))


@click.command("event")
@click.argument("item")
@click.argument("title")
@click.option("--date", "day", type=DAY, help="哪一天的事；省略为今天")
@click.option("--stage", default="", help="before（事前）、during（事中）、after（事后）")
@click.option("--body", default="", help="公开主体；省略为本项要求的第一个")
@json_option
@click.pass_obj
def event(
    call: Call, item: str, title: str, day: date | None, stage: str, body: str, as_json: bool
) -> None:
    """登记一件事，它让一个“随时”公布的事项到期。"""
    with call.desk() as desk:
        who = body_named(desk, body).id if body else ""
        one = obligations.happen(desk, item, day or desk.today, title, stage, who)
        data = {"id": one.id, "item": one.item, "date": one.happened_on.isoformat()}
        tell(as_json, data, f"已登记：{one.title}（{one.happened_on}），编号 {one.id[:8]}。")


@click.command("events")
@click.option("--forget", default="", help="删去登记错的一件（编号）")
@json_option
@click.pass_obj
def events(call: Call, forget: str, as_json: bool) -> None:
    """列出登记的各件事，或删去登记错的一件。"""
    with call.desk() as desk:
        if forget:
            obligations.forget_event(desk, forget)
        found = obligations.situation(desk).events
        data = [{**vars(one), "happened_on": one.happened_on.isoformat()} for one in found]
        lines = [f"{one.id[:8]}　{one.happened_on}　{one.item}　{one.title}" for one in found]
        tell(as_json, data, "\n".join(lines) or "没有登记过事件。")


@click.command("waive")
@click.argument("item")
@click.option("--reason", default="", help="为什么不适用")
@click.option("--period", type=PERIOD, help="只在这个期间；省略为一直")
@click.option("--body", default="", help="只对这个公开主体；省略为全部")
@click.option("--back", is_flag=True, help="收回：重新适用")
@click.pass_obj
def waive(call: Call, item: str, reason: str, period: Period | None, body: str, back: bool) -> None:
    """登记一项不适用，写明理由。"""
    with call.desk() as desk:
        who = body_named(desk, body).id if body else ""
        code = period.code if period else ""
        if back:
            obligations.take_back_waiver(desk, item, who, code)
            click.echo("已收回，这一项重新列入。")
            return
        one = obligations.waive(desk, item, reason, who, code)
        click.echo(f"已登记不适用：{item_named(desk, item).title}（{one.reason}）")


@click.command("override")
@click.argument("item")
@click.argument("code")
@click.option("--where", default="", help="哪一处（check 里的 where）；只有一处时可省")
@click.option("--reason", required=True, help="为什么可以放行，会记入操作记录")
@about_option
@body_option
@click.pass_obj
def override(
    call: Call,
    item: str,
    code: str,
    where: str,
    reason: str,
    period: Period | None,
    event: str,
    body: str,
) -> None:
    """放行一处“必须改”，写明理由；内容一改就要重新放行。"""
    with call.desk() as desk:
        about, who, one = (
            about_of(desk, period, event),
            body_named(desk, body),
            item_named(desk, item),
        )
        found = [
            finding
            for finding in posting.content_findings(desk, one, about, who)
            if finding.code == code and where in ("", finding.where)
        ]
        if len(found) != 1:
            raise UserError(f"“{code}”有 {len(found)} 处，请用 --where 指明一处。没有改动。")
        posting.override(desk, one, about, who, found[0], reason)
        click.echo(f"已放行：{found[0].sentence}")


def obligation_json(one: Obligation) -> dict[str, Any]:
    """Return an obligation with the keys that scripts rely on."""
    rule = one.due_source
    return {
        "item": one.item.code,
        "title": one.item.title,
        "body": one.body.name,
        "period": one.period.code if one.period else None,
        "event": one.event.id if one.event else None,
        "about": one.label,
        "due": one.due.isoformat() if one.due else None,
        "due_source": rule.citation if rule else None,
        "due_is_law": one.lawful,
        "days": one.days,
        "state": one.state.value,
        "reached": one.reached.value,
        "reason": one.reason,
        "published_on": one.published_on.isoformat() if one.published_on else None,
        "late": one.late,
    }


def _line(one: Obligation) -> str:
    by = f"{one.due} 前" if one.due else "没有规定日期"
    why = f"（{one.reason}）" if one.reason else ""
    if one.state is State.OVERDUE and one.begun:
        why += f"（现在是{one.reached.word}）"
    return f"【{one.state.word}】{one.item.title}　{one.label}　{one.body.name}　{by}{why}"


def _tell_year(desk: Desk, number: int, as_json: bool) -> None:
    rows = obligations.year(desk, number)
    data = [
        {
            "item": row.item.code,
            "body": row.body.name,
            "months": [state.value if state else None for state in row.states],
        }
        for row in rows
    ]
    lines = [
        f"{row.item.title}　{row.body.name}　"
        + " ".join(f"{n}月{state.word}" for n, state in enumerate(row.states, 1) if state)
        for row in rows
    ]
    tell(as_json, data, "\n".join(lines))


def _fact(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"“{text}”应写成 名称=内容。")
    return name.strip(), value.strip()


def findings_of(
    desk: Desk, period: Period, body: str, *, summed: bool = False
) -> tuple[Finding, ...]:
    """Return all that is wrong or doubtful about a period: its money, its items, its holes.

    When ``summed`` the same hole in several periods of an item is told once, for people to read.
    """
    found = list(posting.check(desk, period, body_named(desk, body)))
    found += drafting.drafted_findings(desk, period)
    found += drafting.register_findings(desk, period)
    found += obligations.hole_findings(desk, period, summed=summed)
    found += board_findings.period_findings(desk, period)
    found += opinions.findings(desk, period)
    return tuple(dict.fromkeys(found))
