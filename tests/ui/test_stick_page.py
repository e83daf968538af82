"""The page of the stick: the counts, the postings behind them, a judged file, the card."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from boardapp.core.bundle.receipt import Holding, Receipt
from boardapp.core.bundle.reporting import Reported
from boardapp.services import exporting, instance, key_card, keys
from boardapp.store import bundles as store
from boardapp.ui.dialogs.keys import CardDialog
from boardapp.ui.pages.stick import StickPage
from boardapp.ui.session import Session
from boardapp.ui.stick.verdict import DIGEST, FILE, NEXT, NUMBER, VILLAGE
from tests.ui.conftest import Person, message_of
from tests.ui.sticks import Desktop, posted


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, session: Session, desktop: Desktop) -> StickPage:
    keys.ensure_key(session.desk)
    page = StickPage(session, world=desktop.world)
    qtbot.addWidget(page)
    page.resize(1138, 620)
    page.show()
    return page


def exported(page: StickPage, desktop: Desktop) -> Path:
    one = exporting.export(page.session.desk, desktop.plug("KINGSTON"))
    page.session.changed.emit()
    return one.path


def returned(page: StickPage, posting: str, reason: str) -> None:
    desk, one = page.session.desk, store.bundles(page.session.desk.db)[0]
    held = Holding(posting, "0" * 64, bool(reason), reason)
    day = date(2026, 11, 7)
    receipt = Receipt(
        1, day, "青石镇", "331181102299", one.instance, one.sequence, one.digest, (held,)
    )
    with desk.writing("take-receipt", {}) as db:
        store.add_receipt(db, receipt, day, "王某", "x")
    page.session.changed.emit()


def counts(page: StickPage) -> list[str]:
    return [page.tiles[state].figure.text() for state in Reported]


def test_no_drive_is_looked_at_before_somebody_wants_to_export(
    page: StickPage, desktop: Desktop
) -> None:
    page.session.changed.emit()
    assert desktop.looks == 0
    page.export_button.click()
    assert desktop.looks == 1
    page.wizard.reject()
    assert not page.wizard.find_page.watch.watching


def test_a_village_without_postings_is_told_how_it_begins(page: StickPage) -> None:
    assert counts(page) == ["0", "0", "0", "0"]
    assert "还没有公布过" in page.told.text()
    assert page.last.text() == "还没有导出过。"


def test_a_posting_goes_from_unreported_to_returned(page: StickPage, desktop: Desktop) -> None:
    one = posted(page.session.desk)
    page.session.changed.emit()
    assert counts(page) == ["1", "0", "0", "0"]
    assert "有 1 份公示还没有报" in page.told.text()
    assert page.rows.text(0, 0) == one.number
    assert page.rows.text(0, 3) == "—"
    exported(page, desktop)
    assert counts(page) == ["0", "1", "0", "0"]
    assert "等乡镇的回执" in page.told.text()
    assert page.rows.text(0, 3) == "第1号"
    bundle = store.bundles(page.session.desk.db)[0]
    assert f"第1号 · 2026-11-06 · 摘要 {bundle.digest[:4]}" in page.last.text()
    assert str(desktop.root / "KINGSTON") in page.last.text()
    returned(page, one.id, "第3行金额不符")
    assert counts(page) == ["0", "0", "0", "1"]
    assert page.reason.text() == "乡镇退回的理由：第3行金额不符"
    assert "退回了 1 份" in page.told.text()


def test_a_received_posting_leaves_nothing_to_do(page: StickPage, desktop: Desktop) -> None:
    one = posted(page.session.desk)
    exported(page, desktop)
    returned(page, one.id, "")
    assert counts(page) == ["0", "0", "1", "0"]
    assert "乡镇已收" in page.told.text()
    assert page.banner.property("role") == "calm"


def test_a_count_shows_what_it_counts_and_stays_chosen(
    qtbot: QtBot, page: StickPage, desktop: Desktop
) -> None:
    posted(page.session.desk)
    exported(page, desktop)
    tile = page.tiles[Reported.UNREPORTED]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert page.rows.rowCount() == 0
    page.session.changed.emit()
    assert page.rows.rowCount() == 0
    page.pick(Reported.EXPORTED)
    assert page.rows.rowCount() == 1
    assert "已导出的公示 1 份" in page.caption.text()


def test_the_card_is_reminded_of_until_it_was_made(page: StickPage) -> None:
    assert "登记卡还没有打印" in page.card_note.text()
    page.card_button.click()
    dialog = message_of(page)
    assert isinstance(dialog, CardDialog)
    dialog.close()
    key_card.note_card(page.session.desk, "打印机")
    page.session.changed.emit()
    assert page.card_note.isHidden()


def test_what_refuses_an_export_is_said_before_anybody_tries(page: StickPage) -> None:
    instance.renew(page.session.desk, "restored", {})
    page.session.changed.emit()
    assert "现在不能公布和上报" in page.note.text()
    page.card_button.click()
    assert "不能公布和上报" in message_of(page).sentence.text()


def test_our_own_bundle_is_judged_good(page: StickPage, desktop: Desktop) -> None:
    posted(page.session.desk)
    desktop.file = exported(page, desktop)
    page.verify_button.click()
    shown = {key: one.text() for key, one in page.verdict.facts.values.items()}
    assert page.verdict.heading.text().startswith("✓")
    assert shown[FILE] == desktop.file.name
    assert shown[VILLAGE] == "青石镇 青石桥村（331181102299）"
    assert shown[NUMBER] == "第1号，2026-11-06 导出"
    digest = store.bundles(page.session.desk.db)[0].digest
    assert "".join(shown[DIGEST].split()) == digest
    assert shown[NEXT]


def dropped(page: StickPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    welcome = QDragEnterEvent(QPoint(5, 5), action, data, button, none)
    page.dragEnterEvent(welcome)
    assert welcome.isAccepted()
    page.dropEvent(QDropEvent(QPoint(5, 5), action, data, button, none))


def test_a_damaged_file_that_is_dropped_here_is_judged_with_the_next_step(
    page: StickPage, desktop: Desktop
) -> None:
    posted(page.session.desk)
    path = exported(page, desktop)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    dropped(page, path)
    assert page.verdict.heading.text().startswith("✖")
    assert "已损坏" in page.verdict.sentence.text()
    assert page.verdict.facts.values[NEXT].text()
    assert page.verdict.facts.values[DIGEST].isHidden()


def test_a_file_that_cannot_be_read_is_said_in_a_box(
    page: StickPage, desktop: Desktop, person: Person
) -> None:
    desktop.file = desktop.root / "没有.zip"
    page.verify_button.click()
    assert "没有.zip" in str(person.failures[0])


def test_nobody_chosen_judges_nothing(page: StickPage, person: Person) -> None:
    page.verify_button.click()
    assert not hasattr(page, "verdict")
    assert not person.failures
