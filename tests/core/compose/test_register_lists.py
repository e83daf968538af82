from dataclasses import replace
from datetime import date

from boardapp.core.checks.arithmetic import arithmetic
from boardapp.core.compose.changes import CardChange, changes_block, net_changes
from boardapp.core.compose.register_lists import assets, contracts, debts, funds, resources
from boardapp.core.content import Block, Content, Figures, RowKind, Table, Words
from boardapp.core.period import Period
from boardapp.core.registers.choices import AssetUse, DebtKind, LandClass
from boardapp.core.registers.debt import Movement
from boardapp.core.registers.funds import FundsLine, FundsMonth, FundsStatement
from boardapp.core.registers.payments import Payment
from boardapp.core.village import Account, AccountKind
from tests.builders import asset, contract, debt, resource

Q3 = Period.parse("2026-Q3")
HALL = asset(
    code="ZC-1", name="礼堂", cost=36_000_000, residual_rate=0, started_on=date(2020, 12, 5)
)
POND = resource(
    code="ZY-1", name="村东水塘", land_class=LandClass.WATER, contracted_area=10_000, east="大路"
)
LEASE = contract(id="c1", phone="13812341234", first_due=date(2024, 7, 31))
LOAN = debt(id="d1")


def table(blocks: list[Block]) -> Table:
    return next(block for block in blocks if isinstance(block, Table))


def adds_up(blocks: list[Block]) -> bool:
    content = Content("x", "x", "x", "x", "2026", "2026", tuple(blocks))
    return arithmetic(content) == ()


def test_assets_show_cost_depreciation_and_what_is_left() -> None:
    blocks = assets([HALL], date(2026, 12, 31))
    row = table(blocks).rows[0].cells
    assert row[4:7] == (36_000_000, 72 * 150_000, 36_000_000 - 72 * 150_000)
    assert table(blocks).rows[-1].kind is RowKind.TOTAL
    assert adds_up(blocks)


def test_an_asset_that_was_disposed_of_is_no_longer_listed() -> None:
    gone = replace(HALL, id="a2", disposed_on=date(2026, 5, 1), use=AssetUse.DISPOSED)
    assert len(table(assets([HALL, gone], date(2026, 6, 30))).rows) == 2
    assert isinstance(assets([gone], date(2026, 6, 30))[0], Words)


def test_resources_show_areas_and_bounds() -> None:
    row = table(resources([POND])).rows[0].cells
    assert row[3:8] == ("12.5", "东至大路", "", "10", "")


def test_contracts_tell_what_fell_due_came_in_and_is_owed_but_never_a_telephone() -> None:
    paid = {"c1": (Payment("p", "c1", date(2024, 7, 31), date(2026, 8, 2), 800_000),)}
    blocks = contracts([LEASE], paid, Q3)
    row = table(blocks).rows[0].cells
    assert row[4:8] == (800_000, 800_000, 800_000, 1_600_000)
    assert "13812341234" not in str(blocks)
    assert adds_up(blocks)


def test_a_contract_that_ended_is_listed_only_while_something_is_owed() -> None:
    late = Period.parse("2031-Q1")
    assert len(table(contracts([LEASE], {}, late)).rows) == 2
    everything = tuple(
        Payment(f"p{y}", "c1", date(y, 7, 31), date(y, 7, 31), 800_000) for y in range(2024, 2029)
    )
    assert isinstance(contracts([LEASE], {"c1": everything}, late)[0], Words)


def test_debts_are_told_kind_by_kind_with_their_movements() -> None:
    moved = {"d1": (Movement("m", "d1", date(2026, 8, 1), -200_000),)}
    blocks = debts([LOAN], moved, Q3)
    assert table(blocks).title == DebtKind.PAYABLE.word
    assert table(blocks).rows[0].cells[3:] == (1_200_000, 0, 200_000, 1_000_000)
    assert adds_up(blocks)


def test_funds_set_the_booked_beside_the_counted() -> None:
    month = Period(2026, 9)
    account = Account("k", "book", AccountKind.BANK, "基本户", "6222021234567890123")
    told = FundsStatement("f", "book", "k", month, 990, "手续费未入账")
    blocks = funds(FundsMonth(month, 1000, (FundsLine(account, month, 1000, told),)))
    assert table(blocks).rows[0].cells == ("基本户", "银行存款", 1000, 990, "手续费未入账")
    assert "6222021234567890123" not in str(blocks)


def test_changes_of_a_card_are_joined_and_told_field_by_field() -> None:
    painted = replace(HALL, place="村口")
    let = replace(painted, use=AssetUse.LET)
    changes = net_changes(
        [CardChange(HALL, painted), CardChange(painted, let), CardChange(None, POND)]
    )
    block = changes_block(changes, "2026-07-10")
    assert isinstance(block, Table)
    assert [row.cells[:3] for row in block.rows] == [
        ("ZC-1", "礼堂", "变更"),
        ("ZY-1", "村东水塘", "新增"),
    ]
    assert "使用状况：自用 → 出租" in str(block.rows[0].cells[3])
    back = net_changes([CardChange(HALL, painted), CardChange(painted, HALL)])
    assert isinstance(changes_block(back, "2026-07-10"), Words)
    removed = changes_block(net_changes([CardChange(HALL, None)]), "2026-07-10")
    assert isinstance(removed, Table)
    assert removed.rows[0].cells[2] == "减少"


def test_a_changed_telephone_is_not_told() -> None:
    other = replace(LEASE, phone="13900001111")
    assert isinstance(changes_block(net_changes([CardChange(LEASE, other)]), "2026-07-10"), Words)


def test_an_empty_register_says_so() -> None:
    for blocks in (
        assets([], Q3.last_day),
        resources([]),
        contracts([], {}, Q3),
        debts([], {}, Q3),
    ):
        assert blocks == [Words(("台账里没有记录。",))]
    assert isinstance(funds(FundsMonth(Period(2026, 9), 5, ()))[0], Figures)
