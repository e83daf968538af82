"""The papers and styles of a notice by name, and its pages as pictures, for window and command."""

from boardapp.notices.paper import Paper, Style
from boardapp.notices.pictures import page_sizes_mm

PAPERS = tuple(paper.value for paper in Paper)
"""The papers that a notice can be printed on."""

STYLES = tuple(style.value for style in Style)
"""How much colour a notice can take."""


def page_count(pdf: bytes) -> int:
    """Return how many sheets a notice takes."""
    return len(page_sizes_mm(pdf))
