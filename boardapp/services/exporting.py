"""Export: the next bundle is made, proved, numbered and put on the stick, or nothing is changed.

Until the stick holds the whole, compared file under a temporary name nothing is numbered. Then
the number is taken for good, and only after that does the file get its name, in the data folder
first and on the stick last: two different bundles can never bear one sequence, whenever the
program is killed or the stick is pulled.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from boardapp.bundles.bag import never, write_bundle
from boardapp.core.bundle.bagit import info_of
from boardapp.core.bundle.header import bundle_name
from boardapp.core.bundle.outcome import Outcome
from boardapp.core.errors import Cancelled, UserError
from boardapp.core.progress import Progress, silent
from boardapp.services import export_plan, keys, sticks
from boardapp.services.desk import Desk
from boardapp.services.export_plan import Plan
from boardapp.services.sticks import PART
from boardapp.services.verifying import own_verdict
from boardapp.services.village import the_village
from boardapp.services.whole_files import forget, put_in_place, sentences
from boardapp.store import bundles as store
from boardapp.store import instance
from boardapp.store.bundles import Bundle

FOLDER = "bundles"
"""The folder of kept bundles in a data folder; it is in no backup."""
KEPT = 2
_PHASES = 4
NUMBERED, EXPORTED = "number-bundle", "export"


@dataclass(frozen=True)
class Exported:
    """A bundle that lies on the stick, read back and compared.

    ``reissued`` says that it is the last one again, ``already`` that it lay there before. ``size``
    is in bytes; ``carried`` and ``held`` count postings, notices and attachments; ``older`` are
    this village's other bundles on the stick. ``same_disk`` says that it lies on the disk that
    holds the data, which is no stick.
    """

    path: Path
    sequence: int
    digest: str
    previous: str
    reissued: bool
    already: bool
    full: bool
    size: int
    carried: Mapping[str, int]
    held: Mapping[str, int]
    warnings: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    same_disk: bool = False


def export(
    desk: Desk,
    to: Path,
    *,
    full: bool = False,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Exported:
    """Write the next bundle to a stick, or the last one again where nothing changed since.

    Raises UserError with what happened, what is safe and what to do, and Cancelled: nothing was
    numbered then, and what lay on the stick lies there still.
    """
    plan = export_plan.plan(desk, full=full)
    work = _Work(desk, progress, cancelled, plan.size)
    kept = work.kept(plan) if plan.again else None
    if plan.again and kept is None:
        plan = export_plan.plan(desk, full=full, anew=True)
        work = replace(work, size=plan.size)
    found = sticks.look(to, plan.file_name, plan.size, desk.folder, kept)
    if not found.result.ok:
        raise UserError(found.sentence)
    sticks.clear(found.leftovers)
    target = to / plan.file_name
    if not found.same:
        work.deliver(plan, kept, target)
    one = store.bundles(desk.db)[0]
    details = {"sequence": one.sequence, "digest": one.digest, "previous": one.previous}
    with desk.writing(EXPORTED, {**details, "to": str(to), "reissued": plan.again is not None}):
        pass
    _prune(desk, plan)
    return Exported(
        target, one.sequence, one.digest, one.previous, plan.again is not None, found.same,
        one.complete, plan.size, plan.carried, plan.held, found.warnings, found.older,
        found.same_disk,
    )  # fmt: skip


def kept_path(desk: Desk, name: str) -> Path:
    """Return where the data folder keeps its own copy of a bundle."""
    return desk.folder / FOLDER / name


def is_kept(desk: Desk, sequence: int) -> bool:
    """Whether the data folder still has its own copy of a bundle."""
    name = bundle_name(the_village(desk).code, sequence)
    return kept_path(desk, f"{name}.zip").is_file()


@dataclass(frozen=True)
class _Work:
    """One export under way: ``size`` is the bundle's, gone through once in each of four phases."""

    desk: Desk
    progress: Progress
    cancelled: Callable[[], bool]
    size: int

    def kept(self, plan: Plan) -> Path | None:
        """Return our copy of the last bundle: proved, else made again; None if it became another.

        A copy that has its temporary name still was left by a program that was killed.
        """
        last, path = plan.again, kept_path(self.desk, plan.file_name)
        part = path.with_name(path.name + PART)
        if last is None:
            return None
        for one in (path, part):
            if one.is_file() and self._is_right(one, last.digest):
                return self._placed(one, path)
        if self._write(plan, part) != last.digest:
            forget(part)
            return None
        return self._placed(part, path)

    def deliver(self, plan: Plan, kept: Path | None, target: Path) -> None:
        """Make the bundle unless it is kept, and bring it to the stick under its name."""
        path = kept_path(self.desk, plan.file_name)
        part, there = path.with_name(path.name + PART), target.with_name(target.name + PART)
        numbered = kept is not None
        try:
            digest = "" if kept else self._proved(plan, part)
            with sticks.told(target.parent):
                sticks.copy(kept or part, there, self._tick(2, "正在写到U盘"))
                if not sticks.same_bytes(kept or part, there, self._tick(3, "正在读回核对")):
                    raise OSError(5, "read back otherwise than written")
            if not kept:
                _number(self.desk, plan, digest)
                numbered = True
                # Under its temporary name it serves as well: the next export gives it its own.
                with contextlib.suppress(OSError):
                    put_in_place(part, path)
            _name(there, target, plan)
        finally:
            forget(there)
            if not numbered:
                forget(part)

    def _proved(self, plan: Plan, part: Path) -> str:
        digest = self._write(plan, part)
        if not self._is_right(part, digest):
            raise UserError(
                "没有导出：写好的数据包自己核对没有通过，可能是磁盘有问题。数据没有改动，"
                "序号没有用掉，U盘上原来的文件也没有改动。请再导出一次；还不行就检查磁盘。"
            )
        return digest

    def _write(self, plan: Plan, part: Path) -> str:
        with sentences("导出", part.parent):
            part.parent.mkdir(exist_ok=True)
            header = plan.header
            try:
                return write_bundle(
                    part, header.bundle_name, plan.parts, info_of(header),
                    partial(export_plan.sign, self.desk, header),
                    progress=self._phase(0), cancelled=self.cancelled,
                ).digest  # fmt: skip
            except BaseException:
                forget(part)
                raise

    def _is_right(self, file: Path, digest: str) -> bool:
        try:
            found = own_verdict(self.desk, file, self._phase(1))
        except UserError:
            return False
        current = keys.current(self.desk)
        right = found.outcome is Outcome.ACCEPTED and found.digest == digest
        return right and found.signer == current

    def _placed(self, one: Path, path: Path) -> Path:
        with sentences("导出", path.parent):
            if one != path:
                put_in_place(one, path)
        return path

    def _phase(self, number: int) -> Progress:
        def told(done: int, total: int, label: str) -> None:
            if self.cancelled():
                raise Cancelled
            self.progress(
                number * self.size + done * self.size // max(total, 1), self.size * _PHASES, label
            )

        return told

    def _tick(self, number: int, label: str) -> sticks.Tick:
        done, told = 0, self._phase(number)

        def tick(count: int) -> None:
            nonlocal done
            done += count
            told(done, self.size, label)

        return tick


