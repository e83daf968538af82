"""The commands that show the program at work, and prove that it works where it is installed."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from boardapp.commands.shared import Call
from boardapp.commands.window import has_display, open_window, window
from boardapp.core.errors import UserError
from boardapp.services import demo as service
from boardapp.services.desk import is_set_up, open_desk
from boardapp.services.papers import page_count
from boardapp.store import journal, villages


@click.command("demo")
@click.option("--into", type=click.Path(path_type=Path), default=Path("boardapp-demo"))
@click.option("--no-window", is_flag=True, help="不打开窗口")
@click.pass_obj
def demo(call: Call, into: Path, no_window: bool) -> None:
    """用一个虚构的村演示全过程：导入一年的账，公布，写出最新的榜，打开窗口。"""
    _make_room(into)
    with open_desk(into, call.operator or "王某", call.day, new=True) as desk:
        made = service.fill(desk, _tell)
    pages = page_count(made.notice.read_bytes())
    click.echo(f"示例村：{service.VILLAGE.name}，数据在 {made.folder}")
    click.echo(f"导入 {made.files} 份账，共 {made.entries} 笔。")
    click.echo(f"{made.latest.label}的榜：{made.posting.number}，A3 共 {pages} 页：{made.notice}")
    click.echo(f"交乡镇的数据包：{made.bundle}")
    if no_window:
        return
    if not has_display():
        click.echo("这台机器没有屏幕，没有打开窗口；其余都已完成。")
        return
    raise SystemExit(open_window(Call(into, call.operator or "王某", call.day)))


@click.command("self-test")
@click.option("--no-window", is_flag=True, help="不检查窗口部件")
def self_test(no_window: bool) -> None:
    """证明装好的程序能用：在临时文件夹里走完导入、公布、出榜全过程。"""
    with TemporaryDirectory() as folder, open_desk(Path(folder) / "data", "自检", new=True) as desk:
        made = service.fill(desk)
        pages = page_count(made.notice.read_bytes())
        broken = journal.first_broken(desk.db)
    if broken or not pages:
        raise UserError(
            "自检没有通过：写出的数据或榜不完整。请重新安装村务公开栏；您的数据没有动。"
        )
    click.echo(f"数据库、导入、公布、出榜：正常（{made.entries} 笔，{pages} 页）")
    if not no_window:
        window()
        click.echo("窗口部件：正常")


def _make_room(into: Path) -> None:
    """Clear the folder of an earlier demonstration; any other data is refused."""
    if not into.exists() or not any(into.iterdir()):
        return
    ours = False
    if is_set_up(into):
        with open_desk(into) as desk:
            ours = villages.setting(desk.db, "demo") == "1"
    if not ours:
        raise UserError(f"{into} 里已经有别的文件，没有动它。请用 --into 指定一个新的文件夹。")
    shutil.rmtree(into)


def _tell(done: int, total: int, label: str) -> None:
    click.echo(f"  {done + 1}/{total} {label}")
