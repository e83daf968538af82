"""The wizard that carries the next bundle: every way it can end, and what it says then."""

import errno
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boardapp.core.bundle.receipt import Receipt
from boardapp.core.errors import UserError
from boardapp.services import exporting, instance, keys, sticks, whole_files
from boardapp.services.sticks import Look, Stick
from boardapp.store import bundles as store
from boardapp.store import journal
from boardapp.ui import jobs as jobs_module
from boardapp.ui.dialogs.message import Message
from boardapp.ui.jobs import Jobs, ProgressDialog
from boardapp.ui.session import Session
from boardapp.ui.stick.done import CARRY, IN_FOLDER, ON_STICK, THERE, taken_apart
from boardapp.ui.stick.look import INSIDE, SIZE, WHAT, WHY
from boardapp.ui.stick.wizard import ExportDialog
from boardapp.ui.stick.working import SCALE, stage_at, thousandths
from tests.ui.conftest import Person
from tests.ui.sticks import Desktop, at_once, book_a_line, failing, posted

NAME = "boardbundle-331181102299-0001.zip"


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


@pytest.fixture
def stick(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sticks, "on_one_disk", lambda *_: False)
    return desktop.plug("KINGSTON")


@pytest.fixture
def ready(session: Session) -> Session:
    keys.ensure_key(session.desk)
    posted(session.desk)
    return session


def opened(qtbot: QtBot, session: Session, desktop: Desktop) -> ExportDialog:
    wizard = ExportDialog(session, desktop.find, desktop.choose_folder, run=at_once)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.activateWindow()
    return wizard


def enter(qtbot: QtBot, wizard: ExportDialog) -> None:
    qtbot.keyClick(wizard, Qt.Key.Key_Return)


def carried(qtbot: QtBot, session: Session, desktop: Desktop) -> ExportDialog:
    wizard = opened(qtbot, session, desktop)
    enter(qtbot, wizard)
    enter(qtbot, wizard)
    return wizard


def page_of(wizard: ExportDialog) -> QWidget:
    return wizard.pages.currentWidget()


def facts(wizard: ExportDialog) -> dict[str, str]:
    return {key: one.text() for key, one in wizard.look_page.facts.values.items()}


