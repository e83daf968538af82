"""Widths of a table's columns on a given paper and size of type."""

from dataclasses import dataclass

from boardapp.core.content import Role
from boardapp.notices.table import HEAD_LINES, Grid, Measure

PADS = (0.38, 0.28, 0.18)
"""Room at either side of a cell in ems, from the airy to the tight."""


@dataclass(frozen=True)
class Columns:
    """Widths in ems, room at either side included, and the lines that the titles take.

    ``easy`` says that no column of words is squeezed.
    """

    widths: tuple[float, ...]
    pad: float
    head_lines: int
    easy: bool

    def starts(self) -> tuple[float, ...]:
        """Return where each column begins, and where the last one ends."""
        found = [0.0]
        for width in self.widths:
            found.append(found[-1] + width)
        return tuple(found)


def fit(grid: Grid, room: float) -> Columns | None:
    """Share ``room`` ems among the columns, or return None where they do not fit.

    Titles wrap and the air goes before words are squeezed; titles in a stack come last.
    """
    measures = grid.measures
    for pad in PADS[:2]:
        inner = room - 2 * pad * len(measures)
        for lines in (1, 2):
            if sum(one.easy(lines) for one in measures) <= inner:
                return Columns(_share(measures, lines, inner, pad), pad, lines, easy=True)
    for pad in PADS[1:]:
        inner = room - 2 * pad * len(measures)
        for lines in range(2, HEAD_LINES + 1):
            if sum(one.least(lines) for one in measures) <= inner:
                return Columns(_share(measures, lines, inner, pad), pad, lines, easy=False)
    return None


def widest(grid: Grid) -> Measure:
    """Return the column that takes most of the room, to be named when nothing fits."""
    return max(grid.measures, key=lambda one: one.least(HEAD_LINES))


def _share(
    measures: tuple[Measure, ...], lines: int, inner: float, pad: float
) -> tuple[float, ...]:
    widths = [one.least(lines) for one in measures]
    wants = [max(one.need, one.heads[lines - 1]) for one in measures]
    open_ones = [n for n, one in enumerate(measures) if wants[n] > widths[n] + 1e-9]
    spare = inner - sum(widths)
    while open_ones and spare > 1e-9:
        weight = sum(measures[n].weight for n in open_ones)
        given = 0.0
        for n in open_ones:
            share = spare * measures[n].weight / weight
            grown = min(wants[n], widths[n] + share)
            given += grown - widths[n]
            widths[n] = grown
        spare -= given
        open_ones = [n for n in open_ones if wants[n] > widths[n] + 1e-9]
        if given < 1e-9:
            break
    # What nobody needs is air: twice as much for words, which are read from the left.
    weights = [2.0 if one.role is Role.TEXT else 1.0 for one in measures]
    total = sum(weights)
    return tuple(
        width + 2 * pad + max(spare, 0.0) * weight / total
        for width, weight in zip(widths, weights, strict=True)
    )
