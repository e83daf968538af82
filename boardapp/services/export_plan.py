"""What the next bundle holds: its number, what goes into it and how large it is."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from boardapp import __version__
from boardapp.bundles.bag import Part, part, size_of
from boardapp.core.bundle.bagit import HEADER, PACKAGE, info_of
from boardapp.core.bundle.header import LARGEST_SEQUENCE, Header
from boardapp.core.bundle.package import package_of
from boardapp.core.bundle.receipt import Receipt, lacking
from boardapp.core.bundle.tables import TABLES, read_table
from boardapp.core.bundle.tables_village import VILLAGE
from boardapp.core.errors import UserError
from boardapp.services import instance, keys
from boardapp.services.attachments import FOLDER
from boardapp.services.bundle_tables import Tables, tables
from boardapp.services.desk import Desk
from boardapp.services.village import the_village
from boardapp.store import bundle_rows as rows
from boardapp.store import bundles as store
from boardapp.store import postings
from boardapp.store.attachments import SUFFIXES
from boardapp.store.bundles import Bundle


@dataclass(frozen=True)
class Plan:
    """The next bundle before a byte of it is written.

    ``again`` is the bundle that this one is issued again of, None for a new one; ``parts`` the
    payload; ``paths`` every file that the tables name; ``size`` that of the file in bytes;
    ``carried`` counts postings, notices and attachments inside, ``held`` those there are.
    """

    header: Header
    state: str
    parts: tuple[Part, ...]
    paths: tuple[str, ...]
    size: int
    receipt: int
    again: Bundle | None
    carried: Mapping[str, int]
    held: Mapping[str, int]

    @property
    def file_name(self) -> str:
        """The name of the bundle's file."""
        return f"{self.header.bundle_name}.zip"


def plan(desk: Desk, *, full: bool = False, anew: bool = False) -> Plan:
    """Return what an export would write now.

    Nothing having changed since the last bundle, that one is issued again, unless the township
    lacks a file that it does not carry, or everything is asked for and it was not complete, or
    another key signs by now.
    With ``anew`` it is a new one in any case. Raises UserError in a database that may give out no
    numbers, and when a file is gone that must be carried.
    """
    instance.refuse_if_unproven(desk)
    the_village(desk)
    found, files = tables(desk, desk.today), _files(desk)
    state = _state(desk, found, files)
    last = last_bundle(desk)
    anew = anew or (last is not None and _is_taken(desk, last))
    if last and last.state == state and not anew and _serves(desk, last, files, full=full):
        return _again(desk, last, files, found)
    sequence = instance.identity(desk).sequence + 1
    if sequence > LARGEST_SEQUENCE:
        raise UserError(f"没有导出：上报的序号已经用到 {LARGEST_SEQUENCE}，请联系软件的维护人员。")
    receipt = known_receipt(desk)
    lacks = _lacking(desk, files, receipt)
    kept = files if full else {path: one for path, one in files.items() if path in lacks}
    header = Header(
        *_village(found), instance.identity(desk).uuid, sequence, desk.today, __version__,
        _previous(desk, last), instance.identity(desk).previous,
    )  # fmt: skip
    number = 0 if full or receipt is None else store.newest_id(desk.db)
    return _plan(desk, header, state, files, kept, found, number, None)


def last_bundle(desk: Desk) -> Bundle | None:
    """Return the last bundle of this very database, or None where another one wrote the last."""
    one = instance.identity(desk)
    newest = next(iter(store.bundles(desk.db)), None)
    return newest if newest and newest.sequence == one.sequence else None


def known_receipt(desk: Desk) -> Receipt | None:
    """Return the newest receipt, if what it says it holds is a bundle that we know."""
    receipt = store.newest_receipt(desk.db)
    return receipt if receipt and _fits(desk, receipt) else None


def _is_taken(desk: Desk, last: Bundle) -> bool:
    """Whether the township holds another bundle under the last one's sequence."""
    held = store.newest_receipt(desk.db)
    return held is not None and held.sequence == last.sequence and held.digest != last.digest


def _previous(desk: Desk, last: Bundle | None) -> str:
    """Return the digest of the bundle before the next one.

    That is what the township holds under that sequence, where it has told so: after a restore it
    is all that is known of it.
    """
    held, sequence = store.newest_receipt(desk.db), instance.identity(desk).sequence
    if held and sequence and held.sequence == sequence:
        return held.digest
    return last.digest if last else ""


def _fits(desk: Desk, receipt: Receipt) -> bool:
    ours = {one.sequence: one.digest for one in store.bundles(desk.db)}
    return receipt.sequence == 0 or ours.get(receipt.sequence) == receipt.digest


