"""Commands for the archive: find, archive-list, close-year."""

from datetime import date
from typing import Any

import click

from boardapp.commands.shared import (
    MONEY,
    PERIOD,
    YEAR,
    Call,
    book_option,
    finding_json,
    finding_line,
    json_option,
    tell,
)
from boardapp.core.archive.closing import Closed, blocking
from boardapp.core.errors import UserError
from boardapp.core.money import grouped, plain
from boardapp.core.period import Period
from boardapp.services import archive as archives
from boardapp.services import closing, search
from boardapp.services.archive import Kept, Series
from boardapp.services.closed import closed
from boardapp.services.search import Hit, Kind, Wanted
from boardapp.services.village import book_named

KINDS = [kind.value for kind in Kind]


@click.command("find")
@click.argument("words", nargs=-1)
@click.option("--year", type=YEAR, help="哪一年：榜按编号的年份，账按月份")
@click.option("--item", default="", help="事项编码；只找榜")
@click.option("--period", type=PERIOD, help="2026-10 · 2026-Q2 · 2026")
@click.option("--amount", type=MONEY, help="金额（元），一分不差")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="只找这一类")
@click.option("--most", type=click.IntRange(1, 10_000), default=50, help="每一类最多列几条")
@click.option("--rebuild", is_flag=True, help="先把所有的榜重新读一遍")
@json_option
@click.pass_obj
def find(
    call: Call,
    words: tuple[str, ...],
    year: int | None,
    item: str,
    period: Period | None,
    amount: int | None,
    kinds: tuple[str, ...],
    most: int,
    rebuild: bool,
    as_json: bool,
) -> None:
    """找榜、账和意见：写编号、几个字、月份或金额；几个词都要有。"""
    with call.desk() as desk:
        data: dict[str, Any] = {}
        if rebuild:
            data["put_right"] = search.rebuild(desk)
        some = frozenset(map(Kind, kinds)) or frozenset(Kind)
        wanted = Wanted(" ".join(words), year, item, period, amount, some)
        if rebuild and not words and not item and period is None and amount is None:
            tell(as_json, data, f"已重新读过所有的榜，改正 {data['put_right']} 份。")
            return
        found = search.find(desk, wanted, most)
        data["counts"] = {kind.value: count for kind, count in found.counts}
        data["hits"] = [_hit_json(one) for one in found.hits]
        lines = [_hit_line(one) for one in found.hits]
        if found.more:
            lines.append(f"还有 {found.more} 条没有列出，请多写几个字，或用 --most。")
        tell(as_json, data, "\n".join(lines) or "没有找到。")


@click.command("archive-list")
@click.option("--year", type=YEAR, help="编号的年份；省略为今年")
@click.option("--unfiled", is_flag=True, help="只列还没有归档的")
@json_option
@click.pass_obj
def archive_list(call: Call, year: int | None, unfiled: bool, as_json: bool) -> None:
    """列出一年的榜：状态、归档处、签字和张贴的照片、没有归档的原因，以及缺号。"""
    with call.desk() as desk:
        held = archives.archive_year(desk, year or desk.today.year)
        some = held.unfiled if unfiled else held.kept
        data = {
            "year": held.year,
            "postings": [_kept_json(one) for one in some],
            "filed": len(held.kept) - len(held.unfiled),
            "unfiled": len(held.unfiled),
            "series": [_series_json(one) for one in held.series],
        }
        lines = [_kept_line(one) for one in some]
        lines += [one.sentence for one in held.series]
        tell(as_json, data, "\n".join(lines) or f"{held.year}年还没有编号的榜。")


