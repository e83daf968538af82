"""What lies outside the window while bundles go and receipts come: drives, and a person."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from boardapp.services.drives import drives
from boardapp.ui.stick.find import AskFolder
from boardapp.ui.stick.watch import Find, Run, on_a_thread

AskFile = Callable[[QWidget], Path | None]
"""Asks for a file; None when the person thinks better of it."""


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Let a person choose a folder."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


def ask_bundle(parent: QWidget) -> Path | None:
    """Let a person choose a bundle."""
    name, _ = QFileDialog.getOpenFileName(
        parent, "验哪一个数据包", "", "数据包 (boardbundle-*.zip *.zip);;所有文件 (*)"
    )
    return Path(name) if name else None


def ask_receipt(parent: QWidget) -> Path | None:
    """Let a person choose a receipt."""
    name, _ = QFileDialog.getOpenFileName(
        parent, "读哪一份回执", "", "回执 (receipt-*.json);;所有文件 (*)"
    )
    return Path(name) if name else None


@dataclass(frozen=True)
class World:
    """What lies outside the window: the drives, and a person who names folders and files."""

    find: Find = drives
    folder: AskFolder = ask_folder
    bundle: AskFile = ask_bundle
    run: Run = on_a_thread
    receipt: AskFile = ask_receipt
