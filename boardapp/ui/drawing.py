"""A notice drawn for the screen: which one is wanted, and its pages as pictures."""

from dataclasses import dataclass

from boardapp.core.content import from_json
from boardapp.core.errors import UserError
from boardapp.core.finding import Finding
from boardapp.core.period import Period
from boardapp.core.progress import Progress
from boardapp.core.village import Body
from boardapp.services import life, posting
from boardapp.services.catalogues import item_named
from boardapp.services.composing import About, code_of
from boardapp.services.desk import Desk
from boardapp.services.item_checks import frozen_findings
from boardapp.services.pictures import Picture, page_picture, page_sizes_mm
from boardapp.services.posting import Notice

SHARP, FEW, COARSE = 130, 8, 90
"""Dots per inch for a few pages, how many are a few, and for more: an A3 page takes 10 or 5 MB."""


@dataclass(frozen=True)
class Wanted:
    """Which notice is to be shown, and how; ``item`` is the code of one in the catalogue."""

    item: str
    about: About
    body: Body
    paper: str
    style: str
    save_paper: bool


@dataclass(frozen=True)
class Shown:
    """A notice drawn for the screen; without one ``sentence`` says why there is none."""

    wanted: Wanted
    findings: tuple[Finding, ...] = ()
    notice: Notice | None = None
    sentence: str = ""
    pictures: tuple[Picture, ...] = ()
    dpi: int = SHARP

    @property
    def file_name(self) -> str:
        """The name that the notice is offered under when it is saved."""
        if self.notice is None:
            return "公示榜.pdf"
        content, sample = self.notice.content, "" if self.notice.imprint.number else "（样张）"
        return f"{content.village}{content.period_label}{content.title}{sample}.pdf"


def draw(desk: Desk, wanted: Wanted, progress: Progress) -> Shown:
    """Return a notice with its findings and its pages as pictures."""
    findings: tuple[Finding, ...] = ()
    try:
        findings = _findings(desk, wanted)
        notice = posting.notice(
            desk,
            wanted.about,
            wanted.item,
            wanted.body,
            wanted.paper,
            wanted.style,
            save_paper=wanted.save_paper,
        )
    except UserError as error:
        return Shown(wanted, findings, sentence=str(error))
    count = len(page_sizes_mm(notice.pdf))
    dpi = SHARP if count <= FEW else COARSE
    pictures = []
    for page in range(count):
        progress(page, count, f"正在画第 {page + 1} 页")
        pictures.append(page_picture(notice.pdf, page, dpi))
    return Shown(wanted, findings, notice, "", tuple(pictures), dpi)


def _findings(desk: Desk, wanted: Wanted) -> tuple[Finding, ...]:
    """Return what is wrong with a notice; for those of the ledger also with all of its money.

    What was let pass in this notice is left out, though another one holds it too. Of what is in
    review only the frozen content counts.
    """
    item = item_named(desk, wanted.item)
    own = posting.check_item(desk, item, wanted.about, wanted.body)
    place = item.code, wanted.body.id, code_of(wanted.about)
    waiting = life.waiting(desk, *place)
    if waiting:
        changed = [one for one in own if one.code == "submitted-differs"]
        return (*changed, *frozen_findings(desk, *place, from_json(waiting.content)))
    if wanted.item not in posting.FINANCE or not isinstance(wanted.about, Period):
        return own
    money = posting.check(desk, wanted.about, wanted.body)
    return tuple(one for one in money if one in own or not one.code.startswith("privacy-"))
