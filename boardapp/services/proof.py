"""Check that nothing was changed past the program: chain, rows, postings, numbers, attachments."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from boardapp.core.registers.cards import CardKind
from boardapp.core.registers.fields import fields_of
from boardapp.services import proven
from boardapp.services.whole_files import digest_of
from boardapp.store import instance, journal, seals, villages
from boardapp.store.database import Change, schema_faults
from boardapp.store.migrations import village as migrations
from boardapp.store.seals import Difference

ATTACHMENTS = "attachments"


@dataclass(frozen=True)
class Trouble:
    """One thing that is not as the program left it.

    ``code`` is for scripts; ``table``, ``row`` and ``field`` say where, as far as they apply;
    ``seq`` is the line of the journal that tells how it should be, 0 without any.
    """

    code: str
    sentence: str
    table: str = ""
    row: str = ""
    field: str = ""
    kept: Any = None
    found: Any = None
    seq: int = 0


def troubles(db: Database, folder: Path | None = None) -> tuple[Trouble, ...]:
    """Return everything that was changed past the program, in a database and its attachments.

    Without a ``folder`` the files of attachments are not looked at.
    """
    found = [*_chain(db, folder), *_guards(db), *map(_of_row, seals.differences(db))]
    told = {(one.table, one.row) for one in found}
    found += [one for one in _frozen(db) if (one.table, one.row) not in told]
    found += _gaps(db)
    if folder is not None:
        found += _files(db, folder)
    return tuple(found)


def start_trouble(db: Database, folder: Path) -> Trouble | None:
    """Return where the journal's chain breaks after a line that was proven before, or None."""
    broken = _cut_off(db, folder) or journal.first_broken(db, proven.recall(folder))
    return _broken(*broken) if broken else None


def _chain(db: Database, folder: Path | None) -> Iterator[Trouble]:
    broken = journal.first_broken(db) or _cut_off(db, folder)
    if broken:
        yield _broken(*broken)


def _cut_off(db: Database, folder: Path | None) -> tuple[int, str] | None:
    """Return from where on lines are gone at the end, which leaves the chain before them whole."""
    last = journal.head(db)[0]
    if last == 0 and villages.village(db):
        return 1, "整个操作记录不见了"
    seq, digest = proven.recall(folder) if folder else (0, journal.START)
    if last < seq:
        return last + 1, f"到第 {seq} 条的都不见了"
    return None if journal.digest_at(db, seq) == digest else (seq, "与上次核对时不同")


def _broken(seq: int, why: str) -> Trouble:
    sentence = f"操作记录从第 {seq} 条起不可信：{why}。请保留数据，向乡镇报告。"
    return Trouble("journal-broken", sentence, "journal", str(seq), seq=seq)


def _guards(db: Database) -> Iterator[Trouble]:
    # A file that has yet to be brought up to date has only the guards of its time.
    faults = () if migrations.pending(db) else schema_faults(db, migrations)
    for kind, table, name in faults:
        if kind is Change.ADDED:
            sentence = f"数据库里多出了不是本程序写的“{name}”，有人直接打开过数据库。"
            yield Trouble("schema-changed", sentence, table, name)
        elif name == table:
            word = "不见了" if kind is Change.MISSING else "的栏目被改动过"
            sentence = f"数据库里的表“{name}”{word}，有人直接打开过数据库。"
            yield Trouble("schema-changed", sentence, table, name)
        else:
            sentence = f"数据库里防止改动的机关“{name}”被拆掉了，有人直接打开过数据库。"
            yield Trouble("guard-missing", sentence, row=name)


def _of_row(one: Difference) -> Trouble:
    table, row, place = _word(one.table), _row_name(one), (one.table, "/".join(map(str, one.key)))
    by = f"（操作记录第 {one.seq} 条）" if one.seq else ""
    if not one.field and one.found is None:
        sentence = f"{table}“{row}”被直接删掉了{by}。"
        return Trouble("row-deleted", sentence, *place, kept=one.kept, seq=one.seq)
    if not one.field:
        sentence = f"{table}多出了“{row}”，操作记录里没有它，是直接写进数据库的。"
        return Trouble("row-added", sentence, *place, found=one.found, seq=one.seq)
    field = _field_word(one.table, one.field)
    told = _told(one)
    sentence = f"{table}“{row}”的{field}被直接改动过{told}{by}。"
    return Trouble("row-changed", sentence, *place, one.field, one.kept, one.found, one.seq)


def _told(one: Difference) -> str:
    """Say what a value was and is; never a private one, and no digest."""
    if (one.table, one.field) in _PRIVATE or any(
        isinstance(value, str) and (value.startswith("sha256:") or len(value) > 40)
        for value in (one.kept, one.found)
    ):
        return ""
    show: Callable[[Any], str] = _yuan if one.field in _FEN else str
    empty = "空"
    kept, found = (empty if v in (None, "") else show(v) for v in (one.kept, one.found))
    return f"：记录的是 {kept}，现在是 {found}"


def _frozen(db: Database) -> Iterator[Trouble]:
    """Compare what was published with the digests that were frozen with it."""
    for id_, number, content, digest, notice, notice_digest in instance.frozen(db):
        pairs = (
            ("content", content, digest, "内容"),
            ("notice", notice, notice_digest, "公示纸张"),
        )
        for field, data, known, word in pairs:
            if hashlib.sha256(data).hexdigest() != known:
                sentence = f"已公布的“{number}”的{word}与当时固定的摘要不符，被直接改动过。"
                yield Trouble("posting-differs", sentence, "posting", id_, field)


