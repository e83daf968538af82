"""Pure functions that compose what is published into Content."""

from boardapp.core.compose import cash_journal, public_form

COMPOSERS = {
    cash_journal.ITEM: (cash_journal.TITLE, cash_journal.compose),
    public_form.ITEM: (public_form.TITLE, public_form.compose),
}
"""For each item of the ledger its title and its composer."""
