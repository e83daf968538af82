"""Commands for what must be public and which rules say so: catalogue, rules."""

from datetime import date
from typing import Any

import click

from boardapp.commands.shared import (
    DAY,
    Call,
    finding_json,
    finding_line,
    json_option,
    tell,
)
from boardapp.core.catalogue import Item
from boardapp.core.rules import KEYS, Rule
from boardapp.services import catalogues, rulebooks
from boardapp.services.rulebooks import RuleLine

day_option = click.option("--day", type=DAY, help="看哪一天有效的；省略为今天")


@click.command("catalogue")
@click.option("--item", "code", default="", help="只看这一项，连同它的列")
@day_option
@json_option
@click.pass_obj
def catalogue(call: Call, code: str, day: date | None, as_json: bool) -> None:
    """列出本村的公开目录，连同目录和规定文件里的错误、没有覆盖到的事项。"""
    with call.desk() as desk:
        found = catalogues.catalogue(desk)
        findings = (*found.findings, *rulebooks.rulebook(desk).findings)
        items = (
            [catalogues.item_named(desk, code)] if code else _valid(found.items, day, desk.today)
        )
        off = found.catalogue.off
        data = {
            "items": [_item_json(one) for one in items],
            "off": [{"code": one, "reason": reason} for one, reason in off.items()],
            "findings": [finding_json(one) for one in findings],
        }
        lines = [_item_line(one) for one in items]
        lines += [f"{one}　已停用：{reason}" for one, reason in off.items()]
        lines += [finding_line(one) for one in findings]
        tell(as_json, data, "\n".join(lines))


@click.command("rules")
@day_option
@click.option("--all", "every", is_flag=True, help="连同另有更严规定、因而不起作用的各条")
@json_option
@click.pass_obj
def rules(call: Call, day: date | None, every: bool, as_json: bool) -> None:
    """列出对本村有效的规定，每一条的出处，以及规定文件里的错误。"""
    with call.desk() as desk:
        lines = rulebooks.rule_lines(desk, day or desk.today)
        shown = [one for one in lines if every or one.governs]
        tell(as_json, [_rule_json(one) for one in shown], "\n".join(map(_rule_line, shown)))
        for one in rulebooks.rulebook(desk).findings:
            click.echo(finding_line(one), err=True)


def _valid(items: tuple[Item, ...], day: date | None, today: date) -> list[Item]:
    return [item for item in items if item.valid(day or today)]


def _item_line(item: Item) -> str:
    mark = "" if item.confirmed else f"（未核对：{item.note}）"
    return f"{item.code}　{item.item_class.word}　{item.cycle_word}　{item.title}{mark}"


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "code": item.code,
        "title": item.title,
        "class": item.item_class.value,
        "bodies": [body.value for body in item.bodies],
        "books": item.books,
        "cycle": item.cycle.value if item.cycle else "event",
        "cycle_rule": item.cycle_rule,
        "composer": item.composer,
        "basis": list(item.basis),
        "due_rule": item.due_rule,
        "due_day": item.due_day,
        "due_on": item.due_on,
        "due_days": item.due_days,
        "ahead": item.ahead,
        "days_rule": item.days_rule,
        "min_days": item.min_days,
        "steps": [step.value for step in item.steps],
        "stages": [stage.value for stage in item.stages],
        "covers": list(item.covers),
        "columns": [vars(column) for column in item.columns],
        "zero": item.zero,
        "from": _iso(item.since),
        "to": _iso(item.until),
        "confirmed": item.confirmed,
        "note": item.note,
        "catalogue": item.catalogue,
    }


def _rule_line(one: RuleLine) -> str:
    rule, key = one.rule, KEYS[one.rule.key]
    kept = "" if one.governs else "（另有更严的规定，不按这一条）"
    only = f"（{'、'.join(c.word for c in rule.classes)}）" if rule.classes else ""
    return f"{key.word}{only}：{rule.text}{kept}　{rule.citation}（{rule.jurisdiction}）"


def _rule_json(one: RuleLine) -> dict[str, Any]:
    rule: Rule = one.rule
    return {
        "key": rule.key,
        "value": list(rule.value) if isinstance(rule.value, tuple) else rule.value,
        "text": rule.text,
        "source": rule.source,
        "jurisdiction": rule.jurisdiction,
        "from": _iso(rule.start),
        "to": _iso(rule.end),
        "classes": [one.value for one in rule.classes],
        "confirmed": rule.confirmed,
        "suggestion": rule.suggestion,
        "binding": rule.binding,
        "governs": one.governs,
        "note": rule.note,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
