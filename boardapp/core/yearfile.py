"""The yearly file for the file room: what lies in it, in which order, and its catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boardapp.core.content import (
    Block,
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    Signer,
    Standing,
    Table,
    Words,
)
from boardapp.core.finding import Finding
from boardapp.core.life import Void
from boardapp.core.life.sheet import spaced
from boardapp.core.pack import PackedFile
from boardapp.core.posting import Posting

CATALOGUE = "year-catalogue"
TITLE = "村务公开档案目录"


class Shelf(StrEnum):
    """The folders of a yearly file, in their order."""

    NOTICES = "notices"
    REVIEWS = "reviews"
    PHOTOS = "photos"
    FEEDBACK = "feedback"
    REGISTERS = "registers"

    @property
    def folder(self) -> str:
        """The folder's name."""
        return f"{list(Shelf).index(self) + 1}-{self.word}"

    @property
    def word(self) -> str:
        """What lies there."""
        return {
            "notices": "公示",
            "reviews": "审查",
            "photos": "张贴照片",
            "feedback": "意见答复",
            "registers": "三资台账",
        }[self.value]


@dataclass(frozen=True)
class Leaf:
    """One file of a yearly file; ``pages`` is 0 where nobody prints it by the page."""

    shelf: Shelf
    file: PackedFile
    pages: int = 0


@dataclass(frozen=True)
class FiledPosting:
    """One posting as the catalogue tells it.

    ``days`` is how long it hung in one go, at most, None when it never hung; ``hangs`` while it
    still does. ``note`` says what it replaces or what replaced it.
    """

    mark: str
    number: str
    title: str
    period_label: str
    published_on: date
    days: int | None
    hangs: bool
    signers: tuple[str, ...]
    pages: int
    path: str
    digest: str
    note: str = ""


@dataclass(frozen=True)
class Head:
    """Whose yearly file it is, of which year; ``day`` is up to when days on boards are counted."""

    village: str
    body: str
    year: int
    day: date


def ordered(postings: Iterable[Posting]) -> tuple[tuple[str, Posting], ...]:
    """Return postings in order, each correction right behind what it replaced, with their marks.

    A mark such as ``007`` or ``007更正`` begins the names of a posting's files, so that they sort
    this way in any folder. ``postings`` come in the order of their numbers.
    """
    held = {one.id: one for one in postings}
    after: dict[str, list[Posting]] = {}
    roots = []
    for one in held.values():
        if one.replaces in held:
            after.setdefault(one.replaces, []).append(one)
        else:
            roots.append(one)
    found: list[tuple[str, Posting]] = []
    for count, root in enumerate(roots, start=1):
        chain = [root]
        while chain[-1].id in after:
            chain += after[chain[-1].id][:1]
        for n, one in enumerate(chain):
            suffix = "" if n == 0 else "更正" if n == 1 else f"更正{n}"
            found.append((f"{count:03d}{suffix}", one))
    return tuple(found)


def catalogue(
    head: Head,
    postings: Sequence[FiledPosting],
    leaves: Sequence[Leaf],
    voids: Sequence[Void],
    findings: Sequence[Finding],
) -> Content:
    """Return the catalogue: every posting, every file with its short digest, what is missing."""
    blocks: list[Block] = [_figures(postings, leaves, voids)]
    if findings:
        lines = tuple(one.sentence for one in findings)
        blocks.append(Words(lines, f"本档案缺 {len(findings)} 项，请补齐后重新写出"))
    blocks.append(_postings(head, postings))
    if voids:
        lines = tuple(f"{one.number}：{one.reason}" for one in voids)
        blocks.append(Words(lines, "作废编号（没有这一号的公示）"))
    blocks.append(_files(leaves))
    return Content(
        item=CATALOGUE,
        title=TITLE,
        village=head.village,
        body=head.body,
        period=str(head.year),
        period_label=f"{head.year}年度",
        blocks=tuple(blocks),
        signers=(Signer("整理人"), Signer("档案接收人")),
        standing=Standing(days=0),
    )


