"""The rules that govern this village, from the program's files and the village's own."""

from dataclasses import dataclass
from datetime import date

from boardapp.core.disclosure import ItemClass
from boardapp.core.finding import Finding
from boardapp.core.rules import JOINED, KEYS, Rule, RulePack, governing, parse_pack, rules_of
from boardapp.services import datafiles
from boardapp.services.desk import Desk
from boardapp.store import villages

FOLDER = "rules"


@dataclass(frozen=True)
class Rulebook:
    """The packs in force, those of their rules that can govern this village, and their errors."""

    packs: tuple[RulePack, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class RuleLine:
    """One rule that is in force for this village, and whether it is the one that governs."""

    rule: Rule
    governs: bool


def rulebook(desk: Desk) -> Rulebook:
    """Return the rules of this village; a file with an error is a finding, never a refusal."""
    loaded, findings = datafiles.load(desk, FOLDER, parse_pack)
    village = villages.village(desk.db)
    packs = tuple(one.record for one in loaded)
    return Rulebook(packs, rules_of(packs, village.code if village else ""), findings)


def rule_in_force(
    desk: Desk, key: str, day: date, item_class: ItemClass | None = None
) -> Rule | None:
    """Return the rule that governs this village on a day, or None when no pack knows one."""
    return governing(rulebook(desk).rules, key, day, item_class)


def rule_lines(desk: Desk, day: date) -> tuple[RuleLine, ...]:
    """Return every rule in force on a day, by key, each with whether it governs."""
    rules = [rule for rule in rulebook(desk).rules if rule.in_force(day)]
    return tuple(
        RuleLine(rule, _governs(rules, rule, day))
        for key in KEYS
        for rule in rules
        if rule.key == key
    )


def _governs(rules: list[Rule], rule: Rule, day: date) -> bool:
    """Whether a rule is chosen, or is part of a list that is joined, for some class it names."""
    for item_class in rule.classes or (None,):
        chosen = governing(rules, rule.key, day, item_class)
        together = KEYS[rule.key].kind in JOINED and chosen and chosen.grade == rule.grade
        if chosen == rule or together:
            return True
    return False
