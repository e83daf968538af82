"""Kill the program at random moments of a village's months, and compare what is left.

``python -m tests.journeys.kill --kills 300 --seed 1`` runs every command of some months twice:
once in peace, in a twin village, and once killed with SIGKILL after a random time, as often as
asked. After each kill the data must be those before the command or those after it, the journal's
chain and seals must hold, and the command must still be able to come to its end.
"""

import argparse
import contextlib
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Words = tuple[str, ...]
Picture = dict[str, list[str]]

_OURS = frozenset(
    {"row_change", "instance", "signing_key", "_sqlite_migrations", "sqlite_sequence"}
)
"""Tables that tell of the data folder itself, not of the village."""
_OWN = {
    "bundle": re.compile(r"'[0-9A-Fa-f]{16,64}'|, \d{4,}"),
    "handover": re.compile(r"'[0-9a-f]{64}', '\{.*"),
}
"""What two villages never share, because it hangs on their keys, identities and folders."""
_APART = (
    "action not like 'backup-%' and action not in ('export', 'handover-pack', 'keep-data-files')"
)
"""Without lines that come after what they tell of, for a file stands by then or is made again; and
without the copies of good rule files, which the program keeps before it does what it was asked."""
OUT, BACKUP = "{out}", "{backup}"
"""In a command: a folder beside the data folder, and the newest backup in it."""
_CHANCE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^\"]*"
)


@dataclass(frozen=True)
class Deed:
    """A command of the months, and the day on which it is given."""

    day: str
    words: Words


@dataclass
class Tally:
    """What came of the kills."""

    kills: int = 0
    before: int = 0
    after: int = 0


def months(folder: Path, count: int) -> Iterator[Deed]:
    """Yield the deeds of some months: ledger, review, publishing, board, correction, file."""
    start = "2026-01-05"
    place = ("--code", "331181102299", "--name", "青石桥村", "--township", "青石镇")
    collective = ("--collective", "青石桥村股份经济合作社")
    yield Deed(start, ("init", "--role", "village", *place, *collective))
    for title, person in (("村务监督委员会主任", "李某"), ("民主理财小组组长", "陈某")):
        yield Deed(start, ("office", title, person, "--from", "2026-01-01"))
    yield Deed(start, ("opening", "--month", "2026-01", "--amount", "90000"))
    yield Deed(start, ("boards", "--add", "村委会门口公开栏"))
    for month in range(1, count + 1):
        yield from _month(folder, month)
    yield from _ending(count)


def _ending(count: int) -> Iterator[Deed]:
    """Yield what is done when the year is over: opinions, year end, packs, key, stick, backup."""
    first, later = "2027-01-05", "2027-01-06"
    for n in range(1, 5):
        yield Deed(first, ("feedback-add", f"第{n}处路灯什么时候修？", "--channel", "box"))
        yield Deed(first, ("answer", f"2027-{n}", "三月以前修好。", "--way", "board"))
        yield Deed(first, ("feedback-post", f"2027-{n}"))
    yield Deed(first, ("feedback-add", "记错了的", "--channel", "phone"))
    yield Deed(first, ("feedback-void", "2027-5", "--reason", "登记错了"))
    for n in range(1, 5):
        reason = ("--reason", "打印时卡纸，编号没有用")
        yield Deed(later, ("void", "--year", "2027", "--number", str(n), *reason))
    for month in range(count + 1, 13):
        yield Deed(later, ("none", "--period", f"2026-{month:02d}"))
    yield Deed(later, ("close-year", "--year", "2026", "--reason", "一年办完，其余以后补"))
    people = ("--from", "王某", "--to", "赵某", "--witness", "陈某", "--office", "报账员")
    for n in range(3):
        yield Deed(later, ("handover", *people, "--to-dir", OUT))
        yield Deed(later, ("handover", "--pack", "", "--to-dir", OUT))
        yield Deed(later, ("village", "--hotline", f"057822200{n}0"))
        yield Deed(later, ("year-file", "--year", "2026", "--to", OUT))
        yield Deed(later, ("key", "--new", "--reason", "电脑换了"))
        yield Deed(later, ("export", "--to", f"{OUT}/usb"))
        yield Deed(later, ("backup", "--to", f"{OUT}/stick"))
    for n in range(6):
        yield Deed(later, ("restore", BACKUP, "--into", f"{OUT}/restored-{n}"))


def _month(folder: Path, month: int) -> Iterator[Deed]:
    period, day = f"2026-{month:02d}", f"2026-{month + 1:02d}-%02d"
    ledger, name = folder / f"{period}.csv", f"finance-lines@{period}"
    rows = [f"{period}-{n + 1:02d},记-{n},买笔、宣传用纸,,{n}.50" for n in range(1, 20)]
    ledger.write_text("\n".join(["日期,凭证号,摘要,收入,支出", *rows]), "utf-8")
    number = f"第{2 * month - 1}号"
    yield Deed(day % 3, ("import", str(ledger), "--period", period))
    yield Deed(day % 3, ("submit", name))
    yield Deed(day % 4, ("review", name, "--return", "--reason", "电费的票没有附"))
    yield Deed(day % 4, ("submit", name))
    yield Deed(day % 4, ("review", name, "--step", "finance-group"))
    yield Deed(day % 4, ("review", name, "--step", "supervision"))
    yield Deed(day % 4, ("publish", name))
    yield Deed(day % 4, ("put-up", number))
    yield Deed(day % 8, ("take-down", number, "--reason", "雨水打湿"))
    yield Deed(day % 8, ("put-up", number))
    spent = ("--date", f"{period}-25", "--summary", "补记电费", "--expense", "12.50")
    yield Deed(day % 9, ("entry", *spent))
    yield Deed(day % 9, ("correct", number, "--reason", "漏记一笔"))
    yield Deed(day % 9, ("review", name, "--step", "finance-group"))
    yield Deed(day % 9, ("review", name, "--step", "supervision"))
    yield Deed(day % 9, ("publish", name))
    yield Deed(day % 9, ("take-down", number))
    yield Deed(day % 9, ("put-up", name))
    yield Deed(day % 26, ("take-down", name))
    yield Deed(day % 26, ("archive", name, "--place", f"2026年第{month}盒"))
    yield Deed(day % 26, ("backup",))


