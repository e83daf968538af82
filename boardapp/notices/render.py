"""Content and Imprint to a printable notice."""

from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from boardapp.core.content import Content, texts
from boardapp.core.posting import Imprint
from boardapp.notices.draw import Pen
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.ink import INKS
from boardapp.notices.layout import plan
from boardapp.notices.paper import Paper, Style

# Streams as plain bytes: nobody mails them as text, and encoding them so takes time and room.
rl_config.useA85 = 0


def render(
    content: Content,
    imprint: Imprint,
    paper: Paper,
    fonts: Fonts,
    style: Style = Style.COLOUR,
    save_paper: bool = False,
) -> bytes:
    """Return the notice as a PDF; the same arguments always give the same bytes.

    Raises UserError when a character is in no font of this machine, or a table is too wide.
    """
    said = "".join((*texts(content), imprint.number, imprint.note))
    strange = fonts.prepare(clean(said))
    laid_out = plan(content, imprint, paper, fonts, save_paper)
    buffer = BytesIO()
    face = fonts.regular.name
    canvas = Canvas(
        buffer, pagesize=paper.size, invariant=1, pageCompression=1, initialFontName=face
    )
    canvas.setTitle(clean(f"{content.title} {content.period_label}"))
    canvas.setAuthor(clean(content.body))
    canvas.setSubject(imprint.number or "样张")
    canvas.setCreator("boardapp")
    # Sizes of type are a promise here: ask the printing program not to shrink the sheet.
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setCatalogEntry("Lang", "zh-CN")
    pen = Pen(canvas, fonts, INKS[style], strange)
    for sheet in laid_out.sheets:
        pen.sheet(sheet.marks, paper.size[1])
    canvas.save()
    return buffer.getvalue()
