"""Judge a file that is said to be a bundle: always one outcome, whatever its bytes are."""

import stat
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from boardapp.bundles.foreign import judge_foreign
from boardapp.bundles.signed import judge_signed
from boardapp.bundles.verdict import CheckTables, Known, Refused, Verdict, shown
from boardapp.bundles.zipend import find_end
from boardapp.bundles.ziplist import Entry, listed, located
from boardapp.core.bundle.bagit import SIGNATURE
from boardapp.core.bundle.names import NameFault, collision, is_link, name_fault
from boardapp.core.bundle.outcome import Outcome
from boardapp.core.errors import UserError
from boardapp.core.progress import Progress, silent


def read_bundle(
    file: Path,
    known: Known,
    check_tables: CheckTables,
    *,
    today: date | None = None,
    progress: Progress = silent,
) -> Verdict:
    """Judge a file in the order of docs/bundle-format.md, writing nothing anywhere.

    No bytes make this raise. Raises UserError when the file cannot be read at all (it is gone, a
    folder, or the stick was pulled), and Cancelled when the progress does. ``today`` only leads
    to a note when the bundle says it was made later.
    """
    try:
        told = file.stat()
        if not stat.S_ISREG(told.st_mode):
            kind = "文件夹" if stat.S_ISDIR(told.st_mode) else "设备或管道"
            raise UserError(
                f"{shown(file.name)}是{kind}，不是数据包文件。"
                "什么都没有接收，数据没有改动；请选名字像“boardbundle-村代码-序号.zip”的文件。"
            )
        with file.open("rb") as opened:
            return _judged(opened, told.st_size, known, check_tables, today, progress)
    except OSError as error:
        raise UserError(
            f"读不出文件{shown(file.name)}，它可能已移走，或者U盘接触不良、已经拔出。"
            "什么都没有接收，数据没有改动；请重新插好U盘再试。"
        ) from error


def _judged(
    file: BinaryIO,
    size: int,
    known: Known,
    check_tables: CheckTables,
    today: date | None,
    progress: Progress,
) -> Verdict:
    try:
        end = find_end(file, size)
        entries = listed(file, end)
        unsafe = _unsafe(entries)
        if unsafe and unsafe.fault.leads_outside:
            raise unsafe
        root = _signed_root(entries)
        if root is None:
            return judge_foreign(file, located(file, end, entries), unsafe, progress)
        if unsafe:
            raise unsafe
        entries = located(file, end, entries)
        return judge_signed(file, entries, root, known, check_tables, today, progress)
    except Refused as refusal:
        return Verdict(refusal.outcome, refusal.reason)


class Unsafe(Refused):
    """The refusal of a name, with what is wrong with it."""

    def __init__(self, fault: NameFault, name: str) -> None:
        super().__init__(Outcome.UNSAFE, f"{shown(name)}：{fault.word}。")
        self.fault = fault


def _unsafe(entries: Iterable[Entry]) -> Unsafe | None:
    """Return the refusal of the worst name: first one that leads outside, then any other."""
    found = []
    for one in entries:
        linked = NameFault.LINK if is_link(one.made_by, one.attributes) else None
        fault = linked or name_fault(one.name)
        if fault:
            found.append(Unsafe(fault, one.name))
    if found:
        return next((one for one in found if one.fault.leads_outside), found[0])
    twice = collision(one.name for one in entries)
    return Unsafe(twice[0], twice[2]) if twice else None


def _signed_root(entries: Iterable[Entry]) -> str | None:
    """Return the folder, with its slash, that holds a signature; None for a bag without one."""
    for one in entries:
        root = one.name.removesuffix(SIGNATURE)
        if root != one.name and root.count("/") == (1 if root else 0) and root[-1:] in {"", "/"}:
            return root
    return None
