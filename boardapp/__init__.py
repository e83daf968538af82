"""村务公开栏: a village's public bulletin board, from the ledger file to the paper on the wall."""

__version__ = "0.1.0"

PRODUCT = "村务公开栏"
