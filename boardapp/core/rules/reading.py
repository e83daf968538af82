"""Rule packs as files: TOML in, a pack out, or everything that is wrong with line and reason."""

import re
from collections.abc import Sequence

from boardapp.core.disclosure import ItemClass, Step
from boardapp.core.form import Form, near
from boardapp.core.period import Cycle
from boardapp.core.rules.keys import KEYS, Kind, Value
from boardapp.core.rules.rule import Rule, RulePack
from boardapp.core.toml_text import DataFileError, Fault, read

_PREFIX = re.compile(r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$")
_LONGEST_DAYS = 365


def parse_pack(text: str) -> RulePack:
    """Read a rule pack from TOML; raises DataFileError with all lines and reasons."""
    document = read(text)
    faults: list[Fault] = []
    form = Form(document, (), document.tree, faults)
    name = form.text("name")
    if not form.has("prefix"):
        form.fault("缺少 prefix（村代码开头的数字；全国写空文字）")
    prefix = form.text("prefix", need=False)
    if not _PREFIX.match(prefix):
        form.fault("prefix 应为 2、4、6、9 或 12 位数字，全国为空", "prefix")
    form.text("note", need=False)
    found = [(one, _rule(one, name, prefix)) for one in form.forms("rule")]
    form.close()
    held = [(one, rule) for one, rule in found if rule]
    if not found:
        form.fault("没有一条 [[rule]]")
    _contradictions(held)
    if faults:
        raise DataFileError(faults)
    return RulePack(prefix, name, tuple(rule for _, rule in held))


def _rule(form: Form, jurisdiction: str, prefix: str) -> Rule | None:
    before = len(form.faults)
    key = form.text("key")
    if key and key not in KEYS:
        form.fault(f"不认识 {key}{near(key, KEYS)}", "key")
    value = _value(form, key) if key in KEYS else None
    start, end = form.day("from", need=True), form.day("to")
    if start and end and end < start:
        form.fault("to（止）早于 from（起）", "to")
    rule_source, classes = form.text("source"), form.choices("classes", ItemClass)
    suggestion = form.flag("suggestion", default=False)
    confirmed = form.flag("confirmed", default=not suggestion)
    note = form.text("note", need=False)
    if suggestion and confirmed:
        form.fault("suggestion 是本程序的建议，不能同时 confirmed = true", "confirmed")
    if not confirmed and not suggestion and not note:
        form.fault("confirmed = false 时要用 note 说明哪里没有核对", "confirmed")
    form.asked.add("value")
    form.close()
    if len(form.faults) > before or value is None or start is None:
        return None
    return Rule(
        key, value, start, end, rule_source, jurisdiction, confirmed, suggestion, classes, note,
        prefix,
    )  # fmt: skip


def _value(form: Form, key: str) -> Value | None:
    kind = KEYS[key].kind
    if kind is Kind.STEPS:
        return tuple(step.value for step in form.choices("value", Step, need=True)) or None
    if kind is Kind.LIST:
        return form.texts("value", need=True) or None
    if kind is Kind.CYCLE:
        cycle = form.choice("value", Cycle)
        return cycle.value if cycle else None
    if kind is Kind.MONTH_DAY:
        return form.month_day("value", need=True) or None
    if kind is Kind.FLAG:
        if not form.has("value"):
            form.fault("缺少 value")
        return form.flag("value", default=False)
    return form.whole("value", 1, 31 if kind is Kind.DAY else _LONGEST_DAYS, need=True)


def _contradictions(found: Sequence[tuple[Form, Rule]]) -> None:
    """Note every rule that speaks of the same days as one above it, of the same key and class."""
    for position, (form, rule) in enumerate(found):
        for above, other in found[:position]:
            if other.key == rule.key and _meet(rule, other):
                same = "重复" if other.value == rule.value else "互相矛盾"
                form.fault(f"{rule.key} 与第{above.line()}行那一条在同一段时间里{same}", "key")
                break


def _meet(one: Rule, other: Rule) -> bool:
    """Whether two rules claim the same days for the same class with the same standing."""
    if one.suggestion != other.suggestion:
        return False
    if bool(one.classes) != bool(other.classes):
        return False
    if one.classes and not set(one.classes) & set(other.classes):
        return False
    starts_in = other.end is None or one.start <= other.end
    return starts_in and (one.end is None or other.start <= one.end)
