"""The handover in the window: asked, looked over, entered, packed and signed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boardapp.core.handover import Reason
from boardapp.services import handover, ledger
from boardapp.services.packs import check_pack
from boardapp.services.settings import OPERATOR, change_setting
from boardapp.services.village import body_named, book_named, take_office
from boardapp.store import villages
from boardapp.ui.archive.handover import HandoverButton, HandoverDialog
from boardapp.ui.session import Session
from tests.life import published
from tests.ui.conftest import OCTOBER, Person


def posted(session: Session) -> None:
    desk = session.desk
    ledger.declare_none(desk, book_named(desk).id, OCTOBER)
    published(desk, "finance-lines", OCTOBER, body_named(desk))


def choose(folder: Path | None) -> Callable[[QWidget, str], Path | None]:
    return lambda _parent, _heading: folder


def opened(
    qtbot: QtBot, session: Session, folder: Path | None, photo: Path | None = None
) -> HandoverDialog:
    dialog = HandoverDialog(session, None, choose(folder), lambda _parent: photo)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def fill(dialog: HandoverDialog) -> None:
    dialog.form.people["giver"].setText("王某")
    dialog.form.people["taker"].setText("周某")
    dialog.form.people["witness"].setText("刘某")
    dialog.form.titles["会计"].setChecked(True)
    dialog.form.lines["公章"].setText("村委会公章 1 枚")
    dialog.form.folder.button.click()


def test_what_is_missing_is_told_beside_its_field(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, None)
    dialog.do_button.click()
    assert "接收人" in dialog.form.who.wrongs["taker"].text()
    dialog.form.people["taker"].setText("王某")
    dialog.form.people["witness"].setText("刘某")
    dialog.form.people["giver"].setText("王某")
    dialog.do_button.click()
    assert "三个不同的人" in dialog.form.who.wrongs["taker"].text()
    dialog.form.people["taker"].setText("周某")
    dialog.do_button.click()
    assert "移交包写到哪个文件夹" in dialog.form.what.wrongs["folder"].text()
    assert dialog.stack.currentWidget() is dialog.form


def test_from_the_questions_to_the_signed_list(
    qtbot: QtBot, session: Session, person: Person, tmp_path: Path
) -> None:
    photo = tmp_path / "signed.png"
    Image.new("RGB", (30, 20), "white").save(photo)
    desk, body = session.desk, body_named(session.desk)
    change_setting(desk, OPERATOR, "王某")
    take_office(desk, body.id, "会计", "王某", date(2026, 1, 1))
    posted(session)
    dialog = opened(qtbot, session, tmp_path, photo)
    fill(dialog)
    assert not dialog.photo_button.isVisible()
    dialog.do_button.click()
    assert dialog.stack.currentWidget() is dialog.view
    assert dialog.view.count() >= 1
    assert "附 2026 年档案" in dialog.note.text()
    assert handover.handovers(desk) == ()
    dialog.back_button.click()
    assert dialog.form.people["taker"].text() == "周某"
    dialog.do_button.click()
    dialog.do_button.click()
    assert person.failures == []
    (one,) = handover.handovers(desk)
    assert (one.taker, one.reason, one.offices) == ("周某", Reason.ELECTION, ("会计",))
    assert check_pack(tmp_path / one.pack).ok
    assert session.desk.operator == villages.setting(desk.db, OPERATOR) == "周某"
    assert dialog.note.text().startswith("✓ 移交已登记，移交包已写好")
    dialog.photo_button.click()
    assert handover.handovers(desk)[0].sheet
    assert not dialog.photo_button.isVisible()
    dialog.do_button.click()
    assert handover.handovers(desk)[0].pack.endswith("-2")


def test_a_pack_that_cannot_be_written_is_refused_before_anything_is_entered(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = opened(qtbot, session, tmp_path / "gone" / "stick")
    fill(dialog)
    dialog.do_button.click()
    assert "请插好U盘" in dialog.note.text()
    assert dialog.stack.currentWidget() is dialog.form


def test_a_pack_that_fails_later_can_be_written_again(
    qtbot: QtBot, session: Session, person: Person, tmp_path: Path
) -> None:
    stick = tmp_path / "media" / "stick"
    stick.mkdir(parents=True)
    dialog = opened(qtbot, session, stick)
    fill(dialog)
    dialog.do_button.click()
    stick.rmdir()
    stick.parent.rmdir()
    dialog.do_button.click()
    assert "请插好U盘" in str(person.failures[0])
    assert handover.handovers(session.desk)[0].pack == ""
    assert "移交包还没有写" in dialog.note.text()
    stick.mkdir(parents=True)
    dialog.do_button.click()
    assert check_pack(stick / handover.handovers(session.desk)[0].pack).ok


def test_the_signed_list_of_the_last_time_is_asked_for(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    body = body_named(session.desk)
    handover.hand_over(session.desk, handover.draw_up(session.desk, body, "王某", "周某", "刘某"))
    dialog = opened(qtbot, session, tmp_path)
    assert "还没有存入签字照片" in dialog.note.text()
    assert dialog.photo_button.isVisible()


def test_only_an_election_asks_from_when_the_days_count(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, None)
    assert dialog.form.since.isEnabled()
    dialog.form.reason.setCurrentIndex(2)
    assert not dialog.form.since.isEnabled()


def test_the_button_opens_the_dialog(qtbot: QtBot, session: Session) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = HandoverButton(session, lambda: 2026, page)
    page.show()
    button.click()
    assert button.dialog.isVisible()
    button.dialog.reject()
