"""The command line: every verb of the program; without a command it opens the window."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from boardapp import PRODUCT, __version__
from boardapp.commands import (
    archive_year,
    backup,
    boards,
    catalogue,
    contracts,
    demo,
    entries,
    feedback,
    feedback_acts,
    handover,
    keys,
    ledger,
    life,
    obligations,
    posting,
    receipt,
    registers,
    setup,
    stick,
    year_file,
)
from boardapp.commands.shared import DAY, Call, folder_or_default, utf8_pipes
from boardapp.core.errors import UserError
from boardapp.services.desk import UNREADABLE


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), help="数据文件夹")
@click.option("--as", "operator", default="", help="经办人姓名，记入操作记录")
@click.option("--today", type=DAY, help="代替电脑的日期（会记入操作记录）")
@click.version_option(__version__, prog_name=PRODUCT)
@click.pass_context
def cli(context: click.Context, data: Path | None, operator: str, today: date | None) -> None:
    """村务公开栏：从记账中心的账，到墙上的榜。不带命令时打开窗口。"""
    context.obj = Call(folder_or_default(data), operator, today)
    if context.invoked_subcommand is None:
        raise SystemExit(demo.open_window(context.obj))


for command in (
    setup.init,
    setup.village,
    setup.body,
    setup.account,
    setup.office,
    catalogue.catalogue,
    catalogue.rules,
    ledger.import_,
    ledger.imports,
    entries.entries,
    entries.entry,
    entries.remove,
    entries.opening,
    entries.year,
    entries.none,
    registers.cards,
    registers.card,
    registers.template,
    registers.import_cards,
    registers.attach,
    contracts.contracts,
    contracts.pay,
    contracts.move_debt,
    contracts.debts,
    contracts.funds,
    obligations.due,
    obligations.draft,
    obligations.event,
    obligations.events,
    obligations.waive,
    obligations.override,
    posting.check,
    life.submit,
    life.review_sheet,
    life.review,
    life.meeting,
    life.withdraw,
    posting.publish,
    posting.notice,
    posting.postings,
    life.show,
    boards.boards,
    boards.put_up,
    boards.take_down,
    boards.board_photo,
    life.correct,
    boards.archive,
    archive_year.find,
    archive_year.archive_list,
    archive_year.close_year,
    life.void,
    year_file.year_file,
    handover.handover,
    handover.handover_sheet,
    handover.handovers,
    feedback.feedback,
    feedback.feedback_add,
    feedback.feedback_correct,
    feedback.feedback_void,
    feedback_acts.answer,
    feedback_acts.pass_on,
    feedback_acts.close,
    feedback_acts.post,
    feedback_acts.book,
    backup.backup,
    backup.restore,
    backup.journal,
    keys.key,
    stick.export,
    stick.verify,
    stick.bundles,
    receipt.receipt,
    receipt.township_key,
    demo.demo,
    demo.self_test,
):
    cli.add_command(command)


def main(args: Sequence[str] | None = None) -> None:
    """Run one command; a refusal is one sentence on standard error and exit status 1."""
    utf8_pipes()
    try:
        cli(args, prog_name="boardapp")
    except UserError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except UnicodeEncodeError:
        # A name that was looked up was no text: typed in another encoding than the computer's.
        click.echo(UNREADABLE, err=True)
        sys.exit(1)
