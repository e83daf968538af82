"""Rule packs: a jurisdiction's numbers with the days they are in force and their sources."""

from boardapp.core.rules.keys import DUE_KEYS, JOINED, KEYS, STRICTER, Key, Kind, Value, stricter
from boardapp.core.rules.reading import parse_pack
from boardapp.core.rules.rule import (
    Rule,
    RulePack,
    effective,
    governing,
    rules_of,
    strictest,
)

__all__ = [
    "DUE_KEYS",
    "JOINED",
    "KEYS",
    "STRICTER",
    "Key",
    "Kind",
    "Rule",
    "RulePack",
    "Value",
    "effective",
    "governing",
    "parse_pack",
    "rules_of",
    "stricter",
    "strictest",
]
