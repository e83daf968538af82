import pytest

from boardapp.core.checks.openness import Limits, is_vague, openness
from boardapp.core.ledger import Direction, Totals
from tests.builders import entry, ledger


def codes(*lines: object, **words: object) -> list[str]:
    return [one.code for one in openness(ledger(*lines), **words)]  # type: ignore[arg-type]


VAGUE = (
    "费用 支出 付款 支付费用 报销费用 其他 其他支出 各项支出 零星开支 10月支出 付现金 "
    "转账 杂费 同上 见附件 1200元"
)
CLEAR = (
    "村办公室电费 炕炕馍 烩面片6碗 买笔、宣传用纸 付王某10月工资 收水库发包款 存款利息 便餐 "
    "修门费用 办公费用 红纸 提取现金 上交税费"
)


@pytest.mark.parametrize("summary", [*VAGUE.split(), "", " 费 用 "])
def test_a_summary_that_says_nothing_is_found(summary: str) -> None:
    assert is_vague(summary)


@pytest.mark.parametrize("summary", CLEAR.split())
def test_a_summary_that_says_what_for_is_left_in_peace(summary: str) -> None:
    assert not is_vague(summary)


def test_much_under_other_spending_is_found() -> None:
    assert "other-share" in codes(entry(fen=3_000, subject="E10"), entry(fen=7_000, subject="E05"))
    assert "other-share" not in codes(
        entry(fen=2_000, subject="E10"), entry(fen=8_000, subject="E05")
    )
    assert "other-share" in codes(entry(fen=100, subject=""))


def test_moves_between_own_accounts_are_not_spending() -> None:
    assert codes(entry(fen=9_000_000, transfer=True, subject="")) == []


def test_a_month_of_one_lump_sum_is_not_item_by_item() -> None:
    assert "lump-sum" in codes(entry(fen=2_000_000, subject="E05"))
    assert "lump-sum" not in codes(entry(fen=2_000, subject="E05"))
    many = [entry(fen=1_000_000, subject="E05") for _ in range(3)]
    assert "lump-sum" not in codes(*many)


def test_a_large_payment_asks_for_its_resolution() -> None:
    road = entry(summary="修路工程款", fen=8_000_000, subject="E06")
    small = [entry(subject="E05") for _ in range(3)]
    assert "no-resolution" in codes(road, *small)
    assert "no-resolution" not in codes(road, *small, decided=[8_000_000])
    assert "no-resolution" not in codes(road, *small, limits=Limits(large_fen=10**9))


def test_a_figure_far_above_its_last_twelve_is_questioned() -> None:
    past = [Totals(0, 100_000, 50_000)] * 12
    wages = [entry(fen=40_000, subject="E05") for _ in range(4)]
    assert "far-from-usual" in codes(*wages, history=past)
    assert "far-from-usual" not in codes(*wages, history=past[:5])
    assert "far-from-usual" not in codes(*wages[:3], history=past)
    rent = entry(fen=350_000, direction=Direction.INCOME, subject="I01-01")
    assert "far-from-usual" in codes(rent, *wages[:1], history=past)
