"""A database edited by hand with sqlite3: every place must be named, and nothing else."""

import hashlib
import sqlite3
import uuid
from pathlib import Path

import pytest

from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.village import AccountKind, Body, Book
from boardapp.services import importing, ledger, posting, previewing, proof, proven, starting
from boardapp.services.desk import Desk
from boardapp.services.settings import change_setting
from boardapp.services.village import open_account, take_office
from boardapp.store import journal, postings

LEDGERS = Path(__file__).parents[1] / "data" / "ledgers"


@pytest.fixture
def filled(full: Desk, book: Book, body: Body) -> Desk:
    """Return a desk with a ledger, three postings, an account and an office."""
    seen = previewing.preview(full, LEDGERS / "centre-2026-10.xlsx", Period(2026, 10), book)
    importing.take_in(full, seen, importing.Decision("here", "keep"))
    open_account(full, book.id, AccountKind.BANK, "基本户", "6222021234567890123")
    change_setting(full, "type-size", "大")
    take_office(full, body.id, "会计", "赵某", full.today)
    for serial in (1, 2, 3):
        add_posting(full, body, serial)
    assert proof.troubles(full.db, full.folder) == ()
    return full


def add_posting(desk: Desk, body: Body, serial: int) -> None:
    content, notice = b'{"serial":%d}' % serial, b"%%PDF %d" % serial
    digests = [hashlib.sha256(data).hexdigest() for data in (content, notice)]
    number = f"{body.prefix}〔2026〕第{serial}号"
    one = Posting(
        str(uuid.uuid4()), "finance-lines", body.id, f"2026-{serial:02d}", 1, number,
        digests[0], content, digests[1], desk.today, "王某", "",
    )  # fmt: skip
    with desk.writing("publish", {"number": number}) as db:
        postings.add(db, one, 2026, serial, notice)


GUARDS = ("posting_keeps_rows", "posting_keeps_text")


def by_hand(desk: Desk, *statements: str) -> None:
    db = sqlite3.connect(desk.folder / "village.db")
    for name in GUARDS:
        db.execute(f"drop trigger if exists {name}")
    for one in statements:
        db.execute(one)
    db.commit()
    db.close()


def found(desk: Desk) -> list[tuple[str, str, str]]:
    return [
        (one.code, one.table, one.field)
        for one in proof.troubles(desk.db, desk.folder)
        if one.code != "guard-missing"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("update entry set fen = fen + 1 where rowid = 3", ("row-changed", "entry", "fen")),
        ("update entry set summary = '买烟' where rowid = 3", ("row-changed", "entry", "summary")),
        ("update entry set date = '2026-10-30' where rowid = 3", ("row-changed", "entry", "date")),
        ("delete from entry where rowid = 3", ("row-deleted", "entry", "")),
        (
            "insert into entry select 'x', book, account, month, date, voucher, summary, direction,"
            ' fen, subject, file_subject, handler, transfer, reverses, import_id, "row", position'
            " from entry where rowid = 3",
            ("row-added", "entry", ""),
        ),
        ("update asset set cost = 1", ("row-changed", "asset", "cost")),
        ("update asset set keeper = '李某'", ("row-changed", "asset", "keeper")),
        ("delete from asset", ("row-deleted", "asset", "")),
        ("update register_change set after = '{}'", ("row-changed", "register_change", "after")),
        (
            "update posting set content = '{}' where serial = 2",
            ("row-changed", "posting", "content"),
        ),
        (
            "update posting set notice = x'00' where serial = 2",
            ("row-changed", "posting", "notice"),
        ),
        (
            "update posting set number = '第9号' where serial = 2",
            ("row-changed", "posting", "number"),
        ),
        ("update posting set digest = 'x' where serial = 2", ("row-changed", "posting", "digest")),
        (
            "update posting set published_on = '2026-01-01' where serial = 2",
            ("row-changed", "posting", "published_on"),
        ),
        ("update account set number = '1'", ("row-changed", "account", "number")),
        ("update office set person = '李某'", ("row-changed", "office", "person")),
        ("update village set hotline = '1'", ("row-changed", "village", "hotline")),
        ("update opening set fen = 1", ("row-changed", "opening", "fen")),
        ("update setting set value = 'x'", ("row-changed", "setting", "value")),
        ("update attachment set name = 'x'", ("row-changed", "attachment", "name")),
        ("update instance set sequence = 7", ("row-changed", "instance", "sequence")),
    ],
)
def test_a_change_by_hand_is_named_with_table_row_and_field(
    filled: Desk, change: str, expected: tuple[str, str, str]
) -> None:
    by_hand(filled, change)
    assert expected in found(filled)
    assert {place[1] for place in found(filled)} == {expected[1]}


def test_a_deleted_posting_leaves_a_gap_in_the_numbers(filled: Desk) -> None:
    by_hand(filled, "delete from posting where serial = 2")
    assert found(filled) == [("row-deleted", "posting", ""), ("number-gap", "posting", "serial")]
    said = [one.sentence for one in proof.troubles(filled.db)]
    assert any("第2号”不见了" in one for one in said)


def test_what_was_frozen_is_checked_even_where_no_seal_tells_of_it(filled: Desk) -> None:
    by_hand(
        filled,
        "drop trigger row_change_keeps_rows",
        "drop trigger journal_keeps_text",
        "delete from row_change",
        "update journal set rows = ''",
        "update posting set content = '{}' where serial = 2",
        "update posting set notice = x'00' where serial = 3",
    )
    places = found(filled)
    assert ("posting-differs", "posting", "content") in places
    assert ("posting-differs", "posting", "notice") in places
    assert places[0][0] == "journal-broken"


