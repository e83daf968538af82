"""Commands that say who publishes: init, village, account, office."""

import dataclasses
from datetime import date

import click

from boardapp.commands.shared import (
    DAY,
    Call,
    body_option,
    book_option,
    json_option,
    tell,
)
from boardapp.core.village import OFFICES, AccountKind, BodyKind, Village
from boardapp.services import village as service
from boardapp.store import villages


@click.command()
@click.option("--role", type=click.Choice(["village"]), default="village", help="本机的角色")
@click.option("--code", required=True, help="12 位村代码")
@click.option("--name", required=True, help="村名")
@click.option("--township", required=True, help="乡镇名称")
@click.option("--collective", default="", help="农村集体经济组织的全称；没有则由村民委员会代行")
@click.option("--hotline", default="", help="监督电话")
@click.option("--opinion-box", default="", help="意见箱在哪里")
@click.option("--objection", default="", help="有异议向谁反映")
@click.pass_obj
def init(
    call: Call,
    role: str,  # noqa: ARG001 - the township's role comes with its own database
    code: str,
    name: str,
    township: str,
    collective: str,
    hotline: str,
    opinion_box: str,
    objection: str,
) -> None:
    """新建一个村的数据文件夹。"""
    village = Village(code, name, township, hotline, opinion_box, objection)
    with call.desk(new=True) as desk:
        service.set_up(desk, village, collective)
        click.echo(f"已建立{name}的数据：{desk.folder}")


@click.command("village")
@click.option("--name", help="村名")
@click.option("--township", help="乡镇名称")
@click.option("--hotline", help="监督电话")
@click.option("--opinion-box", help="意见箱在哪里")
@click.option("--objection", help="有异议向谁反映")
@json_option
@click.pass_obj
def village(call: Call, /, as_json: bool, **changes: str | None) -> None:
    """查看或修改村的资料。"""
    with call.desk() as desk:
        found = service.the_village(desk)
        given = {key: value for key, value in changes.items() if value is not None}
        if given:
            found = dataclasses.replace(found, **given)
            service.change_village(desk, found)
        data = {
            **dataclasses.asdict(found),
            "bodies": [dataclasses.asdict(one) for one in villages.bodies(desk.db)],
            "books": [dataclasses.asdict(one) for one in villages.books(desk.db)],
        }
        names = "、".join(one.name for one in villages.bodies(desk.db))
        tell(as_json, data, f"{found.township} {found.name}（{found.code}）\n公开主体：{names}")


@click.command("body")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in BodyKind]), required=True)
@click.option("--prefix", default="", help="编号字头，例如“青石公开”")
@click.pass_obj
def body(call: Call, name: str, kind: str, prefix: str) -> None:
    """登记一个公开主体：村民委员会、农村集体经济组织或村民小组。"""
    with call.desk() as desk:
        one = service.new_body(desk, BodyKind(kind), name, prefix)
        click.echo(f"已登记：{one.name}（{one.kind.word}），编号如 {one.prefix}〔年〕第1号")


@click.command("account")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in AccountKind]), required=True)
@click.option("--number", default="", help="账号；不会打印，也不会导出")
@book_option
@click.pass_obj
def account(call: Call, name: str, kind: str, number: str, book: str) -> None:
    """登记一个现金或银行账户。"""
    with call.desk() as desk:
        one = service.open_account(
            desk, service.book_named(desk, book).id, AccountKind(kind), name, number
        )
        click.echo(f"已登记账户：{one.name}（{one.kind.word}）")


@click.command("office")
@click.argument("title", type=click.Choice(OFFICES))
@click.argument("person")
@click.option("--from", "start", type=DAY, help="任职日期；省略为今天")
@body_option
@click.pass_obj
def office(call: Call, title: str, person: str, start: date | None, body: str) -> None:
    """登记某人从某天起担任某职务；前任到前一天为止。"""
    with call.desk() as desk:
        one = service.take_office(
            desk, service.body_named(desk, body).id, title, person, start or desk.today
        )
        click.echo(f"已登记：{one.person} 自 {one.start} 起任{one.title}")
