"""The papers and styles of a notice by name, which paper suits a content, and how many sheets."""

from boardapp.core.content import Content
from boardapp.core.errors import UserError
from boardapp.core.posting import Imprint
from boardapp.notices.fonts import Fonts
from boardapp.notices.layout import plan
from boardapp.notices.paper import Paper, Style
from boardapp.notices.pictures import page_sizes_mm

PAPERS = tuple(paper.value for paper in Paper)
"""The papers that a notice can be printed on."""

STYLES = tuple(style.value for style in Style)
"""How much colour a notice can take."""


def page_count(pdf: bytes) -> int:
    """Return how many sheets a notice takes."""
    return len(page_sizes_mm(pdf))


def usual_paper(content: Content, imprint: Imprint, fonts: Fonts) -> Paper:
    """Return A3 upright, or across where a wide table would be set too small upright."""
    try:
        size = plan(content, imprint, Paper.A3, fonts).size
    except UserError:
        return Paper.A3_LANDSCAPE
    return Paper.A3 if size >= Paper.A3.form.usual else Paper.A3_LANDSCAPE
