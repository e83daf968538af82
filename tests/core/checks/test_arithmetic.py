from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.checks.arithmetic import arithmetic
from boardapp.core.compose import COMPOSERS
from boardapp.core.content import Content, Figure, Figures, Table
from boardapp.core.ledger import Direction
from tests.builders import PUBLISHER, entry, ledger

lines = st.lists(
    st.builds(
        lambda fen, side, move: entry(fen=fen, direction=side, transfer=move),
        st.integers(-(10**8), 10**8).filter(bool),
        st.sampled_from(Direction),
        st.booleans(),
    ),
    max_size=12,
)


@given(lines, st.sampled_from(sorted(COMPOSERS)))
def test_what_a_composer_made_always_adds_up(entries: list, item: str) -> None:  # type: ignore[type-arg]
    _, compose = COMPOSERS[item]
    found = arithmetic(compose(ledger(*entries), PUBLISHER))
    moved = sum(one.effect for one in entries if one.transfer)
    assert {one.code for one in found} == ({"figures-part"} if moved else set())


def board() -> Content:
    rent = entry(summary="租金", fen=90_000, direction=Direction.INCOME)
    return COMPOSERS["finance-lines"][1](ledger(rent, entry(fen=3_800), entry(fen=100)), PUBLISHER)


def tampered(row: int, cell: int, value: int) -> Content:
    content = board()
    table = next(block for block in content.blocks if isinstance(block, Table))
    cells = list(table.rows[row].cells)
    cells[cell] = value
    rows = list(table.rows)
    rows[row] = replace(rows[row], cells=tuple(cells))
    changed = replace(table, rows=tuple(rows))
    return replace(content, blocks=tuple(changed if b is table else b for b in content.blocks))


@pytest.mark.parametrize(
    ("row", "cell", "value", "codes"),
    [
        (4, 6, 3_901, ["sum-parts"]),
        (4, 5, 0, ["sum-parts"]),
        (2, 6, 3_801, ["sum-parts", "balance-parts"]),
        (2, 8, 1, ["balance-parts", "balance-parts"]),
    ],
)
def test_a_figure_that_was_tampered_with_must_be_put_right(
    row: int, cell: int, value: int, codes: list[str]
) -> None:
    assert [one.code for one in arithmetic(tampered(row, cell, value))] == codes


def test_the_row_of_a_parting_balance_is_named() -> None:
    found = arithmetic(tampered(3, 8, 1))
    assert "第4行的余额应为 1,861.00" in found[0].sentence


def test_the_four_figures_must_agree() -> None:
    figures = Figures(
        (
            Figure("上月结余", 1),
            Figure("本月收入", 1, "income"),
            Figure("本月支出", 1, "expense"),
            Figure("本月结余", 2),
        )
    )
    found = arithmetic(replace(board(), blocks=(figures,)))
    assert [one.code for one in found] == ["figures-part"]
