"""The yearly file in the window: looked over, written, and looked at again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boardapp.services import ledger
from boardapp.services.village import body_named, book_named
from boardapp.ui.archive.year_file import YearFileButton, YearFileDialog
from boardapp.ui.session import Session
from tests.life import published
from tests.ui.conftest import OCTOBER, Person


def posted(session: Session) -> None:
    desk = session.desk
    ledger.declare_none(desk, book_named(desk).id, OCTOBER)
    published(desk, "finance-lines", OCTOBER, body_named(desk))


def choose(folder: Path | None) -> Callable[[QWidget, str], Path | None]:
    return lambda _parent, _heading: folder


def opened(qtbot: QtBot, session: Session, folder: Path | None) -> YearFileDialog:
    dialog = YearFileDialog(session, 2026, None, choose(folder))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_will_be_written_is_told_before(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    posted(session)
    dialog = opened(qtbot, session, tmp_path)
    assert "公示 1 份" in dialog.told.text()
    dialog.bodies.setCurrentIndex(2)
    assert "公示 0 份" in dialog.told.text()


def test_without_a_folder_nothing_is_written(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, None)
    dialog.folder.button.click()
    dialog.do_button.click()
    assert "请选档案写到哪个文件夹" in dialog.form.wrongs["folder"].text()
    assert dialog.written is None


def test_it_is_written_and_then_found_whole(
    qtbot: QtBot, session: Session, person: Person, tmp_path: Path
) -> None:
    posted(session)
    dialog = opened(qtbot, session, tmp_path)
    dialog.folder.button.click()
    dialog.do_button.click()
    assert person.failures == []
    assert dialog.written is not None
    assert dialog.note.text().startswith("✓ 已写好")
    again = opened(qtbot, session, dialog.written.folder)
    again.check_button.click()
    assert again.note.text().startswith("✓ 完好")
    (dialog.written.folder / "目录.pdf").unlink()
    again.check_button.click()
    assert again.note.text().startswith("✖ 与校验和不符：缺少 1 个（目录.pdf）")


def test_a_folder_that_refuses_is_told_and_the_dialog_stays(
    qtbot: QtBot, session: Session, person: Person, tmp_path: Path
) -> None:
    dialog = opened(qtbot, session, tmp_path / "gone" / "stick")
    dialog.folder.button.click()
    dialog.do_button.click()
    assert "请插好U盘" in str(person.failures[0])
    assert dialog.isVisible()


def test_the_button_opens_the_year_in_sight(qtbot: QtBot, session: Session) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = YearFileButton(session, lambda: 2025, page)
    page.show()
    button.click()
    assert button.dialog.year == 2025
    button.dialog.reject()
