"""Drawing: marks to PDF operators, in the inks of a style."""

from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase.pdfmetrics import getFont

from boardapp.notices.fonts import Fonts
from boardapp.notices.ink import Inks, Tint
from boardapp.notices.marks import Box, Code, Mark, Rule, Sample, Text


class Letters:
    """The texts between two shapes, as one text object of the page.

    reportlab's own text object writes its numbers in pure Python, which takes longer than all of
    the layout; this one says the same in fewer operators.
    """

    def __init__(self, canvas: Any, fonts: Fonts, inks: Inks, strange: frozenset[str]) -> None:
        self._document = canvas._doc  # noqa: SLF001 - dynamic fonts are asked by document
        self._fonts, self._inks, self._strange = fonts, inks, strange
        self._code: list[str] = []
        self._ink = self._font = ""

    def __bool__(self) -> bool:
        return bool(self._code)

    def add(self, mark: Text, height: float) -> None:
        """Add one line of text."""
        if mark.ink != self._ink:
            self._ink = mark.ink
            self._code.append(_fill(getattr(self._inks, mark.ink)))
        self._code.append(f"1 0 0 1 {mark.x:.2f} {height - mark.y:.2f} Tm")
        for name, run in self._runs(mark):
            face = getFont(name)
            for subset, codes in face.splitString(run, self._document):
                font = f"{face.getSubsetInternalName(subset, self._document)} {mark.size:.2f} Tf"
                if font != self._font:
                    self._font = font
                    self._code.append(font)
                self._code.append(f"<{codes.hex()}> Tj")

    def getCode(self) -> str:  # noqa: N802 - the name that the canvas calls
        """Return the operators, and begin anew."""
        code = "BT " + "\n".join(self._code) + " ET"
        self._code, self._ink, self._font = [], "", ""
        return code

    def _runs(self, mark: Text) -> Iterable[tuple[str, str]]:
        if self._strange and not self._strange.isdisjoint(mark.text):
            return self._fonts.runs(mark.text, mark.bold)
        face = self._fonts.bold if mark.bold else self._fonts.regular
        return ((face.name, mark.text),)


class Straight:
    """A straight line, written for the same reason as ``Letters``."""

    def __init__(self, mark: Rule, tint: Tint, height: float) -> None:
        ink = _fill(tint).upper()
        ends = f"{mark.x:.2f} {height - mark.y:.2f} m {mark.to_x:.2f} {height - mark.to_y:.2f} l"
        self._code = f"{ink} {mark.width:.2f} w {ends} S"

    def getCode(self) -> str:  # noqa: N802 - the name that the canvas calls
        """Return the operators."""
        return self._code


class Pen:
    """Draws the marks of sheets on a canvas whose origin is at the lower left."""

    def __init__(self, canvas: Any, fonts: Fonts, inks: Inks, strange: frozenset[str]) -> None:
        self.canvas, self.fonts, self.inks = canvas, fonts, inks
        self.letters = Letters(canvas, fonts, inks, strange)
        self.height = 0.0

    def sheet(self, marks: Iterable[Mark], height: float) -> None:
        """Draw one sheet, in the order of its marks."""
        self.height = height
        for mark in marks:
            if isinstance(mark, Text):
                self.letters.add(mark, height)
                continue
            if self.letters:
                self.canvas.drawText(self.letters)
            self._shape(mark)
        if self.letters:
            self.canvas.drawText(self.letters)
        self.canvas.showPage()

    def _shape(self, mark: Mark) -> None:
        if isinstance(mark, Rule):
            self.canvas.drawText(Straight(mark, getattr(self.inks, mark.ink), self.height))
        elif isinstance(mark, Box):
            self._box(mark)
        elif isinstance(mark, Code):
            self._code(mark)
        elif isinstance(mark, Sample):
            self._sample(mark)

    def _box(self, mark: Box) -> None:
        fill = getattr(self.inks, mark.ink) if mark.ink else None
        edge = getattr(self.inks, mark.edge) if mark.edge and not fill else None
        if fill:
            self._colour(self.canvas, fill)
        if edge:
            self._stroke(edge, mark.stroke)
        if fill or edge:
            y = self.height - mark.y - mark.height
            self.canvas.rect(mark.x, y, mark.width, mark.height, int(bool(edge)), int(bool(fill)))

    def _code(self, mark: Code) -> None:
        # Strokes as wide as a module: the same squares, without filling anything.
        self._stroke(self.inks.strong, mark.module)
        path = self.canvas.beginPath()
        for row, start, end in mark.runs:
            y = self.height - mark.y - (row + 0.5) * mark.module
            path.moveTo(mark.x + start * mark.module, y)
            path.lineTo(mark.x + end * mark.module, y)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def _sample(self, mark: Sample) -> None:
        canvas, word = self.canvas, "样张"
        canvas.saveState()
        canvas.translate(mark.x, self.height - mark.y)
        canvas.rotate(mark.angle)
        canvas.setFont(self.fonts.bold.name, mark.size)
        if self.inks.sample is None:
            self._stroke(self.inks.line, 0.3)
            mode = 1
        else:
            self._colour(canvas, self.inks.sample)
            mode = 0
        canvas.drawString(-mark.size, -0.36 * mark.size, word, mode=mode)
        canvas.restoreState()

    def _colour(self, target: Any, tint: Tint) -> None:
        if len(tint) == 1:
            target.setFillGray(tint[0])
        else:
            target.setFillColorRGB(*tint)

    def _stroke(self, tint: Tint, width: float) -> None:
        self.canvas.setLineWidth(width)
        if len(tint) == 1:
            self.canvas.setStrokeGray(tint[0])
        else:
            self.canvas.setStrokeColorRGB(*tint)


def _fill(tint: Tint) -> str:
    return " ".join(f"{part:g}" for part in tint) + (" g" if len(tint) == 1 else " rg")
