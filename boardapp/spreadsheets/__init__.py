"""Ledger files in: spreadsheets and text tables, read by meaning rather than by layout."""

from boardapp.spreadsheets.ledger import read_ledger

__all__ = ["read_ledger"]
