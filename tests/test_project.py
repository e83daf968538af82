"""What a newcomer relies on: the two commands, the gate, the files that must be there."""

import re
from pathlib import Path

import boardapp

ROOT = Path(boardapp.__file__).parents[1]


def quick_start(name: str) -> list[str]:
    text = (ROOT / name).read_text("utf-8")
    return re.findall(r"^(python3 -m venv .*)$", text, re.MULTILINE)


def test_both_readmes_give_the_same_two_commands() -> None:
    demo, test = quick_start("README.md")
    assert demo.endswith("boardapp demo")
    assert test.endswith("pytest -n auto --dist loadfile")
    assert quick_start("README.zh-CN.md") == [demo, test]


def test_the_gate_runs_exactly_the_readmes_test_command() -> None:
    last = (ROOT / ".ci" / "run").read_text("utf-8").rstrip().splitlines()[-1]
    assert last == quick_start("README.md")[1]


def test_every_picture_and_page_that_the_documents_name_is_there() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for name in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if "://" not in name:
                assert (page.parent / name).exists(), f"{page.name}: {name}"


def test_the_fonts_lie_beside_their_licence() -> None:
    fonts = ROOT / "resources" / "fonts"
    assert {path.name for path in fonts.iterdir()} >= {
        "NotoSansSC-Regular.ttf",
        "NotoSansSC-Bold.ttf",
        "OFL.txt",
    }


def test_every_dependency_is_pinned_to_what_was_tested() -> None:
    pinned = (ROOT / "constraints.txt").read_text("utf-8").lower().replace("_", "-")
    for line in re.findall(
        r'^    "([A-Za-z0-9-]+)[><=]', (ROOT / "pyproject.toml").read_text("utf-8"), re.M
    ):
        assert f"\n{line.lower()}==" in f"\n{pinned}", line
