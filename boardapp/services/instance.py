"""Whose database this is: whether it may give out numbers, and how it wins that right again."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from boardapp.core.bundle.receipt import Receipt
from boardapp.core.errors import UserError
from boardapp.core.life.records import Void
from boardapp.core.posting import number_label
from boardapp.core.village import Body
from boardapp.services import clock, marks
from boardapp.services.desk import Desk
from boardapp.services.whole_files import wipe
from boardapp.store import instance as store
from boardapp.store import life as lives
from boardapp.store import villages
from boardapp.store.instance import Instance

MOST_LOST = 999
"""So many numbers may have been given out since a backup; more are a slip of the keys."""
KEYS = "keys"
"""The folder of private keys in a data folder; it is in no backup."""


class Standing(StrEnum):
    """What the program knows of a database's past."""

    PROVEN = "proven"
    RESTORED = "restored"
    COPIED = "copied"

    @property
    def sentence(self) -> str:
        """Say what it means for the person."""
        return _SENTENCES[self]


_CONFIRM = (
    "请到公示栏前看清墙上最后一个编号和最后一次上报的序号，在“备份与恢复”里填写，"
    "或运行 boardapp restore --confirm --number 编号 --sequence 序号；"
    "手边有乡镇最新的回执，也可以在“插入U盘”里读入它。"
)
_SENTENCES = {
    Standing.PROVEN: "这份数据是本机原来的数据。",
    Standing.RESTORED: (
        "这份数据是从备份恢复的，备份以后公布过的编号它不知道，现在不能公布和上报；"
        f"查看、记账、打印都可以。{_CONFIRM}"
    ),
    Standing.COPIED: (
        "这份数据像是从别处拷贝来的，原来的那份可能还在用，现在不能公布和上报；"
        "确认时删去一起拷来的私钥（原来的文件夹里还有），另生成一把。"
        f"查看、记账、打印都可以。{_CONFIRM}如果只是换了文件夹或电脑、原来的已经不用，"
        "运行 boardapp restore --moved。"
    ),
}


@dataclass(frozen=True)
class Confirmed:
    """What a confirmation led to: the next number of each body, and the numbers that are void."""

    next_numbers: tuple[str, ...]
    void: tuple[str, ...]


def identity(desk: Desk) -> Instance:
    """Return the identity of the open database."""
    return store.held(desk.db)


def standing(desk: Desk) -> Standing:
    """Return whether this is the database that gave out its numbers, or a child of a backup."""
    one = store.held(desk.db)
    if not one.proven:
        return Standing.RESTORED if one.origin == "restored" else Standing.COPIED
    if one.mark and not marks.belongs(desk.folder, one.mark):
        return Standing.COPIED
    return Standing.PROVEN


def may_publish(desk: Desk) -> bool:
    """Whether numbers may be given out and bundles written."""
    return standing(desk) is Standing.PROVEN and clock.behind(desk) is None


def refuse_if_unproven(desk: Desk) -> None:
    """Raise UserError while a number could be given out twice, or under a wrong year.

    That is in a restored or copied database until it is confirmed, and while the clock is behind.
    """
    found = standing(desk)
    if found is not Standing.PROVEN:
        raise UserError(found.sentence)
    late = clock.behind(desk)
    if late:
        raise UserError(f"没有公布。{late.sentence}")


def renew(desk: Desk, origin: str, details: Mapping[str, object]) -> Instance:
    """Give a restored or copied database an identity of its own that must still be proven."""
    old = store.held(desk.db)
    now = desk.now.isoformat(timespec="seconds")
    one = Instance(str(uuid.uuid4()), origin, old.uuid, now, str(uuid.uuid4()), False, old.sequence)
    told = {**details, "origin": origin, "previous": old.uuid, "instance": one.uuid}
    with desk.writing("new-instance", told) as db:
        store.save(db, one)
    return one


def confirm(desk: Desk, numbers: Mapping[str, tuple[int, int]], sequence: int) -> Confirmed:
    """Let a restored or copied database publish again, on the word of whoever looked at the wall.

    ``numbers`` holds year and last number by body; a body that never published here may be left
    out. Numbers between what is held and what hangs on the wall become void. Raises UserError
    when a number is missing or below what is held.
    """
    now = standing(desk)
    if now is Standing.PROVEN:
        raise UserError("这份数据没有需要确认的，没有改动。")
    if sequence < store.held(desk.db).sequence:
        raise UserError(
            f"上报序号 {sequence} 比数据里已有的 {store.held(desk.db).sequence} 还小，没有改动。"
            "请核对最后一次上报的序号。"
        )
    void = [one for body in villages.bodies(desk.db) for one in _void(desk, body, numbers)]
    told = {"numbers": {body: list(value) for body, value in numbers.items()}}
    return _confirmed(desk, void, sequence, told)


