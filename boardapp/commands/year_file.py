"""Command for the yearly file: write a year's archive into one folder, or check such a folder."""

from pathlib import Path
from typing import Any

import click

from boardapp.commands.archive_words import check_and_tell
from boardapp.commands.shared import Call, finding_json, finding_line, json_option, tell
from boardapp.core.year_json import year_json
from boardapp.services import year_file as service
from boardapp.services.village import body_named
from boardapp.services.year_contents import YearFile

FOLDER = click.Path(path_type=Path)


@click.command("year-file")
@click.option("--year", type=int, help="哪一年公布的；例如 2026")
@click.option("--to", "folder", type=FOLDER, help="写到哪个文件夹下面，例如U盘")
@click.option("--body", default="", help="公开主体；省略为全部")
@click.option("--verify", type=FOLDER, help="核对一个写好的档案文件夹：缺少、改动、多出")
@json_option
@click.pass_obj
def year_file(
    call: Call, year: int | None, folder: Path | None, body: str, verify: Path | None, as_json: bool
) -> None:
    """写出一年的村务公开档案：目录、公示、审查、照片、台账和校验和，交档案室。"""
    if verify:
        if year or folder or body:
            raise click.UsageError("--verify 只核对文件夹，不用写别的。")
        check_and_tell(verify, as_json)
        return
    if year is None or folder is None:
        raise click.UsageError("请写 --year 和 --to，或用 --verify 核对。")
    with call.desk() as desk:
        who = body_named(desk, body) if body else None
        done = service.write(desk, year, folder, who)
        tell(as_json, done_json(done), "\n".join(_lines(done)))
    if done.findings:
        raise SystemExit(1)


def done_json(done: YearFile) -> dict[str, Any]:
    """Return a yearly file that was written with the keys that scripts rely on."""
    return {
        "folder": str(done.folder),
        **year_json(done.year, done.body, done.postings, done.voids, done.leaves),
        "digest": done.digest,
        "findings": [finding_json(one) for one in done.findings],
    }


def _lines(done: YearFile) -> list[str]:
    said = (
        f"{done.year}年档案已写好并读回核对：{done.folder}（公示 {len(done.postings)} 份，"
        f"文件 {len(done.leaves)} 个，作废编号 {len(done.voids)} 个）。"
    )
    return [said, *map(finding_line, done.findings)]