def _serves(desk: Desk, last: Bundle, files: Mapping[str, Part], *, full: bool) -> bool:
    """Whether the last bundle carries all that is wanted now, signed by the key of today."""
    key = keys.current(desk)
    if last.instance != instance.identity(desk).uuid or key is None or last.key != key.id_text:
        return False
    if last.complete:
        return True
    wanted = frozenset(files) if full else _lacking(desk, files, known_receipt(desk))
    return not full and wanted <= _carried(desk, last, files)


def _carried(desk: Desk, last: Bundle, files: Mapping[str, Part]) -> frozenset[str]:
    if last.complete:
        return frozenset(files)
    return _lacking(desk, files, store.receipt(desk.db, last.receipt), before=last.sequence)


def _lacking(
    desk: Desk, files: Mapping[str, Part], receipt: Receipt | None, before: int = 0
) -> frozenset[str]:
    first = store.first_sequences(desk.db)
    known = {path: one for path, one in first.items() if not before or one < before}
    return lacking(files, known, receipt)


def _again(desk: Desk, last: Bundle, files: Mapping[str, Part], now: Tables) -> Plan:
    """Return the last bundle as it was: same day, same program, same files."""
    found = now if last.exported_on == desk.today else tables(desk, last.exported_on)
    carried = _carried(desk, last, files)
    kept = {path: one for path, one in files.items() if path in carried}
    header = Header(
        *_village(found), last.instance, last.sequence, last.exported_on, last.program,
        last.previous, instance.identity(desk).previous,
    )  # fmt: skip
    return _plan(desk, header, last.state, files, kept, found, last.receipt, last)


def _plan(
    desk: Desk,
    header: Header,
    state: str,
    files: Mapping[str, Part],
    kept: Mapping[str, Part],
    found: Tables,
    receipt: int,
    again: Bundle | None,
) -> Plan:
    counts = {**found.counts, "files": len(kept)}
    header = replace(header, full=len(kept) == len(files), holds=counts)
    payload = [
        part(HEADER, header.to_json()),
        part(PACKAGE, package_of(header, found.raw)),
        *(part(f"data/{one.path}", found.raw[one.name]) for one in TABLES),
        *kept.values(),
    ]
    _refuse_missing(kept.values())
    size = size_of(header.bundle_name, payload, info_of(header), partial(sign, desk, header))
    return Plan(
        header, state, tuple(payload), tuple(sorted(files)), size, receipt, again,
        _counted(kept), _counted(files),
    )  # fmt: skip


def sign(desk: Desk, header: Header, data: bytes) -> bytes:
    """Sign a tagmanifest as that of a bundle."""
    return keys.signer(desk)(data, header.comment)


def _village(found: Tables) -> tuple[str, str, str]:
    (row,) = read_table(VILLAGE, found.raw["village"])
    return row[0], row[1], row[2]


def _files(desk: Desk) -> dict[str, Part]:
    """Return every file that the tables name, by its path in the bag."""
    found = []
    for id_, digest, size, notice_digest, notice_size in rows.frozen(desk.db):
        fetch = partial(rows.content, desk.db, id_), partial(postings.notice, desk.db, id_)
        found.append(Part(f"data/postings/{digest}.json", fetch[0], digest, size))
        found.append(Part(f"data/notices/{id_}.pdf", fetch[1], notice_digest, notice_size))
    owned = rows.owned(desk.db)
    for one in rows.rows(desk.db, "attachment"):
        digest, name = one["digest"], f"{one['digest']}.{SUFFIXES.get(one['media'], '')}"
        if digest in owned:
            path = desk.folder / FOLDER / digest[:2] / name
            found.append(Part(f"data/attachments/{name}", path, digest, one["size"]))
    return {one.path: one for one in found}


def _refuse_missing(parts: Iterable[Part]) -> None:
    """Raise UserError when a photo or scan is gone, before anything is written."""
    for one in parts:
        if not isinstance(one.source, Path):
            continue
        try:
            right = one.source.stat().st_size == one.size
        except OSError:
            right = False
        if not right:
            raise UserError(
                f"没有导出：附件 {one.source.name[:16]}… 的文件不在数据文件夹里了，或已损坏。"
                "其他数据完好，序号没有用掉。请从备份恢复它，或重新添加同一个文件，再导出一次。"
            )


def _state(desk: Desk, found: Tables, files: Mapping[str, Part]) -> str:
    """Return the digest over everything that is held, whatever of it goes into the next bundle."""
    total = hashlib.sha256(f"{instance.identity(desk).uuid}\n{found.digest}\n".encode())
    for path in sorted(files):
        total.update(f"{path} {files[path].digest}\n".encode())
    return total.hexdigest()


def _counted(files: Mapping[str, Part]) -> dict[str, int]:
    names = [path.split("/")[1] for path in files]
    return {kind: names.count(kind) for kind in ("postings", "notices", "attachments")}
