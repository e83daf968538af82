"""Where each posting stands on its way to the township, told from our bundles and its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass

from boardapp.core.bundle.reporting import Reported, reported
from boardapp.services.desk import Desk
from boardapp.store import bundles as store
from boardapp.store import postings

_NOTICES = "data/notices/"


@dataclass(frozen=True)
class Report:
    """Where one posting stands; ``bundle`` is the sequence that first named it, zero for none.

    ``reason`` is why the township returned it.
    """

    state: Reported
    bundle: int = 0
    reason: str = ""


def report_of(desk: Desk, posting: str) -> Report:
    """Return where a posting stands, by its id."""
    return reports(desk).get(posting, Report(Reported.UNREPORTED))


@dataclass(frozen=True)
class ToCorrect:
    """A posting that the township returned and that no correction has replaced yet."""

    posting: str
    number: str
    reason: str


def to_correct(desk: Desk) -> tuple[ToCorrect, ...]:
    """Return what the township returned and still hangs uncorrected, the oldest first."""
    receipt = store.newest_receipt(desk.db)
    back = {one.posting: one.reason for one in receipt.postings if one.returned} if receipt else {}
    held = [postings.by_id(desk.db, id_) for id_ in back]
    return tuple(
        ToCorrect(one.id, one.number, back[one.id])
        for one in sorted(filter(None, held), key=lambda one: one.published_at)
        if postings.replacing(desk.db, one.id) is None
    )


def reports(desk: Desk) -> Mapping[str, Report]:
    """Return where every posting stands, by its id."""
    first = {
        path.removeprefix(_NOTICES).removesuffix(".pdf"): sequence
        for path, sequence in store.first_sequences(desk.db).items()
        if path.startswith(_NOTICES)
    }
    receipt = store.newest_receipt(desk.db)
    reasons = {one.posting: one.reason for one in receipt.postings} if receipt else {}
    return {
        id_: Report(reported(id_, first, receipt), first.get(id_, 0), reasons.get(id_, ""))
        for id_, *_ in postings.places(desk.db)
    }
