"""What goes into a yearly file: notices, reviews, photos and registers, each in its place."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from boardapp.core.content import Content, digest, from_json
from boardapp.core.finding import Finding, Level
from boardapp.core.life import Display, StepTaken, Void, days_hung
from boardapp.core.pack import PackedFile
from boardapp.core.period import Cycle, Period
from boardapp.core.posting import Imprint, Posting
from boardapp.core.privacy import masked
from boardapp.core.progress import Progress
from boardapp.core.review_record import review_record
from boardapp.core.safe_names import Names
from boardapp.core.village import Body
from boardapp.core.year_json import told_finding, year_json
from boardapp.core.yearfile import (
    FiledPosting,
    Head,
    Leaf,
    Shelf,
    catalogue,
    explanation,
    ordered,
)
from boardapp.notices.paper import Paper, Style
from boardapp.notices.render import render
from boardapp.services import opinions
from boardapp.services.attachments import FOLDER
from boardapp.services.composing import public_numbers
from boardapp.services.desk import Desk
from boardapp.services.item_checks import notice_fonts
from boardapp.services.opinion_book import opinion_book
from boardapp.services.packs import Pack, Sealed
from boardapp.services.papers import page_count
from boardapp.services.village import the_village
from boardapp.services.year_tables import register_files
from boardapp.store import attachments, postings, villages
from boardapp.store import life as lives

WHAT = "年度档案"


@dataclass(frozen=True)
class YearFile:
    """A yearly file in its folder; ``digest`` is the SHA-256 of its list of digests."""

    folder: Path
    year: int
    body: str
    postings: tuple[FiledPosting, ...]
    voids: tuple[Void, ...]
    leaves: tuple[Leaf, ...]
    findings: tuple[Finding, ...]
    digest: str


class YearFiller:
    """Fills one yearly file and remembers what it put where."""

    def __init__(
        self, desk: Desk, year: int, body: Body | None, progress: Progress, under: str = ""
    ) -> None:
        self.desk, self.year, self.body, self.under = desk, year, body, under
        self.progress = progress
        self.leaves: list[Leaf] = []
        self.findings: list[Finding] = []
        self.filed: list[FiledPosting] = []
        self.voids = voids_of(desk, year, body)
        self.names = {one.id: one.name for one in lives.boards(desk.db)}
        self._places: dict[str, str] = {}
        self._taken: dict[Shelf, Names] = {shelf: Names() for shelf in Shelf}

    @property
    def head(self) -> Head:
        """Whose file it is."""
        village = the_village(self.desk).name
        return Head(village, name_of(self.desk, self.body), self.year, self.desk.today)

    def fill(self, pack: Pack) -> None:
        """Write everything; raises OSError or Cancelled."""
        found = ordered(postings_of(self.desk, self.year, self.body))
        for done, (mark, one) in enumerate(found):
            self.progress(done, len(found), f"{WHAT}：{one.number}")
            self._posting(pack, mark, one)
        self.progress(len(found), len(found), f"{WHAT}：台账和目录")
        self._feedback(pack)
        for name, data in register_files(self.desk, self.year, self.body):
            self._put(pack, Shelf.REGISTERS, name, ".xlsx", data)
        self.leaves.sort(key=lambda leaf: (list(Shelf).index(leaf.shelf), leaf.file.path))
        head = self.head
        content = catalogue(head, self.filed, self.leaves, self.voids, self.findings)
        content = masked(content, public_numbers(self.desk))
        pack.put(f"{self.under}目录.pdf", printed(content, f"{self.year}年度"))
        pack.put(f"{self.under}目录.json", self._json())
        text = explanation(head, self.leaves, self.findings)
        # With its mark, the old Notepad reads it as UTF-8 too; lines end as it wants them.
        pack.put(f"{self.under}说明.txt", text.replace("\n", "\r\n").encode("utf-8-sig"))

    def told(self, sealed: Sealed) -> YearFile:
        """Return what was written."""
        return YearFile(
            sealed.folder, self.year, name_of(self.desk, self.body), tuple(self.filed),
            self.voids, tuple(self.leaves), tuple(self.findings), sealed.digest,
        )  # fmt: skip

    def _posting(self, pack: Pack, mark: str, one: Posting) -> None:
        content = from_json(one.content)
        notice = postings.notice(self.desk.db, one.id)
        if hashlib.sha256(notice).hexdigest() != one.notice_digest:
            sentence = f"{one.number}的公示纸张与当时固定的摘要不符，被改动过；已照现在的样子归入。"
            self.findings.append(Finding(Level.MUST, "notice-damaged", sentence, one.number))
        label = f"{mark}-{one.number}-{content.title}-{content.period_label}"
        leaf = self._put(pack, Shelf.NOTICES, label, ".pdf", notice, page_count(notice))
        self._review(pack, mark, one, content)
        displays = lives.displays(self.desk.db, one.id)
        for display in displays:
            self._photos(pack, mark, one, display)
        days = [days_hung(display, self.desk.today) for display in displays]
        signers = tuple(dict.fromkeys(s.name for s in content.signers if s.name))
        self.filed.append(
            FiledPosting(
                mark, one.number, content.title, content.period_label, one.published_on,
                max(days, default=None), hangs(displays), signers, leaf.pages,
                leaf.file.path, one.digest, self._note(one),
            )
        )  # fmt: skip

    def _review(self, pack: Pack, mark: str, one: Posting, content: Content) -> None:
        """Write the record of the review, and the photo of every sheet that was signed."""
        db = self.desk.db
        tries = [
            (sent, lives.steps(db, sent.id))
            for sent in lives.submissions(db, one.item, one.body, one.period)
            if sent.revision == one.revision
        ]
        steps = [step for _, taken in tries for step in taken]
        ids = dict.fromkeys(step.meeting for step in steps if step.meeting)
        meetings = [held for id_ in ids if (held := lives.meeting(db, id_))]
        if not steps:
            return
        record = masked(review_record(content, one, tries, meetings), public_numbers(self.desk))
        pdf = printed(record, "审查记录")
        self._put(pack, Shelf.REVIEWS, f"{mark}-审查记录", ".pdf", pdf, page_count(pdf))
        for step in steps:
            if step.paper:
                label = f"{mark}-{step.kind.word}-{step.outcome.word}-{step.on}-签字单"
                self._copy(pack, Shelf.REVIEWS, label, step.paper, f"{one.number}的签字单照片")

    def _photos(self, pack: Pack, mark: str, one: Posting, display: Display) -> None:
        board = self.names.get(display.board, "")
        for photo, word, day in (
            (display.up_photo, "张贴", display.up_on),
            (display.down_photo, "揭下", display.down_on),
        ):
            if photo:
                label, what = f"{mark}-{word}-{board}-{day}", f"{one.number}{day}{word}的照片"
                self._copy(pack, Shelf.PHOTOS, label, photo, what)

    def _feedback(self, pack: Pack) -> None:
        """Write the register of opinions of each body that received any, answers and all."""
        whole = Period(self.year, 1, Cycle.YEAR)
        for body in villages.bodies(self.desk.db):
            mine = self.body is None or self.body.id == body.id
            if mine and opinions.of_period(opinions.register(self.desk, body), whole):
                pdf, _ = opinion_book(self.desk, body, whole)
                label = f"意见登记簿-{body.name}"
                self._put(pack, Shelf.FEEDBACK, label, ".pdf", pdf, page_count(pdf))

    def _put(
        self, pack: Pack, shelf: Shelf, label: str, ending: str, data: bytes, pages: int = 0
    ) -> Leaf:
        name = self._taken[shelf].take(label, ending)
        file = pack.put(f"{self.under}{shelf.folder}/{name}", data)
        return self._note_leaf(shelf, file, pages)

    def _copy(self, pack: Pack, shelf: Shelf, label: str, mark: str, what: str) -> None:
        """Copy an attachment once; one that is gone or damaged is a finding."""
        if mark in self._places:
            return
        held = attachments.begun(self.desk.db, mark)
        source = self.desk.folder / FOLDER / held[0].file_name if held else self.desk.folder / mark
        ending = source.suffix if held else ""
        name = self._taken[shelf].take(label, ending)
        path = f"{self.under}{shelf.folder}/{name}"
        file = pack.copy(path, source, mark)
        if file:
            self._places[mark] = path
            self._note_leaf(shelf, file, _pages(source))
            return
        gone = "已损坏或被改动" if source.exists() else "不见了"
        sentence = f"{what}{gone}，没有归入档案。请从备份恢复附件，或补拍说明，再重新写出。"
        code = "attachment-damaged" if source.exists() else "attachment-missing"
        self.findings.append(Finding(Level.MUST, code, sentence, what))

    def _note_leaf(self, shelf: Shelf, file: PackedFile, pages: int) -> Leaf:
        path = file.path.removeprefix(self.under)
        leaf = Leaf(shelf, PackedFile(path, file.sha256, file.size), pages)
        self.leaves.append(leaf)
        return leaf

    def _note(self, one: Posting) -> str:
        old = postings.by_id(self.desk.db, one.replaces) if one.replaces else None
        newer = postings.replacing(self.desk.db, one.id)
        said = [f"更正{old.number}"] if old else []
        return "；".join([*said, *([f"已被{newer.number}更正"] if newer else [])])

    def _json(self) -> bytes:
        data = {
            "format": "boardapp-year-file",
            "version": 1,
            "village": the_village(self.desk).code,
            **year_json(self.year, self.head.body, self.filed, self.voids, self.leaves),
            "findings": [told_finding(one) for one in self.findings],
        }
        return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode()


def printed(content: Content, mark: str) -> bytes:
    """Return a content of the archive as a PDF on A4, under a mark in place of a number."""
    imprint = Imprint(f"{mark} {digest(content)[:8].upper()}", digest(content))
    return render(content, imprint, Paper.A4, notice_fonts(), Style.MONO)


def postings_of(desk: Desk, year: int, body: Body | None) -> list[Posting]:
    """Return what was published in a year, body by body, in the order of the numbers."""
    order = {one.id: n for n, one in enumerate(villages.bodies(desk.db))}
    found = [
        one
        for one in reversed(postings.all_of(desk.db))
        if one.published_on.year == year and (body is None or one.body == body.id)
    ]
    return sorted(found, key=lambda one: order.get(one.body, len(order)))


def steps_of(desk: Desk, one: Posting) -> Iterator[StepTaken]:
    """Yield every step taken on what was submitted of a posting's subject."""
    for sent in lives.submissions(desk.db, one.item, one.body, one.period):
        yield from lives.steps(desk.db, sent.id)


def voids_of(desk: Desk, year: int, body: Body | None) -> tuple[Void, ...]:
    """Return the void numbers of a year."""
    return tuple(
        one
        for one in lives.voids(desk.db)
        if one.year == year and (body is None or one.body == body.id)
    )


def hangs(displays: Sequence[Display]) -> bool:
    """Whether a posting still hangs anywhere."""
    return any(one.down_on is None for one in displays)


def name_of(desk: Desk, body: Body | None) -> str:
    """Return whose file it is; with several bodies in one, the village's."""
    return body.name if body else the_village(desk).name


def _pages(path: Path) -> int:
    """Return how many pages a photo or scan has, 0 where it cannot be told."""
    try:
        return page_count(path.read_bytes()) if path.suffix == ".pdf" else 1
    except RuntimeError:
        # A scan is kept whole as it came in, even one that no reader opens.
        return 0
