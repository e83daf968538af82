"""The command line: every verb of the program; without a command it opens the window."""

import errno
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

import click

from boardapp import PRODUCT, __version__
from boardapp.commands.shared import DAY, Call, folder_or_default, utf8_pipes
from boardapp.commands.window import open_window
from boardapp.core.errors import UserError
from boardapp.services.desk import UNREADABLE
from boardapp.services.files import write_sentence

COMMANDS = {
    "init": "setup.init",
    "village": "setup.village",
    "body": "setup.body",
    "account": "setup.account",
    "office": "setup.office",
    "catalogue": "catalogue.catalogue",
    "rules": "catalogue.rules",
    "import": "ledger.import_",
    "imports": "ledger.imports",
    "entries": "entries.entries",
    "entry": "entries.entry",
    "remove": "entries.remove",
    "opening": "entries.opening",
    "year": "entries.year",
    "none": "entries.none",
    "cards": "registers.cards",
    "card": "registers.card",
    "template": "registers.template",
    "import-cards": "registers.import_cards",
    "attach": "registers.attach",
    "contracts": "contracts.contracts",
    "pay": "contracts.pay",
    "move-debt": "contracts.move_debt",
    "debts": "contracts.debts",
    "funds": "contracts.funds",
    "due": "obligations.due",
    "draft": "obligations.draft",
    "event": "obligations.event",
    "events": "obligations.events",
    "waive": "obligations.waive",
    "override": "obligations.override",
    "check": "posting.check",
    "submit": "life.submit",
    "review-sheet": "life.review_sheet",
    "review": "life.review",
    "meeting": "life.meeting",
    "withdraw": "life.withdraw",
    "publish": "posting.publish",
    "notice": "posting.notice",
    "postings": "posting.postings",
    "show": "life.show",
    "boards": "boards.boards",
    "put-up": "boards.put_up",
    "take-down": "boards.take_down",
    "board-photo": "boards.board_photo",
    "correct": "life.correct",
    "archive": "boards.archive",
    "find": "archive_year.find",
    "archive-list": "archive_year.archive_list",
    "close-year": "archive_year.close_year",
    "void": "life.void",
    "year-file": "year_file.year_file",
    "handover": "handover.handover",
    "handover-sheet": "handover.handover_sheet",
    "handovers": "handover.handovers",
    "feedback": "feedback.feedback",
    "feedback-add": "feedback.feedback_add",
    "feedback-correct": "feedback.feedback_correct",
    "feedback-void": "feedback.feedback_void",
    "answer": "feedback_acts.answer",
    "feedback-pass-on": "feedback_acts.pass_on",
    "feedback-close": "feedback_acts.close",
    "feedback-post": "feedback_acts.post",
    "feedback-book": "feedback_acts.book",
    "backup": "backup.backup",
    "restore": "backup.restore",
    "journal": "backup.journal",
    "key": "keys.key",
    "export": "stick.export",
    "verify": "stick.verify",
    "bundles": "stick.bundles",
    "receipt": "receipt.receipt",
    "township-key": "receipt.township_key",
    "demo": "demo.demo",
    "self-test": "demo.self_test",
}
"""Every command by its name, and where it is: each is loaded when it is called, and no other."""


class Commands(click.Group):
    """The commands of the table; loading all of them takes longer than most of them run."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return every name in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"boardapp.commands.{module}"), name)
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--data", type=click.Path(path_type=Path), help="数据文件夹")
@click.option("--as", "operator", default="", help="经办人姓名，记入操作记录")
@click.option("--today", type=DAY, help="代替电脑的日期（会记入操作记录）")
@click.version_option(__version__, prog_name=PRODUCT)
@click.pass_context
def cli(context: click.Context, data: Path | None, operator: str, today: date | None) -> None:
    """村务公开栏：从记账中心的账，到墙上的榜。不带命令时打开窗口。"""
    context.obj = Call(folder_or_default(data), operator, today)
    if context.invoked_subcommand is None:
        raise SystemExit(open_window(context.obj))


def main(args: Sequence[str] | None = None) -> None:
    """Run one command; a refusal is one sentence on standard error and exit status 1."""
    utf8_pipes()
    try:
        cli(args, prog_name="boardapp")
    except UserError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        # Whether there is such a file cannot even be asked.
        if error.errno != errno.ENAMETOOLONG:
            raise
        click.echo(write_sentence(error, Path(error.filename or "")), err=True)
        sys.exit(1)
    except UnicodeEncodeError:
        # A name that was looked up was no text: typed in another encoding than the computer's.
        click.echo(UNREADABLE, err=True)
        sys.exit(1)
