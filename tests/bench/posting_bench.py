"""Ten years of postings: how long lists take, as multiples of the bare SQL over the same rows.

Run from the project's root: ``python tests/bench/posting_bench.py``.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from boardapp.core.period import Period
from boardapp.services import demo, life, obligations
from boardapp.services.catalogues import catalogue
from boardapp.services.desk import Desk, open_desk
from boardapp.services.rulebooks import rulebook
from boardapp.store import postings

YEARS, ITEMS = 10, 20
TODAY = date(2026, 11, 6)


def fill(desk: Desk) -> int:
    """Repeat the demonstration's newest posting over ten years of months and many items."""
    demo.fill(desk)
    columns = [c.name for c in desk.db.table("posting").columns]
    model = dict(next(desk.db.query("select * from posting order by rowid desc limit 1")))
    rows = []
    for number, month in enumerate(_months(YEARS * 12)):
        for item in range(ITEMS):
            code = f"bench-{item}"
            own: dict[str, object] = {
                "id": f"{code}-{month.code}",
                "item": code,
                "period": month.code,
                "submission": None,
            }
            serial = 1000 + number * ITEMS + item
            rows.append({**model, **own, "serial": serial, "number": f"第{serial}号"})
    desk.db.table("posting").insert_all([{c: row[c] for c in columns} for row in rows])
    return len(rows)


def _months(count: int) -> list[Period]:
    found, one = [], Period(2026, 8)
    for _ in range(count):
        found.append(one)
        one = one.previous()
    return found


def seconds(work: Callable[[], object]) -> float:
    """Return the median of seven runs."""
    spans = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        spans.append(time.perf_counter() - start)
    return statistics.median(spans)


def main() -> None:
    """Print each list's time beside the bare SQL's."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_desk(Path(folder) / "data", "王某", TODAY, new=True) as desk,
    ):
        count = fill(desk)
        sql = "select id, item, body, period, number, published_on from posting"
        bare = seconds(lambda: list(desk.db.execute(sql)))
        print(f"{count} postings; bare SQL {bare * 1000:.1f} ms")
        october = Period(2026, 10)
        items, rules = catalogue(desk).items, rulebook(desk).rules
        for name, work in (
            ("due about a month", lambda: obligations.due_about(desk, october)),
            ("due by a day", lambda: obligations.due_until(desk, TODAY)),
            ("a year's view", lambda: obligations.year(desk, 2026)),
            ("states of all postings", lambda: life.posting_states(desk, items, rules)),
            ("newest of one item", lambda: postings.latest(desk.db, "bench-1", "", "2026-08")),
        ):
            took = seconds(work)
            print(f"{name:24} {took * 1000:7.1f} ms  {took / bare:6.1f} × bare")


if __name__ == "__main__":
    main()
