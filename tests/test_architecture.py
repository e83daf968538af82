"""The layers, read from the imports: cli, ui → services → store | … → core."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "boardapp"

# Whom a package may import: own packages, and third parties by their import name.
OWN = {
    "core": set(),
    "store": {"core"},
    "spreadsheets": {"core"},
    "notices": {"core"},
    "bundles": {"core"},
    "services": {"core", "store", "spreadsheets", "notices", "bundles"},
    "ui": {"core", "services", "store"},
    "cli": {"core", "services", "store", "ui", "commands"},
    "commands": {"core", "services", "store", "ui"},
}
FOREIGN = {
    "core": set(),
    "store": {"sqlite_utils"},
    "spreadsheets": {"python_calamine", "xlsxwriter"},
    "notices": {"reportlab", "pypdfium2"},
    "bundles": {"cryptography"},
    "services": {"sqlite_utils", "filelock", "platformdirs", "PIL"},
    "ui": {"PySide6"},
    "cli": {"click"},
    "commands": {"click"},
}
STANDARD = set(__import__("sys").stdlib_module_names)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return "cli" if first in {"cli.py", "__main__.py"} else first


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    here = layer(path)
    if here == "__init__.py":
        return
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "boardapp":
            part = rest.partition(".")[0]
            if part in OWN:
                assert part == here or part in OWN[here], f"{path} imports {name}"
            else:
                assert part in {"", "__version__", "PRODUCT", "cli"}, f"{path} imports {name}"
        else:
            assert top in STANDARD | FOREIGN[here], f"{path} imports {name}"


def test_the_core_knows_no_clock_and_no_files() -> None:
    for path in sorted((PACKAGE / "core").rglob("*.py")):
        text = path.read_text("utf-8")
        words = r"import pathlib|from pathlib|(?<!def )\bopen\(|\.today\(\)|\.now\(|import os\b"
        found = re.search(words, text)
        assert not found, f"{path} uses {found and found[0]}"


def test_own_modules_are_imported_at_the_top_only() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                inside = {n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)}
                for one in inside:
                    names = getattr(one, "module", None) or one.names[0].name
                    # The command line opens the window only when it is asked to: Qt may be absent.
                    allowed = path.parent.name == "commands" and names.startswith("boardapp.ui")
                    assert allowed or not names.startswith("boardapp"), f"{path} imports inside"
