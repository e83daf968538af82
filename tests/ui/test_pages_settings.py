from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from boardapp.core.period import Period
from boardapp.core.posting import number_label
from boardapp.services import boards
from boardapp.services.village import change_village, take_office, the_village
from boardapp.store import entries, life, villages
from boardapp.ui.pages.settings import Section, SettingsPage
from boardapp.ui.session import Session
from tests.builders import VILLAGE
from tests.ui.conftest import Person, message_of


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SettingsPage:
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.resize(1138, 620)
    page.show()
    page.activateWindow()
    return page


def press(qtbot: QtBot, page: SettingsPage, section: Section, button: QPushButton) -> None:
    page.show_section(section)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_section_is_turned_to_by_its_name(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.mouseClick(page.group.button(2), Qt.MouseButton.LeftButton)
    assert page.offices.isVisible()
    assert not page.village.isVisible()


def test_the_arrow_keys_go_through_the_sections(qtbot: QtBot, page: SettingsPage) -> None:
    page.group.button(0).setFocus()
    qtbot.keyClick(page.group.button(0), Qt.Key.Key_Down)
    assert page.bodies.isVisible()


def test_changed_particulars_reach_the_database(qtbot: QtBot, page: SettingsPage) -> None:
    page.village.fields.hotline.setText("0578-6123456")
    with qtbot.waitSignal(page.session.changed):
        press(qtbot, page, page.village, page.village.save_row.button)
    assert the_village(page.session.desk) == replace(VILLAGE, hotline="0578-6123456")
    assert page.village.save_row.done.text() == "✓ 已保存"


def test_wrong_particulars_are_all_named_and_none_is_kept(qtbot: QtBot, page: SettingsPage) -> None:
    page.village.fields.code.setText("3311")
    page.village.fields.township.clear()
    press(qtbot, page, page.village, page.village.save_row.button)
    assert list(page.village.form.summary.links) == ["code", "township"]
    assert "12 位" in page.village.form.wrongs["code"].text()
    assert the_village(page.session.desk) == VILLAGE


def test_what_is_being_typed_survives_a_change_elsewhere(page: SettingsPage) -> None:
    page.village.fields.hotline.setText("0578-61")
    change_village(page.session.desk, replace(VILLAGE, opinion_box="村口"))
    page.session.changed.emit()
    assert page.village.fields.hotline.text() == "0578-61"


def test_a_body_is_renamed(qtbot: QtBot, page: SettingsPage) -> None:
    page.bodies.table.setCurrentCell(1, 0)
    page.bodies.prefix.setText("青石村务公开")
    press(qtbot, page, page.bodies, page.bodies.save_row.button)
    assert villages.bodies(page.session.desk.db)[1].prefix == "青石村务公开"
    assert page.bodies.table.text(1, 1) == "青石村务公开〔2026〕第1号"


def test_a_name_that_another_body_bears_is_refused_with_a_sentence(
    qtbot: QtBot, page: SettingsPage
) -> None:
    page.bodies.name.setText(page.bodies.table.text(1, 0))
    press(qtbot, page, page.bodies, page.bodies.save_row.button)
    assert "重复" in message_of(page.bodies).sentence.text()
    message_of(page.bodies).close()


def test_taking_an_office_ends_the_one_before(qtbot: QtBot, page: SettingsPage) -> None:
    desk, body = page.session.desk, page.session.body
    take_office(desk, body.id, "会计", "王美芳", date(2024, 1, 1))
    page.offices.office.setCurrentText("会计")
    page.offices.person.setText("林芳")
    page.offices.start.show_day(date(2026, 3, 1))
    press(qtbot, page, page.offices, page.offices.save_row.button)
    rows = [[page.offices.table.text(row, n) for n in range(4)] for row in range(2)]
    assert rows == [
        ["会计", "林芳", "2026-03-01", "现任"],
        ["会计", "王美芳", "2024-01-01", "2026-02-28"],
    ]


def test_an_office_without_a_name_is_not_taken(qtbot: QtBot, page: SettingsPage) -> None:
    press(qtbot, page, page.offices, page.offices.save_row.button)
    assert page.offices.form.wrongs["person"].text() == "✗ 请填写姓名。"
    assert not villages.offices(page.session.desk.db, page.session.body.id)


def test_the_offices_are_those_of_the_body_on_screen(page: SettingsPage) -> None:
    desk = page.session.desk
    first, second = villages.bodies(desk.db)
    take_office(desk, second.id, "负责人", "李建国", date(2024, 1, 1))
    page.session.show_body(second)
    assert page.offices.table.text(0, 1) == "李建国"
    page.session.show_body(first)
    assert page.offices.table.rowCount() == 0


def test_a_board_is_entered_moved_closed_and_used_again(
    qtbot: QtBot, page: SettingsPage, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    section, desk = page.boards, page.session.desk
    monkeypatch.setattr(section, "_confirm", person.confirm)
    press(qtbot, page, section, section.save_row.button)
    assert section.form.wrongs["name"].text() == "✗ 请填写名称。"
    section.name.setText("村口公开栏")
    press(qtbot, page, section, section.save_row.button)
    press(qtbot, page, section, section.new_button)
    section.name.setText("上村公开栏")
    section.village.setText("上村")
    press(qtbot, page, section, section.save_row.button)
    assert section.save_row.done.text() == "✓ 已保存：上村公开栏"
    section.place.setText("祠堂前")
    press(qtbot, page, section, section.save_row.button)
    assert [one.place for one in boards.all_boards(desk)] == ["", "祠堂前"]
    press(qtbot, page, section, section.close_button)
    assert len(person.asked) == 1
    assert section.table.text(1, 3) == "已停用"
    press(qtbot, page, section, section.close_button)
    assert section.table.text(1, 3) == "没有贴榜"


def test_a_board_with_a_name_that_is_taken_is_refused_and_the_words_stay(
    qtbot: QtBot, page: SettingsPage
) -> None:
    boards.open_board(page.session.desk, "村口公开栏")
    page.session.changed.emit()
    press(qtbot, page, page.boards, page.boards.new_button)
    page.boards.name.setText("村口公开栏")
    page.session.changed.emit()
    press(qtbot, page, page.boards, page.boards.save_row.button)
    assert "已经有名为" in message_of(page.boards).sentence.text()
    message_of(page.boards).close()
    assert page.boards.name.text() == "村口公开栏"
    assert len(boards.all_boards(page.session.desk)) == 1


def test_a_number_is_void_only_when_it_was_typed_twice(qtbot: QtBot, page: SettingsPage) -> None:
    section = page.bodies
    assert section.voids.isHidden()
    press(qtbot, page, section, section.void_button)
    box = section.voiding
    box.serial.setText("3")
    assert box.told.text() == "下一个编号是第1号；跳过了的，请从它起一个一个作废。"
    box.serial.setText("1")
    number = number_label(section.table.text(0, 1).partition("〔")[0], 2026, 1)
    assert box.told.text() == f"将作废：{number}。下一个是第2号。"
    box.reason.setText("打印后丢失")
    box.again.setText("2")
    qtbot.mouseClick(box.do_button, Qt.MouseButton.LeftButton)
    assert list(box.form.summary.links) == ["again"]
    assert not life.voids(page.session.desk.db)
    box.again.setText("1")
    qtbot.mouseClick(box.do_button, Qt.MouseButton.LeftButton)
    assert section.voids.text(0, 0) == number
    assert section.voids.text(0, 2) == "2026-11-06"
    assert section.save_row.done.text() == f"✓ 已作废：{number}"


@pytest.mark.parametrize(
    ("year", "serial", "wrong"),
    [("", "x", ["year", "serial"]), ("1999", "1", ["serial"]), ("2026", "0", ["serial"])],
)
def test_a_number_that_cannot_be_is_refused_beside_its_field(
    qtbot: QtBot, page: SettingsPage, year: str, serial: str, wrong: list[str]
) -> None:
    press(qtbot, page, page.bodies, page.bodies.void_button)
    box = page.bodies.voiding
    for field, text in ((box.year, year), (box.serial, serial), (box.again, serial)):
        field.setText(text)
    box.reason.setText("打印后丢失")
    qtbot.mouseClick(box.do_button, Qt.MouseButton.LeftButton)
    assert list(box.form.summary.links) == wrong
    assert not life.voids(page.session.desk.db)


def test_an_account_is_added_and_its_number_is_not_shown_whole(
    qtbot: QtBot, page: SettingsPage
) -> None:
    page.accounts.kind.setCurrentIndex(1)
    page.accounts.name.setText("基本户")
    page.accounts.number.setText("6228480402564890018")
    press(qtbot, page, page.accounts, page.accounts.save_row.button)
    (account,) = villages.accounts(page.session.desk.db, page.session.book.id)
    assert (account.kind, account.name) == ("bank", "基本户")
    assert page.accounts.table.text(0, 2) == "尾号 0018"


def test_the_year_before_the_program_is_stated(qtbot: QtBot, page: SettingsPage) -> None:
    page.year.through.setCurrentIndex(7)
    page.year.income.setText("50万")
    press(qtbot, page, page.year, page.year.save_row.button)
    assert list(page.year.form.summary.links) == ["income", "expense"]
    page.year.income.setText("500,000.00")
    page.year.expense.setText("0")
    press(qtbot, page, page.year, page.year.save_row.button)
    (stated,) = entries.year_openings(page.session.desk.db, page.session.book.id)
    assert (stated.through, stated.income, stated.expense) == (Period(2026, 8), 50_000_000, 0)


def test_the_months_of_the_year_follow_the_period_on_screen(page: SettingsPage) -> None:
    assert page.year.through.currentText() == "2026年9月"
    page.session.show_period(Period(2025, 6))
    assert page.year.through.currentText() == "2025年5月"


def test_the_operator_and_the_size_of_type_are_kept(qtbot: QtBot, page: SettingsPage) -> None:
    page.person.operator.setText("陈小燕")
    page.person.type_size.setCurrentText("特大")
    press(qtbot, page, page.person, page.person.save_row.button)
    db = page.session.desk.db
    assert page.session.desk.operator == "陈小燕"
    assert villages.setting(db, "type-size") == "特大"


def rules_told(page: SettingsPage) -> list[str]:
    """Return each rule with the line below it that says where it stands."""
    texts = [label.text() for label in page.rules.labels]
    return [f"{asked}\n{source}" for asked, source in zip(texts[::2], texts[1::2], strict=True)]


def test_every_rule_is_shown_with_its_source(page: SettingsPage) -> None:
    (told,) = (one for one in rules_told(page) if "张贴至少几天：15 天" in one)
    assert told.startswith("✓")
    assert "法律、法规规定：《中华人民共和国村民委员会组织法》" in told
    assert "2026-01-01起" in told


def test_what_the_program_suggests_is_never_called_law(page: SettingsPage) -> None:
    (told,) = (one for one in rules_told(page) if "按月公布的，下个月几日以前：10 日" in one)
    assert "本程序建议，非法律规定" in told
    assert "法律、法规规定" not in told


def test_a_rule_that_does_not_govern_is_shown_as_such(page: SettingsPage) -> None:
    (told,) = (one for one in rules_told(page) if "浙江省农村集体资产管理条例" in one[:200]
               and "财务收支至少多久公布一次" in one)  # fmt: skip
    assert told.startswith("—")
    assert "不按这一条" in told


def test_a_faulty_file_of_the_county_is_shown_with_file_line_and_reason(
    page: SettingsPage,
) -> None:
    assert page.rules.faults.isHidden()
    folder = page.session.desk.folder / "catalogue"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "county.toml").write_text(
        'name = "青石县目录"\nprefix = "3311"\n\n[[item]]\ncode = "dibao"\ntitle = "低保名单"\n'
        'class = "事务"\nbodies = ["committee"]\ncycle = "weekly"\ncomposer = "text"\n'
        'basis = ["县里的通知"]\n',
        "utf-8",
    )
    page.session.changed.emit()
    assert not page.rules.faults.isHidden()
    assert "catalogue/county.toml 第9行" in page.rules.fault_words.text()
    assert "weekly" in page.rules.fault_words.text()
    assert page.rules.table.rowCount() > 40


def test_an_item_of_the_county_is_shown_with_the_catalogue_it_comes_from(
    page: SettingsPage,
) -> None:
    folder = page.session.desk.folder / "catalogue"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "county.toml").write_text(
        'name = "青石县目录"\nprefix = "3311"\n\n[[item]]\ncode = "dibao"\ntitle = "低保名单"\n'
        'class = "事务"\nbodies = ["committee"]\ncycle = "month"\ncomposer = "text"\n'
        'basis = ["县里的通知"]\n',
        "utf-8",
    )
    page.session.changed.emit()
    rows = range(page.rules.table.rowCount())
    row = next(n for n in rows if page.rules.table.text(n, 0) == "低保名单")
    assert page.rules.table.text(row, 3) == "青石县目录"
    page.rules.table.setCurrentCell(row, 0)
    assert "依据：县里的通知" in page.rules.detail.text()