def picture(folder: Path) -> Picture:
    """Return all that a data folder holds of the village, without ids and times of day."""
    path = folder / "village.db"
    if not path.exists():
        return {}
    db = sqlite3.connect(path)
    try:
        text = "select name from sqlite_master where type = 'table' order by name"
        names = [name for (name,) in db.execute(text) if name not in _OURS | {"journal"}]
        found = {name: _rows(db, f'select * from "{name}"') for name in names}
        found["setting"] = _rows(db, "select * from setting where key not like 'good-file:%'")
        found["journal"] = _rows(db, f"select operator, action from journal where {_APART}")
    finally:
        db.close()
    for name, own in _OWN.items():
        found[name] = sorted(own.sub("*", row) for row in found.get(name, []))
    return {name: rows for name, rows in found.items() if rows}


def _rows(db: sqlite3.Connection, text: str) -> list[str]:
    return sorted(_CHANCE.sub("*", repr(row)) for row in db.execute(text))


def run(folder: Path, deed: Deed, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own; it is killed when the time is over."""
    out = folder.with_name(f"{folder.name}-out")
    (out / "usb").mkdir(parents=True, exist_ok=True)
    newest = max((str(path) for path in out.glob("stick/backup-*.zip")), default="")
    told = [word.replace(OUT, str(out)).replace(BACKUP, newest) for word in deed.words]
    words = ("--data", str(folder), "--as", "王某", "--today", deed.day, *told)
    return subprocess.run(
        [sys.executable, "-m", "boardapp", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def verified(folder: Path, day: str) -> str:
    """Return what ``journal --verify`` complains of; an empty text when all holds."""
    done = run(folder, Deed(day, ("journal", "--verify")))
    return "" if done.returncode == 0 else done.stdout + done.stderr


def storm(folder: Path, deeds: Sequence[Deed], kills: int, seed: int) -> Tally:
    """Kill as often as asked while the months go by; raises AssertionError at the first wrong."""
    chance, tally = random.Random(seed), Tally()
    twin, victim = folder / "twin", folder / "victim"
    for number, deed in enumerate(deeds):
        old = picture(twin)
        began = time.perf_counter()
        done = run(twin, deed)
        took = time.perf_counter() - began
        assert done.returncode == 0, f"{deed.words}: {done.stderr}"
        new = picture(twin)
        due = kills * (number + 1) // len(deeds)
        while tally.kills < due:
            tally.kills += 1
            with contextlib.suppress(subprocess.TimeoutExpired):
                run(victim, deed, chance.uniform(took * 0.5, took * 1.05))
            if _judged(victim, deed, old, new):
                tally.after += 1
                break
            tally.before += 1
        if picture(victim) != new:
            done = run(victim, deed)
            assert done.returncode == 0, f"{deed.words} after {tally.kills} kills: {done.stderr}"
            assert picture(victim) == new, f"{deed.words} ends otherwise than in peace"
    return tally


def _judged(folder: Path, deed: Deed, old: Picture, new: Picture) -> bool:
    """Return whether a killed command was done; raises AssertionError when it was done in part."""
    now = picture(folder)
    if deed.words[0] == "init":
        # A village that was not set up whole is set up anew; nothing can be lost yet.
        return now == new
    wrong = verified(folder, deed.day)
    assert not wrong, f"{deed.words}: {wrong}"
    _prove_apart(folder, deed)
    now = picture(folder)
    if now == new:
        return True
    told = {
        name: (now.get(name, [])[-3:], old.get(name, [])[-3:])
        for name in now.keys() | old.keys()
        if now.get(name) != old.get(name)
    }
    assert now == old, f"{deed.words}: neither before nor after: {told}"
    return False


def _prove_apart(folder: Path, deed: Deed) -> None:
    """Prove what a killed command leaves outside the database; raises AssertionError."""
    if deed.words[0] == "key":
        told = run(folder, Deed(deed.day, ("key",)))
        assert (told.returncode, "注意" in told.stderr) == (0, False), told.stderr
    for file in folder.with_name(f"{folder.name}-out").glob("usb/boardbundle-*.zip"):
        told = run(folder, Deed(deed.day, ("verify", str(file), "--json")))
        outcome = json.loads(told.stdout)["outcome"]
        assert outcome in ("accepted", "revoked-key"), f"{file.name}: {outcome}"
    if deed.words[0] == "restore":
        into = folder.with_name(f"{folder.name}-out") / Path(deed.words[-1]).name
        wrong = verified(into, deed.day) if into.exists() else ""
        assert not wrong, f"{deed.words}: {wrong}"
        if not into.exists():
            again = run(folder, deed)
            assert again.returncode == 0, again.stderr


def main() -> None:
    """Run a storm and tell what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--months", type=int, default=6)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        deeds = list(months(Path(folder), given.months))
        tally = storm(Path(folder), deeds, given.kills, given.seed)
    print(f"{tally.kills} kills: {tally.before} left the state before, {tally.after} after")


if __name__ == "__main__":
    main()
