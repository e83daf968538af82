"""Commands for the ledger: import, imports, entries, entry, remove, opening, year, none."""

import re
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from boardapp.commands.shared import (
    DAY,
    MONEY,
    PERIOD,
    Call,
    book_option,
    finding_json,
    finding_line,
    json_option,
    period_option,
    tell,
)
from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction, Entry
from boardapp.core.money import grouped, plain
from boardapp.core.period import Period
from boardapp.core.reading import Choice, Field, Reading
from boardapp.core.subjects import SUBJECTS
from boardapp.services import importing, previewing
from boardapp.services import ledger as service
from boardapp.services.importing import OUTSIDE, OVERLAPS, Decision
from boardapp.services.previewing import Preview
from boardapp.services.village import account_named, book_named
from boardapp.store import entries as entry_store
from boardapp.store import imports as import_store

COMBINED = "总账"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--period", type=PERIOD, help="这份账是哪个期间的")
@click.option("--account", default="", help="账户名称，或“总账”；省略时按文件判断")
@book_option
@click.option("--sheet", help="工作表名称；有多张账表时必填")
@click.option("--column", "columns", multiple=True, help="改正认错的列：列字母=内容，如 D=expense")
@click.option("--outside", type=click.Choice(OUTSIDE), default=None, help="期间以外的行怎么办")
@click.option("--overlaps", type=click.Choice(OVERLAPS), default=None, help="疑似重复的行怎么办")
@click.option("--dry-run", is_flag=True, help="只看，不写入")
@click.option("--undo", "undo_id", help="撤销一次导入（编号见 imports）")
@json_option
@click.pass_obj
def import_(
    call: Call,
    file: Path | None,
    period: Period | None,
    account: str,
    book: str,
    sheet: str | None,
    columns: tuple[str, ...],
    outside: str | None,
    overlaps: str | None,
    dry_run: bool,
    undo_id: str | None,
    as_json: bool,
) -> None:
    """导入记账中心的账（xlsx、xls、csv），或用 --undo 整个撤销一次导入。"""
    if undo_id:
        with call.desk() as desk:
            one = importing.undo(desk, undo_id)
            data = {"id": one.id, "undone": True, "entries": one.entries}
            tell(as_json, data, f"已撤销“{one.file_name}”的导入，{one.entries} 笔已退出账目。")
        return
    if file is None or period is None:
        raise click.UsageError("请给出要导入的文件和 --period。")
    with call.desk() as desk:
        held = book_named(desk, book)
        named = account not in ("", COMBINED)
        place = account_named(desk, held.id, account) if named else None
        seen = previewing.preview(
            desk, file, period, held, place, Choice(sheet=sheet), place=not account
        )
        if columns:
            choice = Choice(sheet, _corrected(seen.reading, columns))
            seen = previewing.preview(desk, file, period, held, place, choice, place=not account)
        data = _import_json(seen)
        if dry_run:
            tell(as_json, data, _import_words(seen))
            return
        try:
            one = importing.take_in(desk, seen, Decision(outside or "", overlaps or ""))
        except UserError as error:
            if as_json:
                tell(True, {**data, "sentence": str(error)}, "")
                raise SystemExit(1) from error
            raise
        if columns:
            fields = _corrected(seen.reading, columns)
            importing.remember_columns(desk, seen.reading.shape, fields)
        outcome = "already-imported" if seen.already else "imported"
        sentence = (
            f"这份文件已于 {one.taken_on} 导入过，没有重复记账。"
            if seen.already
            else f"已导入 {one.entries} 笔。撤销请用 --undo {one.id[:8]}。"
        )
        told = {
            **data,
            "id": one.id,
            "written": not seen.already,
            "outcome": outcome,
            "sentence": sentence,
        }
        tell(as_json, told, f"{_import_words(seen)}\n{sentence}")