def explanation(head: Head, leaves: Sequence[Leaf], findings: Sequence[Finding]) -> str:
    """Return the text that tells how to read and check the folder without this program."""
    shelves = [
        f"  {shelf.folder}　{count} 个文件"
        for shelf in Shelf
        if (count := sum(one.shelf is shelf for one in leaves))
    ]
    lacking = [f"  {one.sentence}" for one in findings] or ["  没有。"]
    return "\n".join(
        [
            f"{head.village} {head.year}年度村务公开档案（{head.body}）",
            "",
            "先看：目录.pdf（可打印装订）；目录.json 是给电脑读的同一份目录。",
            "",
            "文件夹：",
            *shelves,
            "",
            "缺少或损坏的：",
            *lacking,
            "",
            *HOW_TO_CHECK,
            "",
        ]
    )


HOW_TO_CHECK = (
    "怎样核对（不用本程序）：",
    "  SHA256SUMS 和 校验和.txt 内容相同，每行是一个文件的 SHA-256 摘要和它的位置。",
    "  Linux：在本文件夹里运行　sha256sum -c SHA256SUMS",
    "  苹果电脑：在本文件夹里运行　shasum -a 256 -c SHA256SUMS",
    "  Windows：在文件夹空白处按住 Shift 点右键，打开 PowerShell，运行　Get-FileHash '目录.pdf'",
    "  　　把显示的 Hash 与校验和.txt 里同一文件的那一行比较（不分大小写），其他文件照此。",
    "  摘要相同，说明文件一个字节也没有变；不同，说明被改动或损坏，请换另一份拷贝。",
    "  用本程序：boardapp year-file --verify 文件夹，或 boardapp handover --verify 文件夹。",
)
"""How anybody checks a pack with what an office computer has."""


def _figures(
    postings: Sequence[FiledPosting], leaves: Sequence[Leaf], voids: Sequence[Void]
) -> Figures:
    photos = sum(one.shelf is Shelf.PHOTOS for one in leaves)
    return Figures(
        (
            Figure("公示", f"{len(postings)} 份"),
            Figure("张贴照片", f"{photos} 张"),
            Figure("作废编号", f"{len(voids)} 个"),
            Figure("文件", f"{len(leaves)} 个"),
        )
    )


def _postings(head: Head, postings: Sequence[FiledPosting]) -> Block:
    if not postings:
        return Words((f"{head.year}年没有公布过。",), "公示目录")
    columns = (
        Column("序号", Role.SHORT),
        Column("编号"),
        Column("题名和期间"),
        Column("公布日期", Role.SHORT),
        Column("张贴", Role.SHORT),
        Column("签字人"),
        Column("页数", Role.SHORT),
    )
    rows = [
        Row(
            (
                one.mark,
                one.number,
                f"{one.title}（{one.period_label}）" + (f"；{one.note}" if one.note else ""),
                one.published_on.isoformat(),
                _days(one),
                "、".join(one.signers),
                str(one.pages),
            )
        )
        for one in postings
    ]
    until = f"（还在张贴的，天数算到 {head.day}）" if any(o.hangs for o in postings) else ""
    return Table(columns, tuple(rows), f"公示目录{until}")


def _files(leaves: Sequence[Leaf]) -> Block:
    if not leaves:
        return Words(("没有文件。",), "文件清单")
    columns = (
        Column("序号", Role.SHORT),
        Column("文件"),
        Column("页数", Role.SHORT),
        Column("摘要码", Role.SHORT),
    )
    rows = [
        Row((str(n), one.file.path, str(one.pages or ""), spaced(one.file.sha256)))
        for n, one in enumerate(leaves, start=1)
    ]
    return Table(columns, tuple(rows), "文件清单（摘要码为前16位，全文见 校验和.txt）")


def _days(one: FiledPosting) -> str:
    if one.days is None:
        return "没有张贴"
    return f"{one.days} 天{'，在贴' if one.hangs else ''}"
