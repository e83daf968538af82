"""The tables of a bundle: complete, masked in every text, and the same for the same state."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlite_utils import Database

from boardapp.core.bundle.schema import DIGEST, UUID, Field, Type
from boardapp.core.bundle.tables import TABLES, datapackage, read_table, table_named
from boardapp.core.errors import UserError
from boardapp.core.feedback import Channel, Kind, Opinion, Way
from boardapp.core.period import Period
from boardapp.core.registers.values import Due
from boardapp.core.village import Body, Book
from boardapp.services import boards, feedback, ledger, opinions, registers
from boardapp.services.bundle_tables import tables
from boardapp.services.desk import Desk
from boardapp.store import bundle_rows
from tests.builders import contract, entry, resource
from tests.life import published, submitted

DAY = date(2026, 11, 6)
PRIVATE = {
    "identity": "110101199003074610",
    "bank card": "6222021234567890128",
    "mobile": "13800138000",
    "house": "幸福路12号3单元502室",
    "telephone": "0571-88812345",
}
A, ID = "a" * 64, "0b0a7f1e-8b55-4f6e-9d0a-1c1f4c2f9a11"


def rows(desk: Desk, name: str, day: date = DAY) -> list[dict[str, str]]:
    schema = table_named(name)
    assert schema
    found = read_table(schema, tables(desk, day).raw[name])
    return [dict(zip(schema.names, row, strict=True)) for row in found]


def test_a_posting_tells_the_townships_return_as_a_group_by(
    desk: Desk, book: Book, body: Body
) -> None:
    ledger.declare_none(desk, book.id, Period(2026, 10))
    posted = published(desk, "finance-lines", Period(2026, 10), body)
    board = boards.open_board(desk, "村委会门口公开栏", "村委会门口")
    boards.put_up(desk, posted, board, DAY)
    (one,) = rows(desk, "posting")
    assert (one["class"], one["cycle"], one["period"], one["event"]) == (
        "finance", "month", "2026-10", "",
    )  # fmt: skip
    steps = ("step_finance_group", "step_supervision", "step_joint_meeting")
    assert [one[step] for step in steps] == ["true", "true", "false"]
    assert (one["form_board"], one["form_web"], one["boards"]) == ("true", "false", "1")
    assert (one["first_up"], one["state"], one["number"]) == (
        "2026-11-06", "on-board", "青石桥集体公开〔2026〕第1号",
    )  # fmt: skip


def test_what_follows_from_the_day_alone_is_no_other_state(
    desk: Desk, book: Book, body: Body
) -> None:
    ledger.declare_none(desk, book.id, Period(2026, 10))
    posted = published(desk, "finance-lines", Period(2026, 10), body)
    board = boards.open_board(desk, "村委会门口公开栏", "村委会门口")
    boards.put_up(desk, posted, board, DAY)
    now, later = tables(desk, DAY), tables(desk, date(2026, 12, 24))
    assert now.raw["posting"] != later.raw["posting"]
    assert now.digest == later.digest
    assert now == tables(replace(desk, day=date(2026, 12, 24)), DAY)
    boards.open_board(desk, "二组公开栏")
    assert tables(desk, DAY).digest != now.digest


def test_amounts_areas_days_and_plans_are_written_as_the_schema_says(
    desk: Desk, book: Book
) -> None:
    ledger.save_entry(desk, entry(book=book.id, fen=-123450))
    registers.save_card(desk, resource(book=book.id, area=12_500))
    plan = (Due(date(2026, 7, 1), 400_000), Due(date(2027, 7, 1), 400_000))
    registers.save_card(
        desk, contract(book=book.id, frequency=None, plan=plan, phone="13800138000")
    )
    (line,), (land,), (deal,) = (rows(desk, name) for name in ("entry", "resource", "contract"))
    assert (line["amount"], line["month"], line["transfer"]) == ("-1234.50", "2026-10", "false")
    assert (land["area"], land["collective_income"]) == ("12.500", "")
    assert deal["plan"] == "2026-07-01 4000.00；2027-07-01 4000.00"
    assert "phone" not in deal
    assert b"13800138000" not in tables(desk, DAY).raw["contract"]


def test_what_was_only_submitted_leaves_without_its_content(
    desk: Desk, book: Book, body: Body
) -> None:
    ledger.declare_none(desk, book.id, Period(2026, 10))
    one = submitted(desk, "finance-lines", Period(2026, 10), body)
    (told,) = rows(desk, "submission")
    assert (told["digest"], told["period"]) == (one.digest, "2026-10")
    assert not any("上期结转".encode() in raw for raw in tables(desk, DAY).raw.values())


def test_an_attachment_taken_off_again_stays_here(full: Desk) -> None:
    (one,) = rows(full, "attachment")
    (owner,) = rows(full, "attachment_owner")
    assert (owner["digest"], owner["owner_kind"]) == (one["digest"], "asset")
    full.db.execute("delete from attachment_link")
    assert rows(full, "attachment") == []


@pytest.mark.parametrize("kind", PRIVATE)
def test_no_text_of_any_table_carries_anything_private(desk: Desk, kind: str) -> None:
    planted = f"王某 {PRIVATE[kind]} 补助"
    fill(desk.db, planted)
    found = tables(desk, DAY).raw
    for one in TABLES:
        if one.name != "catalogue":
            assert len(read_table(one, found[one.name])) == 1, one.name
        assert PRIVATE[kind].encode() not in found[one.name].replace(b" ", b""), one.name
    assert "王某".encode() in found["entry"]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["110101199003074610", "6222021234567890128", "13800138000"]),
    st.text("付给补助的王某，: 元", max_size=6),
    st.text("等人。 的", max_size=6),
)
def test_numbers_are_masked_wherever_they_stand_in_a_text(
    desk: Desk, number: str, before: str, after: str
) -> None:
    fill(desk.db, f"{before}{number}{after}")
    raw = tables(desk, DAY).raw
    for one in TABLES:
        assert number.encode() not in raw[one.name], (one.name, before, after)


def test_the_hotline_of_the_wall_leaves_as_it_stands_there(desk: Desk) -> None:
    desk.db.execute(
        "update village set hotline = '13800138000', objection = '身份证110101199003074610'"
    )
    (one,) = rows(desk, "village")
    assert one["hotline"] == "13800138000"
    assert "110101199003074610" not in one["objection"]


def test_a_row_that_fits_no_table_stops_the_export_with_a_sentence(desk: Desk, book: Book) -> None:
    ledger.save_entry(desk, entry(book=book.id, id="13800138000"))
    with pytest.raises(UserError, match=r"没有导出.*表 entry 第2行的 id.*没有改动"):
        tables(desk, DAY)


@pytest.fixture(scope="session")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("package")


def test_frictionless_accepts_the_tables_with_their_keys(desk: Desk, validated: Path) -> None:
    fill(desk.db, '=1+1, "王某"\n二组')
    found = tables(desk, DAY).raw
    (validated / "tables").mkdir()
    for name, raw in found.items():
        (validated / "tables" / f"{name}.csv").write_bytes(raw)
    package = datapackage("boardbundle-331181102299-0001", "青石桥村", found)
    (validated / "datapackage.json").write_bytes(package)
    command = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [command, "validate", "datapackage.json", "--json"],
        cwd=validated, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["valid"], [one["errors"] for one in told["tasks"] if one["errors"]]
    assert len(told["tasks"]) == len(TABLES)


def fill(db: Database, text: str) -> None:
    """Put one row into every table that leaves the village, with a text in all texts."""
    db.execute("pragma foreign_keys = off")
    for (trigger,) in db.execute(
        "select name from sqlite_master where type = 'trigger'"
    ).fetchall():
        db.execute(f"drop trigger {trigger}")
    renamed = {"attachment_owner": "attachment_link"}
    for schema in TABLES:
        if schema.name == "catalogue":
            continue
        name = renamed.get(schema.name, schema.name)
        row: dict[str, Any] = {}
        for column in db.table(name).columns:
            row[column.name] = 1 if column.type == "INTEGER" else text
        for column, field in sources(name):
            if field in schema.names and column != "rowid":
                row[column] = plain(schema.field(field), text, row[column])
        row |= SPECIAL.get(name, {})
        if name == "posting":
            row["content"] = json.dumps({"title": text, "standing": {"days": 15}})
        db.execute(f"delete from {name}")
        db.table(name).insert(row)


def sources(name: str) -> list[tuple[str, str]]:
    return [(a, b.partition(":")[2] or a) for a, b in zip(
        bundle_rows.columns()[name], bundle_rows._COLUMNS[name].split(), strict=True,
    )]  # fmt: skip


def plain(field: Field, text: str, other: Any) -> Any:
    """Return a value as the database keeps it."""
    if field.type is Type.CODE:
        known = {UUID: ID, DIGEST: A}
        return known.get(field.pattern, "item")
    if field.type is Type.CHOICE:
        return field.choices[0][0]
    return {
        Type.DATE: "2026-11-06", Type.MONTH: "2026-10", Type.TEXT: text,
        Type.STANDING: "村委会门口",
    }.get(field.type, other)  # fmt: skip


_CLOCK = "2026-11-06T08:00:00"
SPECIAL: dict[str, dict[str, Any]] = {
    "village": {"id": 1, "code": "331181102299"},
    "entry": {"subject": "E03"},
    "contract": {"plan": "[]"},
    "submission": {"about": "2026-10", "digest": A},
    "posting": {"period": "2026-10", "notice": b"pdf", "submission": ID, "replaces": None},
    "waiver": {"about": "2026-10"},
    "step": {"outcome": "approved"},
    "attachment": {"media": "image/png"},
    "attachment_link": {"owner_kind": "asset"},
    "number_void": {"at": _CLOCK},
    "year_closed": {"closed_at": _CLOCK},
}


@pytest.mark.parametrize(("kind", "said"), [("question", True), ("report", False)])
def test_who_asked_and_what_was_reported_stays_in_the_village(
    desk: Desk, tmp_path: Path, kind: str, said: bool
) -> None:
    slip = tmp_path / "slip.png"
    Image.new("RGB", (24, 16), "white").save(slip)
    asked = Opinion(
        "", opinions.opinion_body(desk).id, 0, 0, Channel.BOX, Kind(kind), DAY, "王某",
        "李某问：修路的钱呢？请打 0571-88812345。", "李某", "0571-88812345",
    )  # fmt: skip
    one = feedback.take(desk, asked, slip)
    if said:
        feedback.answer(desk, one, "已告诉李某：都在账上。", Way.IN_PERSON)
    else:
        feedback.pass_on(desk, one, note="李某的举报已转交。")
    found = tables(desk, DAY).raw
    assert rows(desk, "attachment") == rows(desk, "attachment_owner") == []
    for name in ("feedback", "feedback_act"):
        assert "李某".encode() not in found[name]
        assert b"88812345" not in found[name]
    assert ("修路的钱".encode() in found["feedback"]) is said