def confirm_by_receipt(desk: Desk, receipt: Receipt) -> Confirmed:
    """Let a restored or copied database publish again, on the word of the township's receipt.

    The numbers that the township knows and this database does not become void. Raises UserError
    in a database that needs no confirming, and by a receipt that is older than this database.
    """
    if standing(desk) is Standing.PROVEN:
        raise UserError("这份数据没有需要确认的，没有改动。")
    if receipt.sequence < store.held(desk.db).sequence:
        raise UserError("这份回执比这份数据旧，不能凭它确认，没有改动。")
    void = []
    for body in villages.bodies(desk.db):
        for one in receipt.numbers:
            if one.body == body.id:
                known = store.last_serials(desk.db, one.year).get(body.id, 0)
                void += _voids(desk, body, one.year, known, one.serial)
    return _confirmed(desk, void, receipt.sequence, {"receipt": receipt.number})


def _confirmed(
    desk: Desk, void: Sequence[Void], sequence: int, details: Mapping[str, object]
) -> Confirmed:
    if standing(desk) is Standing.COPIED and store.held(desk.db).proven:
        renew(desk, "copied", {})
    retire_keys(desk)
    one = replace(store.held(desk.db), proven=True, sequence=sequence)
    marks.write(desk.folder, one.mark)
    told = {**details, "sequence": sequence, "void": [number.number for number in void]}
    with desk.writing("confirm-instance", told) as db:
        for number in void:
            lives.add_void(db, number)
        store.save(db, one)
    return Confirmed(_next_numbers(desk), tuple(number.number for number in void))


def moved(desk: Desk) -> None:
    """Keep the identity of a folder that was moved, because the old one is used no more."""
    one = store.held(desk.db)
    if standing(desk) is not Standing.COPIED or not one.proven:
        raise UserError("这份数据不是挪过来的，没有改动。")
    one = replace(one, mark=str(uuid.uuid4()))
    with desk.writing("moved-folder", {"folder": str(desk.folder)}) as db:
        store.save(db, one)
    marks.write(desk.folder, one.mark)


def retire_keys(desk: Desk) -> None:
    """Take private keys that are not this identity's out of the data folder.

    Those that came along in a copied folder are removed, journalled: they are another instance's
    and still lie in the folder that was copied. Those of data that were replaced by a backup are
    this machine's own and go to a folder beside. Raises UserError when they stay.
    """
    keys = desk.folder / KEYS
    if not keys.exists():
        return
    one = store.held(desk.db)
    try:
        if one.origin == "copied" and not one.proven:
            _remove_keys(desk, keys)
        else:
            beside = f"{desk.folder.name}-old-keys-{desk.now:%Y%m%d-%H%M%S}"
            keys.rename(desk.folder.with_name(beside))
    except OSError as error:
        raise UserError(
            f"没有完成：旧的密钥文件夹 {keys} 挪不走。请关闭占用它的程序后再试。"
        ) from error


def _remove_keys(desk: Desk, keys: Path) -> None:
    held = sorted(one for one in keys.iterdir() if one.name.endswith((".key", ".key.part")))
    if held:
        told = {"folder": str(keys), "files": [one.name for one in held]}
        with desk.writing("remove-copied-keys", told):
            for one in held:
                wipe(one)
    if not any(keys.iterdir()):
        keys.rmdir()


def last_number(desk: Desk, body: Body, year: int) -> int:
    """Return the last number of a body in a year that this database knows."""
    return store.last_serials(desk.db, year).get(body.id, 0)


def _void(desk: Desk, body: Body, numbers: Mapping[str, tuple[int, int]]) -> list[Void]:
    held = {year for owner, year in store.serials(desk.db) if owner == body.id}
    if body.id not in numbers:
        if held:
            raise UserError(
                f"没有改动：还要填写“{body.name}”墙上最后一个编号（{body.prefix}……第几号）。"
            )
        return []
    year, last = numbers[body.id]
    known = last_number(desk, body, year)
    if last < known:
        raise UserError(
            f"没有改动：“{body.name}”{year}年的编号，数据里已经到第{known}号，"
            f"比填写的第{last}号还大。请再看一遍墙上最后一个编号。"
        )
    return _voids(desk, body, year, known, last)


def _voids(desk: Desk, body: Body, year: int, known: int, last: int) -> list[Void]:
    if last - known > MOST_LOST:
        raise UserError(
            f"没有改动：“{body.name}”{year}年的编号，数据里到第{known}号，填写的是第{last}号，"
            f"一下子多出 {last - known} 个，像是填错了。请再看一遍墙上最后一个编号。"
        )
    at, reason = desk.now.isoformat(timespec="seconds"), "恢复备份以前已经用过"
    return [
        Void(body.id, year, n, number_label(body.prefix, year, n), reason, at)
        for n in range(known + 1, last + 1)
    ]


def _next_numbers(desk: Desk) -> tuple[str, ...]:
    year = desk.today.year
    return tuple(
        number_label(one.prefix, year, last_number(desk, one, year) + 1)
        for one in villages.bodies(desk.db)
    )