def test_enter_alone_carries_the_bundle_and_ends_on_the_check_page(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    assert page_of(wizard) is wizard.look_page
    assert not list(stick.iterdir())
    told = facts(wizard)
    assert told[WHAT] == "第1号数据包（新的）"
    assert "公示 1 份（一共 1 份）" in told[INSIDE]
    assert "写完还剩" in told[SIZE]
    assert "还没有读入过乡镇的回执" in told[WHY]
    enter(qtbot, wizard)
    assert page_of(wizard) is wizard.done_page
    assert wizard.done_page.headline.text() == ON_STICK
    assert [one.name for one in stick.iterdir()] == [NAME]
    shown = {key: one.text() for key, one in wizard.done_page.facts.values.items()}
    digest = store.bundles(ready.desk.db)[0].digest
    assert shown["文件"].startswith(NAME)
    assert "".join(shown["摘要"].split()) == digest
    assert shown["摘要"].count("\n") == 1
    assert shown["序号"] == "第1号"
    assert "公示 1 份" in shown["带了"]
    assert "登记卡还没有打印" in wizard.done_page.reminder.text()
    assert journal.newest(ready.desk.db, exporting.EXPORTED) is not None
    enter(qtbot, wizard)
    assert not wizard.isVisible()


def test_what_lies_on_the_disk_of_the_data_is_not_called_a_stick_to_be_pulled(
    qtbot: QtBot, ready: Session, desktop: Desktop
) -> None:
    desktop.plug("KINGSTON")
    done = carried(qtbot, ready, desktop).done_page
    assert done.headline.text() == IN_FOLDER
    assert done.facts.values["接下来"].text().startswith(CARRY)
    assert "不是U盘" in done.others.text()


def test_nothing_changed_issues_the_same_bundle_again(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    carried(qtbot, ready, desktop).accept()
    desktop.pull()
    other = desktop.plug("另一个")
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    assert facts(wizard)[WHAT].startswith("补发第1号数据包")
    enter(qtbot, wizard)
    assert "补发" in wizard.done_page.facts.values["序号"].text()
    assert (other / NAME).read_bytes() == (stick / NAME).read_bytes()
    assert len(store.bundles(ready.desk.db)) == 1


def test_what_lies_there_already_is_not_written_twice(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    carried(qtbot, ready, desktop).accept()
    exporting.kept_path(ready.desk, NAME).unlink()
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    assert "不用再写" in facts(wizard)[SIZE]
    enter(qtbot, wizard)
    assert wizard.done_page.headline.text() == THERE
    assert [one.name for one in stick.iterdir()] == [NAME]


def test_after_a_receipt_only_new_files_go_unless_all_are_asked_for(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    carried(qtbot, ready, desktop).accept()
    desk, one = ready.desk, store.bundles(ready.desk.db)[0]
    day, village = date(2026, 11, 7), "331181102299"
    receipt = Receipt(3, day, "青石镇", village, one.instance, one.sequence, one.digest)
    with desk.writing("take-receipt", {}) as db:
        store.add_receipt(db, receipt, day, "王某", "x")
    book_a_line(desk)
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    look = wizard.look_page
    assert facts(wizard)[WHY] == "乡镇第3号回执（11月7日）：已收到第1号。只带乡镇还没有的文件。"
    assert "公示 0 份（一共 1 份）" in facts(wizard)[INSIDE]
    assert look.full.isEnabled()
    look.full.setFocus()
    qtbot.keyClick(look.full, Qt.Key.Key_Space)
    assert "公示 1 份（一共 1 份）" in facts(wizard)[INSIDE]
    assert "全部带上" in facts(wizard)[WHY]
    enter(qtbot, wizard)
    assert store.bundles(desk.db)[0].complete
    assert "全部文件" in wizard.done_page.facts.values["带了"].text()
    assert "以前的数据包 1 个" in wizard.done_page.others.text()
    assert len(list(stick.iterdir())) == 2


def test_everything_for_a_small_stick_is_refused_before_it_is_written(
    qtbot: QtBot, ready: Session, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.plug("小")
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)

    def no_room(*_: Any) -> Look:
        return Look(Stick.TOO_SMALL, detail="需要 9.0 MB，只有 1.0 MB。")

    monkeypatch.setattr(sticks, "look", no_room)
    wizard.check()
    assert page_of(wizard) is wizard.look_page
    assert "需要 9.0 MB" in wizard.look_page.note.text()
    assert not wizard.write_button.isEnabled()
    wizard.back_button.click()
    enter(qtbot, wizard)
    assert page_of(wizard) is wizard.find_page
    assert "空间不够" in wizard.find_page.problem.text()


def test_a_folder_is_not_called_a_stick(
    qtbot: QtBot, ready: Session, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.folder = tmp_path / "共享"
    desktop.folder.mkdir()
    wizard = opened(qtbot, ready, desktop)
    qtbot.waitUntil(wizard.find_page.folder_button.hasFocus)
    qtbot.keyClick(wizard.find_page.folder_button, Qt.Key.Key_Space)
    enter(qtbot, wizard)
    enter(qtbot, wizard)
    assert wizard.done_page.headline.text() == IN_FOLDER
    assert CARRY in wizard.done_page.facts.values["接下来"].text()


@pytest.mark.parametrize(
    ("number", "what", "then"),
    [
        (errno.ENOSPC, "空间不够", "删掉U盘上不要的文件"),
        (errno.EIO, "可能被拔出", "重新插好U盘"),
        (errno.EROFS, "不能写入", "写保护"),
        (errno.EFBIG, "放不下", "换一个U盘"),
        (errno.ENODEV, "可能被拔出", "重新插好U盘"),
    ],
)
def test_a_stick_that_fails_is_told_apart_and_tried_again_under_the_same_number(
    qtbot: QtBot,
    ready: Session,
    desktop: Desktop,
    stick: Path,
    number: int,
    what: str,
    then: str,
) -> None:
    (stick / "原来的.txt").write_text("原来的")
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(sticks, "copy", failing(OSError(number, "broken")))
        wizard = carried(qtbot, ready, desktop)
    failed = wizard.failed_page
    assert page_of(wizard) is failed
    assert what in failed.what.text()
    assert "没有改动" in failed.safe.text()
    assert then in failed.then.text()
    assert [one.name for one in stick.iterdir()] == ["原来的.txt"]
    assert not store.bundles(ready.desk.db)
    enter(qtbot, wizard)
    assert page_of(wizard) is wizard.find_page
    enter(qtbot, wizard)
    enter(qtbot, wizard)
    assert page_of(wizard) is wizard.done_page
    assert (stick / NAME).is_file()


def test_a_stick_pulled_at_the_last_moment_keeps_the_number_for_the_next_try(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    real = whole_files.put_in_place

    def pulled(part: Path, target: Path) -> None:
        if target.parent == stick:
            raise OSError(errno.EIO, "broken")
        real(part, target)

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(exporting, "put_in_place", pulled)
        wizard = carried(qtbot, ready, desktop)
    assert "留在电脑里" in wizard.failed_page.safe.text() + wizard.failed_page.what.text()
    assert "同一个数据包" in wizard.failed_page.then.text()
    enter(qtbot, wizard)
    enter(qtbot, wizard)
    assert facts(wizard)[WHAT].startswith("补发第1号")
    enter(qtbot, wizard)
    assert wizard.done_page.headline.text() == ON_STICK
    assert len(store.bundles(ready.desk.db)) == 1


def test_escape_in_the_middle_stops_and_leaves_old_files_whole(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "原来的.txt").write_text("原来的")
    real = sticks.copy

    def copy(source: Path, target: Path, tick: Any) -> None:
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)
        assert "正在停止" in wizard.work_page.told.text()
        real(source, target, tick)

    monkeypatch.setattr(sticks, "copy", copy)
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    enter(qtbot, wizard)
    assert page_of(wizard) is wizard.failed_page
    assert "已停止" in wizard.failed_page.headline.text()
    assert [one.name for one in stick.iterdir()] == ["原来的.txt"]
    assert not store.bundles(ready.desk.db)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()


def test_the_button_of_the_progress_stops_a_slow_stick(
    qtbot: QtBot,
    ready: Session,
    desktop: Desktop,
    stick: Path,
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs_module, "SHOW_AFTER_MS", 0)
    slow = threading.Event()

    def copy(_source: Path, target: Path, tick: Any) -> None:
        target.write_bytes(b"half")
        while True:
            tick(1)
            slow.wait(0.001)

    monkeypatch.setattr(sticks, "copy", copy)
    ready.jobs = Jobs(person.told)
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    qtbot.waitUntil(lambda: page_of(wizard) is wizard.look_page)
    qtbot.waitUntil(lambda: not ready.jobs.busy)
    enter(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.work_page.cards[1].title.text().startswith("●"))
    dialog = wizard.findChildren(ProgressDialog)[-1]
    qtbot.waitUntil(dialog.isVisible)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page_of(wizard) is wizard.failed_page)
    assert "已停止" in wizard.failed_page.headline.text()
    assert not list(stick.iterdir())
    assert not person.failures
    ready.jobs.close()


@pytest.mark.complains
def test_a_bug_of_ours_is_shown_whole_and_the_wizard_goes_on(
    qtbot: QtBot, ready: Session, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.plug("KINGSTON")

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(exporting, "export", broken)
    wizard = carried(qtbot, ready, desktop)
    assert page_of(wizard) is wizard.failed_page
    assert "程序自身" in wizard.failed_page.what.text()
    (box,) = wizard.findChildren(Message)
    assert "ZeroDivisionError" in box.text.toPlainText()
    box.close()


def test_a_copied_database_leads_to_where_it_is_confirmed(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    instance.renew(ready.desk, "copied", {})
    wizard = opened(qtbot, ready, desktop)
    asked: list[str] = []
    wizard.asked_for.connect(asked.append)
    enter(qtbot, wizard)
    look = wizard.look_page
    assert "现在不能公布和上报" in look.sentence.text()
    assert not wizard.write_button.isVisible()
    enter(qtbot, wizard)
    assert asked == ["backup/restoring"]
    assert not wizard.isVisible()
    assert not list(stick.iterdir())


def test_a_lost_key_leads_to_the_keys(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    for path in (ready.desk.folder / "keys").iterdir():
        path.unlink()
    wizard = opened(qtbot, ready, desktop)
    asked: list[str] = []
    wizard.asked_for.connect(asked.append)
    enter(qtbot, wizard)
    assert "不见了" in wizard.look_page.sentence.text()
    wizard.look_page.way_button.click()
    assert asked == ["settings/keys"]
    assert not list(stick.iterdir())


def test_a_refusal_without_a_page_offers_no_button(
    qtbot: QtBot, ready: Session, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.plug("KINGSTON")

    def refuse(*_: Any, **__: Any) -> None:
        raise UserError("没有导出：附件不在了。数据完好。请从备份恢复它。")

    monkeypatch.setattr(exporting.export_plan, "plan", refuse)
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    assert "附件不在了" in wizard.look_page.sentence.text()
    assert wizard.look_page.way_button.isHidden()
    wizard.back_button.click()
    assert page_of(wizard) is wizard.find_page


def test_another_file_of_that_name_is_never_overwritten(
    qtbot: QtBot, ready: Session, desktop: Desktop, stick: Path
) -> None:
    (stick / NAME).write_bytes(b"another")
    wizard = opened(qtbot, ready, desktop)
    enter(qtbot, wizard)
    assert page_of(wizard) is wizard.find_page
    assert "同名、内容却不同" in wizard.find_page.problem.text()
    assert (stick / NAME).read_bytes() == b"another"


@pytest.mark.parametrize("result", [one for one in Stick if not one.ok])
def test_every_failure_of_a_stick_says_what_happened_what_is_safe_and_what_to_do(
    result: Stick,
) -> None:
    what, safe, then = taken_apart(Look(result, detail="（某处）").sentence)
    assert what
    assert "没有改动" in safe
    assert then.startswith("请")


@pytest.mark.parametrize("total", [1, 3, 400, 4 * (5 << 30)])
def test_the_stages_follow_one_another_whatever_the_size(total: int) -> None:
    points = [thousandths(total * n // 40, total) for n in range(41)]
    stages = [stage_at(one) for one in points]
    assert stages == sorted(stages)
    assert points[-1] == SCALE
    assert stages[-1] == 3
    assert thousandths(5, 0) == 0
