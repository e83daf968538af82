"""The stick: numbered once, whole or not there, and only what the township lacks."""

import contextlib
import hashlib
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bagit import Bag
from PIL import Image

from boardapp.core.bundle.outcome import Outcome
from boardapp.core.errors import Cancelled, UserError
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import Body, Book
from boardapp.services import instance, key_card, keys, ledger, sticks, verifying
from boardapp.services.bundle_tables import tables
from boardapp.services.desk import Desk
from boardapp.services.exporting import Exported, export
from boardapp.store import bundles as store
from boardapp.store import journal
from tests.builders import entry
from tests.life import published

OCTOBER = Period(2026, 10)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def posted(desk: Desk, body: Body, book: Book) -> Posting:
    keys.ensure_key(desk)
    with contextlib.suppress(UserError):
        ledger.declare_none(desk, book.id, OCTOBER)
    return published(desk, "finance-lines", OCTOBER, body)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (30, 20), "white").save(path)
    return path


def later(desk: Desk, day: int = 9) -> Desk:
    return replace(desk, day=date(2026, 11, day))


def change(desk: Desk, book: Book, voucher: str = "记9") -> None:
    ledger.save_entry(desk, entry(book=book.id, month=Period(2026, 11), voucher=voucher))


def names(one: Exported) -> set[str]:
    with zipfile.ZipFile(one.path) as held:
        return {name.partition("/")[2] for name in held.namelist()}


def state_of(desk: Desk) -> tuple[Any, ...]:
    held = store.bundles(desk.db)
    kept = sorted(path.name for path in desk.folder.glob("bundles/*"))
    return journal.head(desk.db), instance.identity(desk).sequence, held, kept


def test_the_first_bundle_carries_everything_and_is_proved(
    desk: Desk, posted: Posting, stick: Path
) -> None:
    one = export(desk, stick)
    assert (one.sequence, one.previous, one.reissued, one.full) == (1, "", False, True)
    assert one.path.name == "boardbundle-331181102299-0001.zip"
    assert {f"data/postings/{posted.digest}.json", f"data/notices/{posted.id}.pdf"} <= names(one)
    found = verifying.own_verdict(desk, one.path)
    assert (found.outcome, found.digest) == (Outcome.ACCEPTED, one.digest)
    assert found.header is not None
    assert found.header.holds["posting"] == 1
    assert instance.identity(desk).sequence == 1
    last = journal.newest(desk.db, "export")
    assert last is not None
    assert one.digest in last.details
    assert sorted(path.name for path in stick.iterdir()) == [one.path.name]
    kept = desk.folder / "bundles" / one.path.name
    assert kept.read_bytes() == one.path.read_bytes()


def test_an_unchanged_state_is_issued_again_on_any_day(
    desk: Desk, posted: Posting, stick: Path, tmp_path: Path
) -> None:
    assert posted
    first = export(desk, stick)
    again = export(later(desk), stick)
    assert (again.reissued, again.already, again.sequence) == (True, True, 1)
    first.path.unlink()
    assert not export(later(desk), stick).already
    (desk.folder / "bundles" / first.path.name).unlink()
    (tmp_path / "other").mkdir()
    built = export(later(desk, 20), tmp_path / "other", full=True)
    assert built.reissued
    assert built.path.read_bytes() == first.path.read_bytes()
    damaged = desk.folder / "bundles" / first.path.name
    damaged.write_bytes(damaged.read_bytes()[:-5] + b"xxxxx")
    built.path.unlink()
    assert export(later(desk), tmp_path / "other").path.read_bytes() == first.path.read_bytes()
    assert len(store.bundles(desk.db)) == 1


def test_a_change_makes_the_next_one_which_names_the_one_before(
    desk: Desk, posted: Posting, book: Book, stick: Path
) -> None:
    assert posted
    first = export(desk, stick)
    change(desk, book)
    second = export(later(desk), stick)
    assert (second.sequence, second.previous) == (2, first.digest)
    assert second.older == (first.path.name,)
    change(desk, book, "记10")
    export(later(desk), stick)
    kept = sorted(path.name for path in (desk.folder / "bundles").iterdir())
    assert kept == [f"boardbundle-331181102299-000{n}.zip" for n in (2, 3)]


def test_under_a_new_key_the_next_bundle_has_a_number_of_its_own(
    desk: Desk, posted: Posting, stick: Path
) -> None:
    assert posted
    first = export(desk, stick)
    keys.make_key(desk, "电脑换了")
    second = export(desk, stick)
    assert (second.reissued, second.sequence, second.previous) == (False, 2, first.digest)
    assert verifying.own_verdict(desk, first.path).outcome is Outcome.REVOKED_KEY
    assert verifying.own_verdict(desk, second.path).outcome is Outcome.ACCEPTED


