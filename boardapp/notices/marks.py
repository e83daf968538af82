"""Marks: the few things that a sheet is made of, each with its place as numbers.

Places are in pt from the top left corner of the sheet; ``y`` of a text is its baseline.
Inks are named by the fields of ``ink.Inks``.
"""

from typing import NamedTuple

from boardapp.notices.fonts import Fonts

BASELINE = 0.36
"""From the middle of a line down to the baseline of Chinese type, in ems."""


class Text(NamedTuple):
    """One line of text that starts at ``x``."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    ink: str = "text"


class Rule(NamedTuple):
    """A straight line of some width."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float
    ink: str = "line"


class Box(NamedTuple):
    """A rectangle with its upper left corner at ``x, y``.

    It is filled with ``ink``; where the style has none, only ``edge`` is drawn, if there is one.
    """

    x: float
    y: float
    width: float
    height: float
    ink: str = ""
    edge: str = ""
    stroke: float = 0.7


class Code(NamedTuple):
    """A QR code: black runs of modules as ``(row, from, to)`` in modules of ``module`` pt."""

    x: float
    y: float
    module: float
    runs: tuple[tuple[int, int, int], ...]


class Sample(NamedTuple):
    """The word 样张 across the sheet, behind everything, around its middle ``x, y``."""

    x: float
    y: float
    size: float
    angle: float


Mark = Text | Rule | Box | Code | Sample


def right(
    fonts: Fonts, x: float, y: float, size: float, text: str, bold: bool = False, ink: str = "text"
) -> Text:
    """Return a text that ends at ``x``."""
    return Text(x - fonts.width(text, bold) * size, y, size, text, bold, ink)


def centred(
    fonts: Fonts, x: float, y: float, size: float, text: str, bold: bool = False, ink: str = "text"
) -> Text:
    """Return a text with its middle at ``x``."""
    return Text(x - fonts.width(text, bold) * size / 2, y, size, text, bold, ink)
