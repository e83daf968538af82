from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.bundle.bagit import (
    info_of,
    info_text,
    manifest_text,
    named,
    parse_manifest,
    payload_fault,
    payload_order,
)
from boardapp.core.bundle.header import Header

HEADER = Header(
    "331181102299", "青石桥村", "青石镇", "7b1f0d52-6f0e-4a6e-9b53-2f3c8e1d4a10", 7,
    date(2026, 11, 6), "1.0",
)  # fmt: skip
D = "0123456789abcdef" * 4
PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(st.dictionaries(PATHS.filter(lambda path: path == path.strip()), st.just(D), max_size=5))
def test_a_manifest_reads_back_as_it_was_written(digests: dict[str, str]) -> None:
    assert parse_manifest(manifest_text(digests)) == digests


@given(st.binary(max_size=200))
def test_a_manifest_that_is_read_is_written_the_same(raw: bytes) -> None:
    try:
        digests = parse_manifest(raw)
    except ValueError:
        return
    assert manifest_text(digests) == raw


@pytest.mark.parametrize(
    "raw",
    [
        f"{D}  data/a",
        f"{D} data/a\n",
        f"{D}   data/a\n".replace("  ", "\t"),
        f"{D}  data/a\r\n",
        f"{D.upper()}  data/a\n",
        f"{D[:-1]}  data/a\n",
        f"\ufeff{D}  data/a\n",
        f"{D}  data/b\n{D}  data/a\n",
        f"{D}  data/a\n{D}  data/a\n",
        f"{D}  data/%41\n",
        f"{D}  data/%0a\n",
        f"\n{D}  data/a\n",
        f"{D}  data/a\n\n",
    ],
)
def test_a_manifest_in_any_other_form_is_not_read(raw: str) -> None:
    with pytest.raises(ValueError, match=r"读不懂|规定"):
        parse_manifest(raw.encode())


def test_bag_info_is_told_from_the_header() -> None:
    text = info_text(HEADER.bundle_name, info_of(HEADER), [3, 4])
    assert text.decode().splitlines() == [
        "Source-Organization: 青石镇青石桥村",
        "Bagging-Date: 2026-11-06",
        "External-Identifier: boardbundle-331181102299-0007",
        "Payload-Oxum: 7.2",
        "Bag-Software-Agent: boardapp",
    ]


@pytest.mark.parametrize(
    "info",
    [
        {},
        {"Source-Organization": "青石镇"},
        {**info_of(HEADER), "Contact-Name": "王某"},
        {**info_of(HEADER), "Bagging-Date": "2026-11-06\nA: b"},
        {**info_of(HEADER), "Source-Organization": ""},
    ],
)
def test_bag_info_holds_nothing_else(info: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"bag-info|Date|Source"):
        info_text(HEADER.bundle_name, info, [])


def test_a_name_tells_village_and_sequence() -> None:
    assert named(HEADER.bundle_name) == ("331181102299", 7)
    assert named(replace(HEADER, sequence=9999).bundle_name) == ("331181102299", 9999)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "boardbundle-331181102299-7",
        "boardbundle-33-0007",
        "Boardbundle-331181102299-0007",
        "boardbundle-331181102299-00007",
        "boardbundle-331181102299-0007 ",
        "boardbundle-３31181102299-0007",
    ],
)
def test_no_other_name_tells_anything(name: str) -> None:
    assert named(name) is None


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("data/bundle.json", True),
        ("data/datapackage.json", True),
        ("data/tables/village.csv", True),
        ("data/tables/weather.csv", False),
        (f"data/postings/{D}.json", True),
        (f"data/postings/{D[::-1]}.json", False),
        (f"data/attachments/{D}.jpg", True),
        (f"data/attachments/{D}.png", True),
        (f"data/attachments/{D}.pdf", True),
        (f"data/attachments/{D}.exe", False),
        (f"data/attachments/{D.upper()}.jpg", False),
        ("data/notices/7b1f0d52-6f0e-4a6e-9b53-2f3c8e1d4a10.pdf", True),
        ("data/notices/a.pdf", False),
        ("data/bundle.json\n", False),
        ("bundle.json", False),
        ("data/../bundle.json", False),
    ],
)
def test_the_list_of_what_a_bundle_holds_is_closed(path: str, allowed: bool) -> None:
    assert (payload_fault(path, D) == "") is allowed


def test_the_header_comes_first_and_the_rest_by_name() -> None:
    paths = ["data/b", "data/datapackage.json", "data/a", "data/bundle.json"]
    assert sorted(paths, key=payload_order) == [
        "data/bundle.json", "data/datapackage.json", "data/a", "data/b",
    ]  # fmt: skip
