"""三资台账: cards written, found, sorted, filtered, changed, removed and put back by hand."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boardapp.core.registers.asset import Asset
from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.choices import AssetClass, AssetUse, Method
from boardapp.services import registers
from boardapp.ui.pages.registers import RegistersPage
from boardapp.ui.registers.register import Ask, RegisterView
from boardapp.ui.session import Session
from boardapp.ui.theme import TypeSize, wear
from tests.builders import asset, contract, resource
from tests.ui.conftest import Person, message_of
from tests.ui.registers import held, keep, put, wrongs

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, session: Session, person: Person) -> RegistersPage:
    book = session.book.id
    keep(
        session,
        asset(book=book, code="ZC-2", name="水泵站", cost=50_000_00, place="村东"),
        asset(book=book, code="ZC-10", name="办公电脑", kind=AssetClass.OFFICE, cost=4_000_00,
              use=AssetUse.IDLE),
        asset(book=book, code="ZC-1", name="村民活动中心", keeper="王某"),
    )  # fmt: skip
    page = RegistersPage(session, ask=Ask(confirm=person.confirm))
    qtbot.addWidget(page)
    page.resize(1130, 640)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def assets(page: RegistersPage) -> RegisterView:
    return page.views[CardKind.ASSET]


def codes(view: RegisterView) -> list[str]:
    return [row.card.code for row in view.list.table.rows]


def test_a_card_is_written_and_kept(assets: RegisterView, session: Session) -> None:
    assets.list.new_button.click()
    assert assets.currentWidget() is assets.page
    assert assets.page.form.texts()["code"] == "ZC-11"
    put(assets.page, name="路灯", kind="公益设施设备", cost="1.2万", life_months="10年")
    put(assets.page, started_on="2026年5月", method="年限平均", residual_rate="5")
    assert "净值" in assets.page.form.told.text()
    assets.page.save_button.click()
    (card,) = (one for one in held(session, CardKind.ASSET) if one.name == "路灯")
    assert (card.cost, card.life_months, card.residual_rate) == (12_000_00, 120, 500)
    assert (card.started_on, card.method) == (date(2026, 5, 1), Method.STRAIGHT)
    assert codes(assets) == ["ZC-1", "ZC-2", "ZC-10", "ZC-11"]
    assert "✓ 已保存" in assets.page.note.text()


def test_what_is_wrong_stands_on_top_and_beside_its_field(
    assets: RegisterView, session: Session
) -> None:
    assets.new_card()
    put(assets.page, cost="很多钱")
    assert wrongs(assets.page)["cost"].startswith("✗ 原值")
    assert "name" not in wrongs(assets.page)
    assets.page.save_button.click()
    links = assets.page.form.summary.links
    assert list(links) == ["name", "kind", "cost"]
    assert wrongs(assets.page)["name"] == f"✗ {links['name'].text()}"
    assert links["name"].hasFocus()
    links["cost"].click()
    assert assets.page.form.blocks["cost"].editor.hasFocus()
    assert len(held(session, CardKind.ASSET)) == 3


def test_what_can_be_read_is_shown_the_usual_way_once_the_field_is_left(
    qtbot: QtBot, assets: RegisterView
) -> None:
    assets.new_card()
    field = assets.page.form.blocks["cost"].editor
    field.setFocus()
    QTest.keyClicks(field, "12000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "12,000.00"


def test_a_number_that_is_taken_is_said_and_nothing_is_kept(
    assets: RegisterView, session: Session
) -> None:
    assets.new_card()
    put(assets.page, code="ZC-1", name="又一个", kind="其他")
    assets.page.save()
    assert "已经是" in message_of(assets.page).sentence.text()
    assert len(held(session, CardKind.ASSET)) == 3


def test_depreciation_and_net_value_are_computed_as_one_types(assets: RegisterView) -> None:
    assets.open_card(next(r.card for r in assets.list.table.rows if r.card.code == "ZC-1"))
    assert "累计折旧 143,925.00 元　净值 216,075.00 元" in assets.page.form.told.text()
    put(assets.page, cost="720000")
    assert "净值 432,150.00 元" in assets.page.form.told.text()


def test_enter_opens_a_card_and_esc_goes_back_to_it(qtbot: QtBot, assets: RegisterView) -> None:
    assets.list.view.go_to(1)
    qtbot.keyClick(assets.list.view, Qt.Key.Key_Return)
    assert assets.page.card is not None
    assert assets.page.card.code == "ZC-2"
    qtbot.keyClick(assets.page.form, Qt.Key.Key_Escape)
    assert assets.currentIndex() == 0
    assert [card.code for card in assets.list.chosen()] == ["ZC-2"]


def test_what_is_not_saved_is_asked_about_before_it_is_lost(
    assets: RegisterView, person: Person
) -> None:
    assets.open_card(assets.list.table.rows[0].card)
    put(assets.page, name="改了一半")
    person.answer = False
    assets.page.back_button.click()
    assert assets.currentWidget() is assets.page
    assert assets.page.form.texts()["name"] == "改了一半"
    person.answer = True
    assets.page.back_button.click()
    assert assets.currentIndex() == 0


def test_what_is_being_typed_survives_a_change_elsewhere(
    assets: RegisterView, session: Session
) -> None:
    card = assets.list.table.rows[0].card
    assets.open_card(card)
    put(assets.page, name="新名称")
    changed = registers.typed_card(session.desk, card, {"place": "村西"})[0]
    keep(session, changed)
    session.changed.emit()
    assert assets.page.form.texts()["name"] == "新名称"
    assert assets.page.form.texts()["place"] == "村西"


def test_cards_are_found_as_one_types(qtbot: QtBot, assets: RegisterView) -> None:
    qtbot.keyClick(assets.list.view, Qt.Key.Key_F, CTRL)
    assert assets.list.filters.words.hasFocus()
    assets.list.filters.words.insert("王某")
    qtbot.waitUntil(lambda: codes(assets) == ["ZC-1"])
    assert "显示" in assets.list.sums.text()
    qtbot.keyClick(assets.list.filters.words, Qt.Key.Key_Down)
    assert assets.list.view.hasFocus()
    assets.list.filters.words.setText("没有这样的")
    qtbot.waitUntil(assets.list.empty.isVisible)
    assets.list.filters.all_button.click()
    assert codes(assets) == ["ZC-1", "ZC-2", "ZC-10"]


def test_a_choice_filters_and_the_sums_follow(assets: RegisterView) -> None:
    assert "414,000.00" in assets.list.sums.text()
    combo = assets.list.filters.choices["use"]
    combo.setCurrentIndex(combo.findText("闲置"))
    assert codes(assets) == ["ZC-10"]
    assert "4,000.00" in assets.list.sums.text()


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("cost", ["ZC-10", "ZC-2", "ZC-1"]),
        ("net", ["ZC-10", "ZC-2", "ZC-1"]),
    ],
)
def test_a_column_sorts_and_once_more_the_other_way_round(
    qtbot: QtBot, assets: RegisterView, column: str, order: list[str]
) -> None:
    number = next(n for n, one in enumerate(assets.list.table.columns) if one.key == column)
    key = Qt.Key(Qt.Key.Key_1.value + number)
    qtbot.keyClick(assets.list.view, key, CTRL)
    assert codes(assets) == order
    qtbot.keyClick(assets.list.view, key, CTRL)
    assert codes(assets) == order[::-1]


def test_cards_are_removed_after_asking_and_put_back(
    qtbot: QtBot, assets: RegisterView, session: Session, person: Person
) -> None:
    before = held(session, CardKind.ASSET)
    assets.list.view.selectAll()
    qtbot.keyClick(assets.list.view, Qt.Key.Key_Delete)
    assert "ZC-10 办公电脑" in person.asked[0]
    assert held(session, CardKind.ASSET) == ()
    assert assets.list.empty.isVisible()
    qtbot.keyClick(assets, Qt.Key.Key_Z, CTRL)
    assert held(session, CardKind.ASSET) == before


def test_each_change_is_taken_back_in_turn(assets: RegisterView, session: Session) -> None:
    assets.open_card(assets.list.table.rows[0].card)
    put(assets.page, name="改名")
    assets.page.save()
    assets.page.leave()
    assets.new_card()
    put(assets.page, name="新的", kind="其他")
    assets.page.save()
    assets.page.leave()
    assets.undo()
    assert len(held(session, CardKind.ASSET)) == 3
    assets.undo()
    assert held(session, CardKind.ASSET)[0].name == "村民活动中心"
    assert not assets.list.undo_button.isEnabled()


def test_a_change_is_not_taken_back_over_a_later_one(
    assets: RegisterView, session: Session
) -> None:
    assets.open_card(assets.list.table.rows[0].card)
    put(assets.page, name="改名")
    assets.page.save()
    card = held(session, CardKind.ASSET)[0]
    keep(session, registers.typed_card(session.desk, card, {"name": "别处又改"})[0])
    assets.page.leave()
    assets.undo()
    assert "后来又有改动" in message_of(assets).sentence.text()
    assert held(session, CardKind.ASSET)[0].name == "别处又改"


def test_an_asset_under_contract_is_not_removed(assets: RegisterView, session: Session) -> None:
    card: Asset = held(session, CardKind.ASSET)[0]
    keep(session, contract(book=card.book, asset=card.id))
    assets.remove([card])
    assert "还有合同" in message_of(assets).sentence.text()
    assert len(held(session, CardKind.ASSET)) == 3


def test_the_history_tells_who_changed_what_from_and_to(
    assets: RegisterView,
) -> None:
    assets.open_card(assets.list.table.rows[0].card)
    put(assets.page, cost="1000")
    assets.page.save()
    table = assets.page.history.table
    row = [table.text(0, column) for column in range(1, 6)]
    assert row == ["王某", "修改", "原值", "360,000.00", "1,000.00"]
    assert table.text(1, 2) == "新建"
    assert assets.page.tabs.tabText(2) == "改动记录 2"


def test_resources_are_kept_with_their_areas_in_mu(page: RegistersPage, session: Session) -> None:
    page.show_register(CardKind.RESOURCE)
    view = page.views[CardKind.RESOURCE]
    view.new_card()
    put(view.page, code="ZY-1", name="机动地", land_class="耕地", area="2公顷", idle_area="40")
    assert not view.page.form.check()
    assert "超过总面积" in wrongs(view.page)["household_area"]
    put(view.page, idle_area="10")
    view.page.save()
    (card,) = held(session, CardKind.RESOURCE)
    assert (card.area, card.idle_area) == (30_000, 10_000)
    assert "30" in view.list.sums.text()


def test_a_contract_names_its_land_by_number_or_name(page: RegistersPage, session: Session) -> None:
    keep(session, resource(book=session.book.id))
    page.show_register(CardKind.CONTRACT)
    view = page.views[CardKind.CONTRACT]
    view.new_card()
    picker = view.page.form.blocks["resource"].editor
    picker.setCurrentText("ZY-001　河边机动地")
    put(view.page, name="承包", kind="承包", party="王某", start="2026-1-1", end="2025-1-1")
    view.page.save()
    assert "早于起始日期" in wrongs(view.page)["end"]
    put(view.page, end="2030-12-31")
    view.page.save()
    (card,) = held(session, CardKind.CONTRACT)
    assert card.resource == held(session, CardKind.RESOURCE)[0].id


@pytest.mark.parametrize("size", TypeSize)
def test_it_fits_beside_the_navigation_of_a_small_screen(
    qtbot: QtBot, page: RegistersPage, qapp: QApplication, size: TypeSize
) -> None:
    wear(qapp, size)
    qtbot.waitUntil(lambda: page.minimumSizeHint().width() <= 1366 - 270)
    assert page.minimumSizeHint().height() <= 768 - 150
