"""A database in which nothing was written yet, made once for all tests that start from one."""

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from boardapp.services.desk import DATABASE
from boardapp.store.database import open_database
from boardapp.store.migrations import village


def blank(folder: Path) -> Path:
    """Lay a blank database of today's program into a folder, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DATABASE).write_bytes(_bytes())
    return folder


@cache
def _bytes() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / DATABASE
        open_database(path, village, datetime(2026, 11, 6)).close()  # noqa: DTZ001
        return path.read_bytes()
