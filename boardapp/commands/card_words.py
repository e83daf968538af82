"""How cards and previews of cards are told: as JSON for scripts, as lines for people."""

from dataclasses import replace
from typing import Any

from boardapp.commands.shared import finding_json, finding_line
from boardapp.core.finding import Finding
from boardapp.core.money import plain
from boardapp.core.registers.asset import Asset, depreciation
from boardapp.core.registers.cards import Card, card_title
from boardapp.core.registers.fields import Kind, fields_of
from boardapp.core.registers.values import decimal_text, masked
from boardapp.services import registers
from boardapp.services.desk import Desk
from boardapp.services.templates import CardPreview, differences


def card_json(desk: Desk, card: Card) -> dict[str, Any]:
    """Return a card for scripts, with what is computed of it.

    Amounts and areas are decimals, choices English, links numbers of cards; private fields are
    masked.
    """
    data: dict[str, Any] = {"id": card.id}
    for field, text in registers.shown_card(desk, card):
        value = getattr(card, field.key)
        if field.private:
            value = masked(text)
        elif field.kind is Kind.MONEY and value is not None:
            value = plain(value)
        elif field.kind in (Kind.AREA, Kind.QUANTITY) and value is not None:
            value = decimal_text(value, 3)
        elif field.kind is Kind.PERCENT and value is not None:
            value = decimal_text(value, 2)
        elif field.kind is Kind.DATE and value is not None:
            value = value.isoformat()
        elif field.kind is Kind.LINK:
            value = text or None
        elif field.kind is Kind.PAYMENTS:
            value = [{"on": due.on.isoformat(), "amount": plain(due.fen)} for due in value]
        data[field.key] = value
    if isinstance(card, Asset):
        lost = depreciation(card, desk.today)
        data["depreciated"], data["net"] = plain(lost.accumulated), plain(lost.net)
    return data


def preview_json(desk: Desk, seen: CardPreview) -> dict[str, Any]:
    """Return what scripts rely on in a preview."""
    return {
        "written": False,
        "kind": seen.kind.value,
        "sheet": seen.reading.sheet,
        "head_row": seen.reading.head_row,
        "columns": {head.text: head.field.key for head in seen.reading.heads if head.field},
        "cards": len(seen.rows),
        "added": len(seen.added),
        "changed": [
            {
                "row": one.row,
                "code": one.after.code,
                "fields": [
                    {"field": field.key, "before": old, "after": new}
                    for field, old, new in differences(desk, one.before, one.after)
                ],
            }
            for one in seen.changed
        ],
        "skipped": [vars(one) for one in seen.reading.skipped],
        "problems": [finding_json(one) for one in seen.findings],
    }


def preview_words(desk: Desk, seen: CardPreview) -> str:
    """Return a preview as lines for a person."""
    changes = [
        f"第{one.row}行 {card_title(one.after)}：{change_words(desk, one.before, one.after)}"
        for one in seen.changed
    ]
    parts = [
        f"“{seen.reading.sheet}”第 {seen.reading.head_row} 行是表头，读到 {len(seen.rows)} 张"
        f"{seen.kind.word}卡片：新增 {len(seen.added)}，改动 {len(seen.changed)}。",
        *changes,
        *(finding_line(one) for one in seen.findings),
    ]
    return "\n".join(parts)


def change_words(desk: Desk, before: Card | None, after: Card | None) -> str:
    """Return what differs between a card before and after as one line."""
    return "；".join(
        f"{field.title} {old or '空'}→{new or '空'}"
        for field, old, new in differences(desk, before, after)
    )


def finding_words(card: Card, finding: Finding) -> str:
    """Return a finding about a card as one line that names the field by its title."""
    titles = {field.key: field.title for field in fields_of(type(card))}
    return finding_line(replace(finding, where=titles.get(finding.where, finding.where)))
