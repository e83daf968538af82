"""Enrolment cards read from files that anybody may have handed over."""

import stat
from pathlib import Path

from boardapp.bundles.card import Card, parse_card
from boardapp.bundles.minisign import LIMIT
from boardapp.bundles.verdict import shown
from boardapp.core.errors import UserError


def read_card(file: Path) -> Card:
    """Read an enrolment card; raises UserError when the file is none or cannot be read.

    A folder, a pipe or a device is told by its kind and never waited for.
    """
    try:
        kind = file.stat().st_mode
        if not stat.S_ISREG(kind):
            word = "文件夹" if stat.S_ISDIR(kind) else "设备或管道"
            raise UserError(
                f"{shown(file.name)}是{word}，不是登记卡文件。没有改动；请选登记卡的 .pub 文件。"
            )
        with file.open("rb") as opened:
            return parse_card(opened.read(LIMIT + 1))
    except OSError as error:
        raise UserError(
            f"读不出登记卡文件{shown(file.name)}，它可能已移走，或者U盘没有插好。"
            "没有改动；请检查文件名再试。"
        ) from error
    except ValueError as error:
        raise UserError(
            f"{shown(file.name)}不是登记卡：{str(error).rstrip('。')}。没有改动；请换一个文件再试。"
        ) from error
