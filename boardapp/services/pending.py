"""A replacement that waits until nobody has the data open: planned in the window, done at start."""

from pathlib import Path

from boardapp.core.errors import UserError
from boardapp.services.desk import Desk
from boardapp.services.files import write_whole
from boardapp.services.restore import put_in_place

PLAN = "replace-at-start"


def plan(desk: Desk, restored: Path) -> None:
    """Remember that a proved restore is to take the place of the live data at the next start."""
    write_whole(desk.folder / PLAN, str(restored.absolute()).encode())


def carry_out(folder: Path, operator: str = "") -> str:
    """Do what was planned, if anything was, and return a sentence about it.

    A plan is tried once: whatever comes of it, the data that are there can be opened.
    """
    path = folder / PLAN
    if not path.exists():
        return ""
    try:
        restored = Path(path.read_text("utf-8"))
        path.unlink()
        aside = put_in_place(folder, restored, operator)
    except UserError as error:
        return f"没有换成恢复的数据：{error}"
    except (OSError, ValueError) as error:
        return f"没有换成恢复的数据（{error}）。现在的数据没有改动，请在“备份与恢复”里再试。"
    return f"已换成恢复的数据；原来的保存在 {aside}。请先确认墙上的编号，再公布。"
