"""Up to which line the journal was found whole: kept in a file beside the data, not in it.

Whoever cuts the last lines off a journal leaves a chain that is whole; only what was remembered
elsewhere tells that there were more.
"""

import json
from pathlib import Path

from sqlite_utils import Database

from boardapp.core.errors import UserError
from boardapp.services.files import write_whole
from boardapp.store import journal

PROVEN = "journal-proven"
"""The file in a data folder."""


def recall(folder: Path) -> tuple[int, str]:
    """Return the line up to which the chain was proven; the very start where nothing says so."""
    try:
        told = json.loads((folder / PROVEN).read_text("utf-8"))
        seq, digest = int(told["seq"]), str(told["digest"])
    except (OSError, ValueError, TypeError, KeyError):
        return 0, journal.START
    return seq, digest


def remember(db: Database, folder: Path) -> None:
    """Keep that the chain is whole up to its last line; a disk that refuses costs time only."""
    seq, digest = journal.head(db)
    if (seq, digest) == recall(folder):
        return
    try:
        write_whole(folder / PROVEN, json.dumps({"seq": seq, "digest": digest}).encode())
    except UserError:
        return


def forget(folder: Path) -> None:
    """Begin anew, before other data take the place of those that were proven."""
    (folder / PROVEN).unlink(missing_ok=True)
