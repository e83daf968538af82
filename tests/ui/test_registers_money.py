"""Payments of contracts, moves of debts and month ends, registered by hand."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from boardapp.core.ledger import Direction, Entry
from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.choices import DebtKind, Side
from boardapp.core.village import AccountKind
from boardapp.services import ledger
from boardapp.services.contracts import contract_state
from boardapp.services.funds import funds_month
from boardapp.services.village import open_account
from boardapp.store import entries
from boardapp.store import register_money as money
from boardapp.ui.pages.registers import RegistersPage
from boardapp.ui.registers.payments import Movements, Payments
from boardapp.ui.registers.register import Ask, RegisterView
from boardapp.ui.session import Session
from tests.builders import contract, debt, entry
from tests.ui.conftest import OCTOBER, Person, message_of
from tests.ui.registers import held, keep, put


@pytest.fixture
def page(qtbot: QtBot, session: Session, person: Person) -> RegistersPage:
    page = RegistersPage(session, ask=Ask(confirm=person.confirm))
    qtbot.addWidget(page)
    page.resize(1130, 640)
    page.show()
    qtbot.waitExposed(page)
    return page


def opened(page: RegistersPage, kind: CardKind) -> RegisterView:
    """Turn to a register and open its first card."""
    page.show_register(kind)
    view = page.views[kind]
    view.open_card(view.list.table.rows[0].card)
    return view


def line(session: Session, **changes: object) -> Entry:
    values = {"book": session.book.id, "direction": Direction.INCOME, "fen": 10_000_00}
    return ledger.save_entry(session.desk, entry(**{**values, "summary": "承包费", **changes}))


def test_a_payment_is_linked_to_a_line_of_the_ledger_and_taken_back(
    page: RegistersPage, session: Session, person: Person
) -> None:
    keep(session, contract(book=session.book.id, settled_through=date(2025, 12, 31)))
    line(session, summary="房租")
    taken = line(session)
    line(session, direction=Direction.EXPENSE, summary="付出去的")
    view = opened(page, CardKind.CONTRACT)
    tab = view.page.money
    assert isinstance(tab, Payments)
    assert tab.dues.text(2, 4) == "✖ 已逾期 309 天"
    tab.add_button.click()
    picker = tab.dialog.money.picker
    assert picker.table.rowCount() == 2
    assert picker.entry() is None
    tab.dialog.keep_button.click()
    assert "请选一笔账" in tab.dialog.summary.links["money"].text()
    picker.words.setText("承包")
    picker.table.selectRow(0)
    assert tab.dialog.money.amount.text() == "8,000.00"
    tab.dialog.keep_button.click()
    card = held(session, CardKind.CONTRACT)[0]
    (paid,) = contract_state(session.desk, card).payments
    assert (paid.due, paid.fen, paid.entry) == (date(2026, 1, 1), 8_000_00, taken.id)
    assert tab.dues.text(2, 4) == "✓ 已收清"
    assert view.page.tabs.tabText(1) == "收付款 1"
    tab.other_button.click()
    assert "承包费" in tab.table.text(0, 3)
    tab.remove_button.click()
    assert "账上那一笔不变" in person.asked[0]
    assert contract_state(session.desk, card).payments == ()
    assert entries.one(session.desk.db, taken.id)


def test_a_line_that_is_gone_from_the_ledger_is_said_beside_its_payment(
    page: RegistersPage, session: Session
) -> None:
    keep(session, contract(book=session.book.id))
    taken = line(session)
    view = opened(page, CardKind.CONTRACT)
    tab = view.page.money
    assert isinstance(tab, Payments)
    tab.add()
    tab.dialog.money.picker.table.selectRow(0)
    tab.dialog.save()
    ledger.remove_entries(session.desk, [taken])
    session.changed.emit()
    assert tab.table.text(0, 3).startswith("✖ 账上已没有")


def test_a_payment_without_a_line_is_registered_with_its_own_day(
    page: RegistersPage, session: Session
) -> None:
    keep(session, contract(book=session.book.id, side=Side.PAY))
    view = opened(page, CardKind.CONTRACT)
    tab = view.page.money
    assert isinstance(tab, Payments)
    assert "付款" in tab.add_button.text()
    tab.add()
    tab.dialog.money.without_line.click()
    tab.dialog.money.day.show_day(date(2026, 3, 4))
    tab.dialog.money.amount.show_fen(5_000_00)
    tab.dialog.save()
    (paid,) = contract_state(session.desk, held(session, CardKind.CONTRACT)[0]).payments
    assert (paid.paid_on, paid.fen, paid.entry) == (date(2026, 3, 4), 5_000_00, None)


def test_more_than_is_open_is_refused_in_the_dialog(page: RegistersPage, session: Session) -> None:
    keep(session, contract(book=session.book.id))
    view = opened(page, CardKind.CONTRACT)
    tab = view.page.money
    assert isinstance(tab, Payments)
    tab.add()
    tab.dialog.money.without_line.click()
    tab.dialog.money.amount.show_fen(9_000_00)
    tab.dialog.save()
    assert "超过了" in tab.dialog.summary.links["money"].text()
    assert tab.dialog.isVisible()


def test_reminders_are_told_in_words_and_show_their_contracts_only(
    page: RegistersPage, session: Session
) -> None:
    book = session.book.id
    calm = {"settled_through": date(2026, 12, 31)}
    keep(
        session,
        contract(book=book, code="HT-1", settled_through=date(2025, 12, 31)),
        contract(book=book, code="HT-2", name="快到期", end=date(2026, 11, 10), **calm),
        contract(book=book, code="HT-3", **calm),
    )
    page.show_register(CardKind.CONTRACT)
    view = page.views[CardKind.CONTRACT]
    strip = view.reminders
    assert strip
    assert (
        "✖ 已逾期\u00a01\u00a0份　▲ 7天内\u00a01\u00a0份".replace(" ", "\u00a0")
        in strip.counts.text()
    )
    assert [strip.only.itemText(n) for n in range(strip.only.count())][:3] == [
        "看全部合同", "只看已逾期 1 份", "只看7天内 1 份",
    ]  # fmt: skip
    strip.only.setCurrentIndex(1)
    strip.only.activated.emit(1)
    assert [row.card.code for row in view.list.table.rows] == ["HT-1"]
    view.list.filters.all_button.click()
    assert len(view.list.table.rows) == 3
    assert strip.only.currentIndex() == 0


def test_a_month_without_anything_to_act_on_is_calm(page: RegistersPage, session: Session) -> None:
    keep(session, contract(book=session.book.id, settled_through=date(2028, 12, 31)))
    page.show_register(CardKind.CONTRACT)
    strip = page.views[CardKind.CONTRACT].reminders
    assert strip
    assert strip.first.text().startswith("✓ 90 天之内没有")


def test_a_plan_of_payments_is_typed_row_by_row(page: RegistersPage, session: Session) -> None:
    keep(session, contract(book=session.book.id))
    view = opened(page, CardKind.CONTRACT)
    plan = view.page.form.blocks["plan"].editor
    for day, amount in (("2026-01-31", "8,000"), ("2027-01-31", "8500.5")):
        plan.add_row()
        row = plan.table.rowCount() - 1
        plan.table.item(row, 0).setText(day)
        plan.table.item(row, 1).setText(amount)
    put(view.page, frequency="按计划")
    view.page.save()
    card = held(session, CardKind.CONTRACT)[0]
    assert [due.fen for due in card.plan] == [8_000_00, 8_500_50]
    plan.table.setCurrentCell(0, 0)
    plan.remove_button.click()
    view.page.save()
    assert [due.fen for due in held(session, CardKind.CONTRACT)[0].plan] == [8_500_50]


def test_a_debt_is_paid_off_by_a_line_and_the_figures_follow(
    page: RegistersPage, session: Session
) -> None:
    keep(session, debt(book=session.book.id))
    line(session, direction=Direction.EXPENSE, fen=2_000_00, summary="还材料款")
    view = opened(page, CardKind.DEBT)
    tab = view.page.money
    assert isinstance(tab, Movements)
    tab.add_button.click()
    tab.dialog.money.picker.table.selectRow(0)
    tab.dialog.keep_button.click()
    card = held(session, CardKind.DEBT)[0]
    (moved,) = money.movements(session.desk.db, card.id)
    assert (moved.fen, moved.source) == (-2_000_00, "2026-10-08 记1 还材料款")
    view.page.leave()
    row = view.list.table.rows[0]
    texts = {one.key: one.text(row) for one in view.list.table.columns}
    assert (texts["decrease"], texts["closing"]) == ("2,000.00", "10,000.00")
    assert "村里欠别人\u00a0<b>10,000.00" in view.list.sums.text()


def test_what_is_owed_to_the_village_grows_by_spending(
    page: RegistersPage, session: Session
) -> None:
    keep(session, debt(book=session.book.id, kind=DebtKind.RECEIVABLE))
    line(session, direction=Direction.EXPENSE, summary="借出")
    view = opened(page, CardKind.DEBT)
    tab = view.page.money
    assert isinstance(tab, Movements)
    tab.add()
    assert tab.dialog.money.picker.table.rowCount() == 0
    tab.dialog.choice.setCurrentIndex(1)
    tab.dialog.money.picker.table.selectRow(0)
    tab.dialog.save()
    assert tab.owed() == 22_000_00


def test_month_ends_are_counted_account_by_account(page: RegistersPage, session: Session) -> None:
    book = session.book.id
    account = open_account(session.desk, book, AccountKind.BANK, "基本户", "")
    line(session, account=account.id, fen=5_000_00)
    ledger.state_opening(session.desk, book, account.id, OCTOBER, 0)
    page.tabs.setCurrentWidget(page.funds)
    funds = page.funds
    assert funds.table.text(0, 1) == "5,000.00"
    funds.actual.setText("4000")
    assert "相差 -1,000.00 元" in funds.difference.text()
    assert not funds.save_button.isEnabled()
    funds.reason.setText("未达账项")
    funds.save_button.click()
    state = funds_month(session.desk, book, OCTOBER).lines[0].statement
    assert state
    assert (state.actual, state.reason) == (4_000_00, "未达账项")
    assert funds.table.text(0, 3) == "▲ -1,000.00"


def test_without_accounts_the_way_to_register_one_is_shown(
    qtbot: QtBot, page: RegistersPage
) -> None:
    page.tabs.setCurrentWidget(page.funds)
    with qtbot.waitSignal(page.asked_for) as asked:
        page.funds.accounts_button.click()
    assert asked.args == ["settings"]


def test_a_contract_with_payments_is_not_removed(page: RegistersPage, session: Session) -> None:
    keep(session, contract(book=session.book.id))
    line(session)
    view = opened(page, CardKind.CONTRACT)
    assert isinstance(view.page.money, Payments)
    view.page.money.add()
    view.page.money.dialog.money.picker.table.selectRow(0)
    view.page.money.dialog.save()
    view.page.remove_button.click()
    assert "已登记收付款" in message_of(view).sentence.text()
    assert len(held(session, CardKind.CONTRACT)) == 1
