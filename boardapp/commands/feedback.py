"""Commands for the register of opinions: feedback, feedback-add, -correct, -void."""

from datetime import date
from pathlib import Path

import click

from boardapp.commands.opinion_words import detail_text, opinion_json, opinion_line, register_text
from boardapp.commands.shared import (
    DAY,
    PERIOD,
    Call,
    body_option,
    json_option,
    tell,
)
from boardapp.core.disclosure import ItemClass
from boardapp.core.errors import UserError
from boardapp.core.feedback import Channel, FeedbackState, Kind, Opinion, Way
from boardapp.core.period import Period
from boardapp.services import feedback as service
from boardapp.services import life, opinions
from boardapp.services.desk import Desk

FILE = click.Path(path_type=Path)
whose_option = click.option("--body", default="", help="谁的登记簿；省略为村民委员会")


def choices(enum: type[Channel | Kind | Way]) -> click.Choice[str]:
    """Return the values of a list of words as what an option can be."""
    return click.Choice([one.value for one in enum])


def who(desk: Desk, by: str, role: str) -> str:
    """Return who did something: as ``--by`` says, else as ``--as``; raises UserError for nobody."""
    name = by.strip() or desk.operator.strip()
    if not name:
        raise UserError(f"没有登记：还不知道{role}是谁。请加 --by 姓名，或在命令前加 --as 姓名。")
    return name


@click.command("feedback")
@click.argument("number", default="", metavar="[NUMBER]")
@click.option("--period", type=PERIOD, help="只看这个期间收到的")
@click.option("--open", "open_", is_flag=True, help="只看还没有答复的，期限近的在前")
@click.option("--overdue", is_flag=True, help="只看已逾期的")
@body_option
@json_option
@click.pass_obj
def feedback(
    call: Call,
    number: str,
    period: Period | None,
    open_: bool,
    overdue: bool,
    body: str,
    as_json: bool,
) -> None:
    """列出群众意见和答复期限，或看一条（编号如 2026-3）。"""
    with call.desk() as desk:
        if number:
            one = opinions.seen(desk, opinions.opinion_named(desk, number, body))
            tell(as_json, opinion_json(desk, one), detail_text(desk, one))
            return
        found = opinions.register(desk, opinions.opinion_body(desk, body) if body else None)
        if period:
            found = opinions.of_period(found, period)
        if open_ or overdue:
            found = opinions.pending(found)
        if overdue:
            found = tuple(one for one in found if one.state is FeedbackState.OVERDUE)
        data = {"opinions": [opinion_json(desk, one) for one in found]}
        tell(as_json, data, register_text(found) or "没有这样的意见。")


@click.command("feedback-add")
@click.argument("text")
@click.option("--channel", type=choices(Channel), default="box", help="从哪里来的；省略为意见箱")
@click.option("--kind", type=choices(Kind), default="question", help="省略为询问")
@click.option("--on", "day", type=DAY, help="哪一天收到的；省略为今天")
@click.option("--by", default="", help="谁收的；省略为 --as 的人")
@click.option("--person", default="", help="谁反映的；可以不写")
@click.option("--contact", default="", help="联系方式；只用来回复，不打印、不导出")
@click.option("--named", is_flag=True, help="本人同意公开姓名")
@click.option("--about", default="", help="关于哪份公示：编号，或“事项@期间”")
@click.option(
    "--class", "topic", type=click.Choice([c.value for c in ItemClass]), help="事情的类别"
)
@click.option("--slip", type=FILE, help="意见条的照片")
@whose_option
@json_option
@click.pass_obj
def feedback_add(
    call: Call,
    text: str,
    channel: str,
    kind: str,
    day: date | None,
    by: str,
    person: str,
    contact: str,
    named: bool,
    about: str,
    topic: str | None,
    slip: Path | None,
    body: str,
    as_json: bool,
) -> None:
    """登记一条群众意见，取得登记簿上的编号，算出答复期限。"""
    with call.desk() as desk:
        typed = Opinion(
            id="",
            body=opinions.opinion_body(desk, body).id,
            year=0,
            serial=0,
            channel=Channel(channel),
            kind=Kind(kind),
            received_on=day or desk.today,
            taken_by=who(desk, by, "接收人"),
            text=text,
            person=person,
            contact=contact,
            named=named,
            posting=_posting(desk, about),
            topic=ItemClass(topic) if topic else None,
        )
        one = opinions.seen(desk, service.take(desk, typed, slip))
        tell(as_json, opinion_json(desk, one), f"已登记：{opinion_line(one)}")


@click.command("feedback-correct")
@click.argument("number")
@click.option("--text", help="内容")
@click.option("--channel", type=choices(Channel), help="从哪里来的")
@click.option("--kind", type=choices(Kind), help="询问、异议、建议、举报")
@click.option("--on", "day", type=DAY, help="哪一天收到的")
@click.option("--by", help="谁收的")
@click.option("--person", help="谁反映的")
@click.option("--contact", help="联系方式")
@click.option("--named/--not-named", default=None, help="本人是否同意公开姓名")
@click.option("--about", help="关于哪份公示；写空文字为不关于哪一份")
@click.option("--class", "topic", type=click.Choice([c.value for c in ItemClass]), help="类别")
@whose_option
@json_option
@click.pass_obj
def feedback_correct(
    call: Call,
    number: str,
    text: str | None,
    channel: str | None,
    kind: str | None,
    day: date | None,
    by: str | None,
    person: str | None,
    contact: str | None,
    named: bool | None,
    about: str | None,
    topic: str | None,
    body: str,
    as_json: bool,
) -> None:
    """改正登记错的一条；还没有答复、办理的才能改，改前改后都记入操作记录。"""
    with call.desk() as desk:
        before = opinions.opinion_named(desk, number, body)
        typed = {
            "text": text,
            "channel": Channel(channel) if channel else None,
            "kind": Kind(kind) if kind else None,
            "received_on": day,
            "taken_by": by,
            "person": person,
            "contact": contact,
            "named": named,
            "posting": None if about is None else _posting(desk, about),
            "topic": ItemClass(topic) if topic else None,
        }
        changes = {key: value for key, value in typed.items() if value is not None}
        after = service.put_right(desk, before, Opinion(**{**vars(before), **changes}))
        one = opinions.seen(desk, after)
        tell(as_json, opinion_json(desk, one), f"已改正：{opinion_line(one)}")


@click.command("feedback-void")
@click.argument("number")
@click.option("--reason", required=True, help="为什么作废")
@whose_option
@json_option
@click.pass_obj
def feedback_void(call: Call, number: str, reason: str, body: str, as_json: bool) -> None:
    """把登记错的一条作废；编号保留，不再使用。"""
    with call.desk() as desk:
        one = service.make_void(desk, opinions.opinion_named(desk, number, body), reason)
        seen = opinions.seen(desk, one)
        tell(as_json, opinion_json(desk, seen), f"已作废：{one.number}")


def _posting(desk: Desk, about: str) -> str:
    return life.posting_named(desk, about).id if about else ""
