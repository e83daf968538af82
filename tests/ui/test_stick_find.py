"""The step that finds the stick: none, one, several, one that is pulled, a folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from boardapp.services.drives import Drive, linux_drives
from boardapp.ui.stick.find import FindStick
from boardapp.ui.stick.places import LONGEST, of_drive
from tests.ui.sticks import Desktop, at_once


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


@pytest.fixture
def step(qtbot: QtBot, desktop: Desktop) -> FindStick:
    step = FindStick(desktop.find, desktop.choose_folder, at_once)
    qtbot.addWidget(step)
    step.resize(1100, 500)
    return step


def test_nothing_is_looked_at_before_it_is_in_sight_or_after(
    step: FindStick, desktop: Desktop
) -> None:
    assert desktop.looks == 0
    step.show()
    assert desktop.looks == 1
    assert step.watch.watching
    step.hide()
    assert not step.watch.watching


def test_without_a_stick_it_says_what_to_do_and_finds_one_by_itself(
    step: FindStick, desktop: Desktop
) -> None:
    step.show()
    assert "没有找到U盘" in step.told.text()
    assert step.chosen is None
    path = desktop.plug("KINGSTON")
    step.watch.look()
    assert step.chosen is not None
    assert step.chosen.path == path
    assert [row.text() for row in step.rows] == ["KINGSTON"]
    assert step.rows[0].isChecked()


def test_a_drive_is_shown_with_its_room_and_file_system(desktop: Desktop) -> None:
    path = desktop.plug("KINGSTON")
    place = of_drive(desktop.plugged[0])
    assert place.told == f"可用 12.0 GB，共 15.0 GB · FAT32 · {path}"
    assert place.warning == ""


def test_a_full_or_closed_stick_is_named_with_the_next_step(desktop: Desktop) -> None:
    desktop.plug("满的", 1000)
    desktop.plug("只读的", read_only=True)
    full, closed = (of_drive(one) for one in desktop.plugged)
    assert full.warning.startswith("已经满了。请")
    assert closed.warning.startswith("只读，写不进去。请")


def test_names_that_a_stranger_gave_cannot_become_keys_or_break_the_line() -> None:
    place = of_drive(Drive(Path("/x"), "&A" + "长" * 99, 1, 1))
    assert place.name.startswith("&&A")
    assert len(place.name) <= LONGEST + 1


def test_two_sticks_ask_which_and_the_arrow_keys_choose(
    qtbot: QtBot, step: FindStick, desktop: Desktop
) -> None:
    first, second = desktop.plug("甲"), desktop.plug("乙")
    step.show()
    assert "有 2 个地方" in step.told.text()
    assert step.chosen is None
    step.activateWindow()
    step.rows[0].setFocus()
    qtbot.waitUntil(step.rows[0].hasFocus)
    qtbot.keyClick(step.rows[0], Qt.Key.Key_Space)
    assert step.chosen is not None
    assert step.chosen.path == first
    qtbot.keyClick(step.rows[0], Qt.Key.Key_Down)
    assert step.chosen.path == second


def test_a_second_stick_takes_the_choice_back_that_nobody_made(
    step: FindStick, desktop: Desktop
) -> None:
    desktop.plug("甲")
    step.show()
    assert step.chosen is not None
    desktop.plug("乙")
    step.watch.look()
    assert step.chosen is None


def test_a_chosen_stick_that_is_pulled_is_never_replaced_by_another(
    step: FindStick, desktop: Desktop
) -> None:
    chosen, _ = desktop.plug("甲"), desktop.plug("乙")
    step.show()
    step.rows[0].click()
    gone = desktop.plugged.pop(0)
    step.watch.look()
    assert "不见了" in step.problem.text()
    assert step.chosen is None
    desktop.plugged.insert(0, gone)
    step.watch.look()
    assert step.chosen is not None
    assert step.chosen.path == chosen
    assert step.problem.text() == ""


def test_starting_over_asks_for_no_stick_that_is_gone(step: FindStick, desktop: Desktop) -> None:
    desktop.plug("甲")
    left = desktop.plug("乙")
    step.show()
    step.rows[0].click()
    desktop.plugged.pop(0)
    step.watch.look()
    step.start_over()
    assert step.chosen is not None
    assert step.chosen.path == left


def test_a_folder_can_be_named_and_stays_listed(
    step: FindStick, desktop: Desktop, tmp_path: Path
) -> None:
    step.show()
    step.folder_button.click()
    assert step.chosen is None
    desktop.folder = tmp_path / "共享"
    step.folder_button.click()
    assert step.chosen is not None
    assert step.chosen.path == desktop.folder
    assert not step.chosen.is_stick
    desktop.plug("甲")
    step.watch.look()
    assert step.chosen.path == desktop.folder
    assert len(step.rows) == 2


def test_looking_again_leaves_the_cursor_where_it_is(
    qtbot: QtBot, step: FindStick, desktop: Desktop
) -> None:
    desktop.plug("甲")
    step.show()
    step.activateWindow()
    step.rows[0].setFocus()
    qtbot.waitUntil(step.rows[0].hasFocus)
    desktop.plug("乙")
    step.watch.look()
    qtbot.waitUntil(lambda: any(row.hasFocus() for row in step.rows))


def test_the_kernel_tells_the_file_system_and_whether_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "proc").mkdir()
    mounts = (
        "/dev/sdb1 /media/a vfat rw,relatime 0 0\n/dev/sdc1 /media/b exfat ro,sync 0 0\nbroken\n"
    )
    (tmp_path / "proc/mounts").write_text(mounts)
    found = linux_drives(tmp_path, lambda _: (8, 3, 5))
    assert [(one.system, one.read_only) for one in found] == [("FAT32", False), ("exFAT", True)]
