"""A whole content: where private matter stands in it, and the content with it masked.

What stands on every notice by law — hotline, opinion box, where to object — is left as it is.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from boardapp.core.content import (
    Bar,
    Block,
    Cell,
    Chart,
    Content,
    Figure,
    Figures,
    Row,
    Signer,
    Table,
    Words,
)
from boardapp.core.finding import Finding, Level
from boardapp.core.privacy.kinds import Found
from boardapp.core.privacy.people import PERSON_HEAD
from boardapp.core.privacy.plain import plain
from boardapp.core.privacy.scanner import mask, replaced, scan
from boardapp.core.privacy.seams import Seam, seams, split_masked


def scan_content(content: Content, public: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return a finding for everything private in a content, with the place to go to.

    ``public`` are numbers meant for everybody, such as the hotline even where it is a mobile. The
    raw number never stands in a finding, which may itself be printed or logged.
    """
    reader = _Reader(_open_numbers(content, public))
    return tuple(reader.content(content))


def masked(content: Content, public: Collection[str] = ()) -> Content:
    """Return the content with every number and house number masked; amounts are untouched."""
    writer = _Writer(_open_numbers(content, public))
    return replace(
        content,
        title=writer.text(content.title),
        period_label=writer.text(content.period_label),
        blocks=tuple(writer.block(block) for block in content.blocks),
        signers=tuple(
            Signer(writer.text(one.office), writer.text(one.name)) for one in content.signers
        ),
    )


def _open_numbers(content: Content, public: Collection[str]) -> frozenset[str]:
    standing = content.standing
    texts = (*public, standing.hotline, standing.objection, standing.opinion_box)
    runs = (run for text in texts for run in re.findall(r"\d[\d -]{4,}\d", plain(text).text))
    return frozenset(_bare(run) for run in (*runs, *public)) - {""}


def _bare(text: str) -> str:
    return re.sub(r"\D", "", plain(text).text)


@dataclass(frozen=True)
class _Reader:
    """Reads a content in its order; equal cells under one head are scanned once."""

    public: frozenset[str]
    known: dict[tuple[str, str, bool], tuple[Found, ...]] = field(default_factory=dict)

    def found(self, text: str, head: str = "", in_row: bool = False) -> tuple[Found, ...]:
        key = (text, head, in_row)
        if key not in self.known:
            self.known[key] = tuple(
                one for one in scan(text, head, in_row) if _bare(one.text) not in self.public
            )
        return self.known[key]

    def content(self, content: Content) -> Iterator[Finding]:
        yield from self.text(content.title, "标题")
        yield from self.text(content.village, "村名")
        yield from self.text(content.body, "公布单位")
        yield from self.text(content.period_label, "所属期")
        for place, block in enumerate(content.blocks, start=1):
            yield from self.block(block, place)
        for signer in content.signers:
            yield from self.text(signer.office, "签名处")
            yield from self.text(signer.name, f"签名处 {signer.office}")

    def text(
        self, text: str, where: str, head: str = "", in_row: bool = False
    ) -> Iterator[Finding]:
        for one in self.found(text, head, in_row):
            yield finding(one, where)

    def block(self, block: Block, place: int) -> Iterator[Finding]:
        match block:
            case Table():
                yield from self.table(
                    block, f"“{block.title}”表" if block.title else f"第{place}块表"
                )
            case Words():
                name = f"“{block.title}”" if block.title else f"第{place}块文字"
                yield from self.text(block.title, name)
                for number, line in enumerate(block.lines, start=1):
                    yield from self.text(line, f"{name}第{number}行")
                places = [f"{name}第{number}行" for number in range(1, len(block.lines) + 1)]
                yield from self.split(block.lines, (), places)
            case Figures():
                for one in block.figures:
                    yield from self.text(one.label, f"第{place}块数字“{one.label}”")
                    if isinstance(one.value, str):
                        yield from self.text(one.value, f"第{place}块数字“{one.label}”", one.label)
            case Chart():
                yield from self.text(block.title, f"第{place}块图")
                for bar in block.bars:
                    yield from self.text(bar.label, f"第{place}块图“{block.title}”")

    def table(self, table: Table, name: str) -> Iterator[Finding]:
        yield from self.text(table.title, name)
        for column in table.columns:
            for title in (column.title, column.group):
                for one in self.found(title):
                    if one.is_masked:  # 残疾等级 as a head tells of nobody; the cells below it do
                        yield finding(one, f"{name}表头")
        heads = heads_of(table)
        for number, row in enumerate(table.rows, start=1):
            personal = is_personal(row, heads)
            for cell, head in zip(row.cells, heads, strict=True):
                if isinstance(cell, str) and cell:
                    yield from self.text(cell, f"{name}第{number}行“{head}”", head, personal)
            places = [f"{name}第{number}行“{head}”" for head in heads]
            yield from self.split(row.cells, heads, places)

    def split(
        self, cells: tuple[Cell, ...], heads: tuple[str, ...], places: list[str]
    ) -> Iterator[Finding]:
        for seam in seams(cells, heads):
            if seam.number not in self.public:
                yield _split_finding(seam, places[seam.first])


