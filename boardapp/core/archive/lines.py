"""A frozen content as lines of words: what is looked through, and what is shown of it."""

import json
from collections.abc import Iterator
from typing import Any

from boardapp.core.archive.words import CELL, fold
from boardapp.core.money import plain

FORM = 1
"""Version of what ``folded`` makes of a content; a text kept under another one is made anew."""


def lines_of(content: bytes) -> Iterator[str]:
    """Yield what a frozen content says, line by line: titles, every cell, every word, signers.

    A tab stands between the cells of a line, amounts are bare decimals. The standing text that is
    on every notice (telephone, opinion box) is left out. Raises ValueError when it is no JSON.
    """
    tree = json.loads(content.decode("utf-8"))
    if not isinstance(tree, dict):
        raise ValueError("not a content")
    yield from _held(f"{tree.get('title', '')}\t{tree.get('body', '')}")
    yield from _held(str(tree.get("period_label", "")))
    for block in tree.get("blocks", ()):
        yield from _block(block)
    for signer in tree.get("signers", ()):
        yield f"{signer['office']}\t{signer['name']}"


def folded(content: bytes) -> str:
    """Return a frozen content as one folded text, each cell between tabs, a line to a row."""
    return "\n".join(f"{CELL}{fold(_one_line(line))}{CELL}" for line in lines_of(content))


def _block(block: dict[str, Any]) -> Iterator[str]:
    yield from _held(str(block.get("title", "")))
    node = block.get("node")
    if node == "table":
        yield "\t".join(str(column["title"]) for column in block["columns"])
        for row in block["rows"]:
            yield "\t".join(map(_cell, row["cells"]))
    elif node == "words":
        yield from map(str, block["lines"])
    elif node == "figures":
        for one in block["figures"]:
            yield f"{one['label']}\t{_cell(one['value'])}"
    elif node == "chart":
        for one in block["bars"]:
            yield f"{one['label']}\t{_cell(one['fen'])}"


def _cell(value: Any) -> str:
    return plain(value) if isinstance(value, int) else _one_line(str(value)).replace("\t", " ")


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")


def _held(text: str) -> Iterator[str]:
    if text.strip():
        yield text
