from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.compose.cash_journal import compose
from boardapp.core.content import Chart, Figures, Row, RowKind, Table, Words
from boardapp.core.ledger import Direction, Totals, YearToDate
from boardapp.core.period import Period
from tests.builders import PUBLISHER, entry, ledger

WAGES = entry(voucher="记-002", summary="菜场电工工资", fen=330_000, subject="E04-11")
RENT = entry(
    voucher="记1", summary="房租费", fen=900_000, direction=Direction.INCOME, subject="I01-01"
)


def table_of(*lines: object, **changes: object) -> Table:
    content = compose(ledger(*lines, **changes), PUBLISHER)  # type: ignore[arg-type]
    return next(block for block in content.blocks if isinstance(block, Table))


def test_the_board_has_the_nine_columns_of_the_trade_with_grouped_heads() -> None:
    columns = table_of(RENT).columns
    assert [column.title for column in columns] == [
        "月", "日", "字", "号", "摘要", "借方（收入）", "贷方（支出）", "借/贷", "余额",
    ]  # fmt: skip
    assert [column.group for column in columns][:4] == ["2026年", "2026年", "凭证", "凭证"]


def test_it_runs_from_what_was_carried_over_to_the_totals_of_month_and_year() -> None:
    rows = table_of(RENT, WAGES, year=YearToDate(Period(2026, 1), 5_000_000, 4_000_000)).rows
    assert rows == (
        Row(("", "", "", "", "上期结转", "", "", "借", 100_000), RowKind.OPENING),
        Row(("10", "8", "记", "1", "房租费", 900_000, "", "借", 1_000_000)),
        Row(("10", "8", "记", "002", "菜场电工工资", "", 330_000, "借", 670_000)),
        Row(("", "", "", "", "本月合计", 900_000, 330_000, "借", 670_000), RowKind.TOTAL),
        Row(("", "", "", "", "本年累计", 5_000_000, 4_000_000, "", ""), RowKind.TOTAL),
    )


def test_a_quarter_speaks_of_the_quarter() -> None:
    rows = table_of(RENT, period=Period.parse("2026-Q4")).rows
    assert rows[-2].cells[4] == "本季合计"


def test_a_year_that_is_not_whole_says_since_when_and_what_is_missing() -> None:
    year = YearToDate(Period(2026, 4), 1, 2, (Period(2026, 7), Period(2026, 8)))
    assert table_of(RENT, year=year).rows[-1].cells[4] == "本年累计（自4月起，缺7、8月）"


def test_a_month_without_lines_says_so_instead_of_standing_empty() -> None:
    content = compose(ledger(), PUBLISHER)
    table = next(block for block in content.blocks if isinstance(block, Table))
    assert [row.cells[4] for row in table.rows] == [
        "上期结转",
        "本月无收支",
        "本月合计",
        "本年累计",
    ]
    words = next(block for block in content.blocks if isinstance(block, Words))
    assert words.lines == ("本月无收支。结余 1,000.00 元，与上月相同。",)


def test_a_move_between_own_accounts_is_told_but_not_counted() -> None:
    move = entry(summary="提取现金", fen=50_000, transfer=True)
    rows = table_of(move).rows
    assert rows[1].cells[4:7] == ("提取现金（账户之间划转 500.00 元，不计收支）", "", "")
    assert rows[-2].cells[5:7] == (0, 0)


def test_a_negative_balance_is_on_the_credit_side() -> None:
    assert table_of(entry(fen=200_000)).rows[1].cells[7:] == ("贷", -100_000)


def test_the_four_figures_come_first() -> None:
    first = compose(ledger(RENT, WAGES), PUBLISHER).blocks[0]
    assert isinstance(first, Figures)
    assert [(f.label, f.value) for f in first.figures] == [
        ("上月结余", 100_000), ("本月收入", 900_000), ("本月支出", 330_000), ("本月结余", 670_000),
    ]  # fmt: skip


def test_plain_words_compare_with_the_month_before() -> None:
    before = Totals(0, 400_000, 330_000)
    words = next(
        b
        for b in compose(ledger(RENT, WAGES, before=before), PUBLISHER).blocks
        if isinstance(b, Words)
    )
    assert words.lines == (
        "本月结余 6,700.00 元，比上月多 5,700.00 元。收入比上月多 5,000.00 元，支出与上月相同。",
        "最大一笔收入是“房租费”，9,000.00 元（10月8日）。",
        "最大一笔支出是“菜场电工工资”，3,300.00 元（10月8日）。",
    )


def test_spending_is_shown_by_class_largest_first() -> None:
    meal = entry(summary="便餐", fen=900_000, subject="E05")
    chart = compose(ledger(WAGES, meal), PUBLISHER).blocks[-1]
    assert isinstance(chart, Chart)
    assert [(bar.label, bar.fen) for bar in chart.bars] == [
        ("集体公益福利支出", 900_000),
        ("管理费支出", 330_000),
    ]


lines = st.lists(
    st.builds(
        lambda fen, side, move: entry(fen=fen, direction=side, transfer=move, subject=""),
        st.integers(-(10**9), 10**9).filter(bool),
        st.sampled_from(Direction),
        st.booleans(),
    ),
    max_size=20,
)


@given(lines)
def test_every_line_is_on_the_board_once_and_the_columns_add_up(entries: list) -> None:  # type: ignore[type-arg]
    table = table_of(*entries)
    shown = [row for row in table.rows if row.kind is RowKind.LINE]
    total = next(row for row in table.rows if row.kind is RowKind.TOTAL)
    assert len(shown) == max(1, len(entries))
    for column in (5, 6):
        assert sum(int(row.cells[column] or 0) for row in shown) == total.cells[column]


def test_late_lines_keep_their_own_date() -> None:
    late = entry(date=date(2026, 9, 30), summary="补记9月30日账")
    assert table_of(late).rows[1].cells[:2] == ("9", "30")
