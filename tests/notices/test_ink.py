"""The inks keep their contrast."""

import pytest

from boardapp.notices.ink import INKS, Tint
from boardapp.notices.paper import Style

WHITE = (1.0, 1.0, 1.0)


def luminance(tint: Tint) -> float:
    parts = tint * 3 if len(tint) == 1 else tint
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Tint, other: Tint) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("ink", ["text", "quiet", "accent", "income", "expense", "red"])
def test_every_ink_of_text_stands_out_on_every_ground(style: Style, ink: str) -> None:
    inks = INKS[style]
    for ground in (WHITE, inks.shade, inks.card, inks.sample):
        if ground is not None:
            assert contrast(getattr(inks, ink), ground) >= 4.5


def test_red_paper_fills_nothing() -> None:
    inks = INKS[Style.RED_PAPER]
    assert not any((inks.band, inks.shade, inks.card, inks.bar, inks.sample))
