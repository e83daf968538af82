"""What every row was when the program last wrote it, so that a change by hand can be located.

While a connection is watched, temporary triggers note which rows a transaction touches. The
journal takes them up in ``row_change``, each as the JSON of its values, under a digest that is
part of the line's own. A row that differs from its last ``row_change`` was changed outside.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

_UNSEALED = frozenset({"journal", "row_change"})
_LONGEST = 200
"""Longer texts, and all bytes, are kept as their SHA-256."""


@dataclass(frozen=True)
class RowChange:
    """One row after a transaction: ``key`` a JSON list, ``after`` a JSON object, None if gone."""

    table: str
    key: str
    after: str | None


@dataclass(frozen=True)
class Difference:
    """What is otherwise than the journal tells; ``field`` is empty when a whole row is concerned.

    ``seq`` is the journal's line that wrote the row last, 0 for a row that no line tells of;
    ``row`` the values as the journal tells them, or as they are where it tells nothing.
    """

    table: str
    key: tuple[Any, ...]
    field: str
    kept: Any
    found: Any
    seq: int
    row: Mapping[str, Any]


@dataclass(frozen=True)
class _Table:
    name: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]

    def key(self, row: str) -> str:
        parts = ", ".join(f'{row}."{name}"' for name in self.keys)
        return f"json_array({parts})"

    @property
    def named(self) -> str:
        return ", ".join(f't."{name}"' for name in self.columns)


def watch(db: Database) -> None:
    """Note from now on every row that this connection writes.

    In a database without any seal everything that is there counts as written.
    """
    db.execute("pragma recursive_triggers = on")
    db.execute("create temp table if not exists seal_touched (tbl text, key text)")
    for table in _tables(db):
        for verb, rows in (("insert", ["new"]), ("update", ["old", "new"]), ("delete", ["old"])):
            notes = " ".join(
                f"insert into seal_touched values ('{table.name}', {table.key(row)});"
                for row in rows
            )
            db.execute(
                f'create temp trigger if not exists "seal_{table.name}_{verb}" after {verb}'
                f' on main."{table.name}" begin {notes} end'
            )
    if not is_sealed(db):
        with db.atomic():
            db.execute("delete from seal_touched")
            for table in _tables(db):
                db.execute(
                    f"insert into seal_touched select '{table.name}', {table.key('t')}"
                    f' from main."{table.name}" t'
                )


def is_sealed(db: Database) -> bool:
    """Whether any line of the journal tells of rows."""
    text = (
        "select exists (select 1 from row_change) or exists (select 1 from journal where rows<>'')"
    )
    return bool(db.execute(text).fetchone()[0])


def take(db: Database) -> tuple[RowChange, ...]:
    """Return the rows that were written since the last time, as they are now."""
    watched = "select 1 from sqlite_temp_master where name = 'seal_touched'"
    if db.execute(watched).fetchone() is None:
        return ()
    touched = {row[0] for row in db.execute("select distinct tbl from seal_touched")}
    found: list[RowChange] = []
    for table in _tables(db):
        if table.name in touched:
            found += _now(db, table)
    db.execute("delete from seal_touched")
    return tuple(found)


def keep(db: Database, seq: int, changes: Iterable[RowChange]) -> None:
    """Keep what a line of the journal tells of rows."""
    db.conn.executemany(
        "insert into row_change (seq, tbl, key, after) values (?, ?, ?, ?)",
        [(seq, one.table, one.key, one.after) for one in changes],
    )


def digest_of(changes: Iterable[RowChange]) -> str:
    """Return the SHA-256 over some rows in their order; empty when there are none."""
    total, some = hashlib.sha256(), False
    for one in changes:
        some = True
        total.update(_json([one.table, one.key, one.after]).encode("utf-8", "surrogatepass"))
    return total.hexdigest() if some else ""


def digests(db: Database, after: int = 0) -> dict[int, str]:
    """Return the digest over the rows of each line after a number."""
    found: dict[int, str] = {}
    rows: list[RowChange] = []
    last = None
    text = "select seq, tbl, key, after from row_change where seq > ? order by seq, id"
    for seq, *values in db.execute(text, [after]):
        if last is not None and seq != last:
            found[last] = digest_of(rows)
            rows = []
        rows.append(RowChange(*values))
        last = seq
    if last is not None:
        found[last] = digest_of(rows)
    return found


def differences(db: Database) -> Iterator[Difference]:
    """Find every row and field that is otherwise than it was last written."""
    if not is_sealed(db):
        return
    kept: dict[str, dict[str, tuple[int, str | None]]] = {}
    for seq, name, key, after in db.execute(
        "select seq, tbl, key, after from row_change order by id"
    ):
        kept.setdefault(name, {})[key] = (seq, after)
    for table in _tables(db):
        yield from _compared(db, table, kept.get(table.name, {}))


def _compared(
    db: Database, table: _Table, kept: dict[str, tuple[int, str | None]]
) -> Iterator[Difference]:
    for key, *values in db.execute(
        f'select {table.key("t")}, {table.named} from main."{table.name}" t'
    ):
        seq, after = kept.pop(key, (0, None))
        now = _plain(table, values)
        place = tuple(json.loads(key))
        if after is None:
            yield Difference(table.name, place, "", None, now, seq, now)
        elif after != _json(now):
            before = _told(after)
            for name in sorted(before.keys() & now.keys()):
                if before[name] != now[name]:
                    kept_, now_ = before[name], now[name]
                    yield Difference(table.name, place, name, kept_, now_, seq, before)
    for key, (seq, after) in kept.items():
        if after is not None:
            row = _told(after)
            yield Difference(table.name, _place(key), "", row, None, seq, row)


def _told(after: str) -> dict[str, Any]:
    """Return the values of a row; nothing where somebody wrote there what is none.

    The chain is broken there, and says so.
    """
    try:
        row = json.loads(after)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def _place(key: str) -> tuple[Any, ...]:
    try:
        place = json.loads(key)
    except ValueError:
        return (key,)
    return tuple(place) if isinstance(place, list) else (key,)


def _now(db: Database, table: _Table) -> list[RowChange]:
    same = " and ".join(
        f"t.\"{name}\" is json_extract(s.key, '$[{n}]')" for n, name in enumerate(table.keys)
    )
    rows = db.execute(
        f"select s.key, t.rowid, {table.named} from"
        " (select distinct key from seal_touched where tbl = ? order by key) s"
        f' left join main."{table.name}" t on {same}',
        [table.name],
    )
    return [
        RowChange(table.name, key, None if there is None else _json(_plain(table, values)))
        for key, there, *values in rows
    ]


def _tables(db: Database) -> tuple[_Table, ...]:
    names = [
        row[0]
        for row in db.execute(
            "select name from pragma_table_list where schema = 'main' and type = 'table'"
            " and name not like '\\_%' escape '\\' and name not like 'sqlite\\_%' escape '\\'"
            " order by name"
        )
    ]
    found = []
    for name in names:
        if name in _UNSEALED:
            continue
        rows = db.execute("select name, pk from pragma_table_info(?)", [name]).fetchall()
        columns = tuple(row[0] for row in rows)
        keys = tuple(row[0] for row in sorted(rows, key=lambda row: int(row[1])) if row[1])
        found.append(_Table(name, columns, keys or columns))
    return tuple(found)


def _plain(table: _Table, values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(table.columns, map(_short, values), strict=True))


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST:
        value = value.encode("utf-8", "surrogatepass")
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}"
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
