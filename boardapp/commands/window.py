"""The opening of the window: the only thing that needs a screen and Qt."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

from boardapp.commands.shared import Call
from boardapp.core.errors import UserError


def has_display() -> bool:
    """Whether a window could be seen here."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform.partition(":")[0] not in {"offscreen", "minimal"}
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def open_window(call: Call) -> int:
    """Open the window on a data folder and return the program's exit status."""
    run: Callable[[Path, str, date | None], int] = window().run
    return run(call.folder, call.operator, call.day)


def window() -> ModuleType:
    """Load the window, which needs libraries that a server may not have.

    Raises UserError where they are missing.
    """
    try:
        from boardapp.ui import app
    except ImportError as error:
        raise UserError(
            f"打不开窗口：缺少 Qt 需要的系统库（{error}）。"
            "数据没有受影响，命令行仍可使用；Linux 上要装的库见 README。"
        ) from error
    return app
