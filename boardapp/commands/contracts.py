"""Commands for the money of the registers: contracts, pay, move-debt, debts, funds."""

from datetime import date
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
from boardapp.core.ledger import Entry
from boardapp.core.money import grouped, plain, plain_or_none
from boardapp.core.period import Period
from boardapp.core.registers.cards import CardKind, card_title
from boardapp.core.registers.funds import FundsLine, month_problems
from boardapp.services import contracts as service
from boardapp.services import debts as debt_service
from boardapp.services import funds as fund_service
from boardapp.services.contracts import ContractState
from boardapp.services.desk import Desk
from boardapp.services.registers import card_named
from boardapp.services.village import account_named, book_named
from boardapp.store import entries as entry_store


@click.command("contracts")
@click.option("--due", is_flag=True, help="只列提醒：到期、将到期、应收付、逾期")
@click.option("--day", type=DAY, help="哪一天；省略为今天")
@click.option("--check", is_flag=True, help="只列疑点：重叠、超期、金额不符……")
@book_option
@json_option
@click.pass_obj
def contracts(
    call: Call, due: bool, day: date | None, check: bool, book: str, as_json: bool
) -> None:
    """列出合同的下次付款、欠款和到期日，或只列提醒、疑点。"""
    with call.desk() as desk:
        held = book_named(desk, book)
        if check:
            found = service.book_findings(desk, held.id)
            data = {"findings": [finding_json(one) for one in found]}
            tell(as_json, data, "\n".join(map(finding_line, found)) or "没有发现疑点。")
            return
        if due:
            told = service.book_reminders(desk, held.id, day)
            rows = [
                {**vars(one), "on": one.on.isoformat(), "amount": plain(one.fen)} for one in told
            ]
            for row in rows:
                del row["fen"]
            lines = [one.sentence for one in told]
            tell(as_json, rows, "\n".join(lines) or "没有要提醒的合同。")
            return
        states = service.contract_states(desk, held.id, day)
        data_ = [_state_json(one) for one in states]
        tell(as_json, data_, "\n".join(map(_state_line, states)) or "还没有合同。")


@click.command("pay")
@click.argument("code", required=False)
@click.option("--entry", "entry_id", default="", help="收支登记里那一笔的编号")
@click.option("--due", type=DAY, help="哪一天应付的；省略为最早没付清的一期")
@click.option("--amount", type=MONEY, help="金额（元）；省略为那一期所欠")
@click.option("--on", "paid_on", type=DAY, help="收付日期；省略为那一笔账的日期")
@click.option("--note", default="")
@click.option("--undo", "undo_id", help="撤销一笔收付款")
@book_option
@json_option
@click.pass_obj
def pay(
    call: Call,
    code: str | None,
    entry_id: str,
    due: date | None,
    amount: int | None,
    paid_on: date | None,
    note: str,
    undo_id: str | None,
    book: str,
    as_json: bool,
) -> None:
    """把一笔账挂到合同的一期收付款上（没有账的也可登记）。"""
    with call.desk() as desk:
        if undo_id:
            gone = service.take_back_payment(desk, undo_id)
            tell(as_json, {"id": gone.id, "undone": True}, "已撤销这笔收付款。")
            return
        if code is None:
            raise click.UsageError("请给出合同编号。")
        contract = card_named(desk, CardKind.CONTRACT, book_named(desk, book).id, code)
        entry = _entry(desk, entry_id)
        one = service.pay(desk, contract, due, entry, amount, paid_on, note)
        data = {"id": one.id, "contract": contract.code, "due": one.due.isoformat(),
                "amount": plain(one.fen), "entry": one.entry}  # fmt: skip
        sentence = f"已登记：{card_title(contract)} {one.due} 一期 {grouped(one.fen)} 元。"
        tell(as_json, data, f"{sentence}撤销请用 --undo {one.id[:8]}。")


@click.command("move-debt")
@click.argument("code", required=False)
@click.option("--on", type=DAY, help="日期；省略为那一笔账的日期或今天")
@click.option("--add", type=MONEY, help="增加金额（元）")
@click.option("--reduce", type=MONEY, help="减少金额（元）")
@click.option("--entry", "entry_id", default="", help="收支登记里那一笔的编号")
@click.option("--note", default="")
@click.option("--undo", "undo_id", help="撤销一笔增减")
@book_option
@json_option
@click.pass_obj
def move_debt(
    call: Call,
    code: str | None,
    on: date | None,
    add: int | None,
    reduce: int | None,
    entry_id: str,
    note: str,
    undo_id: str | None,
    book: str,
    as_json: bool,
) -> None:
    """登记一笔债权债务的增加或减少。"""
    with call.desk() as desk:
        if undo_id:
            gone = debt_service.take_back_movement(desk, undo_id)
            tell(as_json, {"id": gone.id, "undone": True}, "已撤销这笔增减。")
            return
        if code is None or (add is None) == (reduce is None):
            raise click.UsageError("请给出编号，以及 --add 或 --reduce 之一。")
        debt = card_named(desk, CardKind.DEBT, book_named(desk, book).id, code)
        entry = _entry(desk, entry_id)
        day = on or (entry.date if entry else desk.today)
        fen = add if add is not None else -(reduce or 0)
        one = debt_service.move_debt(desk, debt, day, fen, note, entry)
        data = {"id": one.id, "debt": debt.code, "on": day.isoformat(), "amount": plain(one.fen)}
        tell(as_json, data, f"已登记：{card_title(debt)} {grouped(one.fen)} 元。")


