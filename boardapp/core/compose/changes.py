"""What has changed in a register since it was last posted, card by card."""

from collections.abc import Iterable
from dataclasses import dataclass

from boardapp.core.content import Block, Column, Role, Row, Table, Words
from boardapp.core.registers.cards import Card
from boardapp.core.registers.debt import Debt
from boardapp.core.registers.fields import fields_of
from boardapp.core.registers.values import shown


@dataclass(frozen=True)
class CardChange:
    """A card as it was when last posted and as it is now; None where it was not, or is no more."""

    before: Card | None
    after: Card | None


def net_changes(changes: Iterable[CardChange]) -> tuple[CardChange, ...]:
    """Join the changes of each card, oldest first, into one; what came and went is left out."""
    joined: dict[str, CardChange] = {}
    for change in changes:
        card = change.after or change.before
        if card is None:
            continue
        first = joined.get(card.id)
        joined[card.id] = CardChange(first.before if first else change.before, change.after)
    return tuple(one for one in joined.values() if one.before != one.after)


def changes_block(changes: Iterable[CardChange], since: str) -> Block:
    """Return the table of changes, or a sentence that nothing changed."""
    rows = [row for change in changes if (row := _row(change))]
    if not rows:
        return Words((f"自{since}公布以来没有变动。",), "变动情况")
    columns = (
        Column("编号", Role.SHORT),
        Column("名称"),
        Column("变动", Role.SHORT),
        Column("说明"),
    )
    return Table(columns, tuple(rows), f"自{since}公布以来的变动")


def _row(change: CardChange) -> Row | None:
    card = change.after or change.before
    if card is None:
        return None
    name = card.party if isinstance(card, Debt) else card.name
    if change.before is None:
        return Row((card.code, name, "新增", ""))
    if change.after is None:
        return Row((card.code, name, "减少", "不再列入台账"))
    told = []
    for field in fields_of(type(card)):
        old, new = getattr(change.before, field.key), getattr(change.after, field.key)
        if old != new and not field.private and field.key not in ("note", "content"):
            told.append(f"{field.title}：{shown(field, old) or '空'} → {shown(field, new) or '空'}")
    return Row((card.code, name, "变更", "；".join(told))) if told else None
