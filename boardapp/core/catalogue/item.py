"""Items of the 公开目录: what a village makes public, who, how often, by when and how."""

from dataclasses import dataclass
from datetime import date

from boardapp.core.disclosure import ColumnKind, ItemClass, Stage, Step
from boardapp.core.period import Cycle
from boardapp.core.village import BodyKind

COMPOSERS = frozenset(
    {
        "finance-lines",
        "finance-form",
        "funds",
        "assets",
        "resources",
        "contracts",
        "debts",
        "households",
        "project",
        "resolution",
        "plan",
        "distribution",
        "table",
        "text",
        "feedback",
    }
)
"""The names of what can compose an item; a new one is code, everything else is data."""


@dataclass(frozen=True)
class ItemColumn:
    """One column of a plain list; a ``private`` one is kept but never printed in clear."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    private: bool = False


USUAL_COLUMNS: dict[str, tuple[ItemColumn, ...]] = {
    "households": (
        ItemColumn("户主", ColumnKind.PERSON, required=True),
        ItemColumn("组别"),
        ItemColumn("人数", ColumnKind.NUMBER),
        ItemColumn("类别或事由", required=True),
        ItemColumn("金额", ColumnKind.AMOUNT),
        ItemColumn("身份证号", private=True),
        ItemColumn("收款账号", private=True),
    ),
    "plan": (
        ItemColumn("项目", required=True),
        ItemColumn("内容"),
        ItemColumn("计划金额", ColumnKind.AMOUNT),
        ItemColumn("资金来源"),
        ItemColumn("完成时限"),
    ),
    "distribution": (
        ItemColumn("项目", required=True),
        ItemColumn("金额", ColumnKind.AMOUNT, required=True),
        ItemColumn("说明"),
    ),
}
"""The columns of lists whose file brings none; people are told apart by group and household."""


@dataclass(frozen=True)
class Item:
    """One line of the 公开目录; without a ``cycle`` it is due when an event happens (随时).

    ``cycle_rule`` and ``due_rule`` name rules, which may make it stricter. ``due_day`` is the
    item's own day of the month after its period, ``due_on`` (``"03-31"``) of the year after,
    ``due_days`` the days after an event. ``ahead`` is for plans, which are due within their year.
    ``zero`` is posted even when there is nothing to tell (零公开). With ``books`` it is posted
    once for each book, by the first of ``bodies`` that keeps it.
    """

    code: str
    title: str
    item_class: ItemClass
    bodies: tuple[BodyKind, ...]
    cycle: Cycle | None
    composer: str
    basis: tuple[str, ...]
    books: bool = False
    cycle_rule: str = ""
    due_rule: str = ""
    due_day: int | None = None
    due_on: str = ""
    due_days: int | None = None
    ahead: bool = False
    days_rule: str = ""
    min_days: int | None = None
    steps: tuple[Step, ...] = ()
    covers: tuple[str, ...] = ()
    columns: tuple[ItemColumn, ...] = ()
    stages: tuple[Stage, ...] = ()
    zero: bool = False
    since: date | None = None
    until: date | None = None
    confirmed: bool = True
    note: str = ""
    catalogue: str = ""

    @property
    def cycle_word(self) -> str:
        """How often, as people say it: 每季, 随时."""
        return f"每{self.cycle.word}" if self.cycle else "随时"

    def valid(self, day: date) -> bool:
        """Whether the item is in the catalogue on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class SwitchedOff:
    """Items that a file takes out of the catalogue, with its reason and the line it stands on."""

    codes: tuple[str, ...]
    reason: str
    line: int


@dataclass(frozen=True)
class CatalogueFile:
    """One file of the catalogue: the items it adds or replaces and those it takes out.

    ``prefix`` are the first digits of the village codes that it is for; empty for all.
    """

    name: str
    items: tuple[Item, ...]
    off: tuple[SwitchedOff, ...] = ()
    prefix: str = ""
