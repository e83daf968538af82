"""Records with valid defaults, for tests to change what matters to them."""

import uuid
from datetime import date
from typing import Any

from boardapp.core.compose.publisher import Publisher
from boardapp.core.content import Signer, Standing
from boardapp.core.ledger import Direction, Entry, PeriodLedger, YearToDate, totals
from boardapp.core.period import Period
from boardapp.core.village import Body, BodyKind, Village

VILLAGE = Village("331181102299", "青石桥村", "青石镇", "0578-0000000", "村委会门口")
BODY = Body("body", BodyKind.COLLECTIVE, "青石桥村股份经济合作社", "青石桥集体公开")
PUBLISHER = Publisher(
    VILLAGE,
    BODY,
    (Signer("负责人", "张某"), Signer("报账员", "王某")),
    Standing("0578-0000000", "村委会门口", "有异议请反映", "第三十五条", 15),
)


def entry(**changes: Any) -> Entry:
    """Return a line of spending in October 2026."""
    values: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "book": "book",
        "account": None,
        "month": Period(2026, 10),
        "date": date(2026, 10, 8),
        "voucher": "记1",
        "summary": "买笔、宣传用纸",
        "direction": Direction.EXPENSE,
        "fen": 3800,
    }
    return Entry(**{**values, **changes})


def ledger(*entries: Entry, opening: int = 100_000, **changes: Any) -> PeriodLedger:
    """Return the ledger of October 2026 with some lines."""
    sums = totals(0, entries)
    values: dict[str, Any] = {
        "period": Period(2026, 10),
        "opening": opening,
        "entries": entries,
        "year": YearToDate(Period(2026, 1), sums.income, sums.expense),
    }
    return PeriodLedger(**{**values, **changes})
