import uuid

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.period import Period
from boardapp.services import importing, ledger, previewing
from boardapp.services.importing import Decision
from boardapp.services.registers import remove_cards, save_card
from boardapp.store import entries, imports
from boardapp.ui.deeds import deed, last_deeds
from boardapp.ui.pages.history import HistoryPage
from boardapp.ui.session import Session
from tests.builders import asset, entry
from tests.ui.conftest import LEDGERS, OCTOBER, Person, message_of


@pytest.fixture
def page(qtbot: QtBot, session: Session, person: Person) -> HistoryPage:
    page = HistoryPage(session, confirm=person.confirm)
    qtbot.addWidget(page)
    page.resize(1138, 620)
    page.show()
    return page


def take_in(session: Session, month: int) -> None:
    file = LEDGERS / f"centre-2026-{month:02d}.xlsx"
    seen = previewing.preview(session.desk, file, Period(2026, month), session.book)
    importing.take_in(session.desk, seen, Decision("here", "keep"))
    session.changed.emit()


def test_without_imports_it_says_where_to_begin(page: HistoryPage) -> None:
    assert page.empty.isVisible()
    assert not page.undo_button.isVisible()


def test_the_imports_stand_the_newest_first_with_what_they_brought(
    page: HistoryPage, session: Session
) -> None:
    take_in(session, 9)
    take_in(session, 10)
    assert page.table.rowCount() == 2
    assert [page.table.text(0, n) for n in (1, 2, 3)] == [
        "2026年10月",
        "总账",
        "centre-2026-10.xlsx",
    ]
    assert "带来 46 笔" in page.detail.text()
    assert "收入 86,171.16" in page.detail.text()


def test_undoing_says_first_what_will_happen_and_then_does_it(
    qtbot: QtBot, page: HistoryPage, session: Session, person: Person
) -> None:
    take_in(session, 10)
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert "46 笔" in person.asked[0]
    assert "已经公布的榜文不会变" in person.asked[0]
    assert not entries.of_months(session.desk.db, session.book.id, [OCTOBER])
    assert page.table.rowCount() == 0


def test_thinking_better_of_it_changes_nothing(
    qtbot: QtBot, page: HistoryPage, session: Session, person: Person
) -> None:
    take_in(session, 10)
    person.answer = False
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert len(imports.standing(session.desk.db)) == 1


def test_lines_typed_by_hand_stay(qtbot: QtBot, page: HistoryPage, session: Session) -> None:
    take_in(session, 10)
    typed = entry(id=str(uuid.uuid4()), book=session.book.id)
    ledger.save_entry(session.desk, typed)
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    (left,) = entries.of_months(session.desk.db, session.book.id, [OCTOBER])
    assert left.id == typed.id


def test_lines_deleted_since_are_counted(page: HistoryPage, session: Session) -> None:
    take_in(session, 10)
    one = entries.of_months(session.desk.db, session.book.id, [OCTOBER])[0]
    ledger.remove_entries(session.desk, [one])
    session.changed.emit()
    assert "其中 1 笔后来删去了" in page.detail.text()


def test_an_import_undone_elsewhere_is_refused_with_a_sentence(
    qtbot: QtBot, page: HistoryPage, session: Session
) -> None:
    take_in(session, 10)
    importing.undo(session.desk, imports.standing(session.desk.db)[0].id)
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert "撤销过" in message_of(page).sentence.text()
    assert page.table.rowCount() == 0


def test_a_month_declared_without_money_can_be_taken_back(
    qtbot: QtBot, page: HistoryPage, session: Session, person: Person
) -> None:
    ledger.declare_none(session.desk, session.book.id, OCTOBER)
    session.changed.emit()
    assert "零公开" in page.detail.text()
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert "不再登记为" in person.asked[0]
    assert not imports.standing(session.desk.db)


def test_the_journal_is_told_in_words_the_newest_first(page: HistoryPage, session: Session) -> None:
    take_in(session, 10)
    assert page.deeds.text(0, 1) == "王某"
    assert page.deeds.text(0, 2) == "导入账目：centre-2026-10.xlsx"
    assert page.deeds.text(1, 2) == "建立村庄"


@pytest.mark.parametrize(
    ("action", "details", "words"),
    [
        ("take-office", '{"after":{"title":"会计","person":"林芳"}}', "登记任职：会计 林芳"),
        ("publish", '{"number":"青石公开〔2026〕第1号"}', "公布：青石公开〔2026〕第1号"),
        ("change-setting", '{"key":"type-size","after":"特大"}', "修改设置：特大"),
        ("restore-entries", '{"before":[null],"after":[{}]}', "恢复账目"),
        ("something-new", "{}", "something-new"),
    ],
)
def test_each_deed_has_its_words(action: str, details: str, words: str) -> None:
    assert deed(action, details) == words


def test_changes_of_the_registers_are_told_in_words(session: Session) -> None:
    card = asset(book=session.book.id)
    save_card(session.desk, card)
    remove_cards(session.desk, [card])
    assert [deed for _, _, deed in last_deeds(session.desk, 2)] == [
        "删去台账卡片：ZC-001 村民活动中心",
        "登记或修改台账卡片：ZC-001 村民活动中心",
    ]
