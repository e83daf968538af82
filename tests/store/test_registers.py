from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from boardapp.core.registers.cards import Card, CardKind
from boardapp.core.registers.choices import AssetUse
from boardapp.core.registers.debt import Movement
from boardapp.core.registers.payments import Payment
from boardapp.core.registers.values import Due
from boardapp.store import register_money as money
from boardapp.store import registers as store
from boardapp.store.database import open_database
from boardapp.store.migrations import village
from boardapp.store.registers import Query
from tests.builders import asset, contract, debt, resource

NOW = datetime(2026, 11, 6, 8, 12)  # noqa: DTZ001 - a fixed local time
ASSET = CardKind.ASSET


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    held = open_database(tmp_path / "village.db", village, NOW)
    held.table("book").insert_all([{"id": "book", "name": "村账"}, {"id": "other", "name": "组账"}])
    yield held
    held.close()


def codes(db: Database, query: Query) -> list[str]:
    return [card.code for card in store.cards(db, ASSET, "book", query)]


@pytest.fixture
def assets(db: Database) -> None:
    store.save(db, [
        asset(code="ZC-10", name="水泵房", cost=300, use=AssetUse.LET, place="河边"),
        asset(code="ZC-9", name="PVC管道", cost=100, use=None),
        asset(code="ZC-2", name="100%纯棉_横幅", cost=None, keeper="王某"),
        asset(code="ZC-1", book="other"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    "card",
    [
        asset(disposed_on=date(2026, 1, 1), cost=None),
        resource(households=3),
        contract(plan=(Due(date(2026, 1, 1), 5),), phone="1", frequency=None),
        debt(opening=-5),
    ],
    ids=lambda card: type(card).__name__,
)
def test_a_card_comes_back_as_it_was_kept_and_changed(db: Database, card: Card) -> None:
    kind = next(one for one in CardKind if isinstance(card, one.record))
    store.save(db, [card])
    assert store.one(db, kind, card.id) == card
    changed = replace(card, note="改")
    store.save(db, [changed])
    assert store.cards(db, kind, "book") == (changed,)
    assert store.coded(db, kind, "book", card.code) == changed
    store.remove(db, kind, [card.id])
    store.save(db, [])
    assert store.one(db, kind, card.id) is None


@pytest.mark.usefixtures("assets")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), ["ZC-2", "ZC-9", "ZC-10"]),
        (Query(descending=True), ["ZC-10", "ZC-9", "ZC-2"]),
        (Query(sort="cost"), ["ZC-9", "ZC-10", "ZC-2"]),
        (Query(sort="cost", descending=True), ["ZC-10", "ZC-9", "ZC-2"]),
        (Query(find="水泵"), ["ZC-10"]),
        (Query(find="pvc"), ["ZC-9"]),
        (Query(find="ｐｖｃ"), ["ZC-9"]),
        (Query(find="河边 泵"), ["ZC-10"]),
        (Query(find="河边 管"), []),
        (Query(find="%"), ["ZC-2"]),
        (Query(find="_"), ["ZC-2"]),
        (Query(find="王某"), ["ZC-2"]),
        (Query(find="出租"), ["ZC-10"]),
        (Query(equal={"use": "let"}), ["ZC-10"]),
        (Query(equal={"use": None}), ["ZC-9"]),
        (Query(equal={"code": "ZC-9"}), ["ZC-9"]),
        (Query(limit=1, offset=1), ["ZC-9"]),
    ],
)
def test_cards_are_found_filtered_and_sorted(db: Database, query: Query, found: list[str]) -> None:
    assert codes(db, query) == found
    assert store.count(db, ASSET, "book", replace(query, limit=-1)) >= len(found)


@pytest.mark.usefixtures("assets")
def test_sums_and_codes_are_of_one_book_only(db: Database) -> None:
    assert store.sums(db, ASSET, "book", ["cost", "quantity"]) == {"cost": 400, "quantity": 3000}
    assert store.sums(db, ASSET, "book", ["cost"], Query(find="没有")) == {"cost": 0}
    assert list(store.codes(db, ASSET, "other")) == ["ZC-1"]


def test_an_unknown_field_is_refused_before_any_sql(db: Database) -> None:
    for query in (Query(sort="cost; drop table asset"), Query(equal={'"': 1})):
        with pytest.raises(ValueError, match="没有"):
            store.cards(db, ASSET, "book", query)


def test_a_phone_is_not_found_by_typing(db: Database) -> None:
    store.save(db, [contract(phone="13800001234")])
    assert store.cards(db, CardKind.CONTRACT, "book", Query(find="138")) == ()


def test_payments_and_movements_are_read_by_book_and_by_card(db: Database) -> None:
    rent, owed = contract(), debt()
    store.save(db, [rent])
    store.save(db, [owed])
    paid = Payment("p1", rent.id, date(2026, 1, 1), date(2026, 1, 5), 5, note="现金")
    moved = Movement("m1", owed.id, date(2026, 1, 5), -5)
    money.save_payment(db, paid)
    money.save_movement(db, moved)
    assert money.payments_of_book(db, "book") == {rent.id: (paid,)}
    assert money.payments(db, rent.id) == money.payments_begun(db, "p") == (paid,)
    assert money.movements_of_book(db, "book") == {owed.id: (moved,)}
    assert money.movements(db, owed.id) == money.movements_begun(db, "m") == (moved,)
    assert store.bound_to(db, CardKind.CONTRACT, [rent.id, "x"]) == (rent.id,)
    assert store.bound_to(db, CardKind.DEBT, [owed.id]) == (owed.id,)
    money.remove_payment(db, "p1")
    money.remove_movement(db, "m1")
    assert money.payments_of_book(db, "other") == money.movements_of_book(db, "book") == {}
