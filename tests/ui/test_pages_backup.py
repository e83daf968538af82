from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boardapp.services import backup, instance, pending
from boardapp.services.clock import Behind
from boardapp.services.desk import open_desk
from boardapp.services.instance import Standing
from boardapp.services.settings import change_setting
from boardapp.store import life as lives
from boardapp.store import villages
from boardapp.ui.backup.card import Ask
from boardapp.ui.pages.backup import BackupPage
from boardapp.ui.session import Session
from tests.ui.conftest import Person, message_of


@dataclass
class Chooser:
    """Chooses in place of a person."""

    folder: Path | None = None
    file: Path | None = None
    titles: list[str] = field(default_factory=list)

    def choose_folder(self, _parent: QWidget, title: str) -> Path | None:
        self.titles.append(title)
        return self.folder

    def choose_file(self, _parent: QWidget, title: str) -> Path | None:
        self.titles.append(title)
        return self.file


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


def made(qtbot: QtBot, session: Session, person: Person, chooser: Chooser) -> BackupPage:
    ask = Ask(chooser.choose_folder, chooser.choose_file, person.confirm)
    page = BackupPage(session, ask=ask)
    qtbot.addWidget(page)
    page.resize(1138, 620)
    page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, session: Session, person: Person, chooser: Chooser) -> BackupPage:
    return made(qtbot, session, person, chooser)


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_backup_is_made_and_the_page_says_when(qtbot: QtBot, page: BackupPage) -> None:
    assert "还没有备份" in page.keeping.here.note.text()
    click(qtbot, page.keeping.make_button)
    assert page.keeping.here.note.text().startswith("✓ 最近一份：11月6日")
    assert len(backup.backups(backup.folder_of(page.session.desk))) == 1
    assert "还没有第二份备份" in page.keeping.second.note.text()


def test_the_drill_leaves_a_green_line(qtbot: QtBot, page: BackupPage) -> None:
    click(qtbot, page.keeping.make_button)
    click(qtbot, page.keeping.drill_button)
    assert page.keeping.trial.note.text().startswith("✓ 11月6日演练：备份能完整恢复")
    assert page.keeping.trial.note.property("role") == "done"


def test_a_failed_drill_leaves_a_red_line(page: BackupPage) -> None:
    session = page.session
    with session.desk.writing(
        backup.DRILLED, {"backup": "x", "ok": False, "sentence": "备份恢复不了。"}
    ):
        pass
    session.changed.emit()
    assert "没有通过" in page.keeping.trial.note.text()
    assert page.keeping.trial.note.property("role") == "wrong"


def test_the_second_copy_is_refused_on_the_same_disk(
    qtbot: QtBot, page: BackupPage, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path
    click(qtbot, page.keeping.choose_button)
    assert "同一个磁盘" in message_of(page).sentence.text()
    assert not page.keeping.copy_button.isEnabled()


def test_the_second_copy_goes_to_the_stick_that_was_chosen(
    qtbot: QtBot,
    page: BackupPage,
    chooser: Chooser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backup, "same_disk", lambda *_: False)
    chooser.folder = tmp_path / "stick"
    chooser.folder.mkdir()
    click(qtbot, page.keeping.choose_button)
    assert f"✓ 2026-11-06 存在 {chooser.folder}" == page.keeping.second.note.text()
    assert len(backup.backups(chooser.folder)) == 1


def test_nobody_chosen_changes_nothing(qtbot: QtBot, page: BackupPage) -> None:
    click(qtbot, page.keeping.choose_button)
    click(qtbot, page.restoring.other_button)
    assert backup.second_folder(page.session.desk) is None


def test_a_restore_goes_to_a_new_folder_and_is_planned_for_the_next_start(
    qtbot: QtBot, page: BackupPage, person: Person
) -> None:
    desk = page.session.desk
    click(qtbot, page.keeping.make_button)
    change_setting(desk, "since", "1")
    page.tabs.setCurrentWidget(page.restoring)
    assert page.restoring.replace_button.isHidden()
    click(qtbot, page.restoring.restore_button)
    assert "✓ 已恢复并检查通过" in page.restoring.card.note.text()
    assert villages.setting(desk.db, "since") == "1"
    (new,) = desk.folder.parent.glob("data-restored-*")
    with open_desk(new) as restored:
        assert villages.setting(restored.db, "since") == ""
    click(qtbot, page.restoring.replace_button)
    assert str(new) in person.asked[0]
    assert (desk.folder / pending.PLAN).exists()


def test_thinking_better_of_it_plans_nothing(
    qtbot: QtBot, page: BackupPage, person: Person
) -> None:
    person.answer = False
    click(qtbot, page.keeping.make_button)
    page.tabs.setCurrentWidget(page.restoring)
    click(qtbot, page.restoring.restore_button)
    click(qtbot, page.restoring.replace_button)
    assert not (page.session.desk.folder / pending.PLAN).exists()


def test_a_backup_that_is_no_good_is_said_in_a_box(
    qtbot: QtBot, page: BackupPage, chooser: Chooser, person: Person, tmp_path: Path
) -> None:
    chooser.file = tmp_path / "backup.zip"
    chooser.file.write_bytes(b"PK\x03\x04")
    click(qtbot, page.restoring.other_button)
    assert "不完整" in str(person.failures[0])


def test_a_restored_database_asks_for_the_numbers_on_the_wall(
    qtbot: QtBot, session: Session, person: Person, chooser: Chooser
) -> None:
    instance.renew(session.desk, "restored", {})
    page = made(qtbot, session, person, chooser)
    tab = page.restoring
    assert tab.isVisible()
    assert "不能公布" in tab.proof.note.text()
    click(qtbot, tab.confirm_button)
    assert set(tab.form.summary.links) == {*tab.numbers, "sequence"}
    for number in tab.numbers.values():
        number.setText("2")
    tab.sequence.setText("1")
    click(qtbot, tab.confirm_button)
    assert instance.standing(session.desk) is Standing.PROVEN
    assert len(lives.voids(session.desk.db)) == 2 * len(tab.numbers)
    assert tab.proof.isHidden()
    assert "第3号" in tab.card.note.text()


def test_what_was_planned_is_done_at_the_next_start_and_only_once(tmp_path: Path) -> None:
    live, day = tmp_path / "data", date(2026, 11, 6)
    with open_desk(live, "王某", day, new=True) as desk:
        change_setting(desk, "x", "1")
        pending.plan(desk, tmp_path / "gone")
    assert "没有换成" in pending.carry_out(live)
    assert pending.carry_out(live) == ""


def test_the_sentence_about_the_clock_names_the_button_by_the_words_it_bears(
    qtbot: QtBot, session: Session
) -> None:
    page = BackupPage(session)
    qtbot.addWidget(page)
    moment = datetime(2026, 11, 6, 8, 12).astimezone()
    words = page.restoring.time_button.text().partition("(")[0]
    assert f"“{words}”" in Behind(moment, moment).sentence
