"""How far every posting has come on its way to the township, and the last bundle, in words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boardapp.core.bundle.reporting import Reported
from boardapp.core.content import from_json
from boardapp.services import exporting
from boardapp.services.desk import Desk
from boardapp.services.export_plan import last_bundle
from boardapp.services.reporting import Report, reports
from boardapp.store import journal, postings

MOST = 50
"""How many postings of one state are listed, the newest first."""
HEADS = ("编号", "公示", "公布日期", "数据包")


@dataclass(frozen=True)
class Standing:
    """Where all postings stand, by their ids, the oldest first."""

    reports: Mapping[str, Report]

    def count(self, state: Reported) -> int:
        """Return how many stand there."""
        return sum(one.state is state for one in self.reports.values())

    @property
    def first(self) -> Reported:
        """The state to look at first: what must be corrected, then what must be carried."""
        order = (Reported.RETURNED, Reported.UNREPORTED, Reported.EXPORTED)
        return next((one for one in order if self.count(one)), Reported.RECEIVED)


def standing(desk: Desk) -> Standing:
    """Return where all postings stand now."""
    return Standing(reports(desk))


@dataclass(frozen=True)
class Line:
    """One posting as a row under ``HEADS``, and why the township returned it."""

    cells: Sequence[str]
    reason: str
    posting: str = ""


def lines_of(desk: Desk, seen: Standing, state: Reported) -> tuple[Line, ...]:
    """Return the newest postings of a state."""
    found = []
    ids = [id_ for id_, one in seen.reports.items() if one.state is state]
    for id_ in ids[: -MOST - 1 : -1]:
        one, report = postings.by_id(desk.db, id_), seen.reports[id_]
        if one is None:
            continue
        content = from_json(one.content)
        title = " ".join(filter(None, (content.title, content.period_label)))
        bundle = f"第{report.bundle}号" if report.bundle else "—"
        cells = (one.number, title, one.published_on.isoformat(), bundle)
        found.append(Line(cells, report.reason, id_))
    return tuple(found)


def told_of(seen: Standing) -> str:
    """Say in one sentence what is to be done."""
    new, back = seen.count(Reported.UNREPORTED), seen.count(Reported.RETURNED)
    wait = seen.count(Reported.EXPORTED)
    if back:
        return f"乡镇退回了 {back} 份，请按理由更正，再导出。"
    if new:
        return f"有 {new} 份公示还没有报。插上U盘，按右边的按钮。"
    if wait:
        return f"已导出 {wait} 份，等乡镇的回执。"
    if seen.reports:
        return "公布的都报到了，乡镇已收。"
    return "还没有公布过。公布以后，在这里导出到U盘报给乡镇。"


def last_told(desk: Desk) -> str:
    """Say which bundle was the last, when, its digest in short, and where it went."""
    last = last_bundle(desk)
    if last is None:
        return "还没有导出过。"
    line = journal.newest(desk.db, exporting.EXPORTED)
    told = json.loads(line.details) if line else {}
    where = f" · 写到 {told['to']}" if told.get("sequence") == last.sequence else ""
    digest = f"{last.digest[:4]} {last.digest[4:8]}"
    return f"上一个：第{last.sequence}号 · {last.exported_on} · 摘要 {digest}…{where}"
