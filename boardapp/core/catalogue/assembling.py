"""Several catalogue files made into one catalogue: later ones add, replace and take out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from boardapp.core.catalogue.item import CatalogueFile, Item
from boardapp.core.toml_text import Fault


@dataclass(frozen=True)
class Catalogue:
    """The items in force; ``off`` holds the reason for each that a file took out."""

    items: tuple[Item, ...]
    off: dict[str, str] = field(default_factory=dict)

    def item(self, code: str) -> Item | None:
        """Return an item by its code."""
        return next((one for one in self.items if one.code == code), None)


def assemble(
    files: Sequence[CatalogueFile], village_code: str = ""
) -> tuple[Catalogue, tuple[tuple[CatalogueFile, Fault], ...]]:
    """Return the catalogue of a village, and what in one file does not fit the others.

    The files of wider places should come first. An item with a code that is there already takes
    its place. What does not fit is left out; the rest counts.
    """
    items: dict[str, Item] = {}
    off: dict[str, str] = {}
    faults: list[tuple[CatalogueFile, Fault]] = []
    for file in files:
        if not village_code.startswith(file.prefix):
            continue
        for item in file.items:
            items[item.code] = item
            off.pop(item.code, None)
        for one in file.off:
            for code in one.codes:
                if items.pop(code, None):
                    off[code] = one.reason
                else:
                    faults.append((file, Fault(one.line, f"要停用的“{code}”不在目录里")))
    return Catalogue(tuple(items.values()), off), tuple(faults)
