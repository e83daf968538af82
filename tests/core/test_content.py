import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.content import (
    Bar,
    Chart,
    Column,
    Content,
    Figure,
    Figures,
    Role,
    Row,
    RowKind,
    Signer,
    Standing,
    Table,
    Words,
    digest,
    from_json,
    texts,
    to_json,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
cells = words | st.integers(-(10**13), 10**13)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 5))
    columns = st.builds(Column, words, st.sampled_from(Role), words)
    rows = st.builds(
        Row, st.lists(cells, min_size=width, max_size=width).map(tuple), st.sampled_from(RowKind)
    )
    heads = draw(st.lists(columns, min_size=width, max_size=width).map(tuple))
    return Table(heads, draw(st.lists(rows, max_size=4).map(tuple)), draw(words))


blocks = (
    tables()
    | st.builds(Figures, st.lists(st.builds(Figure, words, cells, words), max_size=3).map(tuple))
    | st.builds(Words, st.lists(words, max_size=3).map(tuple), words)
    | st.builds(
        Chart, words, st.lists(st.builds(Bar, words, st.integers(0, 10**12)), max_size=3).map(tuple)
    )
)
contents = st.builds(
    Content,
    *[words] * 6,
    st.lists(blocks, max_size=4).map(tuple),
    st.lists(st.builds(Signer, words, words), max_size=3).map(tuple),
    st.builds(Standing, words, words, words, words, st.integers(0, 99)),
)

SAMPLE = Content(
    "finance-lines", "榜", "青石桥村", "合作社", "2026-10", "2026年10月",
    (Table((Column("摘要"), Column("收入", Role.SUM)), (Row(("买笔", 3800)),)),),
)  # fmt: skip


@given(contents)
def test_canonical_json_reads_back_to_the_same_content(content: Content) -> None:
    data = to_json(content)
    assert from_json(data) == content
    assert to_json(from_json(data)) == data
    assert digest(from_json(data)) == digest(content)


@given(contents, contents)
def test_different_contents_have_different_digests(one: Content, other: Content) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_the_canonical_bytes_are_pinned() -> None:
    # A change here means that digests signed on paper no longer match: it needs a new FORMAT.
    assert digest(SAMPLE) == ("b7f091307bf30e6061d76b5d30c75042a84c786d6e75b09591245d7601f97e52")


def changed(**parts: object) -> bytes:
    tree = json.loads(to_json(SAMPLE)) | parts
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        to_json(SAMPLE) + b"\n",
        to_json(SAMPLE).replace(b",", b", ", 1),
        changed(format=2),
        changed(node="chart"),
        changed(extra=1),
        changed(blocks=[{"node": "unknown"}]),
        changed(blocks=[{"node": "table", "title": "", "columns": [], "rows": [{}]}]),
    ],
)
def test_bytes_that_were_not_written_here_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_json(data)


def test_a_row_must_fit_its_columns() -> None:
    with pytest.raises(ValueError, match="2 cells under 1"):
        Table((Column("摘要"),), (Row(("a", "b")),))


def test_texts_tells_all_that_is_printed() -> None:
    assert {"榜", "摘要", "买笔", "收入", "合作社"} <= set(texts(SAMPLE))
