"""Ten years of a large village: how long a search takes, in milliseconds.

Run from the project's root: ``python tests/bench/search_bench.py``. 2,400 postings of 140 rows and
17,000 lines of the ledger must be answered in less than 200 ms. Why it is done this way, and what
the other ways took, stands in ``docs/decisions/0007-search-reads-folded-texts.md``.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from boardapp.core.content import Column, Content, Role, Row, Signer, Table, digest, to_json
from boardapp.core.ledger import Direction, Entry
from boardapp.core.period import Period
from boardapp.services import demo, search
from boardapp.services.desk import Desk, open_desk
from boardapp.services.search import Wanted
from boardapp.store import entries, villages

YEARS, ITEMS, ROWS, ENTRIES = 10, 20, 140, 17_000
TODAY = date(2026, 11, 6)
WORDS = [
    "水费",
    "电费",
    "路灯",
    "维修",
    "用纸",
    "宣传",
    "办公",
    "补贴",
    "承包",
    "租金",
    "工资",
    "会议",
    "清洁",
    "农户",
    "王某",
    "李某",
]
MOST_MS = 200


def content(chance: random.Random, month: Period) -> Content:
    """Return a notice of as many lines as a large village has in a month."""
    columns = (
        Column("日期"),
        Column("摘要"),
        Column("金额", Role.SUM),
        Column("结余", Role.BALANCE),
    )
    rows = tuple(
        Row(
            (
                f"{month.code}-{chance.randint(1, 28):02d}",
                "".join(chance.choices(WORDS, k=4)),
                chance.randint(1, 10**6),
                chance.randint(1, 10**8),
            )
        )
        for _ in range(ROWS)
    )
    blocks = (Table(columns, rows),)
    signers = (Signer("负责人", "张某"),)
    return Content(
        "x", "收支明细", "青石桥村", "青石桥村", month.code, month.label, blocks, signers
    )


def fill(desk: Desk) -> int:
    """Write ten years of postings and of the ledger."""
    chance = random.Random(1)
    demo.fill(desk)
    columns = [c.name for c in desk.db.table("posting").columns]
    model = dict(next(desk.db.query("select * from posting order by rowid desc limit 1")))
    rows, month = [], Period(2026, 8)
    for number in range(YEARS * 12):
        for item in range(ITEMS):
            one = content(chance, month)
            code, serial = f"bench-{item}", 1000 + number * ITEMS + item
            own: dict[str, object] = {
                "id": f"{code}-{month.code}", "item": code, "period": month.code,
                "submission": None, "content": to_json(one).decode(), "digest": digest(one),
                "serial": serial, "number": f"第{serial}号",
            }  # fmt: skip
            rows.append({**model, **own})
        month = month.previous()
    desk.db.table("posting").insert_all([{c: row[c] for c in columns} for row in rows])
    book = villages.books(desk.db)[0].id
    day = date(2016, 12, 31)
    line = Entry("", book, None, Period(2016, 12), day, "记1", "", Direction.EXPENSE, 1)
    entries.save(
        desk.db,
        (
            replace(
                line, id=f"e{n}", summary="".join(chance.choices(WORDS, k=4)), fen=n, position=n
            )
            for n in range(ENTRIES)
        ),
    )
    return len(rows)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median of five runs, of this process alone."""
    spans = []
    for _ in range(5):
        start = time.process_time()
        work()
        spans.append(time.process_time() - start)
    return statistics.median(spans) * 1000


def main() -> None:
    """Print how long each search takes, and fail when one takes too long."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_desk(Path(folder) / "data", "王某", TODAY, new=True) as desk,
    ):
        count = fill(desk)
        start = time.perf_counter()
        search.prepare(desk)
        print(f"{count} postings; first reading {time.perf_counter() - start:.1f} s, once")
        slow = False
        for text in (
            "水费电费",
            "水",
            "不在里面",
            "第1037号",
            "1234.5",
            "2019-05 路灯",
            "张某 水 电",
        ):
            found = search.find(desk, Wanted(text))
            took = milliseconds(lambda text=text: search.find(desk, Wanted(text)))  # type: ignore[misc]
            slow |= took > MOST_MS
            print(f"{text:14} {took:7.1f} ms  {dict(found.counts)}")
    raise SystemExit(slow)


if __name__ == "__main__":
    main()
