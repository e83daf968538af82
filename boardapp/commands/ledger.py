"""Commands that take in ledgers: import, imports."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from boardapp.commands.shared import (
    PERIOD,
    Call,
    book_option,
    finding_json,
    finding_line,
    json_option,
    tell,
)
from boardapp.core.errors import UserError
from boardapp.core.money import grouped, plain
from boardapp.core.period import Period
from boardapp.core.reading import Choice, Field, Reading
from boardapp.services import importing, previewing
from boardapp.services.desk import Desk
from boardapp.services.importing import OUTSIDE, OVERLAPS, Decision
from boardapp.services.previewing import Preview
from boardapp.services.village import account_named, book_named
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
        _undo(call, undo_id, as_json)
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
        if dry_run:
            tell(as_json, _import_json(seen), _import_words(seen))
            return
        _take_in(desk, seen, Decision(outside or "", overlaps or ""), columns, as_json)


def _undo(call: Call, undo_id: str, as_json: bool) -> None:
    with call.desk() as desk:
        one = importing.undo(desk, undo_id)
        data = {"id": one.id, "undone": True, "entries": one.entries}
        tell(as_json, data, f"已撤销“{one.file_name}”的导入，{one.entries} 笔已退出账目。")


def _take_in(
    desk: Desk, seen: Preview, decision: Decision, columns: tuple[str, ...], as_json: bool
) -> None:
    """Take in what was previewed; in JSON a refusal still tells what was read."""
    data = _import_json(seen)
    try:
        one = importing.take_in(desk, seen, decision)
    except UserError as error:
        if as_json:
            tell(True, {**data, "sentence": str(error)}, "")
            raise SystemExit(1) from error
        raise
    if columns:
        fields = _corrected(seen.reading, columns)
        importing.remember_columns(desk, seen.reading.shape, fields)
    outcome, sentence = "imported", f"已导入 {one.entries} 笔。撤销请用 --undo {one.id[:8]}。"
    if seen.already:
        outcome = "already-imported"
        sentence = f"这份文件已于 {one.taken_on} 导入过，没有重复记账。"
    told = {"id": one.id, "written": not seen.already, "outcome": outcome, "sentence": sentence}
    tell(as_json, {**data, **told}, f"{_import_words(seen)}\n{sentence}")


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
