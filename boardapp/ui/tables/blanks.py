"""The line that is being typed in each ledger; one begun is still there when she comes back."""

from collections.abc import Collection, Sequence

from boardapp.core.ledger import Entry
from boardapp.services.ledger import blank_entry
from boardapp.ui.tables.typed import accounting_month
from boardapp.ui.widgets.ledger_chooser import LedgerChooser


class Blanks:
    """One blank line for each period of each ledger."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str, str], Entry] = {}
        self._followed: set[str] = set()

    def of(
        self, chooser: LedgerChooser, begun: Collection[str], lines: Sequence[Entry]
    ) -> Entry | None:
        """Return the blank line, dated like the last line unless it was ``begun``."""
        if chooser.merged:
            return None
        held = self._held.get(chooser.key)
        if held is None or (held.id not in begun and held.id not in self._followed):
            self._held[chooser.key] = self._new(chooser, lines[-1] if lines else None)
        return self._held[chooser.key]

    def follow(self, chooser: LedgerChooser, last: Entry) -> None:
        """Begin the next line after one that was just typed, with its date."""
        blank = self._new(chooser, last)
        self._held[chooser.key] = blank
        self._followed.add(blank.id)

    def _new(self, chooser: LedgerChooser, last: Entry | None) -> Entry:
        period = chooser.session.period
        day = last.date if last else period.first_day
        month = accounting_month(day, period)
        return blank_entry(chooser.session.book.id, chooser.account, month, day)
