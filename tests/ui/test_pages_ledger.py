"""收支登记, typed with a real keyboard into a real database."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import Direction, Entry
from boardapp.core.period import Period
from boardapp.core.village import AccountKind
from boardapp.services import importing, previewing
from boardapp.services import ledger as service
from boardapp.services.village import open_account
from boardapp.store import entries, imports
from boardapp.ui.pages.ledger import LedgerPage
from boardapp.ui.session import Session
from boardapp.ui.tables.typed import Cell
from boardapp.ui.theme import TypeSize, wear
from boardapp.ui.widgets.amount_edit import AmountEdit
from boardapp.ui.widgets.ledger_chooser import MERGED
from boardapp.ui.widgets.subject_picker import SubjectPicker

OCTOBER = Period(2026, 10)
LEDGERS = Path(__file__).parents[1] / "data" / "ledgers"


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> LedgerPage:
    page = LedgerPage(session, confirm=lambda *_: True)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    qtbot.waitExposed(page)
    return page


def editors(page: LedgerPage) -> list[Any]:
    """Return the editor that is open in the table, if any."""
    return [
        one
        for kind in (SubjectPicker, QLineEdit)
        for one in page.view.viewport().findChildren(kind)
        if one.isVisible() and one.property("row") is not None
    ]


def editor(page: LedgerPage) -> Any:
    return editors(page)[-1]


def write(page: LedgerPage, *cells: str | None) -> None:
    """Type one text after the other, each followed by Enter, from the cell that is current."""
    here = page.view.currentIndex()
    if not editors(page):
        page.view.go_to(here.row(), Cell(here.column()), edit=True)
    for text in cells:
        box = editor(page)
        if text is not None:
            (box.lineEdit() if isinstance(box, SubjectPicker) else box).selectAll()
            QTest.keyClicks(box, text) if text.isascii() else box_text(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
        QApplication.processEvents()


def box_text(box: Any, text: str) -> None:
    """Put Chinese into a field the way an input method does: committed at once."""
    line = box.lineEdit() if isinstance(box, SubjectPicker) else box
    line.insert(text)


def held(session: Session) -> tuple[Entry, ...]:
    return entries.of_months(session.desk.db, session.book.id, [OCTOBER])


def type_line(page: LedgerPage, day: str = "8") -> None:
    write(page, day, "j-1", "买笔、宣传用纸", None, "38", None, "wang")


def test_a_line_typed_by_keyboard_reaches_table_totals_and_database(
    page: LedgerPage, session: Session
) -> None:
    type_line(page)
    (line,) = held(session)
    assert (line.date, line.summary, line.fen) == (date(2026, 10, 8), "买笔、宣传用纸", 3800)
    assert (line.direction, line.subject, line.handler) == (Direction.EXPENSE, "E04-01", "wang")
    assert page.table.rowCount() == 2
    assert page.totals_bar.expense.text() == "38.00"
    assert page.totals_bar.closing.text() == "不详"


def test_after_a_line_the_next_one_begins_with_its_date(page: LedgerPage, session: Session) -> None:
    type_line(page, day="8")
    assert page.view.currentIndex().row() == 1
    assert editor(page).text() == "10-8"
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    write(page, None, "j-2", "便餐", None, "41", None, "")
    assert [one.date.day for one in held(session)] == [8, 8]


@pytest.mark.qt_log_ignore("raise|grabbing|propagate", extend=True)
def test_a_summary_used_before_is_proposed_and_taken_with_one_enter(page: LedgerPage) -> None:
    write(page, "3", "", "菜场杂支", None, "20", None, "")
    write(page, "4", "")
    box = editor(page)
    box.insert("菜场")
    box.textEdited.emit("菜场")
    box.completer().complete()
    popup = box.completer().popup()
    popup.setCurrentIndex(popup.model().index(0, 0))
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert page.draft().summary == "菜场杂支"
    assert page.view.currentIndex().column() == Cell.INCOME


def test_income_skips_the_other_side(page: LedgerPage, session: Session) -> None:
    write(page, "3", "", "房租费", "9000", None, "li")
    (line,) = held(session)
    assert (line.direction, line.fen, line.handler) == (Direction.INCOME, 900_000, "li")


@pytest.mark.qt_log_ignore("raise|grabbing|propagate", extend=True)
def test_a_suggested_subject_is_remembered_from_an_earlier_choice(page: LedgerPage) -> None:
    write(page, "3", "", "菜场杂支", None, "20", "卫生费", "")
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    write(page, "4", "", "菜场杂支", None, "30")
    assert editor(page).code() == "E04-09"


def test_an_amount_that_cannot_be_read_keeps_its_editor_and_says_why(
    page: LedgerPage, session: Session
) -> None:
    write(page, "3", "", "房租费")
    box = editor(page)
    assert isinstance(box, AmountEdit)
    box_text(box, "九千")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert editor(page) is box
    assert "不是金额" in box.reason.text()
    assert held(session) == ()


def test_escape_leaves_a_cell_as_it_was(page: LedgerPage) -> None:
    type_line(page)
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    page.view.go_to(0, Cell.SUMMARY, edit=True)
    box_text(editor(page), "别的")
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    assert page.table.entry(0).summary == "买笔、宣传用纸"


def test_a_changed_cell_is_saved_and_can_be_taken_back(page: LedgerPage, session: Session) -> None:
    type_line(page)
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    page.view.go_to(0, Cell.EXPENSE)
    write(page, "-500")
    assert held(session)[0].fen == -50_000
    assert page.table.index(0, Cell.EXPENSE).data() == "冲(500.00)"
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    page.bar.undo_button.click()
    assert held(session)[0].fen == 3800


def test_a_line_begun_is_still_there_after_turning_to_another_period(
    page: LedgerPage, session: Session
) -> None:
    write(page, "8", "", "没写完的一笔")
    session.show_period(Period(2026, 9))
    session.show_period(OCTOBER)
    assert page.draft().summary == "没写完的一笔"
    assert held(session) == ()


def test_a_line_without_amount_is_not_saved_and_says_what_is_missing(
    page: LedgerPage, session: Session
) -> None:
    write(page, "8", "", "没有金额", None, None, None, "")
    assert held(session) == ()
    assert "请填写金额" in page.note.text()


def test_removed_lines_come_back_whole(page: LedgerPage, session: Session, qtbot: QtBot) -> None:
    type_line(page)
    before = held(session)
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    page.view.go_to(0, Cell.SUMMARY)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert held(session) == ()
    QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(held(session)))
    assert held(session) == before


def test_nothing_is_removed_when_the_person_thinks_better_of_it(
    page: LedgerPage, session: Session
) -> None:
    type_line(page)
    page.confirm = lambda *_: False
    page.view.go_to(0, Cell.SUMMARY)
    page.bar.remove_button.click()
    assert len(held(session)) == 1


def test_a_pasted_block_becomes_lines_and_goes_again_in_one_step(
    page: LedgerPage, session: Session
) -> None:
    QGuiApplication.clipboard().setText("3\t记-5\t买笔\t\t38\n4\t记-6\t房租费\t9000\t\n")
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [one.fen for one in held(session)] == [3800, 900_000]
    assert page.totals_bar.income.text() == "9,000.00"
    page.undo()
    assert held(session) == ()


def test_a_block_with_a_bad_row_is_refused_whole_and_names_the_row(
    page: LedgerPage, session: Session
) -> None:
    QGuiApplication.clipboard().setText(
        "3\t记-5\t买笔\t\t38\n4\t记-6\t便餐\t\t四十\n5\t\t水泥\t\t9"
    )
    page.paste()
    assert held(session) == ()
    assert [one.row for one in page.refusal.problems.findings()] == [2]
    page.refusal.close()


def test_a_transfer_is_neither_income_nor_spending(page: LedgerPage, session: Session) -> None:
    type_line(page)
    page.view.go_to(0, Cell.SUMMARY)
    page.bar.transfer_button.click()
    assert held(session)[0].transfer
    assert page.totals_bar.expense.text() == "0.00"
    assert page.table.index(0, Cell.SUBJECT).data() == "账户间划转"


def test_the_opening_is_typed_where_nothing_is_carried(page: LedgerPage, session: Session) -> None:
    box = page.totals_bar.opening_edit
    assert box.isVisible()
    box.setFocus()
    QTest.keyClicks(box, "230187.27")
    QTest.keyClick(box, Qt.Key.Key_Return)
    figure = service.opening_figure(session.desk.db, session.book.id, None, OCTOBER)
    assert figure.stated == 23_018_727
    assert page.totals_bar.closing.text() == "230,187.27"


def test_an_opening_that_parts_from_the_month_before_is_said_and_can_be_put_right(
    page: LedgerPage, session: Session
) -> None:
    service.state_opening(session.desk, session.book.id, None, Period(2026, 9), 100)
    service.state_opening(session.desk, session.book.id, None, OCTOBER, 300)
    session.changed.emit()
    assert page.totals_bar.warning_row.isVisible()
    assert "相差 2.00 元" in page.totals_bar.warning.text()
    assert any(one.code == "opening-differs" for one in page.findings.findings())
    page.totals_bar.carried_button.click()
    assert not page.totals_bar.warning_row.isVisible()
    assert page.totals_bar.opening.text() == "1.00"


def test_a_period_without_income_and_spending_is_declared_and_that_taken_back(
    page: LedgerPage, session: Session
) -> None:
    page.bar.none_button.click()
    assert len(imports.standing(session.desk.db)) == 1
    assert not any(one.code == "no-ledger" for one in page.findings.findings())
    page.bar.none_button.click()
    assert imports.standing(session.desk.db) == ()
    type_line(page)
    assert not page.bar.none_button.isVisible()


def test_each_account_has_its_own_ledger_and_all_of_them_merge_to_look_at(
    page: LedgerPage, session: Session
) -> None:
    assert not page.chooser.isVisible()
    bank = open_account(session.desk, session.book.id, AccountKind.BANK, "基本户")
    session.changed.emit()
    page.chooser.setCurrentIndex(page.chooser.findData(bank.id))
    page.reload()
    type_line(page)
    assert held(session)[0].account == bank.id
    page.chooser.setCurrentIndex(page.chooser.findData(MERGED))
    page.reload()
    assert page.draft() is None
    assert page.table.rowCount() == 1


def test_a_finding_leads_to_its_line(page: LedgerPage, session: Session) -> None:
    seen = previewing.preview(session.desk, LEDGERS / "centre-2026-10.xlsx", OCTOBER, session.book)
    importing.take_in(session.desk, seen)
    session.changed.emit()
    page.jump(Finding(Level.VERIFY, "any", "看看", "centre-2026-10.xlsx 第10行", 10))
    assert page.table.entry(page.view.currentIndex().row()).row == 10


def test_the_years_sums_before_the_first_month_can_be_stated(
    page: LedgerPage, session: Session
) -> None:
    type_line(page)
    page.totals_bar.year_button.click()
    dialog = page.whole.year_dialog
    dialog.do_button.click()
    assert "累计收入" in dialog.form.wrongs["income"].text()
    dialog.income.setText("1000")
    dialog.expense.setText("200")
    dialog.do_button.click()
    year = service.year_to_date(session.desk.db, session.book.id, OCTOBER)
    assert (year.income, year.expense, year.complete) == (100_000, 23_800, True)


def test_a_typed_line_left_with_the_mouse_is_saved(
    page: LedgerPage, session: Session, qtbot: QtBot
) -> None:
    type_line(page)
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    write(page, "9", "", "便餐", None, "41")
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    page.view.go_to(0, Cell.SUMMARY)
    qtbot.waitUntil(lambda: len(held(session)) == 2)


@pytest.mark.parametrize("size", [TypeSize.LARGE, TypeSize.LARGEST])
@pytest.mark.parametrize("height", [520, 601, 640, 777])
def test_no_line_is_cut_under_the_head_or_at_the_foot(
    qapp: QApplication, page: LedgerPage, session: Session, size: TypeSize, height: int
) -> None:
    seen = previewing.preview(session.desk, LEDGERS / "centre-2026-10.xlsx", OCTOBER, session.book)
    importing.take_in(session.desk, seen)
    session.changed.emit()
    wear(qapp, size)
    page.resize(1120, height)
    qapp.processEvents()
    view, last = page.view, page.table.rowCount() - 1
    view.scrollToBottom()
    assert view.rowViewportPosition(view.rowAt(0)) == 0
    assert view.rowViewportPosition(last) + view.rowHeight(last) == view.viewport().height()
