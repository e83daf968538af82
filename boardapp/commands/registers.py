"""Commands for the registers: cards, card, template, import-cards, attach."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from boardapp.commands.card_words import (
    card_json,
    change_words,
    finding_words,
    preview_json,
    preview_words,
)
from boardapp.commands.shared import (
    Call,
    book_option,
    finding_json,
    json_option,
    tell,
)
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.registers.cards import Card, CardKind, card_title, problems
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.fields import Kind, field_named
from boardapp.core.registers.typed import parse
from boardapp.core.registers.values import masked
from boardapp.services import attachments, contracts, registers, templates
from boardapp.services.desk import Desk
from boardapp.services.village import book_named
from boardapp.store import attachments as attachment_store
from boardapp.store import register_imports as import_store
from boardapp.store import registers as store

kind_option = click.option(
    "--kind",
    type=click.Choice([one.value for one in CardKind]),
    required=True,
    help="asset 资产 · resource 资源 · contract 合同 · debt 债权债务",
)


@click.command("cards")
@kind_option
@click.option("--find", default="", help="要找的字，空格隔开")
@click.option("--where", "wheres", multiple=True, help="栏目=值，可以写几个")
@click.option("--sort", default="code", help="按哪一栏排序")
@click.option("--descending", is_flag=True, help="倒序")
@book_option
@json_option
@click.pass_obj
def cards(
    call: Call,
    kind: str,
    find: str,
    wheres: tuple[str, ...],
    sort: str,
    descending: bool,
    book: str,
    as_json: bool,
) -> None:
    """列出一本台账的卡片，可以查找、筛选、排序。"""
    register = CardKind(kind)
    with call.desk() as desk:
        held = book_named(desk, book)
        try:
            equal = _equal(register, _pairs(wheres))
            key = field_named(register.record, sort).key
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        query = store.Query(find, equal, key, descending)
        found = store.cards(desk.db, register, held.id, query)
        data = [card_json(desk, card) for card in found]
        lines = [f"{card_title(card)}　{card.id[:8]}" for card in found]
        tell(as_json, data, "\n".join([*lines, f"共 {len(found)} 张。"]))


@click.command("card")
@click.argument("code", required=False)
@kind_option
@click.option("--set", "sets", multiple=True, help="栏目=内容，可以写几个；新卡片省略编号参数")
@click.option("--remove", is_flag=True, help="删去这张卡片；操作记录里仍然保留")
@click.option("--undo", is_flag=True, help="撤销这张卡片最近一次改动")
@click.option("--history", is_flag=True, help="列出谁在什么时候改了什么")
@book_option
@json_option
@click.pass_obj
def card(
    call: Call,
    code: str | None,
    kind: str,
    sets: tuple[str, ...],
    remove: bool,
    undo: bool,
    history: bool,
    book: str,
    as_json: bool,
) -> None:
    """看、新增、改或删一张卡片；新增时不写编号参数，--set 里也没有编号的，接着往下编。"""
    register = CardKind(kind)
    if code is None and not sets:
        raise click.UsageError("请给出卡片编号，或用 --set 填写一张新卡片。")
    with call.desk() as desk:
        held = book_named(desk, book)
        if code and undo:
            back = registers.undo_change(desk, register, held.id, code)
            told = {"code": code, "undone": True, "removed": back is None}
            tell(as_json, told, f"已撤销 {code} 最近一次改动。")
            return
        if code is None:
            one = registers.blank_card(register, held.id)
            number = registers.next_code(desk, register, held.id)
            one, _ = registers.typed_card(desk, one, {"code": number})
        else:
            one = registers.card_named(desk, register, held.id, code)
        if remove:
            registers.remove_cards(desk, [one])
            tell(as_json, {"id": one.id, "removed": True}, f"已删去 {card_title(one)}。")
            return
        if history:
            _tell_history(desk, register, one, as_json)
            return
        if sets:
            one, found = registers.typed_card(desk, one, _pairs(sets))
            registers.refuse_faulty(found)
            one = registers.save_card(desk, one)
        _tell_card(desk, one, as_json)


@click.command("template")
@click.argument("file", type=click.Path(path_type=Path))
@kind_option
@click.option("--filled", is_flag=True, help="把现有的卡片也写进去（不含联系电话）")
@book_option
@click.pass_obj
def template(call: Call, file: Path, kind: str, filled: bool, book: str) -> None:
    """写出一本台账的 Excel 模板，填好后用 import-cards 导入。"""
    with call.desk() as desk:
        held = book_named(desk, book) if filled else None
        templates.template(desk, CardKind(kind), file, held)
        click.echo(f"已写出{CardKind(kind).word}模板：{file}")


@click.command("import-cards")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--kind", type=click.Choice([one.value for one in CardKind]), default=None)
@click.option("--sheet", help="工作表名称")
@click.option("--dry-run", is_flag=True, help="只看，不写入")
@click.option("--undo", "undo_id", help="撤销一次导入")
@click.option("--list", "listing", is_flag=True, help="列出现有的导入")
@book_option
@json_option
@click.pass_obj
def import_cards(
    call: Call,
    file: Path | None,
    kind: str | None,
    sheet: str | None,
    dry_run: bool,
    undo_id: str | None,
    listing: bool,
    book: str,
    as_json: bool,
) -> None:
    """导入填好的卡片（xlsx、xls、csv），或用 --undo 整个撤销一次导入。"""
    with call.desk() as desk:
        if listing:
            _tell_imports(desk, as_json)
            return
        if undo_id:
            one = templates.undo_import(desk, undo_id)
            told = {"id": one.id, "undone": True, "added": one.added, "changed": one.changed}
            tell(as_json, told, f"已撤销“{one.file_name}”的导入。")
            return
        if file is None or kind is None:
            raise click.UsageError("请给出要导入的文件和 --kind。")
        held = book_named(desk, book)
        seen = templates.preview_cards(desk, file, CardKind(kind), held, sheet)
        data = preview_json(desk, seen)
        if dry_run:
            tell(as_json, data, preview_words(desk, seen))
            return
        try:
            one = templates.import_cards(desk, seen)
        except UserError as error:
            if as_json:
                tell(True, {**data, "sentence": str(error)}, "")
                raise SystemExit(1) from error
            click.echo(preview_words(desk, seen))
            raise
        outcome = "already-imported" if seen.already else "imported"
        sentence = (
            f"这份文件已于 {one.taken_on} 导入过，没有重复登记。"
            if seen.already
            else f"已导入：新增 {one.added} 张，改动 {one.changed} 张。"
            f"撤销请用 --undo {one.id[:8]}。"
        )
        told = {**data, "id": one.id, "written": not seen.already}
        told |= {"outcome": outcome, "sentence": sentence}
        tell(as_json, told, f"{preview_words(desk, seen)}\n{sentence}")


@click.command("attach")
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@kind_option
@click.option("--name", default="", help="附件名称；省略为文件名")
@click.option("--remove", "removed", help="取下编号以此开头的附件")
@book_option
@json_option
@click.pass_obj
def attach(
    call: Call,
    code: str,
    file: Path | None,
    kind: str,
    name: str,
    removed: str | None,
    book: str,
    as_json: bool,
) -> None:
    """给卡片添加照片或扫描件（JPG、PNG、PDF）；不写文件时列出已有的。"""
    with call.desk() as desk:
        one = registers.card_named(desk, CardKind(kind), book_named(desk, book).id, code)
        if removed:
            attachments.detach(desk, kind, one.id, removed)
        if file:
            attachments.attach(desk, kind, one.id, file, name)
        held = attachment_store.of_owner(desk.db, kind, one.id)
        data = [
            {"digest": a.digest, "name": a.name, "media": a.media, "size": a.size,
             "path": str(attachments.attachment_path(desk, a))}
            for a in held
        ]  # fmt: skip
        lines = [f"{a.digest[:8]}　{a.name}　{(a.size + 1023) // 1024} KB" for a in held]
        tell(as_json, data, "\n".join(lines) or "没有附件。")


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"“{text}”应写成 栏目=内容。")
        found[name.strip()] = value
    return found


def _equal(kind: CardKind, pairs: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for name, text in pairs.items():
        field = field_named(kind.record, name)
        value = parse(field, text)
        found[field.key] = value.isoformat() if field.kind is Kind.DATE and value else value
    return found


def _findings(desk: Desk, card: Card) -> tuple[Finding, ...]:
    return contracts.contract_findings(desk, card) if isinstance(card, Contract) else problems(card)


def _tell_card(desk: Desk, card: Card, as_json: bool) -> None:
    found = _findings(desk, card)
    data = {**card_json(desk, card), "findings": [finding_json(one) for one in found]}
    lines = [
        f"{field.title}：{masked(text) if field.private else text}"
        for field, text in registers.shown_card(desk, card)
        if text
    ]
    tell(as_json, data, "\n".join([*lines, *(finding_words(card, one) for one in found)]))


def _tell_history(desk: Desk, kind: CardKind, card: Card, as_json: bool) -> None:
    changes = store.history(desk.db, kind, card.id)
    data, lines = [], []
    for one in changes:
        parts = [
            {"field": field.key, "title": field.title, "before": old, "after": new}
            for field, old, new in templates.differences(desk, one.before, one.after)
        ]
        data.append({"at": one.at, "operator": one.operator, "action": one.action, "fields": parts})
        words = change_words(desk, one.before, one.after)
        lines.append(f"{one.at}　{one.operator}　{one.action}　{words}")
    tell(as_json, data, "\n".join(lines))


def _tell_imports(desk: Desk, as_json: bool) -> None:
    found = import_store.standing(desk.db)
    data = [
        {"id": one.id, "kind": one.kind.value, "file": one.file_name, "added": one.added,
         "changed": one.changed, "taken_on": one.taken_on.isoformat(), "taken_by": one.taken_by}
        for one in found
    ]  # fmt: skip
    lines = [
        f"{one.id[:8]}　{one.kind.word}　{one.file_name}　新增 {one.added}　改动 {one.changed}"
        for one in found
    ]
    tell(as_json, data, "\n".join(lines) or "还没有导入过卡片。")
