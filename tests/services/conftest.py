from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.period import Period
from boardapp.core.village import Body, Book
from boardapp.services import ledger, registers
from boardapp.services.attachments import attach
from boardapp.services.desk import Desk, open_desk
from boardapp.services.village import body_named, book_named, set_up
from tests.blank import blank
from tests.builders import VILLAGE, asset, entry


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(blank(tmp_path / "data"), "王某", date(2026, 11, 6), new=True) as one:
        set_up(one, VILLAGE, "青石桥村股份经济合作社")
        yield one


@pytest.fixture
def book(desk: Desk) -> Book:
    return book_named(desk)


@pytest.fixture
def body(desk: Desk) -> Body:
    return body_named(desk)


@pytest.fixture
def full(desk: Desk, book: Book, tmp_path: Path) -> Desk:
    """Return a desk with a line of the ledger, a card, a photo and a rule file of its own."""
    ledger.save_entry(desk, entry(book=book.id, month=Period(2026, 10)))
    card = registers.save_card(desk, asset(book=book.id))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4\n" + bytes(5000))
    attach(desk, "asset", card.id, scan)
    (desk.folder / "rules").mkdir()
    (desk.folder / "rules" / "本县 (1).toml").write_text("# 县里的规定\n", "utf-8")
    (desk.folder / "keys").mkdir(exist_ok=True)
    (desk.folder / "keys" / "private.key").write_bytes(b"secret-of-the-village")
    return desk
