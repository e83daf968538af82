"""The pack of a handover: list, backup and yearly files in one folder that proves itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from boardapp.core.finding import Finding
from boardapp.core.handover import Handover
from boardapp.core.pack import PackedFile
from boardapp.core.progress import Progress, silent
from boardapp.core.safe_names import safe_name
from boardapp.core.village import Body
from boardapp.core.yearfile import HOW_TO_CHECK
from boardapp.services import attachments, backup, packs
from boardapp.services.desk import DATABASE, Desk
from boardapp.services.handover import body_of, handover_told, list_pdf
from boardapp.services.village import the_village
from boardapp.services.year_contents import YearFile
from boardapp.services.year_file import fill_into, folder_name, outline, refuse_inside, refuse_year
from boardapp.store import handover as store

WHAT = "移交包"


@dataclass(frozen=True)
class PackDone:
    """A handover pack in its place; ``digest`` is the SHA-256 of its list of digests."""

    handover: Handover
    folder: Path
    files: tuple[PackedFile, ...]
    years: tuple[YearFile, ...]
    digest: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is missing in the yearly files within."""
        return tuple(one for year in self.years for one in year.findings)


def write_pack(
    desk: Desk,
    one: Handover,
    folder: Path,
    years: Sequence[int] = (),
    progress: Progress = silent,
) -> PackDone:
    """Write the pack of a handover below ``folder``: list, backup, yearly files, digests.

    The list is the one that was entered; backup and yearly files are of now. Whole or not at
    all, and as often as wanted. Raises UserError with a sentence, or Cancelled.
    """
    refuse_unready(desk, folder, years)
    body = body_of(desk, one)
    done: list[YearFile] = []

    def fill(pack: packs.Pack) -> None:
        progress(0, 0, "移交清单")
        pdf = list_pdf(one)
        pack.put("移交清单.pdf", pdf)
        pack.put("移交清单.json", _list_json(desk, one))
        _put_backup(desk, pack, progress)
        for year in sorted(set(years)):
            name = folder_name(desk, year, body)
            done.append(fill_into(desk, pack, name, year, body, progress))
        text = _explanation(desk, one, done)
        pack.put("说明.txt", text.replace("\n", "\r\n").encode("utf-8-sig"))

    need = _need(desk, years, body)
    sealed = packs.write_pack(WHAT, folder, pack_name(desk, one), need, fill, progress)
    told = {"number": one.mark, "handover": one.id, "folder": sealed.folder.name}
    with desk.writing("handover-pack", {**told, "digest": sealed.digest}) as db:
        store.name_pack(db, one.id, sealed.folder.name)
    kept = replace(one, pack=sealed.folder.name)
    return PackDone(kept, sealed.folder, sealed.files, tuple(done), sealed.digest)


def refuse_unready(desk: Desk, folder: Path, years: Sequence[int] = ()) -> None:
    """Raise UserError before anything is entered when the pack could not be written."""
    for year in years:
        refuse_year(desk, year)
    refuse_inside(desk, folder)
    packs.ready(WHAT, folder, _need(desk, years, None))


def pack_name(desk: Desk, one: Handover) -> str:
    """Return how the folder of the pack is called, without the number that a second one gets."""
    return safe_name(f"移交-{one.on}-{body_of(desk, one).name}-{one.giver}-{one.taker}")


def _put_backup(desk: Desk, pack: packs.Pack, progress: Progress) -> None:
    progress(0, 0, "备份数据")
    folder = pack.root / "备份"
    backup.make(desk, folder)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            pack.adopt(path.relative_to(pack.root).as_posix())


def _need(desk: Desk, years: Sequence[int], body: Body | None) -> int:
    """Return about how many bytes a pack takes."""
    whole = (desk.folder / DATABASE).stat().st_size * 2
    files = desk.folder / attachments.FOLDER
    kept = packs.size_of(files) if files.is_dir() else 0
    return whole + kept + sum(outline(desk, year, body).size for year in set(years))


def _list_json(desk: Desk, one: Handover) -> bytes:
    told = {"format": "boardapp-handover", "version": 1, "village": the_village(desk).code}
    told |= {**handover_told(one), "mark": one.mark, "content": json.loads(one.content)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _explanation(desk: Desk, one: Handover, years: Sequence[YearFile]) -> str:
    files = [f"  {year.folder.name}　{year.year}年度档案" for year in years]
    lacking = [f"  {found.sentence}" for year in years for found in year.findings]
    return "\n".join(
        [
            f"{the_village(desk).name}移交包，{one.on}",
            f"移交 {one.giver}，接收 {one.taker}，监交 {one.witness}",
            "",
            "  移交清单.pdf　打印三份，三方核对后签字；拍照存回程序（handover-sheet）。",
            "  移交清单.json　给电脑读的同一份清单。",
            "  备份　全部数据的备份，含完整的账号和电话，只交接收人和监交人，不要外传。",
            *files,
            "",
            *(["缺少或损坏的：", *lacking, ""] if lacking else []),
            "接收人换电脑时：安装村务公开栏，在“备份与恢复”里选“备份”文件夹里的文件恢复，",
            "  照公示栏核对最后一个编号，再公布。",
            "  签名密钥不在备份里，换电脑后要重新生成并交乡镇登记。",
            "",
            *HOW_TO_CHECK,
            "",
        ]
    )