@click.command("debts")
@period_option
@book_option
@json_option
@click.pass_obj
def debts(call: Call, period: Period, book: str, as_json: bool) -> None:
    """列出一个期间的债权债务：期初、增加、减少、期末。"""
    with call.desk() as desk:
        held = book_named(desk, book)
        states = debt_service.debt_states(desk, held.id, period.first_day, period.last_day)
        data = [
            {
                "code": one.debt.code,
                "kind": one.debt.kind,
                "party": one.debt.party,
                "opening": plain(one.figures.opening),
                "increase": plain(one.figures.increase),
                "decrease": plain(one.figures.decrease),
                "closing": plain(one.figures.closing),
                "movements": [
                    {"id": m.id, "on": m.on.isoformat(), "amount": plain(m.fen), "entry": m.entry}
                    for m in one.movements
                ],
            }
            for one in states
        ]
        lines = [
            f"{card_title(one.debt)}　期初 {grouped(one.figures.opening)}　"
            f"增 {grouped(one.figures.increase)}　减 {grouped(one.figures.decrease)}　"
            f"期末 {grouped(one.figures.closing)}"
            for one in states
        ]
        tell(as_json, data, "\n".join(lines) or "还没有债权债务。")


@click.command("funds")
@click.option("--period", type=PERIOD, required=True, help="哪个月末")
@click.option("--account", default="", help="账户名称；填实存数额时必填")
@click.option("--actual", type=MONEY, help="实存数额（元）")
@click.option("--reason", default="", help="账实不符的原因")
@click.option("--note", default="")
@book_option
@json_option
@click.pass_obj
def funds(
    call: Call,
    period: Period,
    account: str,
    actual: int | None,
    reason: str,
    note: str,
    book: str,
    as_json: bool,
) -> None:
    """列出各账户月末的账面和实存数额，或用 --actual 填写实存数额。"""
    with call.desk() as desk:
        held = book_named(desk, book)
        if actual is not None:
            if not account:
                raise click.UsageError("填实存数额时请用 --account 指明账户。")
            place = account_named(desk, held.id, account)
            fund_service.state_funds(desk, place, period, actual, reason, note)
        month = fund_service.funds_month(desk, held.id, period)
        found = month_problems(month)
        data = {
            "month": month.month.code,
            "booked": plain_or_none(month.booked),
            "accounts": [_funds_json(line) for line in month.lines],
            "findings": [finding_json(one) for one in found],
        }
        lines = [
            f"{line.account.name}　账面 {_amount(line.booked)}　"
            f"实存 {_amount(line.statement.actual if line.statement else None)}"
            for line in month.lines
        ]
        tell(as_json, data, "\n".join([*lines, *map(finding_line, found)]) or "还没有登记账户。")


def _entry(desk: Desk, id_: str) -> Entry | None:
    if not id_:
        return None
    found = entry_store.begun(desk.db, id_)
    if len(found) != 1:
        raise UserError(f"没有编号以“{id_}”开头的一笔账，或不止一笔。没有改动。")
    return found[0]


def _state_json(state: ContractState) -> dict[str, Any]:
    one, next_ = state.contract, state.next
    return {
        "code": one.code,
        "name": one.name,
        "party": one.party,
        "start": one.start and one.start.isoformat(),
        "end": one.last_day and one.last_day.isoformat(),
        "arrears": plain(state.arrears),
        "next": next_ and {"on": next_.on.isoformat(), "amount": plain(next_.unpaid)},
        "dues": [
            {"on": due.on.isoformat(), "amount": plain(due.fen), "paid": plain(due.paid)}
            for due in state.dues
        ],
        "payments": [
            {"id": paid.id, "due": paid.due.isoformat(), "paid_on": paid.paid_on.isoformat(),
             "amount": plain(paid.fen), "entry": paid.entry}
            for paid in state.payments
        ],
    }  # fmt: skip


def _state_line(state: ContractState) -> str:
    next_ = f"下次 {state.next.on} {grouped(state.next.unpaid)} 元" if state.next else "没有待付"
    owed = f"　欠 {grouped(state.arrears)} 元" if state.arrears else ""
    one = state.contract
    return f"{card_title(one)}　{one.party}　至 {one.last_day}　{next_}{owed}"


def _funds_json(line: FundsLine) -> dict[str, Any]:
    held = line.statement
    return {
        "account": line.account.name,
        "kind": line.account.kind.value,
        "booked": None if line.booked is None else plain(line.booked),
        "actual": None if held is None or held.actual is None else plain(held.actual),
        "reason": held.reason if held else "",
    }


def _amount(fen: int | None) -> str:
    return "—" if fen is None else grouped(fen)
