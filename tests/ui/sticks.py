"""A world with sticks that are folders, for tests of the page that carries bundles."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.services import ledger
from boardapp.services.desk import Desk
from boardapp.services.drives import Drive
from boardapp.services.village import body_named, book_named
from boardapp.ui.pages.stick import World
from tests.builders import entry
from tests.life import published

OCTOBER = Period(2026, 10)
GIGABYTE = 1 << 30


@dataclass
class Desktop:
    """The sticks that are plugged in, and a person who names one folder and one file."""

    root: Path
    plugged: list[Drive] = field(default_factory=list)
    folder: Path | None = None
    file: Path | None = None
    receipt: Path | None = None
    looks: int = 0

    @property
    def world(self) -> World:
        """The world as the page is given it; a look at the drives ends at once."""
        return World(self.find, self.choose_folder, self.choose_file, at_once, self.choose_receipt)

    def plug(self, label: str, free: int = 12 * GIGABYTE, *, read_only: bool = False) -> Path:
        """Plug a stick in and return where it is."""
        path = self.root / label
        path.mkdir(exist_ok=True)
        self.plugged.append(Drive(path, label, 15 * GIGABYTE, free, "FAT32", read_only))
        return path

    def pull(self) -> None:
        """Pull every stick."""
        self.plugged.clear()

    def find(self) -> tuple[Drive, ...]:
        self.looks += 1
        return tuple(self.plugged)

    def choose_folder(self, _parent: QWidget, _title: str) -> Path | None:
        return self.folder

    def choose_file(self, _parent: QWidget) -> Path | None:
        return self.file

    def choose_receipt(self, _parent: QWidget) -> Path | None:
        return self.receipt


def at_once(run: Callable[[], None]) -> None:
    run()


def posted(desk: Desk) -> Posting:
    """Publish October, so that there is something to report."""
    ledger.declare_none(desk, book_named(desk).id, OCTOBER)
    return published(desk, "finance-lines", OCTOBER, body_named(desk))


def book_a_line(desk: Desk) -> None:
    """Change what is held, so that the next bundle is a new one."""
    book = book_named(desk)
    ledger.save_entry(desk, entry(book=book.id, month=Period(2026, 11), voucher="记9"))


def failing(error: OSError) -> Callable[..., Any]:
    """Return a writer that writes half and fails."""

    def copy(source: Path, target: Path, _tick: Any) -> None:
        target.write_bytes(source.read_bytes()[:1000])
        raise error

    return copy
