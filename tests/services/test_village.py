from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.errors import UserError
from boardapp.core.village import AccountKind, Body, BodyKind, Book
from boardapp.services import village as service
from boardapp.services.desk import Desk, open_desk
from boardapp.store import journal, villages
from tests.builders import VILLAGE


def test_a_village_has_its_bodies_and_their_common_book(desk: Desk) -> None:
    assert [body.name for body in villages.bodies(desk.db)] == [
        "青石桥村股份经济合作社",
        "青石桥村村民委员会",
    ]
    (book,) = villages.books(desk.db)
    assert set(book.bodies) == {body.id for body in villages.bodies(desk.db)}


def test_without_a_collective_the_committee_keeps_the_accounts(tmp_path: Path) -> None:
    with open_desk(tmp_path, new=True) as desk:
        service.set_up(desk, VILLAGE)
        assert service.body_named(desk).kind is BodyKind.COMMITTEE


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "3311811"}, "12 位"),
        ({"code": "33118110229X"}, "12 位"),
        ({"name": " "}, "村名"),
        ({"township": ""}, "乡镇"),
    ],
)
def test_wrong_particulars_are_refused(
    tmp_path: Path, changes: dict[str, str], sentence: str
) -> None:
    with open_desk(tmp_path, new=True) as desk:
        with pytest.raises(UserError, match=sentence):
            service.set_up(desk, replace(VILLAGE, **changes))  # type: ignore[arg-type]
        assert villages.village(desk.db) is None


def test_a_second_village_in_the_same_folder_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="已经有村庄"):
        service.set_up(desk, VILLAGE)


def test_an_old_notice_keeps_its_old_signers(desk: Desk, body: Body) -> None:
    service.take_office(desk, body.id, "负责人", "张某", date(2021, 3, 1))
    service.take_office(desk, body.id, "负责人", "孙某", date(2026, 3, 1))

    def signer(day: date) -> str:
        return service.publisher(desk, body, day).signers[0].name

    assert [signer(date(2026, 2, 28)), signer(date(2026, 3, 1)), signer(date(2021, 2, 28))] == [
        "张某", "孙某", "",
    ]  # fmt: skip


def test_an_office_cannot_begin_before_the_one_it_follows(desk: Desk, body: Body) -> None:
    service.take_office(desk, body.id, "会计", "赵某", date(2026, 3, 1))
    with pytest.raises(UserError, match="晚于前任"):
        service.take_office(desk, body.id, "会计", "钱某", date(2026, 3, 1))
    with pytest.raises(UserError, match="没有“村长”"):
        service.take_office(desk, body.id, "村长", "钱某", date(2026, 3, 1))


def test_an_account_number_never_reaches_the_journal_in_clear(desk: Desk, book: Book) -> None:
    service.open_account(desk, book.id, AccountKind.BANK, "基本户", "6222021234567890123")
    assert all("6222021234567890123" not in line.details for line in journal.lines(desk.db))
    with pytest.raises(UserError, match="已经有名为"):
        service.open_account(desk, book.id, AccountKind.CASH, "基本户")


def test_two_bodies_cannot_share_a_prefix(desk: Desk) -> None:
    first, second = villages.bodies(desk.db)
    with pytest.raises(UserError, match="重复"):
        service.change_body(desk, replace(second, prefix=first.prefix))


def test_the_notice_takes_its_days_from_the_rules_in_force(desk: Desk, body: Body) -> None:
    rule = service.rule_in_force(desk, "min_days_on_board", date(2026, 11, 6))
    assert rule is not None
    assert service.publisher(desk, body, date(2026, 11, 6)).standing.days == rule.value == 15
    assert "第三十五条" in rule.source


def test_an_unknown_name_is_refused_with_those_that_are_known(desk: Desk, book: Book) -> None:
    with pytest.raises(UserError, match="现有：村账"):
        service.book_named(desk, "别的账")
    with pytest.raises(UserError, match="青石桥村村民委员会"):
        service.body_named(desk, "别的")
    with pytest.raises(UserError, match="还没有登记账户"):
        service.account_named(desk, book.id, "基本户")


def test_set_up_with_an_impossible_office_leaves_nothing_behind(tmp_path: Path) -> None:
    with open_desk(tmp_path, new=True) as desk:
        with pytest.raises(UserError, match="村长"):
            service.set_up(desk, VILLAGE, offices=[("会计", "赵某"), ("村长", "钱某")])
        assert villages.village(desk.db) is None
        assert list(journal.lines(desk.db)) == []


def test_a_group_keeps_its_own_book_and_its_own_numbers(desk: Desk) -> None:
    group = service.new_body(desk, BodyKind.GROUP, "青石桥村第三村民小组")
    books = {book.name: book.bodies for book in villages.books(desk.db)}
    assert books["青石桥村第三村民小组账"] == (group.id,)
    assert service.body_named(desk, "青石桥村第三村民小组") == group
    other = service.new_body(desk, BodyKind.COMMITTEE, "青石桥村监督委员会", "青石监督")
    assert other.id in villages.books(desk.db)[0].bodies
