"""The village reads the township's receipt: who wrote it, what follows, and what is asked first."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from boardapp.bundles.minisign import sign
from boardapp.core.bundle.receipt import LARGEST, Holding, LastNumber, Receipt
from boardapp.core.bundle.receipt_outcome import ReceiptOutcome
from boardapp.core.bundle.reporting import Reported
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import (
    correcting,
    instance,
    keys,
    ledger,
    proof,
    receipts,
    reporting,
    township_keys,
)
from boardapp.services.desk import Desk, open_desk
from boardapp.services.exporting import Exported, export
from boardapp.services.instance import Standing
from boardapp.services.posting import publish
from boardapp.services.receipts import Judged
from boardapp.store import bundles as store
from boardapp.store import journal
from boardapp.store import life as lives
from tests.builders import entry
from tests.life import approve
from tests.services.test_exporting import change, later, names, posted, stick
from tests.township import CODE, OTHER, Township, holding, returning

__all__ = ["posted", "stick"]
UUID = "0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11"


@pytest.fixture
def township(desk: Desk, tmp_path: Path) -> Township:
    one = Township()
    one.enrol(desk, tmp_path)
    return one


@pytest.fixture
def first(desk: Desk, stick: Path) -> Exported:
    """Return the first bundle; it tells of a posting where the test has published one before."""
    return export(desk, stick)


@pytest.fixture
def copy(desk: Desk, first: Exported, township: Township, tmp_path: Path) -> Iterator[Desk]:
    """Return the data as they were copied after the first bundle, while the first goes on."""
    assert first
    assert township
    shutil.copytree(desk.folder, tmp_path / "copy")
    with open_desk(tmp_path / "copy", "李某", date(2026, 11, 10)) as one:
        yield one


@pytest.fixture
def restored(copy: Desk) -> Desk:
    instance.renew(copy, "restored", {})
    return copy


def state_of(desk: Desk) -> tuple[Any, ...]:
    held = [*desk.db.query("select * from receipt")]
    return journal.head(desk.db), instance.identity(desk), held


def outcome(desk: Desk, file: Path, wanted: ReceiptOutcome, *, confirmed: bool = False) -> Judged:
    """Read a receipt that is not taken: it has this outcome and changes nothing."""
    before = state_of(desk)
    found = receipts.take(desk, file, confirmed=confirmed)
    assert found.outcome is wanted, found.sentence
    assert found.sentence.endswith(("。", "）"))
    assert found.next_step.endswith("。")
    if wanted is not ReceiptOutcome.TAKEN:
        assert state_of(desk) == before
    return found


def test_a_receipt_is_taken_and_only_what_is_new_goes_along_next(
    desk: Desk, posted: Posting, first: Exported, book: Book, stick: Path, township: Township
) -> None:
    assert reporting.report_of(desk, posted.id).state is Reported.EXPORTED
    found = outcome(desk, township.answer(desk, stick), ReceiptOutcome.TAKEN)
    assert found.receipt
    assert (found.receipt.sequence, found.returned, found.unknown) == (first.sequence, (), 0)
    assert "收到第1号，已收公示 1 份" in found.sentence
    assert reporting.report_of(desk, posted.id).state is Reported.RECEIVED
    line = journal.newest(desk.db, "take-receipt")
    assert line
    assert json.loads(line.details)["number"] == "receipt-331181102299-0001.json"
    change(desk, book)
    second = export(desk, stick)
    assert (second.full, second.carried["postings"], second.sequence) == (False, 0, 2)
    assert second.previous == first.digest
    assert proof.troubles(desk.db, desk.folder) == ()


def test_what_the_receipt_lacks_goes_along_again(
    desk: Desk, posted: Posting, first: Exported, book: Book, stick: Path, township: Township
) -> None:
    assert first
    lacks = f"data/notices/{posted.id}.pdf"
    found = outcome(desk, township.answer(desk, stick, missing=(lacks,)), ReceiptOutcome.TAKEN)
    assert "缺 1 个文件" in found.sentence
    change(desk, book)
    carried = [name for name in names(export(desk, stick)) if name.startswith("data/n")]
    assert carried == [lacks]


def test_a_returned_posting_has_its_reason_and_waits_for_a_correction(
    desk: Desk, posted: Posting, first: Exported, stick: Path, township: Township
) -> None:
    assert first
    file = township.write(stick, returning(holding(desk), "第3行金额不符"))
    found = outcome(desk, file, ReceiptOutcome.TAKEN)
    (back,) = found.returned
    assert (back.number, back.reason) == (posted.number, "第3行金额不符")
    assert "更正" in found.next_step
    report = reporting.report_of(desk, posted.id)
    assert (report.state, report.reason) == (Reported.RETURNED, "第3行金额不符")
    assert [one.number for one in reporting.to_correct(desk)] == [posted.number]


def test_minisign_itself_accepts_what_we_read(
    desk: Desk, first: Exported, stick: Path, township: Township
) -> None:
    assert first
    file = township.answer(desk, stick)
    card = township.card(stick)
    done = subprocess.run(
        ["minisign", "-V", "-H", "-p", card, "-m", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"township:{CODE} village:331181102299 receipt:1 sequence:1" in done.stdout


def test_a_receipt_that_minisign_signed_is_taken(
    desk: Desk, first: Exported, stick: Path, tmp_path: Path
) -> None:
    assert first
    key, card = tmp_path / "minisign.key", tmp_path / "minisign.pub"
    subprocess.run(["minisign", "-G", "-W", "-p", card, "-s", key], check=True, capture_output=True)
    township_keys.register(desk, township_keys.look(desk, card))
    one = holding(desk)
    file = stick / one.file_name
    file.write_bytes(one.to_json())
    words = ["-S", "-H", "-s", str(key), "-m", str(file), "-t", one.comment()]
    subprocess.run(["minisign", *words], check=True, capture_output=True)
    outcome(desk, file, ReceiptOutcome.TAKEN)


def test_either_of_the_two_files_may_be_named(desk: Desk, stick: Path, township: Township) -> None:
    file = township.answer(desk, stick)
    outcome(desk, file.with_name(f"{file.name}.minisig"), ReceiptOutcome.TAKEN)
    outcome(desk, file, ReceiptOutcome.ALREADY_TAKEN)


def cut(raw: bytes) -> bytes:
    return raw[:-20]


BROKEN: list[tuple[Callable[[bytes], bytes], ReceiptOutcome]] = [
    (lambda _: b"", ReceiptOutcome.NOT_A_RECEIPT),
    (lambda _: b"PK\x03\x04", ReceiptOutcome.NOT_A_RECEIPT),
    (lambda raw: b"\xef\xbb\xbf" + raw, ReceiptOutcome.NOT_A_RECEIPT),
    (lambda raw: b"{" + b" " * LARGEST + raw, ReceiptOutcome.TOO_LARGE),
    (cut, ReceiptOutcome.DAMAGED),
    (lambda raw: raw.replace(b":", b": ", 1), ReceiptOutcome.DAMAGED),
    (lambda raw: raw + b"\n", ReceiptOutcome.DAMAGED),
    (lambda raw: raw.replace(b"\n", b"\r\n"), ReceiptOutcome.DAMAGED),
    (lambda raw: raw.replace(b'"version":1', b'"version":true'), ReceiptOutcome.DAMAGED),
    (lambda raw: raw.replace(b'"version":1', b'"version":2'), ReceiptOutcome.TOO_NEW),
    (lambda raw: raw.replace("青石镇".encode(), b"\\ud800"), ReceiptOutcome.DAMAGED),
    (lambda raw: raw.replace(b'"number":1', b'"number":1,"number":1'), ReceiptOutcome.DAMAGED),
    (lambda _: b"{" * 100_000, ReceiptOutcome.DAMAGED),
    (lambda raw: raw.replace(b'"number":1', b'"number":2'), ReceiptOutcome.BAD_SIGNATURE),
    (lambda raw: raw.replace("青石镇".encode(), "青山镇".encode()), ReceiptOutcome.BAD_SIGNATURE),
]


@pytest.mark.parametrize(("broken", "wanted"), BROKEN)
def test_a_receipt_that_was_damaged_or_changed_is_named_and_not_taken(
    desk: Desk,
    stick: Path,
    township: Township,
    broken: Callable[[bytes], bytes],
    wanted: ReceiptOutcome,
) -> None:
    file = township.answer(desk, stick)
    file.write_bytes(broken(file.read_bytes()))
    outcome(desk, file, wanted)


SIGNED: list[tuple[Callable[[Receipt, bytes], bytes], ReceiptOutcome]] = [
    (lambda _, __: b"", ReceiptOutcome.BAD_SIGNATURE),
    (lambda _, raw: raw[:-3], ReceiptOutcome.BAD_SIGNATURE),
    (lambda _, raw: raw + b"x" * 5000, ReceiptOutcome.BAD_SIGNATURE),
    (lambda _, raw: raw.replace(b"receipt:1", b"receipt:2"), ReceiptOutcome.BAD_SIGNATURE),
    (
        lambda one, _: sign(OTHER, one.to_json(), one.comment(CODE)),
        ReceiptOutcome.WRONG_KEY,
    ),
    (
        lambda one, _: sign(Township().secret, one.to_json(), "village:331181102299 sequence:1"),
        ReceiptOutcome.WRONG_ROLE,
    ),
    (
        lambda one, _: sign(Township().secret, one.to_json(), replace(one, number=9).comment(CODE)),
        ReceiptOutcome.BAD_SIGNATURE,
    ),
    (
        lambda one, _: sign(Township().secret, b"other", one.comment(CODE)),
        ReceiptOutcome.BAD_SIGNATURE,
    ),
]


@pytest.mark.parametrize(("signed", "wanted"), SIGNED)
def test_a_signature_that_is_not_the_townships_is_named(
    desk: Desk,
    stick: Path,
    township: Township,
    signed: Callable[[Receipt, bytes], bytes],
    wanted: ReceiptOutcome,
) -> None:
    file = township.answer(desk, stick)
    beside = file.with_name(f"{file.name}.minisig")
    beside.write_bytes(signed(holding(desk), beside.read_bytes()))
    outcome(desk, file, wanted)


def test_each_missing_file_has_its_sentence(desk: Desk, stick: Path, township: Township) -> None:
    file = township.answer(desk, stick)
    file.with_name(f"{file.name}.minisig").unlink()
    assert ".minisig" in outcome(desk, file, ReceiptOutcome.UNSIGNED).sentence
    file.unlink()
    outcome(desk, file, ReceiptOutcome.NOT_THERE)
    outcome(desk, stick, ReceiptOutcome.NOT_THERE)
    outcome(desk, stick / "x\0y", ReceiptOutcome.NOT_THERE)


def test_without_the_townships_key_nothing_is_taken(desk: Desk, stick: Path) -> None:
    found = outcome(desk, Township().answer(desk, stick), ReceiptOutcome.NO_TOWNSHIP_KEY)
    assert "township-key" in found.next_step


def test_a_revoked_key_counts_no_more(desk: Desk, stick: Path, township: Township) -> None:
    township_keys.revoke(desk, "乡镇通知密钥丢了")
    outcome(desk, township.answer(desk, stick), ReceiptOutcome.REVOKED_KEY)


def test_the_receipt_of_another_village_is_refused(
    desk: Desk, stick: Path, township: Township
) -> None:
    file = township.answer(desk, stick, village="331181102301")
    assert "331181102301" in outcome(desk, file, ReceiptOutcome.OTHER_VILLAGE).sentence


def test_an_older_receipt_is_told_and_the_newest_once_more_is_harmless(
    desk: Desk, stick: Path, township: Township
) -> None:
    one, two = township.answer(desk, stick), township.answer(desk, stick, number=2)
    outcome(desk, two, ReceiptOutcome.TAKEN)
    outcome(desk, two, ReceiptOutcome.ALREADY_TAKEN)
    outcome(desk, one, ReceiptOutcome.OLDER, confirmed=True)
    three = township.answer(desk, stick, number=3)
    outcome(desk, three, ReceiptOutcome.TAKEN)
    outcome(desk, two, ReceiptOutcome.OLDER, confirmed=True)


def test_a_township_that_holds_less_is_asked_about_and_then_gets_it_again(
    desk: Desk, posted: Posting, first: Exported, book: Book, stick: Path, township: Township
) -> None:
    assert posted
    assert first
    outcome(desk, township.answer(desk, stick), ReceiptOutcome.TAKEN)
    less = township.answer(desk, stick, number=2, sequence=0, digest="", postings=())
    found = outcome(desk, less, ReceiptOutcome.HOLDS_LESS)
    assert "少了 1 份" in found.sentence
    outcome(desk, less, ReceiptOutcome.TAKEN, confirmed=True)
    change(desk, book)
    assert export(desk, stick).full


def test_a_township_that_counts_anew_is_asked_about(
    desk: Desk, stick: Path, township: Township
) -> None:
    outcome(desk, township.answer(desk, stick, number=7), ReceiptOutcome.TAKEN)
    file = township.answer(desk, stick, number=7, issued_on=date(2026, 11, 20))
    outcome(desk, file, ReceiptOutcome.NUMBERED_ANEW)
    outcome(desk, file, ReceiptOutcome.TAKEN, confirmed=True)
    lower = township.answer(desk, stick, number=3, issued_on=date(2026, 11, 21))
    outcome(desk, lower, ReceiptOutcome.TAKEN, confirmed=True)
    newest = store.newest_receipt(desk.db)
    assert newest
    assert newest.number == 3


def test_another_bundle_under_our_number_is_a_fork_and_leads_to_a_new_number(
    desk: Desk, first: Exported, stick: Path, township: Township
) -> None:
    file = township.answer(desk, stick, digest="f" * 64)
    found = outcome(desk, file, ReceiptOutcome.FORK)
    assert first.digest[:8] in found.sentence
    assert "只留一台" in found.next_step
    outcome(desk, file, ReceiptOutcome.TAKEN, confirmed=True)
    second = export(desk, stick)
    assert (second.sequence, second.full, second.previous) == (2, True, "f" * 64)


def test_a_bundle_of_another_database_is_asked_about(
    desk: Desk, first: Exported, stick: Path, township: Township
) -> None:
    assert first
    file = township.answer(desk, stick, instance=UUID)
    outcome(desk, file, ReceiptOutcome.OTHER_INSTANCE)
    outcome(desk, file, ReceiptOutcome.TAKEN, confirmed=True)


def test_other_content_under_the_name_of_our_posting_is_refused_whatever_is_said(
    desk: Desk, posted: Posting, first: Exported, stick: Path, township: Township
) -> None:
    assert first
    file = township.answer(desk, stick, postings=(Holding(posted.id, "e" * 64),))
    found = outcome(desk, file, ReceiptOutcome.POSTING_DIFFERS, confirmed=True)
    assert posted.number in found.sentence


def test_a_sequence_that_we_never_gave_out_makes_these_data_the_older_ones(
    desk: Desk, body: Body, first: Exported, stick: Path, township: Township
) -> None:
    assert first
    file = township.answer(
        desk, stick, sequence=4, digest="d" * 64, numbers=(LastNumber(body.id, 2026, 3),)
    )
    assert "只到第1号" in outcome(desk, file, ReceiptOutcome.BEYOND).sentence
    old = instance.identity(desk)
    found = outcome(desk, file, ReceiptOutcome.TAKEN, confirmed=True)
    now = instance.identity(desk)
    assert (now.previous, now.origin, now.sequence, now.proven) == (old.uuid, "restored", 4, True)
    assert found.confirmed
    assert len(found.confirmed.void) == 3
    assert proof.troubles(desk.db, desk.folder) == ()


def test_a_restored_village_may_publish_again_by_the_newest_receipt(
    desk: Desk, restored: Desk, body: Body, book: Book, stick: Path, township: Township
) -> None:
    change(desk, book)
    second = export(desk, stick)
    lost = Holding(UUID, "c" * 64)
    file = township.answer(
        desk, stick, postings=(*holding(desk).postings, lost),
        numbers=(LastNumber(body.id, 2026, 4), LastNumber(body.id, 2025, 2)),
    )  # fmt: skip
    assert not instance.may_publish(restored)
    found = outcome(restored, file, ReceiptOutcome.TAKEN)
    assert found.unknown == 1
    assert found.confirmed
    assert "第5号" in found.next_step
    assert instance.standing(restored) is Standing.PROVEN
    void = {(one.year, one.serial) for one in lives.voids(restored.db)}
    assert void == {(2026, 1), (2026, 2), (2026, 3), (2026, 4), (2025, 1), (2025, 2)}
    assert keys.current(restored)
    assert keys.current(restored) != keys.current(desk)
    third = export(restored, stick)
    assert (third.sequence, third.full, third.previous) == (3, True, second.digest)
    assert proof.troubles(restored.db, restored.folder) == ()


def test_a_receipt_that_the_backup_held_already_wins_the_same_right(
    desk: Desk, township: Township, first: Exported, stick: Path, tmp_path: Path
) -> None:
    assert first
    file = township.answer(desk, stick)
    outcome(desk, file, ReceiptOutcome.TAKEN)
    shutil.copytree(desk.folder, tmp_path / "copy")
    with open_desk(tmp_path / "copy", "李某", date(2026, 11, 10)) as copy:
        instance.renew(copy, "restored", {})
        found = receipts.take(copy, file)
        assert (found.outcome, bool(found.confirmed)) == (ReceiptOutcome.ALREADY_TAKEN, True)
        assert instance.standing(copy) is Standing.PROVEN


def test_a_receipt_older_than_the_backup_proves_nothing(
    restored: Desk, stick: Path, township: Township
) -> None:
    file = township.answer(restored, stick, sequence=0, digest="", postings=(), instance="")
    found = outcome(restored, file, ReceiptOutcome.TAKEN)
    assert found.confirmed is None
    assert instance.standing(restored) is Standing.RESTORED


def test_a_copy_is_confirmed_only_by_somebody_who_says_so(
    copy: Desk, stick: Path, township: Township
) -> None:
    file = township.answer(copy, stick)
    outcome(copy, file, ReceiptOutcome.COPIED_DATA)
    found = outcome(copy, file, ReceiptOutcome.TAKEN, confirmed=True)
    assert found.confirmed
    assert instance.identity(copy).origin == "copied"
    assert instance.standing(copy) is Standing.PROVEN


def test_receipts_on_a_stick_are_those_of_ours_that_were_not_read(
    desk: Desk, stick: Path, township: Township
) -> None:
    one, two = township.answer(desk, stick, number=1), township.answer(desk, stick, number=12)
    township.answer(desk, stick, village="331181102301")
    (stick / "receipt-331181102299-x.json").write_text("{}")
    (stick / "receipt-331181102299-0009.json").mkdir()
    assert receipts.waiting(desk, stick) == (one, two)
    outcome(desk, one, ReceiptOutcome.TAKEN)
    assert receipts.waiting(desk, stick) == (two,)
    assert receipts.waiting(desk, stick / "gone") == ()


def test_every_outcome_has_one_sentence_and_one_next_step() -> None:
    for one in ReceiptOutcome:
        assert one.sentence.endswith("。")
        assert one.next_step.endswith("。")
        assert one.exit in (0, 1)
        assert not (one.asks and one.exit == 0)


def test_a_corrected_posting_waits_no_more(
    desk: Desk, posted: Posting, first: Exported, body: Body, book: Book, stick: Path,
    township: Township,
) -> None:  # fmt: skip
    assert first
    outcome(desk, township.write(stick, returning(holding(desk), "漏了一笔")), ReceiptOutcome.TAKEN)
    correct_it(desk, posted, body, book)
    assert reporting.to_correct(desk) == ()
    assert reporting.report_of(desk, posted.id).state is Reported.RETURNED
    second = export(later(desk), stick)
    assert second.carried["postings"] == 1


def correct_it(desk: Desk, posted: Posting, body: Body, book: Book) -> None:
    """Publish a correction of October, in which a line was missing."""
    october = Period(2026, 10)
    ledger.save_entry(desk, entry(book=book.id, month=october, voucher="记8"))
    one = correcting.correct(desk, posted, "漏登一笔")
    approve(desk, one)
    publish(desk, "finance-lines", october, body)
