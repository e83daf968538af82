"""The format's document shows real bytes: those of the tests' own bundle."""

from pathlib import Path

import pytest

from boardapp.core.bundle.outcome import Outcome
from tests.bundles.making import bag, sha, small, written

TEXT = (Path(__file__).parents[2] / "docs" / "bundle-format.md").read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    ["bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
     "tagmanifest-sha256.txt.minisig"],
)  # fmt: skip
def test_the_example_files_are_the_real_ones(path: str) -> None:
    assert f"```\n{bag(small())[path].decode()}```" in TEXT


def test_the_example_bytes_are_the_real_ones() -> None:
    raw = written(small())
    at = raw.index(b"PK\1\2")
    for piece in (raw[:30], raw[at : at + 46], raw[-22:]):
        assert f"\n{piece.hex(' ')}\n" in TEXT
    assert sha(bag(small())["tagmanifest-sha256.txt"]) in TEXT


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_described(outcome: Outcome) -> None:
    assert f"`{outcome}`" in TEXT.partition("## Outcomes")[2]
