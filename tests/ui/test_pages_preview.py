"""预览打印: what is shown is what is saved, printed and published."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boardapp.core.finding import Level
from boardapp.core.period import Period
from boardapp.services import importing, previewing
from boardapp.services import ledger as service
from boardapp.services.obligations import happen
from boardapp.services.pictures import page_sizes_mm
from boardapp.store import postings
from boardapp.ui.jobs import Jobs
from boardapp.ui.pages.preview import PreviewPage
from boardapp.ui.session import Session
from boardapp.ui.widgets.pdf_view import Zoom
from tests.life import reviewed, submitted
from tests.ui.conftest import LEDGERS, OCTOBER, Person, message_of


@pytest.fixture
def ready(session: Session) -> Session:
    """October taken in, and nothing wrong with it."""
    path = LEDGERS / "centre-2026-10.xlsx"
    seen = previewing.preview(session.desk, path, OCTOBER, session.book)
    importing.take_in(session.desk, seen)
    return session


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., PreviewPage]:
    def show(session: Session, **ways: Any) -> PreviewPage:
        page = PreviewPage(session, **ways)
        qtbot.addWidget(page)
        page.resize(1100, 640)
        page.show()
        return page

    return show


Show = Callable[..., PreviewPage]


def test_the_page_shows_the_sheets_and_says_that_it_is_a_sample(
    shown: Show, ready: Session, person: Person
) -> None:
    page = shown(ready)
    assert person.failures == []
    assert page.view.count() >= 1
    assert page.page_label.text() == f"第 1 页 / 共 {page.view.count()} 页"
    assert page.state.text() == "样张"
    assert page.publish_button.isEnabled()


def test_another_paper_is_laid_out_anew(shown: Show, ready: Session) -> None:
    page = shown(ready)
    page.papers.setCurrentIndex(page.papers.findData("A4"))
    page.papers.activated.emit(page.papers.currentIndex())
    assert page.shown
    assert page.shown.notice
    assert page_sizes_mm(page.shown.notice.pdf)[0] == (210.0, 297.0)


def test_each_item_has_its_own_sheets(shown: Show, ready: Session) -> None:
    page = shown(ready)
    page.items.setCurrentIndex(2)
    page.items.activated.emit(2)
    assert page.shown
    assert page.shown.notice
    assert page.shown.notice.content.title == page.items.currentText()[2:] == "财务收支公布表"


def test_pages_are_leafed_through_by_keyboard(shown: Show, ready: Session) -> None:
    page = shown(ready)
    QTest.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.view.page() == 2
    QTest.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.page() == page.view.count()
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    assert page.page_label.text().startswith("第 1 页")


def test_a_whole_page_can_be_seen_at_once(shown: Show, ready: Session) -> None:
    page = shown(ready)
    page.zooms.setCurrentIndex(page.zooms.findData(Zoom.PAGE.value))
    page.show_zoom()
    box = page.view._boxes()[0]
    assert box.height() <= page.view.viewport().height()


def test_the_sheets_are_saved_as_they_are_shown(
    shown: Show, ready: Session, tmp_path: Path
) -> None:
    offered = []

    def choose(_parent: QWidget, name: str) -> Path:
        offered.append(name)
        return tmp_path / "out"

    page = shown(ready, choose_path=choose)
    page.save_button.click()
    assert page.shown
    assert page.shown.notice
    assert (tmp_path / "out.pdf").read_bytes() == page.shown.notice.pdf
    assert offered == ["青石桥村2026年10月财务收支逐笔公开榜（样张）.pdf"]


def test_without_its_review_it_says_which_steps_are_missing_and_leads_there(
    shown: Show, ready: Session, qtbot: QtBot
) -> None:
    page = shown(ready)
    assert "公布前先提交审查：民主理财小组审核" in page.reason.text()
    with qtbot.waitSignal(page.asked_for) as asked:
        page.publish_button.click()
    assert asked.args == ["review"]
    assert ready.chosen == ("finance-lines", "2026-10")
    submitted(ready.desk, "finance-lines", OCTOBER, ready.body)
    ready.changed.emit()
    assert "还差民主理财小组审核" in page.reason.text()


def test_publishing_asks_first_and_says_what_will_be_fixed(shown: Show, ready: Session) -> None:
    reviewed(ready.desk, "finance-lines", OCTOBER, ready.body)
    page = shown(ready)
    page.publish_button.click()
    assert "永久固定" in page.check.sentence.text()
    assert page.check.answers["本月结余"].text() == "297,210.75 元"
    assert page.check.answers["逐笔行数"].text() == "46 行"
    page.check.close_button.click()
    assert postings.all_of(ready.desk.db) == ()


def test_a_published_notice_bears_its_number_and_cannot_be_published_again(
    shown: Show, ready: Session, person: Person
) -> None:
    reviewed(ready.desk, "finance-lines", OCTOBER, ready.body)
    page = shown(ready)
    page.publish_button.click()
    page.check.do_button.click()
    (posting,) = postings.all_of(ready.desk.db)
    assert person.failures == []
    assert page.state.text() == "✓ 已公布"
    assert posting.number in page.state_words.text()
    assert not page.publish_button.isVisible()
    assert page.shown
    assert page.shown.notice
    with pdfium.PdfDocument(page.shown.notice.pdf) as document:
        assert posting.number in document[0].get_textpage().get_text_range()


def test_what_must_be_put_right_stands_in_the_way_and_is_told(shown: Show, ready: Session) -> None:
    service.state_opening(ready.desk, ready.book.id, None, Period(2026, 9), 100)
    service.declare_none(ready.desk, ready.book.id, Period(2026, 9))
    page = shown(ready)
    assert any(one.level is Level.MUST for one in page.findings.findings())
    assert not page.publish_button.isEnabled()
    assert "必须改" in page.reason.text()


def test_a_finding_leads_to_the_ledger(shown: Show, session: Session, qtbot: QtBot) -> None:
    page = shown(session)
    assert not page.publish_button.isEnabled()
    with qtbot.waitSignal(page.asked_for) as asked:
        page.findings.list.itemClicked.emit(page.findings.list.item(0))
    assert asked.args == ["ledger"]


def test_a_printer_that_keeps_its_own_paper_is_told_in_a_sentence(
    shown: Show, ready: Session
) -> None:
    class OnlyA4(QPrinter):
        def setPageLayout(self, _layout: object) -> bool:  # noqa: N802
            return False

    page = shown(ready, choose_printer=lambda *_: True, printer=OnlyA4)
    page.print_button.click()
    assert "A3" in message_of(page).sentence.text()


def test_the_notice_is_printed_through_the_worker(
    shown: Show, ready: Session, person: Person, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"

    def printer() -> QPrinter:
        found = QPrinter()
        found.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        found.setOutputFileName(str(target))
        found.setResolution(72)
        return found

    page = shown(ready, choose_printer=lambda *_: True, printer=printer)
    page.print_button.click()
    assert person.failures == []
    assert len(page_sizes_mm(target.read_bytes())) == page.view.count()
    assert "已交给打印机" in page.reason.text()


def test_the_sheets_are_drawn_on_the_worker_too(
    shown: Show, ready: Session, person: Person, qtbot: QtBot
) -> None:
    reviewed(ready.desk, "finance-lines", OCTOBER, ready.body)
    session = Session(ready.desk, OCTOBER, Jobs(person.told))
    page = shown(session)
    qtbot.waitUntil(lambda: page.view.count() > 0, timeout=20_000)
    page.publish()
    qtbot.waitUntil(lambda: page.state.text() == "✓ 已公布", timeout=20_000)
    qtbot.waitUntil(page.save_button.isEnabled, timeout=20_000)
    assert person.failures == []


def test_everything_due_can_be_previewed_under_the_classes_of_the_board(
    shown: Show, session: Session
) -> None:
    happen(session.desk, "tenders", date(2026, 9, 28), "村道硬化工程", "before")
    session.period = Period(2026, 9)
    page = shown(session)
    words = [page.items.itemText(n) for n in range(page.items.count())]
    assert words[0] == "— 财务 —"
    assert "✖ 集体资产及其变动（2026年第三季度）" in words
    assert "✖ 专项公开：工程招投标及预决算：村道硬化工程" in words
    model = page.items.model()
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_a_draft_is_put_right_where_it_was_written(
    shown: Show, session: Session, qtbot: QtBot
) -> None:
    happen(session.desk, "tenders", date(2026, 9, 28), "村道硬化工程", "before")
    session.period = Period(2026, 9)
    page = shown(session)
    row = next(n for n, one in enumerate(page.items.subjects) if one and one.item.code == "tenders")
    page.items.setCurrentIndex(row)
    page.items.activated.emit(row)
    assert not page.publish_button.isEnabled()
    with qtbot.waitSignal(page.asked_for) as asked:
        page.findings.list.itemClicked.emit(page.findings.list.item(0))
    assert asked.args == ["tasks/write"]