@click.command("imports")
@json_option
@click.pass_obj
def imports(call: Call, as_json: bool) -> None:
    """列出现有的导入。"""
    with call.desk() as desk:
        found = import_store.standing(desk.db)
        data = [
            {
                "id": one.id,
                "period": one.period.code,
                "file": one.file_name,
                "entries": one.entries,
                "taken_on": one.taken_on.isoformat(),
                "taken_by": one.taken_by,
            }
            for one in found
        ]
        lines = [
            f"{one.id[:8]}　{one.period.label}　{one.file_name or '（登记无收支）'}　"
            f"{one.entries} 笔　{one.taken_on}"
            for one in found
        ]
        tell(as_json, data, "\n".join(lines) or "还没有导入过账。")


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
            "opening": plain(sums.opening),
            "income": plain(sums.income),
            "expense": plain(sums.expense),
            "moved": plain(sums.moved),
            "closing": plain(sums.closing),
            "year_income": plain(ledger.year.income),
            "year_expense": plain(ledger.year.expense),
            "entries": [_entry_json(entry) for entry in ledger.entries],
        }
        lines = [
            f"{e.id[:8]}　{e.date}　{e.voucher}　{e.summary}　{e.direction.word} {grouped(e.fen)}"
            for e in ledger.entries
        ]
        tail = f"期初 {grouped(sums.opening)}　收入 {grouped(sums.income)}　"
        tail += f"支出 {grouped(sums.expense)}　结余 {grouped(sums.closing)}"
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


def _corrected(reading: Reading, columns: tuple[str, ...]) -> tuple[tuple[int, Field], ...]:
    """Return the file's columns with those that a person named by letter set right."""
    fields = {one.index: one.field for one in reading.columns}
    for text in columns:
        letter, equals, name = text.upper().partition("=")
        known = [one for one in Field if name.lower() == one.value]
        if not equals or not re.fullmatch("[A-Z]{1,2}", letter) or not (known or not name):
            names = "、".join(one.value for one in Field)
            raise click.UsageError(f"“{text}”应写成 列字母=内容；内容可用：{names}；不写为不用。")
        index = 0
        for one in letter:
            index = index * 26 + ord(one) - ord("A") + 1
        fields = {n: f for n, f in fields.items() if f not in known}
        fields[index - 1] = known[0] if known else None
    return tuple((index, field) for index, field in sorted(fields.items()) if field)


def _import_json(seen: Preview) -> dict[str, Any]:
    reading = seen.reading
    return {
        "written": False,
        "period": seen.period.code,
        "ledger": seen.account.name if seen.account else COMBINED,
        "sheet": reading.sheet,
        "head_row": reading.head_row,
        "columns": {c.head: c.field.value for c in reading.columns if c.field},
        "entries": len(reading.lines),
        "income": plain(reading.income),
        "expense": plain(reading.expense),
        "opening": None if reading.opening is None else plain(reading.opening),
        "closing": None if reading.closing is None else plain(reading.closing),
        "stated": {
            key: None if fen is None else plain(fen) for key, fen in asdict(reading.stated).items()
        },
        "skipped": [asdict(one) for one in reading.skipped],
        "problems": [finding_json(one) for one in seen.findings],
        "outside": [line.row for line in seen.outside],
        "overlaps": [line.row for line, _ in seen.overlaps],
    }


def _import_words(seen: Preview) -> str:
    reading = seen.reading
    figures = f"收入 {grouped(reading.income)}　支出 {grouped(reading.expense)}"
    if reading.opening is not None and reading.closing is not None:
        figures = f"期初 {grouped(reading.opening)}　{figures}　结余 {grouped(reading.closing)}"
    heads = "、".join(f"{c.head}→{c.field.word}" for c in reading.columns if c.field)
    parts = [
        f"“{reading.sheet}”第 {reading.head_row} 行是表头（{heads}）。",
        f"读到 {len(reading.lines)} 笔：{figures}（元）。",
        *(finding_line(one) for one in seen.findings),
    ]
    return "\n".join(parts)


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
