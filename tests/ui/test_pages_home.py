import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from boardapp.services import boards
from boardapp.services import ledger as ledgers
from boardapp.services.posting import DEFAULT_ITEM
from boardapp.ui.pages.home import HomePage
from boardapp.ui.session import Session
from tests.builders import entry
from tests.life import published
from tests.ui.conftest import OCTOBER, TODAY


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> HomePage:
    page = HomePage(session)
    qtbot.addWidget(page)
    page.resize(1138, 620)
    page.show()
    return page


def spend(session: Session, fen: int = 3800) -> None:
    line = entry(id=str(uuid.uuid4()), book=session.book.id, fen=fen)
    ledgers.save_entry(session.desk, line)
    session.changed.emit()


def open_with(session: Session, fen: int) -> None:
    ledgers.state_opening(session.desk, session.book.id, None, OCTOBER, fen)
    ledgers.state_year(session.desk, session.book.id, OCTOBER.previous(), 0, 0)


def test_without_a_ledger_it_asks_for_one_and_shows_no_figures(page: HomePage) -> None:
    assert "导入2026年10月的账" in page.next.sentence.text()
    assert page.closing.figure.text() == "—"
    assert page.lines.figure.text() == "0"
    assert page.steps["ledger"].title.text() == "● 登记账目"


def test_it_counts_what_the_ledger_holds(page: HomePage, session: Session) -> None:
    open_with(session, 1_000_000)
    spend(session)
    assert page.expense.figure.text() == "38.00"
    assert page.closing.figure.text() == "9,962.00"
    assert page.closing.note.text() == "期初 10,000.00 元"
    assert page.lines.figure.text() == "1"
    assert page.checked.figure.text() == "没有问题"
    assert page.next.button.text() == "去预览(&G)"


def test_it_says_when_nothing_tells_the_opening_balance(page: HomePage, session: Session) -> None:
    spend(session)
    assert page.closing.figure.text() == "不详"
    assert page.closing.note.text() == "期初余额不详"


def test_doubts_are_counted_and_come_before_publishing(page: HomePage, session: Session) -> None:
    open_with(session, 1_000)
    spend(session)
    assert page.checked.title.text() == "请核实"
    assert page.checked.figure.text() == "1"
    assert page.next.sentence.text().startswith("核实 1 处提示")
    assert page.steps["check"].title.text() == "● 核对"


def test_after_publishing_it_shows_the_number_and_what_else_is_late(
    page: HomePage, session: Session
) -> None:
    open_with(session, 1_000_000)
    ledgers.declare_none(session.desk, session.book.id, OCTOBER.previous())
    spend(session)
    posting = published(session.desk, DEFAULT_ITEM, OCTOBER, session.body)
    session.changed.emit()
    assert page.published.note.text() == posting.number
    assert posting.number in page.next.sentence.text()
    assert "逾期" in page.next.sentence.text()
    assert page.next.button.text() == "去处理(&G)"
    assert page.steps["publish"].note.text() == "11月6日"


def test_the_boards_are_counted_with_what_each_paper_waits_for(
    page: HomePage, session: Session
) -> None:
    assert page.wall.figure.text() == "没有"
    open_with(session, 1_000_000)
    spend(session)
    posting = published(session.desk, DEFAULT_ITEM, OCTOBER, session.body)
    session.changed.emit()
    assert (page.wall.figure.text(), page.wall.note.text()) == ("1", "待张贴\N{NO-BREAK SPACE}1")
    board = boards.open_board(session.desk, "村口公开栏")
    boards.put_up(session.desk, posting, board)
    session.changed.emit()
    assert page.wall.note.text() == "张贴中\N{NO-BREAK SPACE}1，最近的还有 15 天"
    session.desk = replace(session.desk, day=TODAY + timedelta(days=4))
    session.changed.emit()
    assert page.wall.note.text() == "张贴中\N{NO-BREAK SPACE}1，最近的还有 11 天"
    boards.take_down(session.desk, posting, board)
    session.changed.emit()
    assert page.wall.note.text() == "待重新公布\N{NO-BREAK SPACE}1"


def test_a_change_after_publishing_is_said_first(page: HomePage, session: Session) -> None:
    open_with(session, 1_000_000)
    spend(session)
    published(session.desk, DEFAULT_ITEM, OCTOBER, session.body)
    spend(session, 100)
    assert "公布之后账目有改动" in page.next.sentence.text()


def test_a_month_without_income_and_spending_is_a_ledger_too(
    page: HomePage, session: Session
) -> None:
    open_with(session, 1_000_000)
    ledgers.declare_none(session.desk, session.book.id, OCTOBER)
    session.changed.emit()
    assert page.steps["ledger"].note.text() == "本期无收支"
    assert page.imported.figure.text() == "—"


def test_transfers_are_neither_income_nor_spending(page: HomePage, session: Session) -> None:
    line = entry(book=session.book.id, transfer=True, date=date(2026, 10, 9))
    ledgers.save_entry(session.desk, line)
    session.changed.emit()
    assert "划转 1 笔" in page.lines.note.text()
    assert page.expense.figure.text() == "0.00"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("income", "ledger"),
        ("expense", "ledger"),
        ("closing", "ledger"),
        ("lines", "ledger"),
        ("checked", "preview"),
        ("published", "preview"),
        ("imported", "history"),
        ("owed", "tasks/period"),
        ("late", "tasks/overdue"),
        ("contracts", "registers"),
        ("wall", "review/wall"),
    ],
)
def test_every_tile_leads_to_its_page(qtbot: QtBot, page: HomePage, name: str, key: str) -> None:
    tile: QPushButton = getattr(page, name)
    with qtbot.waitSignal(page.asked_for) as asked:
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert asked.args == [key]


def test_the_next_step_leads_to_its_page_by_keyboard(qtbot: QtBot, page: HomePage) -> None:
    with qtbot.waitSignal(page.asked_for) as asked:
        qtbot.keyClick(page.next.button, Qt.Key.Key_Space)
    assert asked.args == ["ledger"]
