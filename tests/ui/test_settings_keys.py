from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boardapp.bundles.card import parse_card
from boardapp.services import keys
from boardapp.ui.dialogs.keys import SURE, CardDialog, NewKeyDialog
from boardapp.ui.session import Session
from boardapp.ui.settings.keys import KeysSection
from tests.ui.conftest import message_of


@pytest.fixture
def section(qtbot: QtBot, session: Session, tmp_path: Path) -> KeysSection:
    def choose(_parent: QWidget, name: str) -> Path:
        return tmp_path / name

    section = KeysSection(session, choose_path=choose)
    session.changed.connect(section.reload)
    qtbot.addWidget(section)
    section.reload()
    section.show()
    return section


def shown(section: KeysSection) -> str:
    return " ".join(section.fingerprint.text().split())


def test_the_fingerprint_is_shown_in_two_lines_of_groups(section: KeysSection) -> None:
    public = keys.current(section.session.desk)
    assert public is not None
    assert shown(section) == public.fingerprint
    assert section.fingerprint.text().count("\n") == 1
    assert "还没有打印" in section.note.text()


def test_the_card_is_saved_as_a_file_and_remembered(section: KeysSection, tmp_path: Path) -> None:
    section.file_button.click()
    card = parse_card((tmp_path / "登记卡-331181102299.pub").read_bytes())
    assert card.public == keys.current(section.session.desk)
    assert section.note.text().startswith("✓")


def test_the_card_is_shown_and_saved_as_paper(section: KeysSection, tmp_path: Path) -> None:
    section.print_button.click()
    dialog = message_of(section)
    assert isinstance(dialog, CardDialog)
    dialog.outlet = replace(dialog.outlet, choose_path=lambda _parent, name: tmp_path / name)
    dialog.save()
    assert (tmp_path / "登记卡青石桥村.pdf").read_bytes().startswith(b"%PDF")
    assert section.note.text().startswith("✓")
    dialog.tell_printed(1)
    made = keys.card_made(section.session.desk)
    assert made is not None
    assert made[1] == "打印机"
    dialog.close()


def test_a_new_key_asks_for_a_reason_and_a_typed_word(section: KeysSection) -> None:
    before = shown(section)
    section.new_button.click()
    dialog = message_of(section)
    assert isinstance(dialog, NewKeyDialog)
    dialog.do_button.click()
    assert list(dialog.form.summary.links) == ["reason", "sure"]
    dialog.reason.setText("电脑换了")
    dialog.do_button.click()
    assert shown(section) == before
    dialog.sure.setText(SURE)
    dialog.do_button.click()
    assert not dialog.isVisible()
    assert shown(section) != before
    assert "电脑换了" in section.about.text()


def test_a_lost_secret_is_said_and_only_a_new_key_is_offered(section: KeysSection) -> None:
    for path in (section.session.desk.folder / "keys").iterdir():
        path.unlink()
    section.reload()
    assert "不见了" in section.note.text()
    assert not section.print_button.isEnabled()
    assert section.new_button.isEnabled()


def test_a_copied_database_offers_nothing(section: KeysSection) -> None:
    (section.session.desk.folder / "instance").write_text("{}")
    section.reload()
    assert "拷贝来的" in section.note.text()
    assert not section.print_button.isEnabled()
    assert not section.new_button.isEnabled()
