"""The 公开目录 as data: items, the files they come from, and what they leave uncovered."""

from boardapp.core.catalogue.assembling import Catalogue, assemble
from boardapp.core.catalogue.coverage import COVERABLE, NUMBERED, uncovered
from boardapp.core.catalogue.item import (
    COMPOSERS,
    CatalogueFile,
    Item,
    ItemColumn,
    SwitchedOff,
)
from boardapp.core.catalogue.reading import parse_catalogue

__all__ = [
    "COMPOSERS",
    "COVERABLE",
    "NUMBERED",
    "Catalogue",
    "CatalogueFile",
    "Item",
    "ItemColumn",
    "SwitchedOff",
    "assemble",
    "parse_catalogue",
    "uncovered",
]
