"""The 意见登记簿 as a PDF: a year or a period of the register, or empty lines for the box."""

from boardapp.core.content import Content, digest
from boardapp.core.errors import UserError
from boardapp.core.feedback.book import BookHead, BookLine, book
from boardapp.core.period import Cycle, Period
from boardapp.core.posting import Imprint
from boardapp.core.privacy import masked
from boardapp.core.village import Body
from boardapp.notices.paper import Paper, Style
from boardapp.notices.render import render
from boardapp.services import opinions
from boardapp.services.desk import Desk
from boardapp.services.item_checks import notice_fonts
from boardapp.services.village import the_village

MOST_BLANK = 200


def opinion_book(
    desk: Desk, body: Body, period: Period | None = None, blank: int = 0, *, empty: bool = False
) -> tuple[bytes, Content]:
    """Return the register of a period, or of this year, on A4 across, and what it says.

    ``blank`` lines follow for writing by hand; ``empty`` prints those alone. Raises UserError
    when there is nothing to print.
    """
    when = period or Period(desk.today.year, 1, Cycle.YEAR)
    if not 0 <= blank <= MOST_BLANK:
        raise UserError(f"空行应为 0 到 {MOST_BLANK} 行。没有生成登记簿。")
    found = () if empty else opinions.of_period(opinions.register(desk, body), when)
    if not found and not blank:
        raise UserError(
            f"{when.label}没有登记过意见。没有生成登记簿。要放在意见箱旁手写的，请加空行（--blank）。"
        )
    lines = [
        BookLine(one.opinion, one.acts, one.posting.number if one.posting else "") for one in found
    ]
    numbers = {key: held.number for one in found for key, held in one.posted.items()}
    head = BookHead(the_village(desk).name, body.name, when.code, when.label, desk.today)
    content = masked(book(head, lines, numbers, blank))
    imprint = Imprint(f"{when.label}登记簿", digest(content))
    return render(content, imprint, Paper.A4_LANDSCAPE, notice_fonts(), Style.MONO), content
