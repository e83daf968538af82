"""Drawing: marks to PDF operators, in the inks of a style."""

from collections.abc import Iterable
from typing import Any

from boardapp.notices.fonts import Fonts
from boardapp.notices.ink import Inks, Tint
from boardapp.notices.marks import Box, Code, Mark, Rule, Sample, Text


class Pen:
    """Draws the marks of sheets on a canvas whose origin is at the lower left."""

    def __init__(self, canvas: Any, fonts: Fonts, inks: Inks, strange: frozenset[str]) -> None:
        self.canvas, self.fonts, self.inks, self.strange = canvas, fonts, inks, strange

    def sheet(self, marks: Iterable[Mark], height: float) -> None:
        """Draw one sheet, in the order of its marks."""
        self.height = height
        text: Any = None
        face: tuple[str, float] | None = None
        ink = ""
        for mark in marks:
            if isinstance(mark, Text):
                if text is None:
                    text, face, ink = self.canvas.beginText(), None, ""
                if mark.ink != ink:
                    ink = mark.ink
                    self._colour(text, getattr(self.inks, ink))
                text.setTextOrigin(mark.x, height - mark.y)
                for name, run in self._runs(mark):
                    if (name, mark.size) != face:
                        face = name, mark.size
                        text.setFont(name, mark.size)
                    text.textOut(run)
                continue
            if text is not None:
                self.canvas.drawText(text)
                text = None
            self._shape(mark)
        if text is not None:
            self.canvas.drawText(text)
        self.canvas.showPage()

    def _runs(self, mark: Text) -> Iterable[tuple[str, str]]:
        if self.strange and not self.strange.isdisjoint(mark.text):
            return self.fonts.runs(mark.text, mark.bold)
        face = self.fonts.bold if mark.bold else self.fonts.regular
        return ((face.name, mark.text),)

    def _shape(self, mark: Mark) -> None:
        if isinstance(mark, Rule):
            self._stroke(getattr(self.inks, mark.ink), mark.width)
            self.canvas.line(mark.x, self.height - mark.y, mark.to_x, self.height - mark.to_y)
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
