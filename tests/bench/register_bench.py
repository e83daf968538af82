"""How much longer the registers take to open and filter than the bare SQL of the same rows."""

import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

from boardapp.core.registers.cards import Card, CardKind
from boardapp.core.registers.choices import AssetUse, LandClass
from boardapp.core.village import Village
from boardapp.services import contracts
from boardapp.services.desk import Desk, open_desk
from boardapp.services.templates import import_cards, preview_cards, template
from boardapp.services.village import book_named, set_up
from boardapp.store import registers as store
from boardapp.store.registers import Query
from tests.builders import asset, contract, resource

ASSETS = RESOURCES = 5000
CONTRACTS = 2000


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of several runs, in seconds."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def fill(desk: Desk, book: str) -> None:
    """Put as many cards into the registers as the largest village has."""
    uses, lands = list(AssetUse)[:4], list(LandClass)
    grounds = [
        resource(book=book, code=f"ZY-{n}", name=f"地块{n}", land_class=lands[n % 8])
        for n in range(RESOURCES)
    ]
    cards: list[list[Card]] = [
        [
            asset(book=book, code=f"ZC-{n}", name=f"水泵{n % 700}", use=uses[n % 4], place="河边")
            for n in range(ASSETS)
        ],
        list(grounds),
        [
            contract(book=book, code=f"HT-{n}", resource=grounds[n].id, area=5000, phone="1")
            for n in range(CONTRACTS)
        ],
    ]
    with desk.db.atomic():
        for some in cards:
            store.save(desk.db, some)


def bare(desk: Desk, kind: CardKind, rest: str = "") -> float:
    """Return how long SQLite itself takes to hand over the rows of a register."""
    return best(lambda: desk.db.conn.execute(f"select * from {kind.value} {rest}").fetchall())


def compare(desk: Desk, book: str) -> None:
    """Print opening, filtering and finding beside the bare rows."""
    for kind, rest, query in (
        (CardKind.ASSET, "", Query()),
        (CardKind.RESOURCE, "", Query()),
        (CardKind.CONTRACT, "", Query()),
        (CardKind.ASSET, "where use = 'let'", Query(equal={"use": "let"})),
        (CardKind.ASSET, "where name like '%泵69%'", Query(find="泵69")),
        (CardKind.ASSET, "order by code limit 50", Query(limit=50)),
        (CardKind.ASSET, "order by cost", Query(sort="cost")),
    ):
        base = bare(desk, kind, rest)
        ours = best(lambda kind=kind, query=query: store.cards(desk.db, kind, book, query))
        name = f"{kind.value} {rest}".strip()
        print(f"{name:<36} bare {base * 1000:6.1f} ms, cards {ours * 1000:6.1f} ms, "
              f"{ours / base:.1f} ×")  # fmt: skip
    base = bare(desk, CardKind.CONTRACT)
    for name, work in (
        ("states", lambda: contracts.contract_states(desk, book)),
        ("reminders", lambda: contracts.book_reminders(desk, book)),
        ("findings", lambda: contracts.book_findings(desk, book)),
    ):
        ours = best(work, 3)
        print(f"contract {name:<27} bare {base * 1000:6.1f} ms, {ours * 1000:6.1f} ms, "
              f"{ours / base:.1f} ×")  # fmt: skip


def taking_in(desk: Desk, folder: Path) -> None:
    """Print how long a filled template of every asset takes to write, preview and take in."""
    book = book_named(desk)
    path = folder / "assets.xlsx"
    print(f"template {best(lambda: template(desk, CardKind.ASSET, path, book), 1):.2f} s")
    store.remove(desk.db, CardKind.ASSET, store.codes(desk.db, CardKind.ASSET, book.id).values())
    desk.db.conn.commit()
    start = time.perf_counter()
    seen = preview_cards(desk, path, CardKind.ASSET, book)
    middle = time.perf_counter()
    import_cards(desk, seen)
    print(f"preview {middle - start:.2f} s, take in {time.perf_counter() - middle:.2f} s")


def main() -> None:
    """Fill the registers, then compare."""
    day = date(2026, 11, 6)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_desk(folder / str(uuid.uuid4()), "王某", day, new=True) as desk:
            set_up(desk, Village("331181102299", "青石桥村", "青石镇"))
            book = book_named(desk)
            fill(desk, book.id)
            compare(desk, book.id)
            taking_in(desk, folder)


if __name__ == "__main__":
    main()
