"""The inks of each style; every pair of text and ground keeps a contrast of 4.5 to 1."""

from dataclasses import dataclass

from boardapp.notices.paper import Style

Tint = tuple[float, ...]
"""Grey as one part, or red, green and blue as three, each from 0 to 1."""


@dataclass(frozen=True)
class Inks:
    """What each part of a notice is drawn with; None where the style leaves it out."""

    text: Tint
    quiet: Tint
    accent: Tint
    income: Tint
    expense: Tint
    red: Tint
    line: Tint
    strong: Tint
    band: Tint | None
    shade: Tint | None
    card: Tint | None
    bar: Tint | None
    sample: Tint | None


def _rgb(code: str) -> Tint:
    return tuple(round(int(code[n : n + 2], 16) / 255, 4) for n in (0, 2, 4))


_BLACK = (0.0,)

INKS = {
    Style.COLOUR: Inks(
        text=_rgb("1D1B1A"),
        quiet=_rgb("5C5652"),
        accent=_rgb("B3201B"),
        income=_rgb("12663A"),
        expense=_rgb("B3201B"),
        red=_rgb("B3120E"),
        line=_rgb("D8D0C6"),
        strong=_rgb("1D1B1A"),
        band=_rgb("B3201B"),
        shade=_rgb("F6F1E8"),
        card=_rgb("FBF7F0"),
        bar=_rgb("B3201B"),
        sample=_rgb("F1E4E0"),
    ),
    Style.MONO: Inks(
        text=_BLACK,
        quiet=(0.3,),
        accent=_BLACK,
        income=_BLACK,
        expense=_BLACK,
        red=_BLACK,
        line=(0.72,),
        strong=_BLACK,
        band=None,
        shade=(0.94,),
        card=None,
        bar=(0.35,),
        sample=(0.9,),
    ),
    Style.RED_PAPER: Inks(
        text=_BLACK,
        quiet=_BLACK,
        accent=_BLACK,
        income=_BLACK,
        expense=_BLACK,
        red=_BLACK,
        line=_BLACK,
        strong=_BLACK,
        band=None,
        shade=None,
        card=None,
        bar=None,
        sample=None,
    ),
}
