"""Papers that a notice is printed on, and the sizes of type that each may bear."""

from dataclasses import dataclass
from enum import StrEnum

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Form:
    """What a paper allows: its size in mm, its margins and its sizes of type in pt.

    ``usual`` is the body type that a notice starts from, ``saving`` the one it starts from when
    paper is to be saved, ``largest`` where growing stops, and ``least`` what a table that is too
    wide for its paper may shrink to before it is refused. ``scale`` is 1 on A3.
    """

    width: float
    height: float
    usual: float
    saving: float
    least: float
    largest: float
    scale: float = 1.0
    margin: float = 16.0


class Paper(StrEnum):
    """A paper by the name that the command line knows."""

    A3 = "A3"
    A3_LANDSCAPE = "A3-landscape"
    A4 = "A4"
    A4_LANDSCAPE = "A4-landscape"

    @property
    def form(self) -> Form:
        """The size of the paper and the type it may bear."""
        return _FORMS[self]

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in mm."""
        return self.form.width, self.form.height

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pt."""
        return self.form.width * MM, self.form.height * MM


# A4 is for reading in the hand: 12 pt is 小四, 10.5 pt is 五号. A3 is read from a metre away.
_FORMS = {
    Paper.A3: Form(297, 420, usual=18, saving=14, least=10.5, largest=28),
    Paper.A3_LANDSCAPE: Form(420, 297, usual=18, saving=14, least=10.5, largest=28),
    Paper.A4: Form(210, 297, 12, 10.5, 8, 20, scale=0.7, margin=13),
    Paper.A4_LANDSCAPE: Form(297, 210, 12, 10.5, 8, 20, scale=0.7, margin=13),
}


class Style(StrEnum):
    """How much colour the paper takes."""

    COLOUR = "colour"
    MONO = "mono"
    """One colour: black, and greys as tints of it."""
    RED_PAPER = "red-paper"
    """For red paper: black lines and letters only, nothing filled."""