@click.command("close-year")
@click.option("--year", type=YEAR, required=True, help="结哪一年")
@book_option
@click.option("--reason", default="", help="还有没办完的，为什么现在就结")
@click.option("--dry-run", is_flag=True, help="只看还差什么，不年结")
@json_option
@click.pass_obj
def close_year(call: Call, year: int, book: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """年结：一年的账只结一次，结了只能查看；余额结转到下一年一月。"""
    with call.desk() as desk:
        held = book_named(desk, book)
        done = closed(desk.db, held.id, Period(year, 1))
        found = done.findings if done else closing.closing_findings(desk, held, year)
        data: dict[str, Any] = {
            "book": held.name,
            "year": year,
            "closed": done is not None,
            "findings": [finding_json(one) for one in found],
        }
        if dry_run:
            data |= _closed_json(done)
            lines = [finding_line(one) for one in found]
            lines += [_closed_line(done)] if done else []
            tell(as_json, data, "\n".join(lines) or f"{year}年可以年结。")
            if blocking(found) and not done:
                raise SystemExit(1)
            return
        try:
            one = closing.close_year(desk, held, year, reason)
        except UserError as error:
            if not as_json:
                raise
            tell(True, {**data, **_closed_json(done), "sentence": str(error)}, "")
            raise SystemExit(1) from error
        data |= {"closed": True, **_closed_json(one)}
        tell(as_json, data, _closed_line(one))


def _closed_json(one: Closed | None) -> dict[str, Any]:
    if one is None:
        return {}
    return {
        "closed_at": one.at,
        "closed_by": one.by,
        "reason": one.reason,
        "balances": {end.name: plain(end.fen) for end in one.balances},
    }


def _closed_line(one: Closed) -> str:
    ends = "、".join(f"{end.name} {grouped(end.fen)} 元" for end in one.balances)
    return f"{one.year}年已由{one.by}在{one.day}年结，结转{one.year + 1}年1月：{ends}。"


def _hit_json(one: Hit) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "number": one.number or None,
        "title": one.title,
        "about": one.about,
        "body": one.body,
        "on": one.on,
        "state": one.state or None,
        "replaced_by": one.replaced_by or None,
        "amount": None if one.fen is None else plain(one.fen),
        "line": one.line.split("\t"),
        "marks": [one.line[start:end] for start, end in one.marks],
    }


def _hit_line(one: Hit) -> str:
    words = "　".join(part for part in one.line.split("\t") if part)
    head = [one.number, one.title, one.about, f"【{one.state}】" if one.state else ""]
    after = [f"（已被{one.replaced_by}更正）" if one.replaced_by else "", words]
    return "　".join(part for part in (one.kind.word, *head, *after) if part)


def _kept_json(one: Kept) -> dict[str, Any]:
    held = one.posting
    return {
        "number": held.number,
        "item": held.item,
        "title": held.title,
        "about": held.about,
        "label": held.label,
        "body": one.body,
        "revision": held.revision,
        "published_on": held.published_on,
        "state": one.state.value,
        "replaced_by": held.replaced_by or None,
        "filed_on": _iso(one.filed.on) if one.filed else None,
        "filed_by": one.filed.by if one.filed else None,
        "filed_place": one.filed.place if one.filed else None,
        "sheets": list(one.sheets),
        "boards": [
            {
                "board": hung.board,
                "up_on": _iso(hung.display.up_on),
                "down_on": _iso(hung.display.down_on),
                "days": hung.days,
                "up_photo": hung.display.up_photo or None,
                "down_photo": hung.display.down_photo or None,
            }
            for hung in one.hung
        ],
        "opinions": list(one.opinions),
        "why": one.why or None,
        "lacks": list(one.lacks),
    }


def _kept_line(one: Kept) -> str:
    place = f"{one.filed.on} 归档　{one.filed.place}" if one.filed else one.why
    lacks = f"（{'，'.join(one.lacks)}）" if one.lacks else ""
    held = one.posting
    parts = (held.number, held.title, held.label, f"【{one.state_word}】", f"{place}{lacks}")
    return "　".join(part for part in parts if part)


def _series_json(one: Series) -> dict[str, Any]:
    return {
        "body": one.body,
        "last": one.last,
        "voids": [{"number": void.number, "reason": void.reason} for void in one.voids],
        "gaps": list(one.gaps),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
