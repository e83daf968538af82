"""The ways back: what was typed, changed or taken out of the ledger on this page."""

from dataclasses import dataclass

from boardapp.core.errors import UserError
from boardapp.core.ledger import Entry
from boardapp.services import ledger as service
from boardapp.services.desk import Desk
from boardapp.store import entries

MOST = 100
"""How many changes can be taken back."""


@dataclass(frozen=True)
class Change:
    """Some lines as they were before and after: a new one has no before, a removed no after."""

    words: str
    before: tuple[Entry, ...] = ()
    after: tuple[Entry, ...] = ()


class Changes:
    """A short stack of changes, taken back from the newest."""

    def __init__(self) -> None:
        self._stack: list[Change] = []

    def __bool__(self) -> bool:
        return bool(self._stack)

    def add(self, change: Change) -> None:
        """Remember a change that has been written."""
        self._stack = [*self._stack, change][-MOST:]

    def undo(self, desk: Desk) -> str:
        """Take the newest change back and return what it was; an empty text when there is none.

        Raises UserError, and forgets the change, when its lines were changed again elsewhere.
        """
        if not self._stack:
            return ""
        change = self._stack.pop()
        if not _stands(desk, change):
            raise UserError(f"“{change.words}”不能撤销：这几行后来又有改动。账上没有变。")
        held = {one.id for one in change.before}
        added = [one for one in change.after if one.id not in held]
        if added:
            service.remove_entries(desk, added)
        if change.before:
            service.restore_entries(desk, change.before)
        return change.words


def _stands(desk: Desk, change: Change) -> bool:
    """Whether the ledger still holds what the change left behind."""
    left = {one.id: one for one in change.after}
    ids = {one.id for one in (*change.before, *change.after)}
    return all(entries.one(desk.db, id_) == left.get(id_) for id_ in ids)
