"""The yearly file: everything of a year in one folder for the file room, with its checksums."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boardapp.core.errors import UserError
from boardapp.core.pack import SUMS, PackedFile, sums_text
from boardapp.core.progress import Progress, silent
from boardapp.core.safe_names import safe_name
from boardapp.core.village import Body
from boardapp.services.desk import Desk
from boardapp.services.packs import Pack, Sealed, write_pack
from boardapp.services.year_contents import (
    WHAT,
    YearFile,
    YearFiller,
    hangs,
    name_of,
    postings_of,
    steps_of,
    voids_of,
)
from boardapp.store import attachments, postings
from boardapp.store import life as lives

WROTE = "year-file"
"""The journal's action."""
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Outline:
    """What a yearly file will hold, before it is written; ``size`` in bytes, roughly."""

    year: int
    body: str
    postings: int
    photos: int
    voids: int
    hanging: tuple[str, ...]
    size: int


def years_held(desk: Desk) -> tuple[int, ...]:
    """Return the years in which anything was published, the newest first."""
    return tuple(sorted({one.published_on.year for one in postings.all_of(desk.db)}, reverse=True))


def outline(desk: Desk, year: int, body: Body | None = None) -> Outline:
    """Return what the yearly file of a year will hold; without a body that of all bodies."""
    found = postings_of(desk, year, body)
    shown = [display for one in found for display in lives.displays(desk.db, one.id)]
    hanging = [o.number for o in found if hangs(lives.displays(desk.db, o.id))]
    photos = {mark for one in shown for mark in (one.up_photo, one.down_photo) if mark}
    papers = {step.paper for one in found for step in steps_of(desk, one) if step.paper}
    sizes = [one.size for mark in photos | papers for one in attachments.begun(desk.db, mark)]
    notices = sum(len(postings.notice(desk.db, one.id)) for one in found)
    size = notices + sum(sizes) + len(found) * 120_000 + 1_000_000
    voids = len(voids_of(desk, year, body))
    return Outline(year, name_of(desk, body), len(found), len(photos), voids, tuple(hanging), size)


def write(
    desk: Desk,
    year: int,
    folder: Path,
    body: Body | None = None,
    progress: Progress = silent,
) -> YearFile:
    """Write the yearly file into a folder of its own below ``folder``: whole, or not at all.

    A photo that is gone or damaged is a finding, told in the catalogue. Raises UserError with a
    sentence, or Cancelled; then nothing of it is left.
    """
    refuse_year(desk, year)
    refuse_inside(desk, folder)
    filler = YearFiller(desk, year, body, progress)
    need = outline(desk, year, body).size
    sealed = write_pack(WHAT, folder, folder_name(desk, year, body), need, filler.fill, progress)
    done = filler.told(sealed)
    with desk.writing(WROTE, journalled(done)):
        pass
    return done


def fill_into(
    desk: Desk, pack: Pack, under: str, year: int, body: Body, told: Progress
) -> YearFile:
    """Write the files of a year into a folder of a greater pack, whose digests count them in."""
    filler = YearFiller(desk, year, body, told, f"{under}/")
    filler.fill(pack)
    inside = tuple(
        PackedFile(path.removeprefix(f"{under}/"), one.sha256, one.size)
        for path, one in pack.files.items()
        if path.startswith(f"{under}/")
    )
    sums = sums_text(inside)
    for listed in SUMS:
        pack.put(f"{under}/{listed}", sums)
    return filler.told(Sealed(pack.root / under, inside, hashlib.sha256(sums).hexdigest()))


def folder_name(desk: Desk, year: int, body: Body | None = None) -> str:
    """Return how the folder of a year is called, without the number that a second one gets."""
    return safe_name(f"{name_of(desk, body)}{year}年度村务公开档案")


def refuse_year(desk: Desk, year: int) -> None:
    """Raise UserError for a year that cannot be filed."""
    if not FIRST_YEAR <= year <= desk.today.year:
        raise UserError(
            f"没有 {year} 年的档案可写。什么也没有改动。请填 {desk.today.year} 或以前。"
        )


def journalled(one: YearFile) -> dict[str, Any]:
    """Return what the journal tells of a yearly file."""
    return {
        "year": one.year,
        "number": f"{one.body} {one.year}年",
        "folder": one.folder.name,
        "postings": len(one.postings),
        "files": len(one.leaves),
        "missing": [found.where for found in one.findings],
        "digest": one.digest,
    }


def refuse_inside(desk: Desk, folder: Path) -> None:
    """Raise UserError for a folder within the data folder, where nothing of it belongs."""
    if folder.absolute().is_relative_to(desk.folder.absolute()):
        raise UserError(f"没有写出：{folder} 在数据文件夹里面。什么也没有改动。请换一个文件夹。")
