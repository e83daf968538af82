"""Flow: which chunks of which part fall on which sheet, found by adding heights up."""

from collections.abc import Sequence
from dataclasses import dataclass

from boardapp.notices.parts import Part

_TINY = 1e-6


@dataclass(frozen=True)
class Span:
    """Chunks ``start`` to ``stop`` of one part, as they fall on one sheet."""

    part: int
    start: int
    stop: int


@dataclass(frozen=True)
class Frames:
    """The height that the first sheet and each later one has for its parts, in pt."""

    first: float
    later: float

    def height(self, n: int) -> float:
        """Return the height of sheet ``n``, counted from 0."""
        return self.later if n else self.first

    def hold(self, parts: Sequence[Part]) -> bool:
        """Whether every chunk fits on a sheet of its own."""
        least = min(self.first, self.later) + _TINY
        return all(
            part.gap + max(part.lead, part.again) + max(part.chunks) + part.carry + part.close
            <= least
            for part in parts
        )

    def span_height(self, parts: Sequence[Part], span: Span) -> float:
        """Return what a span takes, its head and carried sums included."""
        part = parts[span.part]
        ends = span.stop == len(part.chunks)
        height = sum(part.chunks[span.start : span.stop])
        height += part.again if span.start else part.lead
        if not ends:
            return height + part.carry
        return height + (part.close if span.start else 0.0)

    def used(self, parts: Sequence[Part], spans: Sequence[Span]) -> float:
        """Return what the spans of one sheet take, the gaps above them included."""
        return sum(parts[span.part].gap + self.span_height(parts, span) for span in spans)


Sheets = list[list[Span]]


def greedy(parts: Sequence[Part], frames: Frames, share: float = 0.0) -> Sheets:
    """Fill sheet after sheet; ``share`` is the room that each should leave on the average.

    What a sheet leaves beyond its share the next ones may use, so that whole rows do not add up
    to a sheet more.
    """
    sheets: Sheets = [[]]
    used, unused = 0.0, 0.0

    def room() -> float:
        n = len(sheets) - 1
        return frames.height(n) - max(0.0, (n + 1) * share - unused)

    for number, part in enumerate(parts):
        count = len(part.chunks)
        start, spent = 0, used + part.gap + part.lead
        for chunk, height in enumerate(part.chunks):
            ends = chunk == count - 1
            need = (part.close if start else 0.0) if ends else part.carry
            empty = chunk == start and not sheets[-1]
            if spent + height + need > room() + _TINY and not empty:
                if chunk > start:
                    sheets[-1].append(Span(number, start, chunk))
                    left_at = spent + part.carry
                else:
                    left_at = used
                unused += frames.height(len(sheets) - 1) - left_at
                sheets.append([])
                used = 0.0
                start = chunk
                spent = part.gap + (part.again if chunk else part.lead)
            spent += height
        sheets[-1].append(Span(number, start, count))
        used = spent + (part.close if start else 0.0)
    return sheets


def balanced(parts: Sequence[Part], frames: Frames) -> Sheets:
    """Spread the parts over as few sheets as hold them, so that all are filled alike."""
    best = greedy(parts, frames)
    if len(best) == 1:
        return best
    low, high = 0.0, frames.later
    for _ in range(12):
        share = (low + high) / 2
        tried = greedy(parts, frames, share)
        if len(tried) > len(best):
            high = share
        else:
            low, best = share, tried
    return best


def onward(parts: Sequence[Part], frames: Frames) -> Sheets:
    """Fill every sheet before the next is begun.

    Where the last one would then hold no row of a table, only signatures, the sheets are filled
    alike, so that nobody signs on a sheet that tells nothing.
    """
    found = greedy(parts, frames)
    rows = any(parts[span.part].again for span in found[-1])
    return found if rows else balanced(parts, frames)
