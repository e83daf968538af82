"""What a bundle is worth: judged by this village's own keys, or by those of enrolment cards."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from boardapp.bundles.reader import read_bundle
from boardapp.bundles.verdict import KnownKey
from boardapp.bundles.verdict import Verdict as Verdict
from boardapp.core.bundle.package import package_problems
from boardapp.core.errors import UserError
from boardapp.core.progress import Progress, silent
from boardapp.services import keys
from boardapp.services.card_files import read_card
from boardapp.services.desk import Desk
from boardapp.store import villages


def own_verdict(desk: Desk, file: Path, progress: Progress = silent) -> Verdict:
    """Judge a bundle by this village's own keys; one that was retired counts as revoked.

    Nothing is taken in or changed. Raises UserError when the file cannot be read at all.
    """
    village = villages.village(desk.db)
    known = [KnownKey(one.public, one.retired) for one in keys.own_keys(desk)]

    def of(code: str) -> Sequence[KnownKey]:
        return known if village and code == village.code else ()

    return read_bundle(file, of, package_problems, today=desk.today, progress=progress)


def card_verdict(file: Path, card: Path, today: date, progress: Progress = silent) -> Verdict:
    """Judge a bundle by the key on an enrolment card; no data folder is needed for that.

    A card that names a village counts for that village alone. Raises UserError when the card is
    none, or a file cannot be read.
    """
    one = read_card(card)
    if one.role == "township":
        raise UserError(
            f"{card.name} 是乡镇的登记卡，不是村的，没有核对。请选这个村交来的登记卡文件。"
        )
    known = KnownKey(one.public)

    def of(code: str) -> Sequence[KnownKey]:
        return (known,) if one.code in ("", code) else ()

    return read_bundle(file, of, package_problems, today=today, progress=progress)
