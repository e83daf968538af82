from dataclasses import replace
from datetime import date

import pytest

from boardapp.core.errors import UserError
from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.choices import AssetUse
from boardapp.core.village import Book
from boardapp.services import registers
from boardapp.services.desk import Desk
from boardapp.store import journal
from boardapp.store import registers as store
from tests.builders import asset, contract, resource

ASSET, CONTRACT = CardKind.ASSET, CardKind.CONTRACT


def test_a_card_is_typed_by_title_or_key_and_links_by_number(desk: Desk, book: Book) -> None:
    ground = registers.save_card(desk, resource(book=book.id))
    blank = registers.blank_card(CONTRACT, book.id)
    texts = {
        "编号": "HT-1", "名称": "承包", "合同类型": "发包", "承包方": "王某",
        "联系电话": "13800001234", "resource": "ZY-001", "起": "2024-1-1",
        "止": "2028/12/31", "年租金": "0.8万元",
    }  # fmt: skip
    card, found = registers.typed_card(desk, blank, texts)
    assert found == ()
    assert (card.resource, card.annual_rent) == (ground.id, 8_000_00)  # type: ignore[union-attr]
    saved = registers.save_card(desk, card)
    assert store.one(desk.db, CONTRACT, saved.id) == card
    shown = {field.key: text for field, text in registers.shown_card(desk, card)}
    assert (shown["resource"], shown["phone"]) == ("ZY-001", "13800001234")


def test_what_cannot_be_read_is_said_at_its_field_beside_what_is_missing(
    desk: Desk, book: Book
) -> None:
    blank = registers.blank_card(CONTRACT, book.id)
    _, found = registers.typed_card(
        desk, blank, {"起": "昨天", "标的资源编号": "没有的", "code": "HT-1", "名称": "承包"}
    )
    assert [(one.code, one.where) for one in found] == [
        ("unreadable", "start"),
        ("unreadable", "resource"),
        ("missing", "kind"),
        ("missing", "party"),
        ("missing", "end"),
    ]
    with pytest.raises(UserError, match="没有“颜色”这一栏"):
        registers.typed_card(desk, blank, {"颜色": "红"})


def test_a_faulty_card_and_a_number_taken_twice_are_refused(desk: Desk, book: Book) -> None:
    registers.save_card(desk, asset(book=book.id))
    with pytest.raises(UserError, match="ZC-001 村民活动中心"):
        registers.save_card(desk, asset(book=book.id, name="另一个"))
    with pytest.raises(UserError, match=r"请填写资产名称.*共 2 处"):
        registers.save_card(desk, asset(book=book.id, name="", kind=None, code="ZC-2"))
    assert store.count(desk.db, ASSET, book.id) == 1


def test_a_change_keeps_who_when_before_and_after(desk: Desk, book: Book) -> None:
    first = registers.save_card(desk, asset(book=book.id))
    second = registers.save_card(desk, replace(first, use=AssetUse.LET))  # type: ignore[type-var]
    registers.save_card(desk, second)
    registers.remove_cards(desk, [second])
    registers.restore_cards(desk, [first])
    registers.remove_cards(desk, [])
    told = store.history(desk.db, ASSET, first.id)
    assert [(one.before, one.after) for one in told] == [
        (None, first), (first, second), (second, None), (None, first)
    ]  # fmt: skip
    assert {(one.operator, one.at[:10]) for one in told} == {("王某", "2026-11-06")}
    assert store.changes_since(desk.db, ASSET, book.id, "2026-11-06") == told
    assert store.changes_since(desk.db, ASSET, book.id, "2026-11-07") == ()
    assert journal.first_broken(desk.db) is None


def test_a_phone_never_stands_in_the_journal_in_clear(desk: Desk, book: Book) -> None:
    one = registers.save_card(desk, contract(book=book.id, phone="13800001234"))
    registers.save_card(desk, replace(one, phone="13900005678"))  # type: ignore[call-arg]
    registers.remove_cards(desk, [one])
    text = "".join(line.details for line in journal.lines(desk.db))
    assert "138****1234" in text
    assert "13800001234" not in text
    assert "13900005678" not in text


def test_what_contracts_rest_on_is_not_removed(desk: Desk, book: Book) -> None:
    ground = registers.save_card(desk, resource(book=book.id))
    registers.save_card(desk, contract(book=book.id, resource=ground.id))
    with pytest.raises(UserError, match="ZY-001 河边机动地还有合同"):
        registers.remove_cards(desk, [ground])


def test_putting_back_a_card_whose_number_is_taken_is_refused_whole(desk: Desk, book: Book) -> None:
    gone = registers.save_card(desk, asset(book=book.id))
    registers.remove_cards(desk, [gone])
    registers.save_card(desk, asset(book=book.id, name="新的"))
    with pytest.raises(UserError, match="编号已被另一张卡片占用"):
        registers.restore_cards(desk, [gone])
    assert [one.name for one in store.cards(desk.db, ASSET, book.id)] == ["新的"]
    assert journal.first_broken(desk.db) is None


@pytest.mark.parametrize(
    ("held", "free"),
    [
        ([], "001"),
        (["ZC-001", "ZC-009"], "ZC-010"),
        (["ZC-99"], "ZC-100"),
        (["甲"], "甲-1"),
        (["2018-3号"], "2018-4号"),
    ],
)
def test_the_next_number_counts_on(desk: Desk, book: Book, held: list[str], free: str) -> None:
    for code in held:
        registers.save_card(desk, asset(book=book.id, code=code))
    assert registers.next_code(desk, ASSET, book.id) == free


def test_a_card_is_found_by_number_or_id(desk: Desk, book: Book) -> None:
    one = registers.save_card(desk, asset(book=book.id, disposed_on=date(2030, 1, 1)))
    assert registers.card_named(desk, ASSET, book.id, "ZC-001") == one
    assert registers.card_named(desk, ASSET, book.id, one.id) == one
    with pytest.raises(UserError, match="资产台账里没有编号为“x”"):
        registers.card_named(desk, ASSET, book.id, "x")
