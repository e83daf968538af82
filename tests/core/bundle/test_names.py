import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.bundle.names import (
    LONGEST,
    NameFault,
    collision,
    is_link,
    name_fault,
)

UNSAFE = [
    ("", NameFault.EMPTY),
    ("/", NameFault.EMPTY),
    ("data//a", NameFault.EMPTY),
    ("../a", NameFault.DOTS),
    ("data/../../a", NameFault.DOTS),
    ("data/./a", NameFault.DOTS),
    ("..", NameFault.DOTS),
    ("/etc/passwd", NameFault.ABSOLUTE),
    ("//server/share/a", NameFault.UNC),
    (r"\\server\share\a", NameFault.UNC),
    (r"\\?\C:\a", NameFault.UNC),
    ("C:/Windows/a", NameFault.DRIVE),
    (r"C:\Windows\a", NameFault.DRIVE),
    ("c:a", NameFault.DRIVE),
    (r"data\a", NameFault.BACKSLASH),
    (r"..\a", NameFault.BACKSLASH),
    (r"%HomeDrive%\a", NameFault.BACKSLASH),
    ("~/a", NameFault.HOME),
    ("~root/a", NameFault.HOME),
    ("data/a:b", NameFault.CHARACTER),
    ("data/a?", NameFault.CHARACTER),
    ("data/a*b", NameFault.CHARACTER),
    ('data/"a"', NameFault.CHARACTER),
    ("data/a\x00b", NameFault.CONTROL),
    ("data/a\nb", NameFault.CONTROL),
    ("data/a\x7fb", NameFault.CONTROL),
    ("data/\u202egnp.exe", NameFault.CONTROL),
    ("\ufeffdata/a", NameFault.CONTROL),
    ("data/CON", NameFault.RESERVED),
    ("data/con.txt", NameFault.RESERVED),
    ("data/NUL .txt", NameFault.RESERVED),
    ("data/aux.tar.gz", NameFault.RESERVED),
    ("COM1/a", NameFault.RESERVED),
    ("data/LPT9", NameFault.RESERVED),
    ("data/COM¹", NameFault.RESERVED),
    ("data/CONOUT$", NameFault.RESERVED),
    ("data/a ", NameFault.TRAILING),
    ("data/a.", NameFault.TRAILING),
    ("data /a", NameFault.TRAILING),
    ("data/...", NameFault.TRAILING),
    ("a" * (LONGEST + 1), NameFault.TOO_LONG),
]


@pytest.mark.parametrize(("name", "fault"), UNSAFE)
def test_an_unsafe_name_is_told_by_what_is_wrong_with_it(name: str, fault: NameFault) -> None:
    assert name_fault(name) is fault


@pytest.mark.parametrize(
    "name",
    ["data/a.txt", "data/tables/entries.csv", "data/", "a b.txt", "data/console.txt", "data/com10",
     "data/.hidden", "data/~$账本.docx", "data/青石桥村.pdf", "data/%41", "a" * LONGEST],
)  # fmt: skip
def test_an_ordinary_name_is_safe(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (["data/a", "data/a"], NameFault.DUPLICATE),
        (["data/a", "data/A"], NameFault.CASE),
        (["data/straße", "data/STRASSE"], NameFault.CASE),
        (["Data/a", "data/b"], NameFault.CASE),
        (["data/\u00e9", "data/e\u0301"], NameFault.FORM),
        (["data/\ufb01", "data/fi"], NameFault.FORM),
        (["data/Ａ", "data/A"], NameFault.FORM),
        (["data/a", "data/a/b"], NameFault.CLASH),
        (["data/a/b", "data/a"], NameFault.CLASH),
        (["data/a/", "data/a"], NameFault.CLASH),
    ],
)
def test_names_that_some_computer_takes_for_one_collide(names: list[str], fault: NameFault) -> None:
    found = collision(names)
    assert found
    assert found[0] is fault


def _slowly(names: list[str]) -> bool:
    """Compare every path and folder with every other one."""
    paths: dict[str, tuple[str, bool]] = {}
    for name in names:
        parts = name.removesuffix("/").split("/")
        for depth in range(1, len(parts) + 1):
            path, folder = "/".join(parts[:depth]), depth < len(parts) or name.endswith("/")
            if paths.setdefault(path.casefold(), (path, folder)) != (path, folder):
                return True
    files = [name for name in names if not name.endswith("/")]
    return len(files) > len(set(files))


@given(st.lists(st.from_regex(r"[aAb!](/[aAb!]){0,2}/?", fullmatch=True), max_size=7))
def test_no_pair_of_names_that_collide_is_overlooked_or_made_up(names: list[str]) -> None:
    assert (collision(names) is not None) is _slowly(names)


def test_very_deep_folders_cost_no_more_than_their_length() -> None:
    names = [f"{n}/" + "a/" * 115 for n in range(3000)]
    tracemalloc.start()
    assert collision(names) is None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 << 20


def test_folders_that_are_listed_themselves_do_not_collide_with_what_is_in_them() -> None:
    assert collision(["bag/", "bag/data/", "bag/data/a", "bag/data/b", "bag/data/"]) is None


@pytest.mark.parametrize(
    ("made_by", "attributes", "link"),
    [
        (0x0314, 0o100644 << 16, False),
        (0x0314, 0o040755 << 16, False),
        (0x0014, 0x20, False),
        (0x0000, 0, False),
        (0x0314, 0o120777 << 16, True),
        (0x0314, 0o010644 << 16, True),
        (0x0314, 0o060644 << 16, True),
        (0x0014, 0x400, True),
        (0x0A14, 0x420, True),
    ],
)
def test_a_link_is_told_by_its_external_attributes(
    made_by: int, attributes: int, link: bool
) -> None:
    assert is_link(made_by, attributes) is link


def test_every_fault_has_its_own_words() -> None:
    assert len({fault.word for fault in NameFault}) == len(NameFault)


def test_what_leads_outside_is_told_from_what_is_merely_awkward() -> None:
    assert NameFault.DOTS.leads_outside
    assert not NameFault.RESERVED.leads_outside


@given(st.text(max_size=40))
def test_any_text_is_judged_without_an_exception(name: str) -> None:
    name_fault(name)
    collision([name, name.swapcase()])


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_a_safe_name_stays_inside_its_folder(name: str) -> None:
    if name_fault(name) is None:
        assert not name.startswith("/")
        assert not {"..", "."} & set(name.replace("\\", "/").split("/"))