def _gaps(db: Database) -> Iterator[Trouble]:
    names = {body.id: body.prefix for body in villages.bodies(db)}
    for (body, year), numbers in sorted(instance.serials(db).items()):
        for before, after in pairwise([0, *sorted(numbers)]):
            if after - before > 1:
                last = f"至第{after - 1}号" if after - before > 2 else ""
                number = f"{names.get(body, body)}〔{year}〕第{before + 1}号{last}"
                sentence = f"编号“{number}”不见了：没有这份公布，也没有作废的记录。"
                yield Trouble("number-gap", sentence, "posting", number, "serial")


def _files(db: Database, folder: Path) -> Iterator[Trouble]:
    for digest, name, place in instance.files(db):
        try:
            whole = digest_of(folder / ATTACHMENTS / place) == digest
        except FileNotFoundError:
            sentence = f"附件“{name}”的文件不见了。请从备份恢复，或重新添加。"
            yield Trouble("attachment-missing", sentence, "attachment", digest)
            continue
        except OSError:
            whole = False
        if not whole:
            sentence = f"附件“{name}”的文件已损坏或被改动。请从备份恢复，或重新添加。"
            yield Trouble("attachment-damaged", sentence, "attachment", digest)


def _row_name(one: Difference) -> str:
    names = [one.row.get(key) for key in _LABELS.get(one.table, _USUAL)]
    told = " ".join(str(name) for name in names if name and not str(name).startswith("sha256:"))
    return told[:60] or "/".join(map(str, one.key))


def _field_word(table: str, field: str) -> str:
    if table in set(CardKind):
        titles = {spec.key: spec.title for spec in fields_of(CardKind(table).record)}
        if field in titles:
            return f"“{titles[field]}”"
    word = _FIELDS.get(field)
    return f"“{word}”" if word else f"“{field}”一栏"


def _word(table: str) -> str:
    return _TABLES.get(table, f"“{table}”表里的")


def _yuan(fen: Any) -> str:
    return f"{int(fen) / 100:,.2f}元" if isinstance(fen, int) else str(fen)


_PRIVATE = {("account", "number"), ("contract", "phone")}
_FEN = {"fen", "cost", "annual_rent", "total", "opening", "income", "expense", "actual"}
_USUAL = ("number", "code", "name", "title", "summary", "item", "about", "key")
_LABELS: dict[str, tuple[str, ...]] = {
    "entry": ("date", "voucher", "summary"),
    "posting": ("number",),
    "opening": ("month",),
    "year_opening": ("through",),
    "ledger_import": ("period", "file_name"),
    "office": ("title", "person", "start"),
    "account": ("name",),
    "instance": ("uuid",),
    "register_change": ("kind", "card", "at"),
    "contract_payment": ("due", "source"),
    "debt_movement": ("on", "source"),
}
_TABLES = {
    "account": "账户", "asset": "资产卡片", "attachment": "附件", "attachment_link": "附件的归属",
    "board": "公示栏", "body": "公开主体", "book": "账套", "book_body": "账套与主体的关系",
    "column_choice": "导入时各列的含义", "contract": "合同", "contract_payment": "合同收付款",
    "debt": "债权债务卡片", "debt_movement": "债权债务增减", "display": "张贴记录",
    "draft": "公开草稿", "entry": "账目", "event": "事件", "feedback": "意见",
    "filed": "归档记录", "funds_statement": "月末资金", "handover": "移交记录",
    "instance": "数据身份",
    "ledger_import": "账目导入记录", "meeting": "会议", "number_void": "作废编号",
    "office": "任职", "opening": "期初余额", "overridden": "放行记录", "posting": "已公布的",
    "register_change": "台账变动记录", "register_import": "台账导入记录", "resource": "资源卡片",
    "setting": "设置", "step": "审核步骤", "submission": "送审内容", "village": "村庄资料",
    "waiver": "不适用说明", "year_closed": "年结记录", "year_opening": "年初以来累计",
}  # fmt: skip
_FIELDS = {
    "fen": "金额", "date": "日期", "summary": "摘要", "voucher": "凭证号", "direction": "收支方向",
    "subject": "类别", "month": "账期", "account": "账户", "book": "账套", "handler": "经手人",
    "number": "编号", "content": "内容", "notice": "公示纸张", "digest": "内容摘要",
    "notice_digest": "纸张摘要", "published_on": "公布日期", "published_by": "公布人",
    "serial": "流水号", "revision": "版次", "value": "内容", "name": "名称", "code": "编号",
    "period": "期间", "body": "公开主体", "item": "公开事项", "up_on": "张贴日期",
    "down_on": "取下日期", "person": "姓名", "start": "开始日期", "end": "结束日期",
    "reason": "理由", "note": "备注", "income": "收入", "expense": "支出", "actual": "实存数",
    "paid_on": "付款日期", "due": "应付日期", "row": "行号", "transfer": "划转", "title": "名称",
    "taken_by": "办理人", "taken_on": "办理日期", "answer": "答复", "text": "内容",
}  # fmt: skip
