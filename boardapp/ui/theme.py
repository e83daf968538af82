"""How the window looks: colours, three sizes of type, fonts and the style sheet built from them."""

from dataclasses import dataclass
from enum import StrEnum
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from boardapp.services.resources import resource

FAMILY = "Noto Sans SC"
SMALLEST_TARGET = 44
"""The least height of anything to be clicked, in pixels (适老化)."""

COLOURS = {
    "ink": "#1f1b18",
    "soft": "#5f574f",
    "paper": "#f6f3ee",
    "card": "#ffffff",
    "shade": "#efeae2",
    "line": "#d9d1c5",
    "nav": "#2b2623",
    "nav_soft": "#443c37",
    "nav_ink": "#f3eee8",
    "red": "#b3261e",
    "red_dark": "#8c1a14",
    "red_fill": "#fdf0ee",
    "on_red": "#ffffff",
    "amber": "#855800",
    "amber_fill": "#fff6e4",
    "amber_line": "#d39b32",
    "green": "#1c6638",
    "green_fill": "#edf6f0",
    "focus": "#1f5fae",
    "faint": "#8a8178",
}
"""Every colour of the window by name; texts keep 4.5 : 1 against the ground they stand on."""


class TypeSize(StrEnum):
    """The three sizes of type, by the word in the window."""

    STANDARD = "标准"
    LARGE = "大"
    LARGEST = "特大"

    @property
    def pixels(self) -> int:
        """The height of plain text."""
        return {"标准": 16, "大": 19, "特大": 24}[self.value]

    def next(self) -> "TypeSize":
        """Return the size after this one, and the first after the last."""
        sizes = list(TypeSize)
        return sizes[(sizes.index(self) + 1) % len(sizes)]

    @classmethod
    def named(cls, word: str) -> "TypeSize":
        """Return a size by its word; 大 for words that name none."""
        return cls(word) if word in {size.value for size in cls} else cls.LARGE


@dataclass(frozen=True)
class Scale:
    """The lengths, in pixels, that go with a size of type."""

    text: int

    @property
    def lengths(self) -> dict[str, int]:
        """Every length of the style sheet by name."""
        hit = max(SMALLEST_TARGET, round(self.text * 2.4))
        return {
            "text": self.text,
            "small": max(14, round(self.text * 0.86)),
            "section": round(self.text * 1.2),
            "head": round(self.text * 1.65),
            "target": hit,
            "hit": hit - 4,
            "nav_hit": SMALLEST_TARGET - 4,
            "nav_most": max(52, round(self.text * 2.3)),
            "mark": max(20, self.text),
            "pad": round(self.text * 0.9),
        }


def application(arguments: list[str]) -> QApplication:
    """Return the program's QApplication, dressed alike on every system."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(arguments)
    app.setStyle("Fusion")
    for file in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setPalette(palette())
    return app


def wear(app: QApplication, size: TypeSize) -> None:
    """Put a size of type on everything."""
    font = QFont(FAMILY)
    font.setPixelSize(size.pixels)
    app.setFont(font)
    app.setStyleSheet(style_sheet(size))


def style_sheet(size: TypeSize) -> str:
    """Return the style sheet for a size of type."""
    text = resource("style.qss").read_text("utf-8")
    lengths = {name: f"{value}px" for name, value in Scale(size.pixels).lengths.items()}
    return Template(text).substitute(COLOURS, **lengths, icons=resource("icons").as_posix())


def palette() -> QPalette:
    """Return the palette, for what the style sheet leaves to the style."""
    roles = QPalette.ColorRole
    found = QPalette()
    for role, name in (
        (roles.Window, "paper"),
        (roles.WindowText, "ink"),
        (roles.Base, "card"),
        (roles.AlternateBase, "shade"),
        (roles.Text, "ink"),
        (roles.Button, "card"),
        (roles.ButtonText, "ink"),
        (roles.Highlight, "focus"),
        (roles.HighlightedText, "on_red"),
        (roles.PlaceholderText, "faint"),
        (roles.ToolTipBase, "nav"),
        (roles.ToolTipText, "nav_ink"),
        (roles.Link, "focus"),
        (roles.Accent, "focus"),
    ):
        found.setColor(role, QColor(COLOURS[name]))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(COLOURS["faint"]))
    return found
