"""One rule with its source and its days, the packs that hold them, and which one governs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from boardapp.core.disclosure import ItemClass
from boardapp.core.rules.keys import JOINED, KEYS, Value, joined, rank, value_text


@dataclass(frozen=True)
class Rule:
    """One value, in force from ``start`` up to and including ``end``, and where it stands.

    ``classes`` limits it to some classes of items; empty means all. A rule that is not
    ``confirmed`` counts only where no confirmed one speaks; a ``suggestion`` is the program's
    own, never law, and counts only where nothing else does.
    """

    key: str
    value: Value
    start: date
    end: date | None
    source: str
    jurisdiction: str
    confirmed: bool = True
    suggestion: bool = False
    classes: tuple[ItemClass, ...] = ()
    note: str = ""
    prefix: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the rule governs that day."""
        return self.start <= day and (self.end is None or day <= self.end)

    def concerns(self, item_class: ItemClass | None) -> bool:
        """Whether the rule speaks of a class; without a class only of all classes alike."""
        return not self.classes or item_class in self.classes

    @property
    def binding(self) -> bool:
        """Whether the rule may be cited as law."""
        return self.confirmed and not self.suggestion

    @property
    def grade(self) -> int:
        """Return 0 for what is confirmed, 1 for what is not, 2 for the program's suggestion."""
        return 2 if self.suggestion else int(not self.confirmed)

    @property
    def number(self) -> int:
        """The value of a rule that holds a number."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.key} holds no number")
        return self.value

    @property
    def words(self) -> tuple[str, ...]:
        """The value of a rule that holds a list."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.key} holds no list")
        return self.value

    @property
    def text(self) -> str:
        """The value as a person reads it: 15 天, 每季一次."""
        return value_text(self.key, self.value)

    @property
    def citation(self) -> str:
        """The source, with a warning in front where it must not be read as law."""
        return (
            self.source if self.confirmed or self.suggestion else f"（出处未经核对）{self.source}"
        )


@dataclass(frozen=True)
class RulePack:
    """The rules of one jurisdiction; ``prefix`` are the first digits of its village codes."""

    prefix: str
    name: str
    rules: tuple[Rule, ...]

    def governs(self, village_code: str) -> bool:
        """Whether a village lies in this jurisdiction."""
        return village_code.startswith(self.prefix)


def rules_of(packs: Iterable[RulePack], village_code: str) -> tuple[Rule, ...]:
    """Return every rule that can govern a village, the nation's first, the nearest place last."""
    found = [pack for pack in packs if pack.governs(village_code)]
    ordered = sorted(found, key=lambda pack: (len(pack.prefix), pack.prefix, pack.name))
    return tuple(rule for pack in ordered for rule in pack.rules)


def effective(
    packs: Iterable[RulePack],
    key: str,
    village_code: str,
    day: date,
    item_class: ItemClass | None = None,
) -> Rule | None:
    """Return the rule that governs a village on a day: the stricter of those in force."""
    return governing(rules_of(packs, village_code), key, day, item_class)


def governing(
    rules: Iterable[Rule], key: str, day: date, item_class: ItemClass | None = None
) -> Rule | None:
    """Return the strictest of a village's own rules on a day; lists of several come as one."""
    return strictest(
        rule
        for rule in rules
        if rule.key == key and rule.in_force(day) and rule.concerns(item_class)
    )


def strictest(rules: Iterable[Rule]) -> Rule | None:
    """Return the strictest of some rules of one key, of the best confirmed that there are.

    Of two that say the same the one of the wider jurisdiction and the older is returned, so that
    the order in which packs are read changes nothing.
    """
    ordered = sorted(set(rules), key=_order)
    if not ordered:
        return None
    peers = [rule for rule in ordered if rule.grade == ordered[0].grade]
    if KEYS[peers[0].key].kind in JOINED:
        return _together(peers)
    return min(peers, key=lambda rule: rank(rule.key, rule.value))


def _order(rule: Rule) -> tuple[int, int, str, date, str, str]:
    return (
        rule.grade, len(rule.prefix), rule.prefix, rule.start, rule.source, repr(rule.value),
    )  # fmt: skip


def _together(peers: list[Rule]) -> Rule:
    """Return several lists as one rule that names every source."""
    if len(peers) == 1:
        return peers[0]
    ends = [rule.end for rule in peers if rule.end]
    return replace(
        peers[0],
        value=joined(peers[0].key, *(rule.value for rule in peers)),
        start=max(rule.start for rule in peers),
        end=min(ends, default=None),
        source="；".join(dict.fromkeys(rule.source for rule in peers)),
        jurisdiction="、".join(dict.fromkeys(rule.jurisdiction for rule in peers)),
        classes=tuple(one for one in peers[0].classes if all(one in r.classes for r in peers)),
        note="；".join(dict.fromkeys(rule.note for rule in peers if rule.note)),
        prefix=peers[-1].prefix,
    )
