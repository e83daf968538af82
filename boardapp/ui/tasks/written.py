"""What the fields of a draft hold, to be compared with what is kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """What the fields hold."""

    rows: tuple[tuple[str, ...], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
