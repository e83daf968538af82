from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from boardapp.core.errors import UserError
from boardapp.services.desk import is_set_up, open_desk
from boardapp.services.village import set_up, the_village
from boardapp.store import villages
from boardapp.ui.app import run
from boardapp.ui.dialogs.first_run import FirstRun
from boardapp.ui.dialogs.message import Message
from boardapp.ui.main_window import MainWindow
from tests.builders import VILLAGE
from tests.ui.conftest import TODAY
from tests.ui.test_dialogs_first_run import fill


class Sitter:
    """Acts in place of a person whenever the program waits, and notes what it saw."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.deeds: dict[type[QWidget], Callable[[QWidget], None]] = {
            MainWindow: self.close,
            Message: self.read,
            FirstRun: self.leave,
        }
        self.timer = QTimer(interval=10)
        self.timer.timeout.connect(self.act)
        self.timer.start()

    def act(self) -> None:
        for widget in QApplication.topLevelWidgets():
            deed = self.deeds.get(type(widget))
            if deed and widget.isVisible():
                self.seen.append(type(widget).__name__)
                deed(widget)

    def close(self, window: QWidget) -> None:
        window.close()

    def read(self, box: QWidget) -> None:
        assert isinstance(box, Message)
        self.seen.append(box.sentence.text())
        box.close()

    def leave(self, dialog: QWidget) -> None:
        assert isinstance(dialog, QDialog)
        dialog.reject()


@pytest.fixture
def sitter() -> Iterator[Sitter]:
    one = Sitter()
    yield one
    one.timer.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def make(folder: Path) -> None:
    with open_desk(folder, "王某", TODAY, new=True) as desk:
        set_up(desk, VILLAGE)


def test_it_opens_the_window_and_lets_the_folder_go_when_it_closes(
    sitter: Sitter, folder: Path
) -> None:
    make(folder)
    assert run(folder, "王某", TODAY) == 0
    assert "MainWindow" in sitter.seen
    with open_desk(folder):
        pass


def test_the_first_time_it_asks_and_then_opens(sitter: Sitter, folder: Path) -> None:
    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, FirstRun)
        fill(dialog)
        dialog.go_on()

    sitter.deeds[FirstRun] = answer
    assert run(folder, "", TODAY) == 0
    assert sitter.seen[0] == "FirstRun"
    assert "MainWindow" in sitter.seen
    with open_desk(folder) as desk:
        assert the_village(desk).name == "青石桥村"
        assert villages.setting(desk.db, "operator") == "陈小燕"


def test_leaving_the_wizard_writes_nothing(sitter: Sitter, folder: Path) -> None:
    assert run(folder, "", TODAY) == 0
    assert not is_set_up(folder)
    assert "MainWindow" not in sitter.seen


def test_a_folder_without_a_village_gets_the_wizard_too(sitter: Sitter, folder: Path) -> None:
    with open_desk(folder, new=True):
        pass
    assert run(folder, "", TODAY) == 0
    assert sitter.seen == ["FirstRun"]


def test_a_second_window_on_the_same_data_is_refused(sitter: Sitter, folder: Path) -> None:
    make(folder)
    with open_desk(folder):
        assert run(folder, "", TODAY) == 1
    assert "另一个村务公开栏正开着这份数据" in sitter.seen[-1]


def test_a_damaged_file_is_refused_with_a_sentence(sitter: Sitter, folder: Path) -> None:
    folder.mkdir()
    (folder / "village.db").write_bytes(b"this is no database at all" * 100)
    assert run(folder, "", TODAY) == 1
    assert "已损坏或不是本程序的数据" in sitter.seen[-1]


def test_without_a_desktop_it_says_so_instead_of_dying(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(UserError, match="没有图形桌面"):
        run(folder)


@pytest.mark.usefixtures("sitter")
def test_the_program_speaks_chinese(folder: Path) -> None:
    make(folder)
    run(folder, "王某", TODAY)
    app = QApplication.instance()
    assert app is not None
    assert app.translate("QPlatformTheme", "Cancel") == "取消"
