"""The tables of 三资: assets, resources, contracts, debts and what money moved on them.

Which fields of a card leave the village is listed here one by one; titles, kinds and closed lists
are those of the cards.
"""

from boardapp.core.bundle.schema import (
    Field,
    TableSchema,
    Type,
    choice,
    day,
    ref,
    table,
    text,
    uuid,
    yuan,
)
from boardapp.core.bundle.tables_ledger import month
from boardapp.core.registers.asset import Asset
from boardapp.core.registers.contract import Contract
from boardapp.core.registers.debt import Debt
from boardapp.core.registers.fields import Kind, field_named
from boardapp.core.registers.resource import Resource

_TYPES = {
    Kind.TEXT: Type.TEXT,
    Kind.PAYMENTS: Type.TEXT,
    Kind.MONEY: Type.YUAN,
    Kind.AREA: Type.DECIMAL,
    Kind.QUANTITY: Type.DECIMAL,
    Kind.PERCENT: Type.PERCENT,
    Kind.INTEGER: Type.INTEGER,
    Kind.DATE: Type.DATE,
}
_UNITS = {Kind.MONEY: "元", Kind.AREA: "亩", Kind.PERCENT: "%"}


def _of(card: type, keys: str) -> tuple[Field, ...]:
    """Return the fields of a card with some keys; raises ValueError for a private one."""
    found = []
    for key in keys.split():
        spec = field_named(card, key)
        if spec.private or spec.key != key:
            raise ValueError(f"{key} must not leave the village")
        if spec.kind is Kind.LINK:
            found.append(ref(key, spec.title))
        elif spec.choices:
            found.append(choice(key, spec.title, spec.choices))
        else:
            found.append(Field(key, _TYPES[spec.kind], spec.title, _UNITS.get(spec.kind, "")))
    return tuple(found)


ASSET = table(
    "asset", "固定资产", "固定资产卡片", uuid(), ref("book", "账套", required=True),
    *_of(
        Asset,
        "code name kind model place department keeper unit quantity source started_on cost"
        " residual_rate life_months method use disposed_on disposal note",
    ),
    book="book",
)  # fmt: skip
RESOURCE = table(
    "resource", "资源", "资源卡片，面积以亩计", uuid(), ref("book", "账套", required=True),
    *_of(
        Resource,
        "code name own_class land_class inventory_class area place east west south north purpose"
        " land_use household_area collective_area collective_income contracted_area invested_area"
        " invested_income occupied_area idle_area households note",
    ),
    book="book",
)  # fmt: skip
CONTRACT = table(
    "contract", "合同", "合同卡片；对方的电话不离开村里",
    uuid(), ref("book", "账套", required=True),
    *_of(
        Contract,
        "code name kind side grantor party asset resource subject area quantity unit signed_on"
        " start end annual_rent frequency first_due total plan settled_through terminated_on"
        " at_end content note",
    ),
    book="book", asset="asset", resource="resource",
)  # fmt: skip
CONTRACT_PAYMENT = table(
    "contract_payment", "合同收付款", "合同的每一笔收付款",
    uuid(), ref("contract", "合同", required=True), day("due", "应付日期", required=True),
    day("paid_on", "实付日期", required=True), yuan("amount", "金额", required=True),
    ref("entry", "账上哪一笔"), text("source", "账上的话"), text("note", "备注"),
    contract="contract", entry="entry",
)  # fmt: skip
DEBT = table(
    "debt", "往来款", "债权和债务卡片", uuid(), ref("book", "账套", required=True),
    *_of(Debt, "code kind party formed_on purpose opening opening_on due_on note"),
    book="book",
)  # fmt: skip
DEBT_MOVEMENT = table(
    "debt_movement", "往来款变动", "往来款的每一次增减",
    uuid(), ref("debt", "往来款", required=True), day("on", "哪天", required=True),
    yuan("amount", "增减", "元；减少为负", required=True), text("note", "备注"),
    ref("entry", "账上哪一笔"), text("source", "账上的话"),
    debt="debt", entry="entry",
)  # fmt: skip
FUNDS_STATEMENT = table(
    "funds_statement", "资金盘点", "月末账户里实有多少，和账实不符的原因",
    uuid(), ref("book", "账套", required=True), ref("account", "账户", required=True), month(),
    yuan("actual", "实存数额"), text("reason", "账实不符的原因"), text("note", "备注"),
    book="book", account="account",
)  # fmt: skip

REGISTER_TABLES: tuple[TableSchema, ...] = (
    ASSET, RESOURCE, CONTRACT, CONTRACT_PAYMENT, DEBT, DEBT_MOVEMENT, FUNDS_STATEMENT,
)  # fmt: skip
