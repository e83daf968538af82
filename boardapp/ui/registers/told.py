"""What the program works out from a card, said in a line above its fields; nobody types it."""

from boardapp.core.money import grouped
from boardapp.core.registers.asset import Asset, depreciation
from boardapp.core.registers.cards import Card
from boardapp.core.registers.choices import Method
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt, balance
from boardapp.core.registers.payments import reminders
from boardapp.core.registers.resource import Resource, parts_total
from boardapp.core.registers.values import decimal_text
from boardapp.services.contracts import contract_state
from boardapp.store import register_money as money
from boardapp.ui.registers.shelves import as_of, contract_word
from boardapp.ui.session import Session

_REMINDERS = 3
"""How many reminders of a contract are told one by one."""


def told(session: Session, card: Card) -> str:
    """Return what is computed from a card as it stands in the form."""
    if isinstance(card, Asset):
        return _asset(session, card)
    if isinstance(card, Contract):
        return _contract(session, card)
    if isinstance(card, Debt):
        moved = money.movements(session.desk.db, card.id)
        day = session.desk.today
        return f"{day} 欠 {grouped(balance(card, moved, day))} 元"
    return _resource(card)


def _asset(session: Session, card: Asset) -> str:
    if card.cost is None:
        return ""
    day = as_of(session.desk, session.period)
    lost = depreciation(card, day)
    if card.method is not Method.STRAIGHT:
        return f"不折旧：净值 {grouped(lost.net)} 元"
    return (
        f"算到 {day}：累计折旧 {grouped(lost.accumulated)} 元　净值 {grouped(lost.net)} 元　"
        f"（每月 {grouped(lost.monthly)} 元，已提 {lost.months} 个月）"
    )


def _resource(card: Resource) -> str:
    bounds = f"四至：{card.bounds}" if card.bounds else ""
    if card.area is None or not parts_total(card):
        return bounds
    rest = card.area - parts_total(card)
    parts = f"各经营方式合计 {decimal_text(parts_total(card), 3)} 亩"
    over = f"，还差 {decimal_text(rest, 3)} 亩" if rest > 0 else ""
    return "　".join(one for one in (f"{parts}{over}", bounds) if one)


def _contract(session: Session, card: Contract) -> str:
    if card.start is None or card.end is None:
        return ""
    desk = session.desk
    state = contract_state(desk, card)
    word = contract_word(card, desk.today)
    owed = f"　欠 {grouped(state.arrears)} 元" if state.arrears else ""
    after = state.next
    due = f"　下一期 {after.on}，{grouped(after.unpaid)} 元" if after else ""
    found = reminders(card, state.payments, desk.today)
    name = f"{card.name}（{card.party}）"
    lines = [
        f"{'✖' if one.days < 0 else '▲'} {one.sentence.removeprefix(name)}"
        for one in found[:_REMINDERS]
    ]
    more = [f"……共 {len(found)} 条"] if len(found) > _REMINDERS else []
    return "\n".join([f"{word}{owed}{due}", *lines, *more])
