from datetime import date
from typing import Any

import pytest

from boardapp.core.errors import UserError
from boardapp.core.ledger import Direction, Entry
from boardapp.core.period import Period
from boardapp.core.registers.choices import ContractKind, Side
from boardapp.core.registers.contract import Contract
from boardapp.core.village import AccountKind, Book
from boardapp.services import contracts, debts, funds, ledger, registers
from boardapp.services.desk import Desk
from boardapp.services.village import open_account
from boardapp.store import journal
from boardapp.store import register_money as money
from tests import builders
from tests.builders import asset, contract, debt, resource

YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def held(desk: Desk, book: Book) -> Contract:
    one = contract(book=book.id, settled_through=date(2025, 1, 1))
    return registers.save_card(desk, one)  # type: ignore[return-value]


def line(desk: Desk, book: Book, **changes: Any) -> Entry:
    values = {"book": book.id, "fen": 10_000_00, "direction": Direction.INCOME, "summary": "承包费"}
    return ledger.save_entry(desk, builders.entry(**{**values, **changes}))


def test_a_ledger_line_is_linked_to_the_first_open_payment(
    desk: Desk, book: Book, held: Contract
) -> None:
    entry = line(desk, book)
    one = contracts.pay(desk, held, entry=entry)
    assert (one.due, one.fen, one.paid_on) == (date(2026, 1, 1), 8_000_00, date(2026, 10, 8))
    second = contracts.pay(desk, held, entry=entry)
    assert (second.due, second.fen) == (date(2027, 1, 1), 2_000_00)
    with pytest.raises(UserError, match="已经全部挂到"):
        contracts.pay(desk, held, entry=entry)
    state = contracts.contract_state(desk, held)
    assert (state.arrears, state.next.unpaid) == (0, 6_000_00)  # type: ignore[union-attr]
    assert contracts.take_back_payment(desk, second.id[:8]) == second
    assert money.linked_fen(desk.db, entry.id) == 8_000_00
    assert contracts.contract_states(desk, book.id)[0].payments == (one,)
    actions = [row.action for row in journal.lines(desk.db)]
    assert actions[-3:] == ["pay", "pay", "take-back-payment"]