@dataclass(frozen=True)
class _Writer:
    """Masks the parts of a content; equal cells under one head are masked once."""

    public: frozenset[str]
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, text: str, head: str = "") -> str:
        key = (text, head)
        if key not in self.known:
            self.known[key] = self._masked(text, head)
        return self.known[key]

    def _masked(self, text: str, head: str) -> str:
        if not self.public:
            return mask(text, head)
        for _ in range(5):
            hits = tuple(one for one in scan(text, head) if _bare(one.text) not in self.public)
            new = replaced(text, hits)
            if new == text:
                break
            text = new
        return text

    def block(self, block: Block) -> Block:
        match block:
            case Table():
                return self.table(block)
            case Words():
                lines = self.cells(block.lines, ())
                return Words(tuple(str(line) for line in lines), self.text(block.title))
            case Figures():
                return Figures(tuple(self.figure(one) for one in block.figures))
            case Chart():
                bars = tuple(Bar(self.text(bar.label), bar.fen) for bar in block.bars)
                return Chart(self.text(block.title), bars)

    def figure(self, figure: Figure) -> Figure:
        value = figure.value
        if isinstance(value, str):
            value = self.text(value, figure.label)
        return replace(figure, label=self.text(figure.label), value=value)

    def table(self, table: Table) -> Table:
        columns = tuple(
            replace(one, title=self.text(one.title), group=self.text(one.group))
            for one in table.columns
        )
        heads = heads_of(table)
        rows = tuple(replace(row, cells=self.cells(row.cells, heads)) for row in table.rows)
        return Table(columns, rows, self.text(table.title))

    def cells(self, cells: tuple[Cell, ...], heads: tuple[str, ...]) -> tuple[Cell, ...]:
        for seam in seams(cells, heads):
            if seam.number not in self.public:
                cells = split_masked(cells, seam)
        names = heads or ("",) * len(cells)
        return tuple(
            self.text(cell, head) if isinstance(cell, str) and cell else cell
            for cell, head in zip(cells, names, strict=True)
        )


def heads_of(table: Table) -> tuple[str, ...]:
    """Return the head of each column, the one above it included."""
    return tuple(f"{one.group} {one.title}".strip() for one in table.columns)


def is_personal(row: Row, heads: tuple[str, ...]) -> bool:
    """Whether a row is one person's: a column of names has a name in it."""
    return any(
        isinstance(cell, str) and 2 <= len(cell.strip()) <= 25 and PERSON_HEAD.search(head)
        for cell, head in zip(row.cells, heads, strict=True)
    )


def finding(found: Found, where: str) -> Finding:
    """Return the sentence about one private matter, without telling it."""
    kind = found.kind
    if found.is_masked:
        sentence = f"这里有{kind.word}（打码后为 {found.masked}）。"
    else:
        sentence = f"这里可能有{kind.word}。"
    if found.level is Level.MUST:
        sentence += "公开前必须打码或删去。"
    else:
        sentence += "请核实：涉及个人的请删去或改写，不涉及的可以保留。"
    return Finding(found.level, f"privacy-{kind.value}", sentence, where)


def _split_finding(seam: Seam, where: str) -> Finding:
    return Finding(
        seam.level,
        f"privacy-{seam.kind.value}",
        f"相邻的几格连起来是{seam.kind.word}。公开前必须打码或删去。",
        where,
    )
