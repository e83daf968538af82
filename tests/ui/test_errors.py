from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boardapp import __version__
from boardapp.core.errors import UserError
from boardapp.ui.dialogs.message import Message
from boardapp.ui.errors import CrashDialog, show_error
from tests.ui.conftest import message_of


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    for box in widget.findChildren(Message):
        box.close()


def bug() -> Exception:
    try:
        raise ZeroDivisionError("除数是零")
    except ZeroDivisionError as error:
        return error


def test_a_user_error_is_one_sentence_and_one_button(qtbot: QtBot, parent: QWidget) -> None:
    show_error(UserError("磁盘已满，没有写入。"), parent)
    box = message_of(parent)
    assert box.sentence.text() == "磁盘已满，没有写入。"
    assert box.close_button.text() == "知道了"
    assert not box.do_button.isVisible()
    qtbot.mouseClick(box.close_button, Qt.MouseButton.LeftButton)
    assert not parent.findChildren(Message) or not box.isVisible()


@pytest.mark.complains
def test_a_bug_is_shown_whole_and_logged(parent: QWidget, caplog: pytest.LogCaptureFixture) -> None:
    dialog = show_error(bug(), parent)
    assert isinstance(dialog, CrashDialog)
    text = dialog.text.toPlainText()
    assert __version__ in text
    assert "Python 3" in text
    assert "ZeroDivisionError: 除数是零" in text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.complains
def test_while_one_crash_is_shown_the_next_is_only_logged(
    parent: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    show_error(bug(), parent)
    assert show_error(bug(), parent) is None
    assert len(caplog.records) == 2


def test_the_report_can_be_copied(qtbot: QtBot, parent: QWidget) -> None:
    dialog = CrashDialog("所有细节", parent)
    dialog.open()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "所有细节"
    assert dialog.copy_button.text() == "已复制"


def test_the_report_can_be_saved(qtbot: QtBot, parent: QWidget, tmp_path: Path) -> None:
    dialog = CrashDialog("所有细节", parent, choose=lambda _, name: tmp_path / name)
    dialog.open()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "boardapp-error.txt").read_text("utf-8") == "所有细节"


def test_thinking_better_of_saving_writes_nothing(qtbot: QtBot, parent: QWidget) -> None:
    dialog = CrashDialog("所有细节", parent, choose=lambda *_: None)
    dialog.open()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.save_button.text().startswith("保存到文件")


def test_a_report_that_cannot_be_saved_says_so(
    qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    dialog = CrashDialog("细节", parent, choose=lambda *_: tmp_path / "file" / "report.txt")
    dialog.open()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "没有写成" in message_of(dialog).sentence.text()


def test_a_question_is_answered_no_by_escape_and_by_the_default_button(
    qtbot: QtBot, parent: QWidget
) -> None:
    box = Message("撤销？", "将拿掉 46 笔账。", parent, "撤销导入")
    box.open()
    assert box.close_button.isDefault()
    with qtbot.waitSignal(box.rejected):
        qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_a_question_is_answered_yes_by_its_verb(qtbot: QtBot, parent: QWidget) -> None:
    box = Message("撤销？", "将拿掉 46 笔账。", parent, "撤销导入")
    box.open()
    with qtbot.waitSignal(box.accepted):
        qtbot.mouseClick(box.do_button, Qt.MouseButton.LeftButton)
