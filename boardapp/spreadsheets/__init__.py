"""Ledger files in: spreadsheets and text tables, read by meaning rather than by layout."""
