"""The ways back: cards that were added, changed or removed in a register since it was opened."""

from dataclasses import dataclass

from boardapp.core.errors import UserError
from boardapp.core.registers.cards import Card, kind_of
from boardapp.services import registers
from boardapp.services.desk import Desk
from boardapp.store import registers as store

MOST = 100
"""How many changes can be taken back."""


@dataclass(frozen=True)
class CardChange:
    """Cards as they were before and after, pair by pair; None where there was none."""

    words: str
    pairs: tuple[tuple[Card | None, Card | None], ...]


class CardChanges:
    """A short stack of changes, taken back from the newest."""

    def __init__(self) -> None:
        self._stack: list[CardChange] = []

    def __bool__(self) -> bool:
        return bool(self._stack)

    def add(self, change: CardChange) -> None:
        """Remember a change that has been written."""
        self._stack = [*self._stack, change][-MOST:]

    def undo(self, desk: Desk) -> str:
        """Take the newest change back and return what it was; an empty text when there is none.

        Raises UserError, and forgets the change, when its cards were changed again elsewhere or
        other records now rest on them.
        """
        if not self._stack:
            return ""
        change = self._stack.pop()
        if not all(_stands(desk, before, after) for before, after in change.pairs):
            raise UserError(f"“{change.words}”不能撤销：这些卡片后来又有改动。台账没有变。")
        registers.remove_cards(desk, [new for old, new in change.pairs if new and not old])
        old_ones = [old for old, _ in change.pairs if old]
        if old_ones:
            registers.restore_cards(desk, old_ones)
        return change.words


def _stands(desk: Desk, before: Card | None, after: Card | None) -> bool:
    """Whether the register still holds what the change left behind."""
    card = after or before
    return card is not None and store.one(desk.db, kind_of(card), card.id) == after
