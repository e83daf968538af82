"""Whether a period's money is told 逐项逐笔: specific, detailed, decided, and like itself."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boardapp.core.finding import Finding, Level
from boardapp.core.ledger import Direction, Entry, PeriodLedger, Totals
from boardapp.core.money import grouped
from boardapp.core.subjects import SUBJECTS


@dataclass(frozen=True)
class Limits:
    """The program's own thresholds, suggestions and not law; amounts in fen, shares in percent.

    A village may set others to follow the numbers of its own county.
    """

    other_share: int = 20
    large_fen: int = 500_000
    far_times: int = 3
    few_lines: int = 2
    few_lines_fen: int = 1_000_000


DEFAULT = Limits()

_VAGUE = re.compile(
    r"^[\d年月日.\-/]*(付|支付|支|收|收到|报|报销|付款|缴|交|转|列支|核销)?"
    r"(费用?|支出|收入|款项?|各项(费用|支出|收入)?|其他(费用|支出|收入)?|杂费|杂支|开支|零星(开支|支出|费用)?"
    r"|一批|等|合计|若干|往来|转账|汇款|报账|现金|存款|凭证|见附件|同上|[\d.,，元月日年、\-]*)$"
)


def openness(
    ledger: PeriodLedger,
    history: Sequence[Totals] = (),
    decided: Sequence[int] = (),
    limits: Limits = DEFAULT,
) -> tuple[Finding, ...]:
    """Return what makes a period's money hard to understand or to trust.

    ``history`` are the totals of up to twelve periods before, ``decided`` the amounts in fen that
    published resolutions speak of.
    """
    return (
        *_vague(ledger.entries),
        *_other(ledger.entries, limits),
        *_few(ledger, limits),
        *_undecided(ledger.entries, decided, limits),
        *_far(ledger.totals, history, limits),
    )


def is_vague(summary: str) -> bool:
    """Whether a summary says that money moved but not what for."""
    return bool(_VAGUE.match(re.sub(r"\s", "", summary)))


def _vague(entries: Sequence[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if is_vague(entry.summary):
            yield Finding(
                Level.VERIFY,
                "vague-summary",
                f"“{entry.summary}”没有说清是什么事（{grouped(entry.fen)} 元）。"
                "请写明用在哪里，例如“村办公室电费”。",
                f"{entry.date.month}月{entry.date.day}日 {entry.voucher}".strip(),
            )


def _other(entries: Sequence[Entry], limits: Limits) -> Iterator[Finding]:
    """Find 其他收入 or 其他支出 that hide too large a share."""
    for direction, code in ((Direction.INCOME, "I11"), (Direction.EXPENSE, "E10")):
        lines = [e for e in entries if e.direction is direction and not e.transfer]
        total = sum(e.fen for e in lines)
        other = sum(e.fen for e in lines if not e.subject or e.subject == code)
        if total > 0 and other * 100 > total * limits.other_share:
            name = SUBJECTS[code].name
            yield Finding(
                Level.VERIFY,
                "other-share",
                f"“{name}”共 {grouped(other)} 元，占{direction.word}的 {other * 100 // total}%，"
                f"超过 {limits.other_share}%。请给这些账选上具体的类别。",
                name,
            )


def _few(ledger: PeriodLedger, limits: Limits) -> Iterator[Finding]:
    """Find a period whose spending is one or two lump sums: that is not 逐项逐笔."""
    spent = [e for e in ledger.entries if e.direction is Direction.EXPENSE and not e.transfer]
    total = sum(entry.fen for entry in spent)
    if spent and len(spent) <= limits.few_lines and total >= limits.few_lines_fen:
        yield Finding(
            Level.VERIFY,
            "lump-sum",
            f"全部支出 {grouped(total)} 元只有 {len(spent)} 笔，看不出花在哪里。"
            "财务应当逐项逐笔公开，请向记账中心要明细。",
            ledger.period.label,
        )


def _undecided(
    entries: Sequence[Entry], decided: Sequence[int], limits: Limits
) -> Iterator[Finding]:
    for entry in entries:
        large = entry.direction is Direction.EXPENSE and entry.fen >= limits.large_fen
        if large and not entry.transfer and entry.fen not in decided:
            yield Finding(
                Level.HINT,
                "no-resolution",
                f"“{entry.summary}”支出 {grouped(entry.fen)} 元，没有找到相应的决议公开。"
                "如果经过“四议两公开”，请把决议也公开。",
                f"{entry.date.month}月{entry.date.day}日 {entry.voucher}".strip(),
            )


def _far(now: Totals, history: Sequence[Totals], limits: Limits) -> Iterator[Finding]:
    """Compare with the median of the last twelve periods; fewer than six tell nothing."""
    if len(history) < 6:
        return
    for word, value, past in (
        ("收入", now.income, [one.income for one in history]),
        ("支出", now.expense, [one.expense for one in history]),
    ):
        usual = int(statistics.median(past))
        if usual > 0 and value > usual * limits.far_times and value > max(past):
            yield Finding(
                Level.HINT,
                "far-from-usual",
                f"{word} {grouped(value)} 元，是近 {len(past)} 期常见数（{grouped(usual)} 元）的 "
                f"{value // usual} 倍多，也是其中最高的。请核实没有多打一个零。",
                word,
            )
