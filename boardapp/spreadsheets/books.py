"""Whose book a ledger file is: of all money, of the cash box, or of a bank account."""

import re
from collections.abc import Iterable

from boardapp.core.village import AccountKind
from boardapp.spreadsheets.cells import squeeze
from boardapp.spreadsheets.listing import Accounts

_CASH = re.compile(r"现金(?!流)")
_BANK = re.compile(r"银行|交易明细|对账单|(?<!\d)1002(?!\d)")


def account_kind(titles: Iterable[str], accounts: Accounts | None) -> AccountKind | None:
    """Return the kind of account that a file is the book of, None for a ledger of all money.

    A listing of vouchers tells by its subject codes, any other ledger by its title or the name
    of its sheet; one that speaks of cash and bank alike is of all money.
    """
    if accounts is not None and accounts.full:
        return None
    words = list(accounts.account.values()) if accounts is not None else list(titles)
    text = " ".join(squeeze(word) for word in words)
    cash = bool(_CASH.search(text) or re.search(r"(?<!\d)101", text))
    bank = bool(_BANK.search(text) or re.search(r"(?<!\d)102", text))
    if cash == bank:
        return None
    return AccountKind.CASH if cash else AccountKind.BANK
