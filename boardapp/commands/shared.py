"""What every command shares: the open desk, the options that recur, and how results are told."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from boardapp.core.finding import Finding
from boardapp.core.money import parse_fen
from boardapp.core.period import FIRST_YEAR, LAST_YEAR, Period
from boardapp.services import starting
from boardapp.services.desk import Desk, default_folder, open_desk
from boardapp.store import villages


@dataclass(frozen=True)
class Call:
    """What stands before the command: which data, who, and which day."""

    folder: Path
    operator: str
    day: date | None

    @contextmanager
    def desk(self, *, new: bool = False) -> Iterator[Desk]:
        """Open the data folder for one command, check it first and back it up in the end.

        What is not right is said on standard error, beside the command's own result.
        """
        with open_desk(self.folder, self.operator, self.day, new=new) as desk:
            if not self.operator:
                desk = replace(desk, operator=villages.setting(desk.db, "operator"))
            _complain(starting.start(desk))
            try:
                yield desk
            finally:
                _complain(starting.finish(desk))


class PeriodType(click.ParamType[Period]):
    """A period such as 2026-10, 2026-Q2, 2026-H1 or 2026."""

    name = "period"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        """Read the period or say what a period looks like."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class MoneyType(click.ParamType[int]):
    """An amount in yuan, kept in fen."""

    name = "amount"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Read the amount or say what is wrong with it."""
        if isinstance(value, int):
            return value
        try:
            return parse_fen(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class DayType(click.ParamType[date]):
    """A day as 2026-11-06."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read the day or say what a day looks like."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期；请写成 2026-11-06", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"“{value}”不是近年的日期；请检查年份", param, ctx)
        return day


PERIOD, MONEY, DAY = PeriodType(), MoneyType(), DayType()
YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)

period_option = click.option(
    "--period", type=PERIOD, required=True, help="2026-10 · 2026-Q2 · 2026"
)
json_option = click.option("--json", "as_json", is_flag=True, help="英文键名的 JSON")
book_option = click.option("--book", default="", help="账套名称；只有一个时可省")
body_option = click.option("--body", default="", help="公开主体；省略时为管账的那一个")


def tell(as_json: bool, data: Any, sentence: str) -> None:
    """Print a result for scripts or for a person."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1) if as_json else sentence)


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding with the keys that scripts rely on."""
    return {
        "level": finding.level.value,
        "code": finding.code,
        "where": finding.where,
        "row": finding.row,
        "sentence": finding.sentence,
    }


def finding_line(finding: Finding) -> str:
    """Return a finding as one line for a person."""
    where = f"（{finding.where}）" if finding.where else ""
    return f"【{finding.level.word}】{finding.sentence}{where}"


def _complain(sentences: tuple[str, ...]) -> None:
    for one in sentences:
        click.echo(f"注意：{one}", err=True)


def utf8_pipes() -> None:
    """Write UTF-8 when the output goes into a file or another program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")


def folder_or_default(folder: Path | None) -> Path:
    """Return the folder that was named, or where data lies when nobody says."""
    return folder or default_folder()
