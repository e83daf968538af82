"""A township of the tests: it has a key and a card, and writes receipts onto sticks."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from boardapp.bundles.card import township_card_text
from boardapp.bundles.minisign import SecretKey, sign
from boardapp.core.bundle.receipt import Holding, LastNumber, Receipt
from boardapp.services import instance, township_keys
from boardapp.services.desk import Desk
from boardapp.services.village import the_village
from boardapp.store import bundles as store
from boardapp.store import postings
from boardapp.store.instance import serials
from boardapp.store.township_keys import TownshipKey

CODE = "331181102000"
NAME = "青石镇"
DAY = date(2026, 11, 8)


@dataclass(frozen=True)
class Township:
    """One township office with the one key that it signs with."""

    secret: SecretKey = SecretKey(b"township", bytes(range(32)))  # noqa: RUF009 - a frozen value

    def card(self, folder: Path, name: str = NAME, code: str = CODE) -> Path:
        """Write the card's file, and return it."""
        path = folder / "township.pub"
        path.write_text(township_card_text(self.secret.public, code, name), "utf-8", newline="\n")
        return path

    def enrol(self, desk: Desk, folder: Path) -> TownshipKey:
        """Let a village register the key."""
        return township_keys.register(desk, township_keys.look(desk, self.card(folder)))

    def write(self, folder: Path, one: Receipt, comment: str = "") -> Path:
        """Write a receipt and its signature, and return the receipt's file."""
        path, raw = folder / one.file_name, one.to_json()
        path.write_bytes(raw)
        signed = sign(self.secret, raw, comment or one.comment(CODE))
        path.with_name(f"{path.name}.minisig").write_bytes(signed)
        return path

    def answer(self, desk: Desk, folder: Path, **changes: Any) -> Path:
        """Write what a township says that took in the newest bundle of a village."""
        return self.write(folder, holding(desk, **changes))


OTHER = SecretKey(b"stranger", bytes(range(1, 33)))


def holding(desk: Desk, **changes: Any) -> Receipt:
    """Return the receipt for all that the newest bundle of a village told of."""
    last = next(iter(store.bundles(desk.db)), None)
    held = [postings.by_id(desk.db, id_) for id_, *_ in postings.places(desk.db)]
    newest = store.newest_receipt(desk.db)
    one = Receipt(
        newest.number + 1 if newest else 1, DAY, NAME, the_village(desk).code,
        instance.identity(desk).uuid,
        last.sequence if last else 0, last.digest if last else "",
        tuple(Holding(found.id, found.digest) for found in held if found),
        (),
        tuple(LastNumber(*place, max(used)) for place, used in serials(desk.db).items()),
    )  # fmt: skip
    return replace(one, **changes)


def returning(one: Receipt, reason: str) -> Receipt:
    """Return a receipt that gives every posting back for a reason."""
    held = tuple(replace(back, returned=True, reason=reason) for back in one.postings)
    return replace(one, postings=held)