def test_the_sentence_says_what_it_was_and_is_but_never_a_private_number(filled: Desk) -> None:
    by_hand(filled, "update entry set fen = 999 where rowid = 1", "update account set number = '7'")
    said = "".join(one.sentence for one in proof.troubles(filled.db))
    assert "“金额”被直接改动过：记录的是 38.00元，现在是 9.99元（操作记录第 2 条）" in said
    assert "6222" not in said


def test_a_guard_taken_away_is_named(filled: Desk) -> None:
    by_hand(filled)
    assert [one.row for one in proof.troubles(filled.db)] == list(GUARDS)


@pytest.mark.parametrize(
    "change",
    [
        "update posting set published_on = 'gestern' where serial = 2",
        "update posting set serial = 99999999999 where serial = 3",
        "update entry set month = 'x', date = 'y', direction = 'income' where rowid = 2",
        "update attachment set media = 'nonsense', taken_on = 'never'",
        "update asset set kind = 'nonsense', started_on = 'never'",
    ],
)
def test_rows_that_no_longer_make_sense_are_named_and_do_not_stop_the_check(
    filled: Desk, change: str
) -> None:
    by_hand(filled, change)
    assert found(filled)


def test_photos_that_are_gone_or_changed_are_named(filled: Desk) -> None:
    (path,) = (filled.folder / "attachments").rglob("*.pdf")
    path.write_bytes(b"other")
    assert found(filled) == [("attachment-damaged", "attachment", "")]
    path.unlink()
    assert found(filled) == [("attachment-missing", "attachment", "")]


def test_all_that_a_clerk_does_raises_no_alarm(filled: Desk, book: Book) -> None:
    period = Period(2026, 10)
    first, second = ledger.lines(filled.db, book.id, period)[:2]
    ledger.remove_entries(filled, [first, second])
    ledger.restore_entries(filled, [first])
    importing.undo(filled, next(iter(filled.db.table("ledger_import").rows))["id"])
    posting.check(filled, period, posting.body_named(filled))
    assert proof.troubles(filled.db, filled.folder) == ()


def test_the_start_goes_on_from_what_was_proven_before(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert starting.start(filled) == ()
    seen = []
    expected = journal.Line.expected_digest.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(
        journal.Line, "expected_digest", property(lambda one: seen.append(one.seq) or expected(one))
    )
    assert starting.start(filled) == ()
    assert seen == []


@pytest.mark.parametrize("text", ["", "{}", '{"seq": "x"}', '{"seq": 9999, "digest": "x"}'])
def test_a_memory_that_makes_no_sense_only_costs_time_or_an_alarm(filled: Desk, text: str) -> None:
    (filled.folder / proven.PROVEN).write_text(text)
    told = starting.start(filled)
    assert bool(told) is ("9999" in text)


ALL_GUARDS_OF_THE_JOURNAL = [
    f"drop trigger {table}_keeps_{what}"
    for table in ("journal", "row_change")
    for what in ("rows", "text")
]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [(0, "从第 1 条起不可信：整个操作记录不见了"), (5, "从第 6 条起不可信：到第")],
)
def test_a_journal_that_was_emptied_or_cut_off_is_told(
    filled: Desk, last: int, sentence: str
) -> None:
    assert starting.start(filled) == ()
    cut = (f"delete from row_change where seq > {last}", f"delete from journal where seq > {last}")
    by_hand(filled, *ALL_GUARDS_OF_THE_JOURNAL, *cut)
    assert sentence in proof.troubles(filled.db, filled.folder)[0].sentence
    assert sentence in starting.start(filled)[0]


@pytest.mark.parametrize("field", ["after", "key", "tbl", "seq"])
@pytest.mark.parametrize("value", ["'x'", "''", "'[1]'", "'5'", "'\"x\"'"])
def test_a_seal_that_was_scrawled_over_breaks_the_chain_and_stops_nothing(
    filled: Desk, field: str, value: str
) -> None:
    value = "3" if field == "seq" else value
    change = f"update row_change set {field} = {value} where id = 7"
    by_hand(filled, *ALL_GUARDS_OF_THE_JOURNAL, change)
    assert "journal-broken" in {one.code for one in proof.troubles(filled.db, filled.folder)}


def test_the_last_line_is_missed_even_when_it_told_of_no_row(filled: Desk) -> None:
    with filled.writing("print", {}):
        pass
    starting.finish(filled)
    last = journal.head(filled.db)[0]
    by_hand(
        filled, *ALL_GUARDS_OF_THE_JOURNAL, f"delete from journal where seq = {last}",
    )  # fmt: skip
    (told,) = [o for o in proof.troubles(filled.db, filled.folder) if o.code == "journal-broken"]
    assert told.seq == last


@pytest.mark.parametrize(
    ("change", "code", "row"),
    [
        ("drop index step_once", "guard-missing", "step_once"),
        ("drop table waiver", "schema-changed", "waiver"),
        ("create table note (text text)", "schema-changed", "note"),
        ("alter table entry add column colour text", "schema-changed", "entry"),
        (
            "create trigger greed after insert on entry begin update entry set fen = 1; end",
            "schema-changed",
            "greed",
        ),
        ("create view rich as select * from entry", "schema-changed", "rich"),
    ],
)
def test_tables_indexes_and_triggers_made_or_taken_by_hand_are_named(
    filled: Desk, change: str, code: str, row: str
) -> None:
    by_hand(filled, change)
    told = [(one.code, one.row) for one in proof.troubles(filled.db) if one.row not in GUARDS]
    assert told == [(code, row)]


def test_a_broken_chain_is_told_at_the_start(filled: Desk) -> None:
    by_hand(filled, "drop trigger journal_keeps_text", "update journal set operator = '李某'")
    (told,) = starting.start(filled)
    assert "第 1 条起不可信" in told
