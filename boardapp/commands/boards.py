"""Commands for the boards and what hangs there: boards, put-up, take-down, archive."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from boardapp.commands.naming import displays_json, posting_json
from boardapp.commands.shared import DAY, Call, finding_json, finding_line, json_option, tell
from boardapp.services import boards as service
from boardapp.services import life
from boardapp.services.board_findings import board_findings
from boardapp.services.desk import Desk
from boardapp.store import life as store

on_option = click.option("--on", "day", type=DAY, help="哪一天；省略为今天")
photo_option = click.option("--photo", type=click.Path(path_type=Path), help="照片")
board_option = click.option("--board", default="", help="公开栏名称；只有一个时可省")


@click.command("put-up")
@click.argument("name")
@board_option
@on_option
@photo_option
@json_option
@click.pass_obj
def put_up(
    call: Call, name: str, board: str, day: date | None, photo: Path | None, as_json: bool
) -> None:
    """记入张贴：哪个公开栏、哪一天、照片。"""
    with call.desk() as desk:
        one = life.posting_named(desk, name)
        where = service.board_named(desk, board)
        service.put_up(desk, one, where, day, photo)
        hanging = life.hanging_of(desk, one)
        (told,) = [d for d in displays_json(desk, hanging) if _hangs(d, where.name)]
        found = board_findings(desk, one)
        data = {
            "number": one.number,
            **told,
            "least": hanging.least,
            "findings": [*map(finding_json, found)],
        }
        lines = [f"已贴：{one.number}，{where.name}，{told['until']}起可以揭下。"]
        tell(as_json, data, "\n".join([*lines, *map(finding_line, found)]))


@click.command("take-down")
@click.argument("name")
@board_option
@on_option
@photo_option
@click.option("--reason", default="", help="为什么揭下，例如雨水打湿")
@json_option
@click.pass_obj
def take_down(
    call: Call,
    name: str,
    board: str,
    day: date | None,
    photo: Path | None,
    reason: str,
    as_json: bool,
) -> None:
    """记入揭下；不满规定的天数，要重新公布。"""
    with call.desk() as desk:
        one = life.posting_named(desk, name)
        where = service.board_of(desk, one, board)
        done = service.take_down(desk, one, where, day, photo, reason)
        word = f"已揭下：{one.number}，{where.name}，贴了 {done.days} 天。"
        if done.repost:
            word += f"不满 {done.least} 天，应当重新公布：请再贴一次（put-up），天数重新计算。"
        data = {
            "number": one.number,
            "board": where.name,
            "days": done.days,
            "least": done.least,
            "repost": done.repost,
            "sentence": word,
        }
        tell(as_json, data, word)


@click.command("board-photo")
@click.argument("name")
@click.argument("photo", type=click.Path(path_type=Path))
@board_option
@click.option("--down", is_flag=True, help="揭下时的照片；省略为张贴时的")
@json_option
@click.pass_obj
def board_photo(call: Call, name: str, photo: Path, board: str, down: bool, as_json: bool) -> None:
    """补上张贴或揭下的照片。"""
    with call.desk() as desk:
        one = life.posting_named(desk, name)
        where = service.board_of(desk, one, board)
        held = service.add_photo(desk, one, where, photo, down=down)
        mark = held.down_photo if down else held.up_photo
        data = {"number": one.number, "board": where.name, "photo": mark}
        tell(as_json, data, f"已补上照片：{one.number}，{where.name}")


@click.command("boards")
@click.option("--add", default="", help="登记一个公开栏的名称")
@click.option("--change", default="", help="改哪一个的名称、地方或自然村")
@click.option("--rename", default=None, help="新的名称，配 --change")
@click.option("--place", default=None, help="在什么地方")
@click.option("--village", default=None, help="是哪个自然村、片区或小组的")
@click.option("--close", default="", help="停用哪一个")
@click.option("--reopen", default="", help="重新启用哪一个")
@json_option
@click.pass_obj
def boards(
    call: Call,
    add: str,
    change: str,
    rename: str | None,
    place: str | None,
    village: str | None,
    close: str,
    reopen: str,
    as_json: bool,
) -> None:
    """列出、登记、修改、停用或重新启用公开栏，连同上面贴着的榜。"""
    words = {"name": rename, "place": place, "natural_village": village}
    given: dict[str, Any] = {key: text for key, text in words.items() if text is not None}
    if sum(map(bool, (add, change, close, reopen))) > 1:
        raise click.UsageError("--add、--change、--close、--reopen 一次只用一个。")
    if (rename is not None and not change) or (given and not (add or change)):
        raise click.UsageError("--place、--village 配 --add 或 --change，--rename 配 --change。")
    if change and not given:
        raise click.UsageError("--change 要写明改什么：--rename、--place 或 --village。")
    with call.desk() as desk:
        if add:
            service.open_board(desk, add, place or "", village or "")
        if change:
            service.change_board(desk, replace(service.board_named(desk, change), **given))
        if close:
            service.close_board(desk, service.board_named(desk, close))
        if reopen:
            service.reopen_board(desk, service.board_named(desk, reopen))
        _tell_boards(desk, as_json)


def _tell_boards(desk: Desk, as_json: bool) -> None:
    hanging = service.hanging_now(desk)
    data = [
        {
            "name": one.name,
            "place": one.place,
            "village": one.natural_village,
            "closed_on": one.closed_on.isoformat() if one.closed_on else None,
            "hanging": hanging.get(one.id, []),
        }
        for one in store.boards(desk.db)
    ]
    lines = []
    for one in store.boards(desk.db):
        up = "已停用" if one.closed_on else "、".join(hanging.get(one.id, [])) or "没有贴榜"
        lines.append(f"{one.name}　{one.place}　{one.natural_village}　{up}")
    tell(as_json, data, "\n".join(lines) or "还没有登记公开栏。")


@click.command("archive")
@click.argument("name")
@click.option("--place", default="", help="放在哪里，例如“2026年第3盒”")
@json_option
@click.pass_obj
def archive(call: Call, name: str, place: str, as_json: bool) -> None:
    """归档：张贴期满、已经揭下的。"""
    with call.desk() as desk:
        one = life.posting_named(desk, name)
        filed = service.archive(desk, one, place)
        data = {**posting_json(one), "filed_on": filed.on.isoformat(), "place": filed.place}
        tell(as_json, data, f"已归档：{one.number}　{filed.place}")


def _hangs(told: dict[str, Any], board: str) -> bool:
    return told["board"] == board and told["down_on"] is None
