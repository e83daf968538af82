from pathlib import Path

from tests.bundles.fuzz import run


def test_a_short_run_finds_nothing(tmp_path: Path) -> None:
    assert run(2, 1, tmp_path / "found.zip") == 0
    assert not (tmp_path / "found.zip").exists()
