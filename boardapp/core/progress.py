"""How long work tells whoever waits how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all and a Chinese label; may raise Cancelled."""


def silent(_done: int, _total: int, _label: str) -> None:
    """Report progress to nobody."""
