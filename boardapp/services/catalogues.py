"""The 公开目录 of this village, from the program's files and the village's own."""

from dataclasses import dataclass

from boardapp.core.catalogue import (
    Catalogue,
    CatalogueFile,
    Item,
    assemble,
    parse_catalogue,
    uncovered,
)
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.services import datafiles
from boardapp.services.datafiles import Loaded, faulty
from boardapp.services.desk import Desk
from boardapp.store import villages

FOLDER = "catalogue"


@dataclass(frozen=True)
class CatalogueInForce:
    """The catalogue with what is wrong in its files and what it leaves uncovered."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in force."""
        return self.catalogue.items


def catalogue(desk: Desk) -> CatalogueInForce:
    """Return the catalogue of this village; errors in files are findings, never a refusal."""
    loaded, findings = datafiles.load(desk, FOLDER, parse_catalogue)
    village = villages.village(desk.db)
    files = [one.record for one in sorted(loaded, key=_width)]
    found, misfits = assemble(files, village.code if village else "")
    names = {id(one.record): one.name for one in loaded}
    wrong = [faulty(names[id(file)], fault, still=True) for file, fault in misfits]
    today = [item for item in found.items if item.valid(desk.today)]
    return CatalogueInForce(found, (*findings, *wrong, *uncovered(today)))


def item_named(desk: Desk, code: str) -> Item:
    """Return an item by its code; raises UserError with what there is when it is unknown."""
    found = catalogue(desk).catalogue
    item = found.item(code)
    if item is not None:
        return item
    if code in found.off:
        raise UserError(f"“{code}”已在公开目录里停用：{found.off[code]}。")
    known = "、".join(one.code for one in found.items)
    raise UserError(f"公开目录里没有编号为“{code}”的事项；现有：{known}。")


def _width(one: Loaded[CatalogueFile]) -> tuple[int, bool, str]:
    """Order files: the nation's first, then the nearer the place the later."""
    return len(one.record.prefix), not one.name.endswith("/national.toml"), one.name
