"""Where the program's own files lie: in a checkout, in an installed wheel, or frozen."""

import sys
from pathlib import Path

from boardapp.core.errors import UserError


def resource(name: str) -> Path:
    """Return the path of a file or folder in ``resources``; raises UserError when it is gone."""
    package = Path(__file__).parents[1]
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen)] if frozen else [package, package.parent]
    for place in places:
        path = place / "resources" / name
        if path.exists():
            return path
    raise UserError(f"程序文件不完整，缺少 {name}。您的数据没有受影响；请重新安装村务公开栏。")
