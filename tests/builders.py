"""Records with valid defaults, for tests to change what matters to them."""

import uuid
from datetime import date
from typing import Any

from boardapp.core.compose.publisher import Publisher
from boardapp.core.content import Signer, Standing
from boardapp.core.ledger import Direction, Entry, PeriodLedger, YearToDate, totals
from boardapp.core.period import Period
from boardapp.core.registers.asset import Asset
from boardapp.core.registers.choices import (
    AssetClass,
    AssetUse,
    ContractKind,
    DebtKind,
    Frequency,
    LandClass,
    Method,
)
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt
from boardapp.core.registers.resource import Resource
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


def asset(**changes: Any) -> Asset:
    """Return an asset of 2018 that loses its value in twenty years."""
    values: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "book": "book",
        "code": "ZC-001",
        "name": "村民活动中心",
        "kind": AssetClass.BUILDING,
        "started_on": date(2018, 5, 20),
        "cost": 360_000_00,
        "residual_rate": 500,
        "life_months": 240,
        "method": Method.STRAIGHT,
        "use": AssetUse.OWN,
        "quantity": 1000,
        "unit": "栋",
    }
    return Asset(**{**values, **changes})


def resource(**changes: Any) -> Resource:
    """Return twelve and a half 亩 of land."""
    values: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "book": "book",
        "code": "ZY-001",
        "name": "河边机动地",
        "land_class": LandClass.PLOUGH,
        "area": 12_500,
    }
    return Resource(**{**values, **changes})


def contract(**changes: Any) -> Contract:
    """Return a contract of five years, paid on the first day of each."""
    values: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "book": "book",
        "code": "HT-001",
        "name": "河边机动地承包合同",
        "kind": ContractKind.LAND,
        "party": "王某",
        "start": date(2024, 1, 1),
        "end": date(2028, 12, 31),
        "annual_rent": 8_000_00,
        "frequency": Frequency.YEARLY,
    }
    return Contract(**{**values, **changes})


def debt(**changes: Any) -> Debt:
    """Return what the village owes a shop since 2021."""
    values: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "book": "book",
        "code": "WL-001",
        "kind": DebtKind.PAYABLE,
        "party": "青石建材店",
        "formed_on": date(2021, 3, 15),
        "opening": 12_000_00,
        "opening_on": date(2026, 1, 1),
    }
    return Debt(**{**values, **changes})
