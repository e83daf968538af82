"""Commands for what stands in the books: entries, entry, remove, opening, year, none."""

from dataclasses import replace
from datetime import date
from typing import Any

import click

from boardapp.commands.shared import (
    DAY,
    MONEY,
    PERIOD,
    Call,
    book_option,
    json_option,
    period_option,
    tell,
)
from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction, Entry
from boardapp.core.money import grouped, plain, plain_or_none, told
from boardapp.core.period import Period
from boardapp.core.subjects import SUBJECTS
from boardapp.services import ledger as service
from boardapp.services.village import account_named, book_named
from boardapp.store import entries as entry_store


@click.command("entries")
@period_option
@book_option
@json_option
@click.pass_obj
def entries(call: Call, period: Period, book: str, as_json: bool) -> None:
    """列出一个期间的收支。"""
    with call.desk() as desk:
        held = book_named(desk, book)
        ledger = service.period_ledger(desk.db, held.id, period)
        sums = ledger.totals
        data = {
            "period": period.code,
            "opening": plain_or_none(sums.opening),
            "income": plain(sums.income),
            "expense": plain(sums.expense),
            "moved": plain(sums.moved),
            "closing": plain_or_none(sums.closing),
            "year_income": plain(ledger.year.income),
            "year_expense": plain(ledger.year.expense),
            "entries": [_entry_json(entry) for entry in ledger.entries],
        }
        lines = [
            f"{e.id[:8]}　{e.date}　{e.voucher}　{e.summary}　{e.direction.word} {grouped(e.fen)}"
            for e in ledger.entries
        ]
        tail = f"期初 {told(sums.opening)}　收入 {grouped(sums.income)}　"
        tail += f"支出 {grouped(sums.expense)}　结余 {told(sums.closing)}"
        tell(as_json, data, "\n".join([*lines, tail]))


@click.command("entry")
@click.option("--date", "day", type=DAY, required=True)
@click.option("--summary", required=True, help="摘要")
@click.option("--income", type=MONEY, help="收入金额（元）")
@click.option("--expense", type=MONEY, help="支出金额（元）")
@click.option("--voucher", default="", help="凭证号")
@click.option("--subject", type=click.Choice(list(SUBJECTS)), default=None, help="类别编码")
@click.option("--handler", default="", help="经手人")
@click.option("--account", default="", help="账户名称；省略为总账")
@click.option("--month", type=PERIOD, help="记到哪个月；省略为日期所在月")
@click.option("--transfer", is_flag=True, help="本村账户之间划转")
@book_option
@json_option
@click.pass_obj
def entry(
    call: Call,
    day: date,
    summary: str,
    income: int | None,
    expense: int | None,
    voucher: str,
    subject: str | None,
    handler: str,
    account: str,
    month: Period | None,
    transfer: bool,
    book: str,
    as_json: bool,
) -> None:
    """手工登记一笔收支。"""
    if (income is None) == (expense is None):
        raise click.UsageError("请给出 --income 或 --expense 之一。")
    with call.desk() as desk:
        held = book_named(desk, book)
        place = account_named(desk, held.id, account).id if account else None
        blank = service.blank_entry(held.id, place, month or Period.month_of(day), day)
        saved = service.save_entry(
            desk,
            replace(
                blank,
                voucher=voucher,
                summary=summary,
                direction=Direction.EXPENSE if income is None else Direction.INCOME,
                fen=(income if income is not None else expense) or 0,
                subject=subject or "",
                handler=handler,
                transfer=transfer,
            ),
        )
        name = SUBJECTS[saved.subject].name
        tell(
            as_json, _entry_json(saved), f"已登记：{saved.summary}（{name}），编号 {saved.id[:8]}。"
        )


@click.command("remove")
@click.argument("ids", nargs=-1, required=True)
@click.pass_obj
def remove(call: Call, ids: tuple[str, ...]) -> None:
    """按编号删去手工登记的收支；操作记录里仍然保留。"""
    with call.desk() as desk:
        found = [_entry_begun(desk.db, id_) for id_ in ids]
        service.remove_entries(desk, found)
        click.echo(f"已删去 {len(found)} 笔。")


@click.command("opening")
@click.option("--month", type=PERIOD, required=True)
@click.option("--amount", type=MONEY, required=True, help="月初余额（元）")
@click.option("--account", default="", help="账户名称；省略为总账")
@book_option
@click.pass_obj
def opening(call: Call, month: Period, amount: int, account: str, book: str) -> None:
    """填写一本账某月的期初余额。"""
    with call.desk() as desk:
        held = book_named(desk, book)
        place = account_named(desk, held.id, account).id if account else None
        service.state_opening(desk, held.id, place, month.months[0], amount)
        click.echo(f"{month.months[0].label}期初余额：{grouped(amount)} 元。")


@click.command("year")
@click.option("--through", type=PERIOD, required=True, help="累计到哪个月")
@click.option("--income", type=MONEY, required=True)
@click.option("--expense", type=MONEY, required=True)
@book_option
@click.pass_obj
def year(call: Call, through: Period, income: int, expense: int, book: str) -> None:
    """填写年初到某月的累计收入和支出。"""
    with call.desk() as desk:
        held = book_named(desk, book)
        service.state_year(desk, held.id, through.months[-1], income, expense)
        click.echo(f"{through.year}年1月至{through.months[-1].index}月累计已填写。")


@click.command("none")
@period_option
@book_option
@click.pass_obj
def none(call: Call, period: Period, book: str) -> None:
    """登记一个期间没有收支（零公开）。"""
    with call.desk() as desk:
        service.declare_none(desk, book_named(desk, book).id, period)
        click.echo(f"{period.label}已登记为无收支。")


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "date": entry.date.isoformat(),
        "month": entry.month.code,
        "voucher": entry.voucher,
        "summary": entry.summary,
        "direction": entry.direction.value,
        "amount": plain(entry.fen),
        "subject": entry.subject,
        "transfer": entry.transfer,
        "reverses": entry.reverses,
        "row": entry.row,
    }


def _entry_begun(db: Any, id_: str) -> Entry:
    found = entry_store.begun(db, id_)
    if len(found) != 1:
        raise UserError(f"没有编号以“{id_}”开头的一笔，或不止一笔。没有改动。")
    return found[0]
