"""After a receipt: only what the township lacks goes along, and what it lost goes again."""

from datetime import date
from pathlib import Path
from typing import Any

from boardapp.core.bundle.receipt import Holding, Receipt
from boardapp.core.bundle.reporting import Reported
from boardapp.core.posting import Posting
from boardapp.core.village import Book
from boardapp.services import boards, instance, reporting
from boardapp.services.desk import Desk
from boardapp.services.exporting import Exported, export
from boardapp.store import bundles as store
from tests.services.test_exporting import change, later, names, photo, posted, stick

__all__ = ["photo", "posted", "stick"]


def answer(desk: Desk, one: Exported, number: int = 1, **changes: Any) -> Receipt:
    """Let the township answer that it holds a bundle."""
    values: dict[str, Any] = {
        "number": number, "issued_on": date(2026, 11, 8), "township": "青石镇",
        "village": "331181102299", "instance": instance.identity(desk).uuid,
        "sequence": one.sequence, "digest": one.digest,
    }  # fmt: skip
    receipt = Receipt(**(values | changes))
    with desk.writing("test-receipt", {}) as db:
        store.add_receipt(db, receipt, date(2026, 11, 9), "王某", "")
    return receipt


def test_only_what_the_receipt_lacks_goes_along(
    desk: Desk, posted: Posting, book: Book, photo: Path, stick: Path
) -> None:
    first = export(desk, stick)
    answer(desk, first)
    board = boards.open_board(desk, "村委会门口公开栏")
    boards.put_up(desk, posted, board, desk.today, photo)
    second = export(later(desk), stick)
    assert (second.full, second.carried["postings"], second.carried["attachments"]) == (
        False, 0, 1,
    )  # fmt: skip
    assert second.held["postings"] == 1
    assert not any("notices" in name for name in names(second))
    assert export(later(desk), stick).reissued
    whole = export(later(desk), stick, full=True)
    assert (whole.sequence, whole.full, whole.carried["postings"]) == (3, True, 1)
    assert export(later(desk), stick, full=True).reissued
    answer(desk, whole, 2, missing=(f"data/notices/{posted.id}.pdf",))
    change(desk, book)
    third = export(later(desk), stick)
    assert [name for name in names(third) if name.startswith("data/n")] == [
        f"data/notices/{posted.id}.pdf"
    ]


def test_what_the_township_says_it_lacks_goes_out_under_a_new_number(
    desk: Desk, posted: Posting, book: Book, stick: Path
) -> None:
    answer(desk, export(desk, stick))
    change(desk, book)
    second = export(desk, stick)
    assert second.carried["postings"] == 0
    answer(desk, second, 2, missing=(f"data/postings/{posted.digest}.json",))
    third = export(desk, stick)
    assert (third.sequence, third.reissued, third.carried["postings"]) == (3, False, 1)


def test_a_receipt_for_another_bundle_of_that_number_is_no_reason_to_leave_files_out(
    desk: Desk, posted: Posting, book: Book, stick: Path
) -> None:
    assert posted
    answer(desk, export(desk, stick), digest="f" * 64)
    change(desk, book)
    assert export(desk, stick).full


def test_a_township_that_lost_its_data_gets_everything_again(
    desk: Desk, posted: Posting, book: Book, stick: Path
) -> None:
    assert posted
    answer(desk, export(desk, stick))
    change(desk, book)
    assert not export(desk, stick).full
    answer(desk, export(desk, stick), 2, sequence=0, digest="")
    assert export(desk, stick).full


def test_a_posting_stands_where_bundles_and_receipts_say(
    desk: Desk, posted: Posting, stick: Path
) -> None:
    def now() -> tuple[Reported, int, str]:
        one = reporting.report_of(desk, posted.id)
        return one.state, one.bundle, one.reason

    assert now() == (Reported.UNREPORTED, 0, "")
    one = export(desk, stick)
    assert now() == (Reported.EXPORTED, 1, "")
    answer(desk, one, 1, postings=(Holding(posted.id, posted.digest),))
    assert now() == (Reported.RECEIVED, 1, "")
    back = Holding(posted.id, posted.digest, returned=True, reason="缺监委会签字")
    answer(desk, one, 2, postings=(back,))
    assert now() == (Reported.RETURNED, 1, "缺监委会签字")
