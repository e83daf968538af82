"""The QR code: the notice in plain text, for any phone, without a server."""

from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from boardapp.core.content import Content, Figures
from boardapp.core.money import grouped
from boardapp.core.posting import Imprint

Runs = tuple[tuple[int, int, int], ...]
QUIET = 4
"""Modules of empty ground that a reader needs on every side."""
_MOST_BYTES = 900


def payload(content: Content, imprint: Imprint) -> str:
    """Return what the code says: number, title, period, figures and short digest."""
    lines = [imprint.number or "样张（未公布）", content.title, content.period_label]
    for block in content.blocks:
        if isinstance(block, Figures):
            lines += [f"{one.label} {_shown(one.value)}" for one in block.figures]
    digest = f"摘要码 {imprint.digest[:16]}" if imprint.digest else ""
    room = _MOST_BYTES - len(digest.encode()) - 1
    kept = ""
    for line in lines:
        if len((kept + line).encode()) + 1 > room:
            break
        kept += f"{line}\n"
    return (kept + digest).rstrip("\n")


def encode(text: str) -> tuple[int, Runs]:
    """Return the modules of a side and the black runs as ``(row, from, to)``."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.make()
    runs = []
    for row, modules in enumerate(code.modules):
        at = 0
        for dark, same in groupby(modules):
            end = at + len(list(same))
            if dark:
                runs.append((row, at, end))
            at = end
    return code.getModuleCount(), tuple(runs)


def _shown(value: str | int) -> str:
    return value if isinstance(value, str) else grouped(value)
