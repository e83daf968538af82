"""The receipt in the window: read, asked about, refused, and what follows on the pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.core.bundle.receipt import Holding
from boardapp.core.bundle.receipt_outcome import ReceiptOutcome
from boardapp.core.bundle.reporting import Reported
from boardapp.services import exporting, instance, keys, ledger
from boardapp.services.instance import Standing
from boardapp.store import bundles as store
from boardapp.ui.overview import next_step, overview
from boardapp.ui.pages.home import HomePage
from boardapp.ui.pages.stick import StickPage
from boardapp.ui.session import Session
from boardapp.ui.settings.township import TownshipSection
from boardapp.ui.stick.receipt import HELD, MISSING, NEXT, ReceiptDialog
from boardapp.ui.stick.wizard import ExportDialog
from tests.builders import entry
from tests.township import OTHER, Township, holding, returning
from tests.ui.conftest import OCTOBER, Person, message_of
from tests.ui.sticks import Desktop, at_once, book_a_line, posted


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


@pytest.fixture
def stick(desktop: Desktop) -> Path:
    return desktop.plug("KINGSTON")


@pytest.fixture
def page(qtbot: QtBot, session: Session, desktop: Desktop, tmp_path: Path) -> StickPage:
    keys.ensure_key(session.desk)
    Township().enrol(session.desk, tmp_path)
    page = StickPage(session, world=desktop.world)
    qtbot.addWidget(page)
    page.resize(1138, 620)
    page.show()
    return page


def read(page: StickPage, desktop: Desktop, file: Path) -> ReceiptDialog:
    desktop.receipt = file
    page.receipt_button.click()
    assert page.reader.dialog
    return page.reader.dialog


def shown(dialog: ReceiptDialog) -> dict[str, str]:
    return {key: one.text() for key, one in dialog.facts.values.items()}


def test_a_receipt_makes_what_was_exported_received(
    page: StickPage, desktop: Desktop, stick: Path
) -> None:
    posted(page.session.desk)
    exporting.export(page.session.desk, stick)
    dialog = read(page, desktop, Township().answer(page.session.desk, stick))
    assert dialog.heading.text() == "✓ 回执已读入"
    assert "到第1号数据包，公示 1 份" in shown(dialog)[HELD]
    assert page.tiles[Reported.RECEIVED].figure.text() == "1"
    assert "乡镇已收" in page.told.text()
    assert page.correct_button.isHidden()
    dialog.accept()


def test_what_was_returned_leads_to_the_correction_and_stands_on_the_home_page(
    qtbot: QtBot, page: StickPage, desktop: Desktop, stick: Path
) -> None:
    session = page.session
    home = HomePage(session)
    qtbot.addWidget(home)
    home.show()
    one = posted(session.desk)
    exporting.export(session.desk, stick)
    session.changed.emit()
    assert home.returned.isHidden()
    file = Township().write(stick, returning(holding(session.desk), "漏了一笔"))
    dialog = read(page, desktop, file)
    assert dialog.rows.text(0, 0) == one.number
    assert dialog.rows.text(0, 1) == "漏了一笔"
    dialog.accept()
    assert home.returned.isVisible()
    assert home.imported.isHidden()
    assert home.returned.figure.text() == "1"
    step = next_step(overview(session))
    assert (step.page, f"乡镇退回{one.number}：漏了一笔" in step.sentence) == ("stick", True)
    with qtbot.waitSignal(home.asked_for, check_params_cb=lambda key: key == "stick"):
        home.returned.click()
    assert page.correct_button.isVisible()
    ledger.save_entry(session.desk, entry(book=session.book.id, month=OCTOBER, voucher="记8"))
    page.correct_button.click()
    page.fixing.reason.setText("漏登一笔")
    with qtbot.waitSignal(page.asked_for, check_params_cb=lambda key: key == "review"):
        page.fixing.save()


def test_a_doubt_is_asked_about_and_taken_only_when_it_was_said(
    page: StickPage, desktop: Desktop, stick: Path
) -> None:
    desk = page.session.desk
    exporting.export(desk, stick)
    read(page, desktop, Township().answer(desk, stick)).accept()
    file = Township().answer(desk, stick, sequence=0, digest="")
    dialog = read(page, desktop, file)
    assert dialog.heading.text() == "？ 要先问清楚"
    dialog.reject()
    newest = store.newest_receipt(desk.db)
    assert newest
    assert newest.number == 1
    dialog = read(page, desktop, file)
    dialog.do_button.click()
    assert page.reader.dialog is not dialog
    assert page.reader.dialog
    assert page.reader.dialog.heading.text() == "✓ 回执已读入"
    page.reader.dialog.close()


def test_without_the_townships_key_the_way_to_register_it_is_shown(
    qtbot: QtBot, session: Session, desktop: Desktop, stick: Path
) -> None:
    page = StickPage(session, world=desktop.world)
    qtbot.addWidget(page)
    page.show()
    dialog = read(page, desktop, Township().answer(session.desk, stick))
    with qtbot.waitSignal(page.asked_for, check_params_cb=lambda key: key == "settings/township"):
        dialog.do_button.click()


def test_a_refused_receipt_says_what_to_do_and_shows_nothing_as_markup(
    page: StickPage, desktop: Desktop, stick: Path
) -> None:
    file = Township(OTHER).answer(page.session.desk, stick)
    dialog = read(page, desktop, file)
    assert dialog.heading.text() == "✖ 回执没有读入"
    assert shown(dialog)[NEXT] == ReceiptOutcome.WRONG_KEY.next_step
    assert dialog.do_button.isHidden()
    dialog.close()
    lacks = ("data/notices/<b>x</b>.pdf", "data/attachments/a.jpg", "data/attachments/b.jpg", "x")
    one = replace(holding(page.session.desk), missing=lacks, township="<b>镇</b>")
    dialog = read(page, desktop, Township().write(stick, one))
    assert shown(dialog)[MISSING] == "榜文 1 份、附件 2 个、其他 1 个"
    assert "<b>镇</b>" in dialog.sentence.text()
    assert dialog.sentence.textFormat() is Qt.TextFormat.PlainText
    for label in (dialog.sentence, *dialog.facts.values.values()):
        assert label.height() >= label.heightForWidth(label.width())
    dialog.close()


def test_nobody_chosen_reads_nothing(page: StickPage, desktop: Desktop) -> None:
    desktop.receipt = None
    page.receipt_button.click()
    assert page.reader.dialog is None


def test_the_wizard_offers_a_new_receipt_first_and_then_carries_less(
    qtbot: QtBot, page: StickPage, desktop: Desktop, stick: Path
) -> None:
    session = page.session
    posted(session.desk)
    exporting.export(session.desk, stick)
    file = Township().answer(session.desk, stick)
    book_a_line(session.desk)
    wizard = ExportDialog(session, desktop.find, desktop.choose_folder, run=at_once)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.activateWindow()
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    look = wizard.look_page
    assert file.name in look.offer_told.text()
    qtbot.keyClick(look.receipt_button, Qt.Key.Key_Space)
    message_of(wizard).reject()
    assert look.offer.isHidden()
    assert "已收到第1号" in look.facts.values["依据"].text()
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.exported
    assert (wizard.exported.full, wizard.exported.carried["postings"]) == (False, 0)


def test_a_restored_village_is_offered_the_receipt_and_may_publish_again(
    qtbot: QtBot, page: StickPage, desktop: Desktop, stick: Path
) -> None:
    desk = page.session.desk
    exporting.export(desk, stick)
    Township().answer(desk, stick)
    instance.renew(desk, "restored", {})
    wizard = ExportDialog(page.session, desktop.find, desktop.choose_folder, run=at_once)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.look_page.refused.isVisible()
    wizard.look_page.receipt_button.click()
    assert "现在可以公布和上报了" in message_of(wizard).facts.values[NEXT].text()  # type: ignore[attr-defined]
    message_of(wizard).close()
    assert instance.standing(desk) is Standing.PROVEN


def section(qtbot: QtBot, session: Session, chosen: Path | None) -> TownshipSection:
    one = TownshipSection(session, choose=lambda _: chosen)
    qtbot.addWidget(one)
    one.reload()
    one.show()
    return one


def test_the_townships_key_is_compared_registered_and_revoked_in_the_settings(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    one = section(qtbot, session, Township().card(tmp_path, "青山镇"))
    assert "还没有登记" in one.note.text()
    one.card_button.click()
    assert one.dialog.close_button.isDefault()
    assert len(one.dialog.groups.text().split()) == 8
    assert "青山镇" in one.dialog.doubts.text()
    one.dialog.reject()
    one.reload()
    assert one.fingerprint.text() == "（没有）"
    one.card_button.click()
    one.dialog.do_button.click()
    one.reload()
    assert "由王某登记" in one.about.text()
    one.revoke_button.click()
    one.revoking.save()
    assert one.revoking.isVisible()
    one.revoking.reason.setText("密钥丢了")
    one.revoking.save()
    one.reload()
    assert "密钥丢了" in one.before.text()


def test_a_wrong_card_is_said_in_a_box(
    qtbot: QtBot, session: Session, tmp_path: Path, person: Person
) -> None:
    wrong = tmp_path / "x.pub"
    wrong.write_text("hello")
    one = section(qtbot, session, wrong)
    one.card_button.click()
    assert "不是登记卡" in message_of(one).sentence.text()
    assert not person.failures
    none = section(qtbot, session, None)
    none.card_button.click()


def test_a_posting_that_is_not_held_here_is_told_as_such(
    page: StickPage, desktop: Desktop, stick: Path
) -> None:
    lost = Holding("0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11", "c" * 64, True, "重复")
    one = replace(holding(page.session.desk), postings=(lost,))
    dialog = read(page, desktop, Township().write(stick, one))
    assert dialog.rows.text(0, 0) == "本机没有"
    dialog.close()
