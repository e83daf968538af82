"""Rule packs: a jurisdiction's numbers with the days they are in force and their sources."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

STRICTER = {
    "min_days_on_board": max,
    "reply_days": min,
    "due_day": min,
    "event_days": min,
}
"""For each number, which of two is the stricter: days on the board the longer, all others the
shorter."""


@dataclass(frozen=True)
class Rule:
    """One number, in force from ``start`` up to and including ``end``, and where it stands."""

    key: str
    value: int
    start: date
    end: date | None
    source: str
    jurisdiction: str
    confirmed: bool = True

    def in_force(self, day: date) -> bool:
        """Whether the rule governs that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class RulePack:
    """The rules of one jurisdiction; ``prefix`` are the first digits of its village codes."""

    prefix: str
    name: str
    rules: tuple[Rule, ...]


def parse_pack(text: str) -> RulePack:
    """Read a rule pack from TOML; raises ValueError with the reason when it is not one."""
    tree = tomllib.loads(text)
    name, prefix = tree.get("name"), tree.get("prefix")
    if not isinstance(name, str) or not isinstance(prefix, str):
        raise ValueError("缺少 name 或 prefix")
    rules = []
    for number, part in enumerate(tree.get("rule", []), start=1):
        key, value, start = part.get("key"), part.get("value"), part.get("from")
        if key not in STRICTER:
            raise ValueError(f"第{number}条规则：不认识 {key}")
        if type(value) is not int or value < 0:
            raise ValueError(f"第{number}条规则：{key} 的 value 应为不小于 0 的整数")
        if not isinstance(start, date) or not isinstance(part.get("source"), str):
            raise ValueError(f"第{number}条规则：缺少 from（日期）或 source（出处）")
        confirmed = part.get("confirmed", True)
        rules.append(Rule(key, value, start, part.get("to"), part["source"], name, confirmed))
    return RulePack(prefix, name, tuple(rules))


def effective(packs: Iterable[RulePack], key: str, village_code: str, day: date) -> Rule | None:
    """Return the rule that governs a village on a day: the stricter of those in force."""
    found: Rule | None = None
    for pack in packs:
        if not village_code.startswith(pack.prefix):
            continue
        for rule in pack.rules:
            if rule.key == key and rule.in_force(day):
                stricter = found is None or STRICTER[key](found.value, rule.value) != found.value
                found = rule if stricter else found
    return found
