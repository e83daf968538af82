import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boardapp.core.errors import UserError
from boardapp.core.progress import Progress
from boardapp.ui import jobs as module
from boardapp.ui.jobs import Jobs, ProgressDialog
from tests.ui.conftest import InlinePool, Person


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def three_steps(progress: Progress) -> str:
    for done in range(3):
        progress(done, 3, f"第{done}步")
    return "做完了"


def refuse(_progress: Progress) -> None:
    raise UserError("磁盘已满。")


def test_the_result_reaches_the_one_who_asked(parent: QWidget, person: Person) -> None:
    results: list[Any] = []
    jobs = Jobs(person.told, InlinePool())
    jobs.start(three_steps, "导入", parent, results.append)
    assert results == ["做完了"]
    assert not jobs.busy


def test_a_failure_is_shown_beside_the_one_who_asked(parent: QWidget) -> None:
    shown: list[Any] = []
    results: list[Any] = []
    jobs = Jobs(lambda error, widget: shown.append((str(error), widget)), InlinePool())
    jobs.start(refuse, "导入", parent, results.append)
    assert shown == [("磁盘已满。", parent)]
    assert not results


def test_a_task_runs_on_another_thread_and_answers_on_this_one(
    qtbot: QtBot, parent: QWidget, person: Person
) -> None:
    threads: list[threading.Thread] = []

    def task(_progress: Progress) -> None:
        threads.append(threading.current_thread())

    jobs = Jobs(person.told)
    jobs.start(task, "导入", parent, lambda _: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    jobs.close()


def test_a_failure_on_another_thread_is_shown_on_this_one(
    qtbot: QtBot, parent: QWidget, person: Person
) -> None:
    jobs = Jobs(person.told)
    jobs.start(refuse, "导入", parent, print)
    qtbot.waitUntil(lambda: bool(person.failures))
    qtbot.waitUntil(lambda: not jobs.busy)
    jobs.close()


def test_long_work_shows_a_dialog_whose_button_stops_it(
    qtbot: QtBot, parent: QWidget, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHOW_AFTER_MS", 0)
    parent.show()
    going, results = threading.Event(), []

    def task(progress: Progress) -> str:
        for done in range(1_000_000):
            progress(done, 1_000_000, "正在读取")
            going.wait(0.001)
        return "做完了"

    jobs = Jobs(person.told)
    jobs.start(task, "导入", parent, results.append)
    (dialog,) = parent.findChildren(ProgressDialog)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert not results
    assert not person.failures
    jobs.close()


def test_short_work_never_flashes_a_dialog(parent: QWidget, person: Person) -> None:
    Jobs(person.told, InlinePool()).start(three_steps, "导入", parent, print)
    assert not any(one.isVisible() for one in parent.findChildren(ProgressDialog))


def test_escape_means_stop_and_keeps_the_dialog_in_sight(qtbot: QtBot, parent: QWidget) -> None:
    dialog = ProgressDialog("导入", parent)
    dialog.show()
    with qtbot.waitSignal(dialog.cancelled):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.cancel_button.isEnabled()
    dialog.report(1, 3, "第1步")
    assert dialog.label.text() == "正在停止……"
    dialog.end()


def test_closing_waits_for_the_work_to_stop(
    qapp: QApplication, parent: QWidget, person: Person
) -> None:
    started = threading.Event()

    def task(progress: Progress) -> None:
        while True:
            started.set()
            progress(0, 0, "")

    jobs = Jobs(person.told)
    jobs.start(task, "导入", parent, print)
    started.wait()
    jobs.close()
    qapp.sendPostedEvents()
