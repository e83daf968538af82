"""The period in a few plain sentences, for readers who do not read tables."""

from collections.abc import Iterable, Sequence

from boardapp.core.ledger import Direction, Entry, PeriodLedger
from boardapp.core.money import grouped, told
from boardapp.core.period import Cycle, Period


def this(period: Period) -> str:
    """Return 本月, 本季, 本半年 or 本年."""
    return f"本{period.cycle.word}"


def last(period: Period) -> str:
    """Return what people call the period before: 上月, 上季, 上半期 or 上年."""
    return "上期" if period.cycle is Cycle.HALF else f"上{period.cycle.word}"


def sentences(ledger: PeriodLedger) -> tuple[str, ...]:
    """Return two or three sentences on what came in, what went out and what changed most."""
    sums, word = ledger.totals, this(ledger.period)
    if not ledger.entries:
        if sums.opening is None:
            return (f"{word}{ledger.caveat}无收支。{_from_start(ledger)}",)
        return (f"{word}无收支。结余 {told(sums.closing)} 元，与{last(ledger.period)}相同。",)
    said = [_change(ledger)]
    for direction, title in ((Direction.INCOME, "收入"), (Direction.EXPENSE, "支出")):
        largest = _largest(ledger.entries, direction)
        if largest:
            said.append(
                f"最大一笔{title}是“{largest.summary}”，{grouped(largest.fen)} 元"
                f"（{largest.date.month}月{largest.date.day}日）。"
            )
    if sums.moved:
        said.append(f"本村账户之间划转净额 {grouped(sums.moved)} 元，不计收支。")
    return tuple(one for one in said if one)


def in_brief(entries: Sequence[Entry], most: int = 2) -> str:
    """Return the largest summaries of some entries with their amounts, and how many lines."""
    if not entries:
        return ""
    sums: dict[str, int] = {}
    for entry in entries:
        sums[entry.summary] = sums.get(entry.summary, 0) + entry.fen
    ranked = sorted(sums.items(), key=lambda pair: -abs(pair[1]))
    named = "；".join(f"{summary} {grouped(fen)}" for summary, fen in ranked[:most])
    rest = f" 等共 {len(entries)} 笔" if len(ranked) > most else f"（{len(entries)} 笔）"
    return named + rest


def _change(ledger: PeriodLedger) -> str:
    sums, before = ledger.totals, ledger.before
    past = last(ledger.period)
    said = _from_start(ledger) if sums.opening is None else _balance(ledger)
    if before is None:
        return said
    compared = []
    for title, now, then in (
        ("收入", sums.income, before.income),
        ("支出", sums.expense, before.expense),
    ):
        if now != then:
            compared.append(
                f"{title}比{past}{'多' if now > then else '少'} {grouped(abs(now - then))} 元"
            )
        else:
            compared.append(f"{title}与{past}相同")
    return said + "，".join(compared) + "。"


def _balance(ledger: PeriodLedger) -> str:
    sums = ledger.totals
    change = sums.income - sums.expense + sums.moved
    turn = (
        f"比{last(ledger.period)}{'多' if change > 0 else '少'} {grouped(abs(change))} 元"
        if change
        else "没有增减"
    )
    return f"{this(ledger.period)}结余 {told(sums.closing)} 元，{turn}。"


def _from_start(ledger: PeriodLedger) -> str:
    """Tell the balance of a period whose opening nothing tells."""
    word, past, start = this(ledger.period), last(ledger.period), ledger.start
    if start is None:
        return f"{past}结余不详，{word}结余也不详。"
    return (
        f"{word}结余 {told(ledger.totals.closing)} 元，从{start.month.index}月的期初 "
        f"{grouped(start.fen)} 元算起；{past}结余不详。"
    )


def _largest(entries: Iterable[Entry], direction: Direction) -> Entry | None:
    found = [e for e in entries if e.direction is direction and not e.transfer and e.fen > 0]
    return max(found, key=lambda e: e.fen, default=None)