@pytest.mark.parametrize(
    ("changes", "entry", "told"),
    [
        ({"due": date(2026, 2, 1)}, {}, "没有 2026-02-01 这一期"),
        ({"fen": 11_000_00}, {}, "只剩 10,000.00 元"),
        ({"fen": 9_000_00}, {}, "超过了"),
        ({"fen": 0}, {}, "大于 0"),
        ({}, {"direction": Direction.EXPENSE}, "不是这本账的收入"),
        ({}, {"transfer": True}, "不是这本账的收入"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(
    desk: Desk,
    book: Book,
    held: Contract,
    changes: dict[str, Any],
    entry: dict[str, Any],
    told: str,
) -> None:
    with pytest.raises(UserError, match=told):
        contracts.pay(desk, held, entry=line(desk, book, **entry), **changes)
    assert money.payments(desk.db, held.id) == ()


def test_a_payment_without_a_line_and_a_contract_without_a_schedule(
    desk: Desk, book: Book, held: Contract
) -> None:
    assert contracts.pay(desk, held, fen=5_00).paid_on == desk.today
    bare = contract(book=book.id, code="HT-2", frequency=None, side=Side.PAY)
    registers.save_card(desk, bare)
    with pytest.raises(UserError, match="哪一天应付"):
        contracts.pay(desk, bare)
    with pytest.raises(UserError, match="请填写金额"):
        contracts.pay(desk, bare, due=date(2026, 1, 1))
    spent = line(desk, book, direction=Direction.EXPENSE, fen=100)
    assert contracts.pay(desk, bare, entry=spent).due == spent.date
    with pytest.raises(UserError, match="没有编号"):
        contracts.take_back_payment(desk, "")
    with pytest.raises(UserError, match="已登记收付款"):
        registers.remove_cards(desk, [bare])


def test_a_contract_that_is_paid_off_takes_no_more(desk: Desk, book: Book) -> None:
    done = contract(book=book.id, settled_through=date(2030, 1, 1))
    registers.save_card(desk, done)
    with pytest.raises(UserError, match="各期都已收付清"):
        contracts.pay(desk, done, fen=1)


def test_a_payment_whose_line_is_gone_is_a_finding(desk: Desk, book: Book, held: Contract) -> None:
    entry = line(desk, book)
    contracts.pay(desk, held, entry=entry)
    assert contracts.contract_findings(desk, held) == ()
    ledger.remove_entries(desk, [entry])
    (one,) = contracts.contract_findings(desk, held)
    assert one.code == "payment-entry-gone"
    assert "承包费" in one.sentence


def test_reminders_of_a_book_come_in_order(desk: Desk, book: Book, held: Contract) -> None:
    told = contracts.book_reminders(desk, book.id)
    assert [(one.code, one.on) for one in told] == [
        ("payment-overdue", date(2026, 1, 1)),
        ("payment-due", date(2027, 1, 1)),
    ]
    assert contracts.book_reminders(desk, book.id, date(2025, 6, 1)) == ()
    assert held.id == told[0].contract


def test_contracts_beyond_what_there_is_or_beyond_the_law_are_findings(
    desk: Desk, book: Book
) -> None:
    ground = registers.save_card(desk, resource(book=book.id))
    house = registers.save_card(desk, asset(book=book.id))
    cards = [
        contract(book=book.id, code="1", name="甲", resource=ground.id, area=8_000),
        contract(book=book.id, code="2", name="乙", resource=ground.id, area=4_500),
        contract(book=book.id, code="3", name="丙", resource=ground.id, area=1,
                 start=date(2028, 12, 31), end=date(2030, 1, 1), frequency=None),
        contract(book=book.id, code="4", name="丁", kind=ContractKind.LEASE, asset=house.id,
                 quantity=2000, unit="栋", end=date(2045, 1, 1), frequency=None),
    ]  # fmt: skip
    for card in cards:
        registers.save_card(desk, card)
    found = contracts.book_findings(desk, book.id)
    assert [(one.where[0], one.code) for one in found] == [
        ("1", "overlaps"),
        ("2", "overlaps"),
        ("3", "overlaps"),
        ("4", "beyond-legal-term"),
        ("4", "overlaps"),
    ]
    assert "2028-12-31 起与“乙”、“丙”重叠" in found[0].sentence
    assert "12.501亩" in found[0].sentence
    assert "合同写的 2栋 超过了标的的 1栋" in found[-1].sentence


def test_a_debt_is_added_to_paid_off_and_taken_back(desk: Desk, book: Book) -> None:
    one = debt(book=book.id)
    registers.save_card(desk, one)
    entry = line(desk, book, direction=Direction.EXPENSE, fen=5_000_00)
    debts.move_debt(desk, one, date(2026, 3, 1), 1_000_00, "补材料")
    paid = debts.move_debt(desk, one, entry.date, -5_000_00, entry=entry)
    (state,) = debts.debt_states(desk, book.id, *YEAR)
    sums = state.figures
    assert (sums.opening, sums.increase, sums.decrease) == (12_000_00, 1_000_00, 5_000_00)
    assert sums.closing == 8_000_00
    with pytest.raises(UserError, match=r"只剩 0\.00 元"):
        debts.move_debt(desk, one, entry.date, -1, entry=entry)
    assert debts.take_back_movement(desk, paid.id[:8]) == paid
    with pytest.raises(UserError, match="没有编号"):
        debts.take_back_movement(desk, paid.id)
    assert len(money.movements(desk.db, one.id)) == 1


@pytest.mark.parametrize(
    ("on", "fen", "told"),
    [
        (date(2026, 3, 1), 0, "请填写"),
        (date(2025, 3, 1), 1, "早于期初日期"),
        (date(2026, 3, 1), -12_000_01, "只欠 12,000.00 元"),
    ],
)
def test_a_movement_that_cannot_be_is_refused(
    desk: Desk, book: Book, on: date, fen: int, told: str
) -> None:
    one = debt(book=book.id)
    registers.save_card(desk, one)
    with pytest.raises(UserError, match=told):
        debts.move_debt(desk, one, on, fen)


def test_a_month_end_is_booked_by_the_ledger_and_counted_by_a_person(
    desk: Desk, book: Book
) -> None:
    month = Period(2026, 10)
    cash = open_account(desk, book.id, AccountKind.CASH, "现金")
    bank = open_account(desk, book.id, AccountKind.BANK, "基本户")
    ledger.state_opening(desk, book.id, cash.id, month, 100_00)
    line(desk, book, account=cash.id, fen=20_00)
    with pytest.raises(UserError, match=r"相差 -1\.00 元"):
        funds.state_funds(desk, cash, month, 119_00)
    first = funds.state_funds(desk, cash, month, 119_00, "少找零钱")
    again = funds.state_funds(desk, cash, month, 120_00)
    assert first.statement.id == again.statement.id  # type: ignore[union-attr]
    held = funds.funds_month(desk, book.id, Period.parse("2026-10"))
    assert [(one.account, one.booked, one.difference) for one in held.lines] == [
        (cash, 120_00, 0),
        (bank, None, None),
    ]
    assert held.booked == 120_00
    with pytest.raises(UserError, match="还没有到"):
        funds.state_funds(desk, cash, Period(2027, 1), 1)
