"""Keeps looking for sticks while somebody waits for one, off the window's thread."""

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from boardapp.services.drives import Drive

Find = Callable[[], tuple[Drive, ...]]
"""Returns the removable drives that are plugged in now; it may take long on a bad stick."""

Run = Callable[[Callable[[], None]], object]
"""Runs a callable: on a thread of its own, or in tests at once."""

EVERY_MS = 1500


def on_a_thread(run: Callable[[], None]) -> None:
    """Run on a thread that the program does not wait for when it ends: a stick may hang."""
    threading.Thread(target=run, name="drives", daemon=True).start()


class _Round(QObject):
    """One look; it outlives whoever asked for it."""

    ended = Signal(object)

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._find = find

    def run(self) -> None:
        found: tuple[Drive, ...] = ()
        try:
            with suppress(OSError):
                found = self._find()
        finally:
            self.ended.emit(found)


class DriveWatch(QObject):
    """Looks at once and then again and again, never twice at the same time.

    Signals: ``seen`` with the drives after every look, until it is stopped.
    """

    seen = Signal(object)

    def __init__(self, find: Find, parent: QObject, run: Run = on_a_thread) -> None:
        super().__init__(parent)
        self._find, self._run = find, run
        self._round: _Round | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def watching(self) -> bool:
        """Whether it looks again by itself."""
        return self._timer.isActive()

    def start(self) -> None:
        """Look now, and keep looking."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more; what a look under way finds goes nowhere."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless a look is still under way."""
        if self._round is None:
            self._round = _Round(self._find)
            self._round.ended.connect(self._tell)
            self._run(self._round.run)

    def _tell(self, found: object) -> None:
        self._round = None
        if self.watching:
            self.seen.emit(found)
