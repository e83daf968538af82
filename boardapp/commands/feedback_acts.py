"""Commands for what is done about opinions: answer, feedback-pass-on, -close, -post, -book."""

from datetime import date
from pathlib import Path

import click

from boardapp.commands.feedback import choices, who, whose_option
from boardapp.commands.opinion_words import opinion_json, opinion_line
from boardapp.commands.shared import (
    DAY,
    PERIOD,
    Call,
    finding_json,
    finding_line,
    json_option,
    tell,
)
from boardapp.core.feedback import Way
from boardapp.core.period import Cycle, Period
from boardapp.services import echo_wall, life, opinions
from boardapp.services import feedback as service
from boardapp.services.composing import code_of, label_of
from boardapp.services.files import write_whole
from boardapp.services.opinion_book import opinion_book
from boardapp.services.papers import page_count
from boardapp.services.posting import content_findings

on_option = click.option("--on", "day", type=DAY, help="哪一天；省略为今天")
by_option = click.option("--by", default="", help="谁办的；省略为 --as 的人")


@click.command("answer")
@click.argument("number")
@click.argument("text")
@click.option("--way", type=choices(Way), default="in-person", help="怎样答复的；省略为当面")
@on_option
@click.option("--by", default="", help="谁答复的；省略为 --as 的人")
@click.option("--asked", default="", help="公开时对问题的提法；省略为原话（隐去姓名、号码）")
@whose_option
@json_option
@click.pass_obj
def answer(
    call: Call,
    number: str,
    text: str,
    way: str,
    day: date | None,
    by: str,
    asked: str,
    body: str,
    as_json: bool,
) -> None:
    """记入对一条意见的答复；可以再记补充答复，记过的不能改。"""
    with call.desk() as desk:
        opinion = opinions.opinion_named(desk, number, body)
        service.answer(desk, opinion, text, Way(way), day, who(desk, by, "答复人"), asked)
        one = opinions.seen(desk, opinion)
        late = "（超过了答复期限）" if one.late else ""
        then = "请用 feedback-post 公布到公开栏。" if one.to_post else ""
        tell(as_json, opinion_json(desk, one), f"已记入答复：{opinion.number}{late}。{then}")


@click.command("feedback-pass-on")
@click.argument("number")
@click.option("--note", default="", help="转给了谁、附言")
@click.option("--result", default="", help="乡镇的处理结果；写了就是记入结果")
@on_option
@by_option
@whose_option
@json_option
@click.pass_obj
def pass_on(
    call: Call,
    number: str,
    note: str,
    result: str,
    day: date | None,
    by: str,
    body: str,
    as_json: bool,
) -> None:
    """记入转交乡镇，或用 --result 记入转交的结果。"""
    with call.desk() as desk:
        opinion = opinions.opinion_named(desk, number, body)
        by = who(desk, by, "经办人")
        if result:
            service.note_result(desk, opinion, result, day, by)
        else:
            service.pass_on(desk, opinion, day, by, note)
        one = opinions.seen(desk, opinion)
        word = "已记入结果" if result else "已记入转交"
        tell(as_json, opinion_json(desk, one), f"{word}：{opinion_line(one)}")


@click.command("feedback-close")
@click.argument("number")
@click.option("--reason", required=True, help="为什么不作答复")
@on_option
@by_option
@whose_option
@json_option
@click.pass_obj
def close(
    call: Call, number: str, reason: str, day: date | None, by: str, body: str, as_json: bool
) -> None:
    """不作答复而结案，要写明理由。"""
    with call.desk() as desk:
        opinion = opinions.opinion_named(desk, number, body)
        service.close(desk, opinion, reason, day, who(desk, by, "经办人"))
        one = opinions.seen(desk, opinion)
        tell(as_json, opinion_json(desk, one), f"已结案：{opinion_line(one)}")


@click.command("feedback-post")
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option("--period", type=PERIOD, help="这个期间作出的答复；与编号可省其一")
@whose_option
@json_option
@click.pass_obj
def post(
    call: Call, numbers: tuple[str, ...], period: Period | None, body: str, as_json: bool
) -> None:
    """选出要公开的答复，成为一份待提交的榜（回音壁）；再 submit、review、publish。"""
    if not numbers and period is None:
        raise click.UsageError("请写意见的编号，或用 --period 写明哪个期间作出的答复。")
    with call.desk() as desk:
        whose = opinions.opinion_body(desk, body)
        if numbers:
            named = [opinions.opinion_named(desk, one, body) for one in numbers]
            chosen = tuple(opinions.seen(desk, one) for one in dict.fromkeys(named))
        else:
            chosen = echo_wall.choice(desk, whose, period)
        subject = echo_wall.post_answers(desk, whose, chosen, period)
        found = content_findings(desk, subject.item, subject.about, subject.body)
        event = code_of(subject.about)
        name = f"{subject.item.code}@#{event[:8]}"
        data = {
            "event": event,
            "name": name,
            "item": subject.item.code,
            "title": label_of(subject.about),
            "state": life.life_of(desk, subject).state.value,
            "opinions": [one.opinion.code for one in chosen],
            "findings": [finding_json(one) for one in found],
        }
        lines = [f"已选入“{label_of(subject.about)}”，名称 {name}。请提交审查（submit）。"]
        tell(as_json, data, "\n".join([*lines, *map(finding_line, found)]))


@click.command("feedback-book")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写到哪个 PDF 文件")
@click.option("--year", type=click.IntRange(2000, 2199), help="哪一年；省略为今年")
@click.option("--period", type=PERIOD, help="只印这个期间收到的")
@click.option("--blank", type=int, default=0, help="后面加几行空行，手写用")
@click.option("--empty", is_flag=True, help="只印空行，放在意见箱旁")
@whose_option
@json_option
@click.pass_obj
def book(
    call: Call,
    out: Path,
    year: int | None,
    period: Period | None,
    blank: int,
    empty: bool,
    body: str,
    as_json: bool,
) -> None:
    """写出 A4 横放的意见登记簿；不印姓名和联系方式。"""
    if year and period:
        raise click.UsageError("--year 和 --period 只写一个。")
    with call.desk() as desk:
        when = period or (Period(year, 1, Cycle.YEAR) if year else None)
        whose = opinions.opinion_body(desk, body)
        pdf, content = opinion_book(desk, whose, when, blank, empty=empty)
        write_whole(out, pdf)
        pages = page_count(pdf)
        data = {"file": str(out), "period": content.period, "pages": pages, "blank": blank}
        tell(as_json, data, f"{content.period_label}意见登记簿，A4 共 {pages} 页：{out}")
