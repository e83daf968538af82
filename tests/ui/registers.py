"""Registers with cards, and a page that shows them, for the tests of 三资台账."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from boardapp.core.registers.cards import Card, CardKind
from boardapp.services import registers
from boardapp.store import registers as store
from boardapp.ui.registers.card_page import CardPage
from boardapp.ui.session import Session
from tests.ui.conftest import Person


def keep(session: Session, *cards: Card) -> None:
    """Keep cards in the book on screen."""
    for card in cards:
        registers.save_card(session.desk, card)


def held(session: Session, kind: CardKind) -> tuple[Any, ...]:
    return store.cards(session.desk.db, kind, session.book.id)


def put(page: CardPage, **texts: str) -> None:
    """Write texts into fields and leave them, as a person does."""
    for key, text in texts.items():
        editor = page.form.blocks[key].editor
        editor.show_text(text)
        editor.left.emit()


def wrongs(page: CardPage) -> dict[str, str]:
    """Return what stands beside the fields."""
    blocks = page.form.blocks.items()
    return {key: one.wrong.text() for key, one in blocks if not one.wrong.isHidden()}


def chooses(*paths: Path) -> Callable[[QWidget], list[Path]]:
    """Return a person who chooses these files."""
    return lambda _parent: list(paths)


__all__ = ["Person", "chooses", "held", "keep", "put", "wrongs"]
