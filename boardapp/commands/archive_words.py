"""How commands tell of packs: yearly files and handover packs, written or looked at again."""

from pathlib import Path
from typing import Any

from boardapp.commands.shared import tell
from boardapp.core.pack import Checked
from boardapp.services import packs


def check_and_tell(folder: Path, as_json: bool) -> None:
    """Look at a pack again; exit status 1 when anything is not as it was written."""
    found = packs.check_pack(folder)
    tell(as_json, checked_json(folder, found), found.sentence)
    if not found.ok:
        raise SystemExit(1)


def checked_json(folder: Path, found: Checked) -> dict[str, Any]:
    """Return what a second look found with the keys that scripts rely on."""
    return {
        "folder": str(folder),
        "ok": found.ok,
        "files": found.files,
        "missing": list(found.missing),
        "changed": list(found.changed),
        "extra": list(found.extra),
        "sentence": found.sentence,
    }