def test_a_database_that_may_give_out_no_numbers_exports_nothing(
    desk: Desk, posted: Posting, stick: Path
) -> None:
    assert posted
    instance.renew(desk, "restored", {})
    with pytest.raises(UserError, match="恢复"):
        export(desk, stick)
    assert list(stick.iterdir()) == []


def test_after_a_restore_the_numbers_go_on_from_the_last_one_out(
    desk: Desk, posted: Posting, stick: Path
) -> None:
    assert posted
    export(desk, stick)
    old = instance.identity(desk).uuid
    instance.renew(desk, "restored", {})
    body = next(iter(instance.store.serials(desk.db)))[0]
    numbers = {body: (2026, 1)}
    instance.confirm(desk, numbers, 5)
    one = export(desk, stick)
    assert (one.sequence, one.previous, one.reissued, one.full) == (6, "", False, True)
    found = verifying.own_verdict(desk, one.path)
    assert found.header is not None
    assert found.header.previous_instance == old


def test_a_vanished_photo_gives_a_sentence_and_changes_nothing(full: Desk, stick: Path) -> None:
    tables(full, full.today)
    for path in (full.folder / "attachments").rglob("*.pdf"):
        path.unlink()
    before = state_of(full)
    with pytest.raises(UserError, match=r"附件.*不在数据文件夹里.*序号没有用掉"):
        export(full, stick)
    assert state_of(full) == before


def test_an_attachment_that_changed_on_the_disk_stops_the_export(full: Desk, stick: Path) -> None:
    tables(full, full.today)
    (path,) = (full.folder / "attachments").rglob("*.pdf")
    path.write_bytes(b"x" * path.stat().st_size)
    before = state_of(full)
    with pytest.raises(UserError, match="变了"):
        export(full, stick)
    assert state_of(full) == before
    assert list(stick.iterdir()) == []


def test_outside_tools_accept_the_bundle(
    full: Desk, posted: Posting, stick: Path, tmp_path: Path
) -> None:
    assert posted
    one = export(full, stick)
    with zipfile.ZipFile(one.path) as held:
        held.extractall(tmp_path / "out")
    root = tmp_path / "out" / one.path.stem
    Bag(str(root)).validate()
    card = tmp_path / "village.pub"
    card.write_text(key_card.card_text(full), "utf-8")
    signed = root / "tagmanifest-sha256.txt"
    command = ["minisign", "-V", "-p", str(card), "-m", str(signed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "village:331181102299 sequence:1 previous:-" in done.stdout
    assert hashlib.sha256(signed.read_bytes()).hexdigest() == one.digest


def test_nothing_private_stands_in_any_byte_of_the_bundle(
    full: Desk, posted: Posting, book: Book, stick: Path
) -> None:
    assert posted
    numbers = ("110101199003074610", "6222021234567890128", "13800138000")
    for number in numbers:
        line = entry(
            book=book.id, month=Period(2026, 11), summary=f"付王某 {number}", handler=number
        )
        ledger.save_entry(full, line)
    full.db.execute("update attachment set name = '王某13800138000.pdf'")
    full.db.execute("update account set number = '6222021234567890128'")
    raw = export(full, stick).path.read_bytes()
    for number in numbers:
        assert number.encode() not in raw
    assert b"138****8000" in raw
    assert "王某13".encode() not in raw


def test_cancelled_at_any_moment_nothing_is_changed(
    full: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables(full, full.today)
    monkeypatch.setattr(sticks, "CHUNK", 1 << 10)
    (stick / "作业.doc").write_bytes(b"mine")
    before, seen = state_of(full), 0
    for at in (1, 3, 9, 20, 35, 36, 37, 50, 70, 10_000):
        calls = 0

        def cancelled(limit: int = at) -> bool:
            nonlocal calls
            calls += 1
            return calls >= limit

        try:
            export(full, stick, cancelled=cancelled)
        except Cancelled:
            seen += 1
            assert state_of(full) == before
            assert [path.name for path in stick.iterdir()] == ["作业.doc"]
        else:
            break
    assert seen > 5


def test_progress_runs_to_its_end_and_never_back(full: Desk, stick: Path) -> None:
    tables(full, full.today)
    steps: list[tuple[int, int]] = []
    export(full, stick, progress=lambda done, total, _: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]
