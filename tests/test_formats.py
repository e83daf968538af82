"""The examples in the documents of our file formats are files that the program takes."""

import re
from pathlib import Path

from boardapp.core.catalogue import COMPOSERS, parse_catalogue
from boardapp.core.rules import KEYS, parse_pack

DOCS = Path(__file__).parents[1] / "docs"


def examples(name: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", (DOCS / name).read_text("utf-8"), re.DOTALL)


def test_the_example_of_a_rules_file_is_one() -> None:
    (text,) = examples("rules-format.md")
    assert [rule.key for rule in parse_pack(text).rules] == ["month_due_day", "procedure"]


def test_the_example_of_a_catalogue_file_is_one() -> None:
    (text,) = examples("catalogue-format.md")
    found = parse_catalogue(text)
    assert [item.code for item in found.items] == ["tea-subsidy"]
    assert found.off[0].codes == ("farm-subsidy",)


def test_the_documents_name_every_key_and_every_composer() -> None:
    rules, items = (
        (DOCS / f"{name}-format.md").read_text("utf-8") for name in ("rules", "catalogue")
    )
    assert re.findall(r"^\| `(\w+)` \|", rules, re.MULTILINE) == list(KEYS)
    assert all(f"`{name}`" in items or f'"{name}"' in items for name in COMPOSERS)
