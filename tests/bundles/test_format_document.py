"""The examples of the public specification hold."""

from pathlib import Path

from boardapp.bundles.card import parse_card

DOCUMENT = Path(__file__).parents[2] / "docs" / "bundle-format.md"


def test_the_card_of_the_document_has_the_fingerprint_of_the_document() -> None:
    text = DOCUMENT.read_text("utf-8")
    start = text.index("untrusted comment: boardapp")
    card = parse_card(text[start : text.index("```", start)].encode("utf-8"))
    assert (card.code, card.name) == ("331181102299", "青石桥村")
    assert f"`{card.public.fingerprint}`" in text