def _number(desk: Desk, plan: Plan, digest: str) -> None:
    """Take the sequence for good."""
    header, key = plan.header, keys.current(desk)
    one = Bundle(
        header.sequence, digest, header.previous, plan.state, header.instance, header.exported_on,
        desk.operator, header.program, header.full, plan.receipt, plan.size,
        key.id_text if key else "",
    )  # fmt: skip
    details = {"sequence": one.sequence, "digest": digest, "previous": one.previous}
    with desk.writing(NUMBERED, {**details, "state": plan.state, "files": plan.carried}) as db:
        store.add(db, one, plan.paths)
        instance.save(db, replace(instance.held(db), sequence=one.sequence))


def _name(part: Path, target: Path, plan: Plan) -> None:
    """Give the file on the stick its name: from here on the township may have it."""
    try:
        put_in_place(part, target)
    except OSError as error:
        raise UserError(
            f"第{plan.header.sequence}号数据包已经编好，留在电脑里，但没有放到U盘上"
            f"（{error.strerror or error}），U盘可能被拔出。数据完好，U盘上原来的文件没有改动。"
            "请重新插好U盘，再导出一次：会写出同一个数据包，序号不变。"
        ) from error


def _prune(desk: Desk, plan: Plan) -> None:
    """Keep the newest bundles only; one that cannot be removed does no harm."""
    start = plan.file_name.rpartition("-")[0]
    found = sorted((desk.folder / FOLDER).glob(f"{start}-*.zip"), reverse=True)
    parts = set((desk.folder / FOLDER).glob(f"{start}-*.zip{PART}"))
    mine = kept_path(desk, plan.file_name + PART)
    for old in (*found[KEPT:], *(parts - {mine})):
        forget(old)
