"""The QR code: the notice in plain text, for any phone, without a server."""

from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from itertools import groupby
from pathlib import Path
from types import ModuleType

import reportlab

from boardapp.core.content import Content, Figures
from boardapp.core.money import grouped
from boardapp.core.posting import Imprint

Runs = tuple[tuple[int, int, int], ...]
QUIET = 4
"""Modules of empty ground that a reader needs on every side."""
_MOST_BYTES = 900


def _load_encoder() -> ModuleType:
    """Load reportlab's QR encoder without its package, which would import all of platypus.

    That costs more than laying out a month. Where the file is not to be found, as in some frozen
    programs, the plain import does.
    """
    folder = Path(reportlab.__file__).parent / "graphics" / "barcode"
    spec = PathFinder.find_spec("qrencoder", [str(folder)])
    if spec is None or spec.loader is None:
        from reportlab.graphics.barcode import qrencoder

        return qrencoder  # type: ignore[no-any-return]
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_encoder = _load_encoder()


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
    code = _encoder.QRCode(None, _encoder.QRErrorCorrectLevel.M)
    code.addData(_encoder.QR8bitByte(text))
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
