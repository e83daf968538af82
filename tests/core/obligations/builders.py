"""A small catalogue and a village, for tests to change what matters to them."""

from datetime import date
from typing import Any

from boardapp.core.catalogue import Item
from boardapp.core.disclosure import ItemClass
from boardapp.core.obligations import Situation
from boardapp.core.period import Cycle
from boardapp.core.rules import parse_pack
from boardapp.core.village import Body, BodyKind, Book

COLLECTIVE = Body("c", BodyKind.COLLECTIVE, "股份经济合作社", "集体公开")
COMMITTEE = Body("v", BodyKind.COMMITTEE, "村民委员会", "公开")
GROUP = Body("g", BodyKind.GROUP, "第一村民小组", "一组公开")
BOOK = Book("b", "村账", ("c", "v"))

RULES = parse_pack("""name = "全国"
prefix = ""
rule = [
  { key = "finance_cycle", value = "quarter", from = 2020-01-01, source = "法" },
  { key = "general_cycle", value = "quarter", from = 2020-01-01, source = "法" },
  { key = "month_due_day", value = 10, from = 2020-01-01, source = "法" },
  { key = "quarter_due_day", value = 15, from = 2020-01-01, source = "法" },
  { key = "year_due", value = "03-31", from = 2020-01-01, source = "建议", suggestion = true },
  { key = "plan_due", value = "03-31", from = 2020-01-01, source = "建议", suggestion = true },
  { key = "event_days", value = 10, from = 2020-01-01, source = "法" },
  { key = "min_days_on_board", value = 15, from = 2026-01-01, source = "法" },
]
""").rules


def item(code: str, cycle: Cycle | None, **changes: Any) -> Item:
    """Return an item that the committee posts."""
    values: dict[str, Any] = {
        "code": code,
        "title": f"事项{code}",
        "item_class": ItemClass.AFFAIRS,
        "bodies": (BodyKind.COMMITTEE,),
        "cycle": cycle,
        "composer": "text",
        "basis": ("法",),
    }
    return Item(**{**values, **changes})


MONEY = item(
    "money",
    Cycle.MONTH,
    item_class=ItemClass.FINANCE,
    bodies=(BodyKind.COLLECTIVE, BodyKind.COMMITTEE, BodyKind.GROUP),
    books=True,
    cycle_rule="finance_cycle",
    zero=True,
)
LIST = item("list", Cycle.QUARTER, cycle_rule="general_cycle")
REPORT = item("report", Cycle.YEAR)
PLAN = item("plan", Cycle.YEAR, ahead=True)
PROJECT = item("project", None)


def situation(**changes: Any) -> Situation:
    """Return the middle of October 2026 in a village that has posted nothing."""
    values: dict[str, Any] = {
        "items": (MONEY, LIST, REPORT, PLAN, PROJECT),
        "rules": RULES,
        "bodies": (COLLECTIVE, COMMITTEE),
        "books": (BOOK,),
        "today": date(2026, 10, 12),
    }
    return Situation(**{**values, **changes})
