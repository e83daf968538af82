"""A made-up village with a year of ledgers, taken in through the same door as real ones."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from boardapp.core.ledger import Direction, Entry, PeriodLedger, YearToDate, totals
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.core.progress import Progress, silent
from boardapp.core.village import Village
from boardapp.services import (
    demo_board,
    demo_feedback,
    demo_life,
    demo_year,
    exporting,
    importing,
    posting,
    previewing,
)
from boardapp.services.demo_year import Posted
from boardapp.services.desk import Desk
from boardapp.services.files import write_whole
from boardapp.services.village import body_named, book_named, set_up, take_office
from boardapp.spreadsheets.workbook import write_ledger
from boardapp.store import villages

VILLAGE = Village(
    code="331181102299",
    name="青石桥村",
    township="青石镇",
    hotline="0578-0000000",
    opinion_box="村委会门口",
    objection="如有异议，请在公示期内向村务监督委员会反映",
)
COLLECTIVE = "青石桥村股份经济合作社"

_SIGNERS = (
    ("负责人", "张某"),
    ("村务监督委员会主任", "李某"),
    ("民主理财小组组长", "陈某"),
    ("会计", "赵某"),
    ("报账员", "王某"),
)
_INCOME = (
    ("收菜场摊位租金", 600, 9000),
    ("收村集体厂房租金", 3000, 26000),
    ("收水库发包款", 2000, 12000),
    ("收上级村级组织运转经费补助", 5000, 20000),
    ("收护林防火专项补助", 1000, 5000),
    ("收村民自来水费", 800, 4200),
    ("收到吉利公司资助款", 1000, 10000),
    ("收废旧物资处置款", 40, 600),
    ("收光伏发电收益", 300, 1800),
    ("存款利息", 20, 260),
)
_EXPENSE = (
    ("办公人员工资", 3000, 6356),
    ("菜场电工工资", 1200, 3300),
    ("打扫街道人员工资", 800, 2600),
    ("误工补贴（征地丈量）", 120, 900),
    ("村支委会便餐4桌", 400, 1180),
    ("买笔、宣传用纸", 12, 98),
    ("红纸、墨汁", 15, 86),
    ("稿纸、笔芯", 10, 64),
    ("报刊订阅费", 180, 1950),
    ("村办公室电费", 24, 620),
    ("村办公室电话费", 60, 180),
    ("自来水管维修", 150, 2400),
    ("路灯更换灯头", 60, 700),
    ("修渠水泥20包", 380, 520),
    ("清淤挖机台班费", 800, 2400),
    ("礼堂搞卫生的工资和运费", 300, 2600),
    ("拖把、扫帚、餐巾纸", 3, 120),
    ("慰问困难党员", 200, 1000),
    ("老年食堂买菜", 160, 1500),
    ("护林员巡山补贴", 300, 900),
    ("修路尾欠款", 900, 4295),
)


@dataclass(frozen=True)
class Demo:
    """What the demonstration made: where, about when, the notice and the bundle that came out."""

    folder: Path
    latest: Period
    entries: int
    files: int
    posting: Posting
    notice: Path
    bundle: Path


def latest_month(today: date) -> Period:
    """Return the month before today's: the newest that a centre can have closed."""
    return Period.month_of(today).previous()


def fill(desk: Desk, progress: Progress = silent) -> Demo:
    """Fill a fresh desk with a village and its last twelve months, and write the newest notice.

    Each month's ledger is written as the workbook that a bookkeeping centre would send, and then
    imported, checked, published, put up and taken down like any other, each on its own day. One
    month has no income and no spending, one was corrected. The registers, a list, a project and a
    resolution follow, each at another step, so that every state is to be seen.
    """
    set_up(desk, VILLAGE, COLLECTIVE)
    body, book = body_named(desk), book_named(desk)
    with desk.writing("demo", {}) as db:
        villages.save_setting(db, "demo", "1")
    months = _year_before(latest_month(desk.today))
    for title, person in _SIGNERS:
        take_office(desk, body.id, title, person, months[0].first_day)
    folder = desk.folder / "ledgers"
    count, year = 0, list[Posted]()
    for done, (month, data) in enumerate(_workbooks(months)):
        progress(done, len(months) + 1, f"正在导入{month.label}的账")
        file = folder / f"ledger-{month.code}.xlsx"
        write_whole(file, data)
        day = demo_life.on(desk, demo_life.posting_day(month))
        count += importing.take_in(day, previewing.preview(day, file, month, book)).entries
        year.append(demo_year.post(desk, body, month, year))
    demo_year.correct(desk, book, year)
    progress(len(months), len(months) + 1, "正在登记三资台账，公布名单和项目")
    demo_board.fill_registers(desk, book, months[-1])
    demo_year.post_rest(desk, demo_board.drafted(desk, months[-1]))
    demo_board.settle(desk, months[-1])
    demo_feedback.fill(desk, year[-1].main)
    out = desk.folder / "out" / f"notice-{months[-1].code}.pdf"
    write_whole(out, posting.notice(desk, months[-1], body=body).pdf)
    bundle = exporting.export(desk, out.parent).path
    return Demo(desk.folder, months[-1], count, len(months), year[-1].main, out, bundle)


def _year_before(last: Period) -> tuple[Period, ...]:
    months = [last]
    while len(months) < 12:
        months.insert(0, months[0].previous())
    return tuple(months)


def _workbooks(months: tuple[Period, ...]) -> Iterator[tuple[Period, bytes]]:
    """Make each month's workbook; the same months always give the same figures."""
    balance = 18_642_057
    year: list[Entry] = []
    for month in months:
        entries = () if month.index == 2 else tuple(_month(month))
        year = [*(e for e in year if e.month.year == month.year), *entries]
        sums = totals(0, year)
        since = min((e.month for e in year), default=month)
        ledger = PeriodLedger(month, balance, entries, YearToDate(since, sums.income, sums.expense))
        balance += sum(entry.effect for entry in entries)
        yield month, write_ledger(f"{VILLAGE.name}收支逐笔公开榜", COLLECTIVE, ledger)


def _month(month: Period) -> Iterator[Entry]:
    """Make one month's lines, more spending than income by count and about even by sum."""
    pick = random.Random(month.code)
    lines = [(line, Direction.INCOME) for line in pick.sample(_INCOME, pick.randint(3, 5))]
    lines += [(pick.choice(_EXPENSE), Direction.EXPENSE) for _ in range(pick.randint(22, 40))]
    pick.shuffle(lines)
    days = sorted(pick.randint(1, month.last_day.day) for _ in lines)
    for number, ((line, direction), day) in enumerate(zip(lines, days, strict=True), start=1):
        summary, low, high = line
        fen = pick.randint(low, high) * 100 + pick.choice((0, 0, 0, 50, pick.randint(1, 99)))
        yield Entry(
            id=str(uuid.UUID(int=pick.getrandbits(128))),
            book="",
            account=None,
            month=month,
            date=date(month.year, month.index, day),
            voucher=f"记{number}",
            summary=summary,
            direction=direction,
            fen=fen,
        )
