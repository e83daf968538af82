import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardapp.core.archive.lines import lines_of
from boardapp.core.archive.words import fold, words_of
from boardapp.core.content import Column, Content, Role, Row, Signer, Table, digest, to_json
from boardapp.core.disclosure import ItemClass
from boardapp.core.errors import UserError
from boardapp.core.feedback import Channel, Opinion
from boardapp.core.feedback import Kind as FeedbackKind
from boardapp.core.period import Period
from boardapp.core.posting import Posting, number_label
from boardapp.core.village import Body, Book
from boardapp.services import correcting, feedback, ledger, proof, search
from boardapp.services import posting as posting_service
from boardapp.services.desk import Desk, open_desk
from boardapp.services.search import Kind, Wanted, find
from boardapp.services.village import body_named, set_up
from boardapp.store import postings
from tests.builders import VILLAGE, entry
from tests.life import approve, published

OCTOBER = Period(2026, 10)
PIECES = ("水费", "电", "路灯维修", "王某", "Ａ4纸", "a4纸", "2026-10", "3", "补贴（冬）")


def posted(desk: Desk, body: Body, serial: int, *cells: str | int, **changes: str) -> Posting:
    """Publish a content of one table, past review."""
    rows = tuple(Row(("一", cell)) for cell in cells)
    table = Table((Column("序"), Column("内容", Role.SUM)), rows)
    content = Content(
        "x", "收支明细", "青石桥村", body.name, "2026-10", "2026年10月", (table,),
        (Signer("负责人", "张某"),),
    )  # fmt: skip
    one = Posting(
        f"p{serial}", f"item-{serial}", body.id, "2026-10", 1,
        number_label(body.prefix, 2026, serial), digest(content), to_json(content), "",
        date(2026, 11, 6), "王某", "2026-11-06T08:00:00",
    )  # fmt: skip
    one = replace(one, **changes)  # type: ignore[arg-type]
    with desk.writing("test", {}) as db:
        postings.add(db, one, 2026, serial, b"pdf")
    return one


def numbers(desk: Desk, text: str, **more: object) -> list[str]:
    wanted = Wanted(text, **more)  # type: ignore[arg-type]
    return [hit.number for hit in find(desk, wanted).hits if hit.kind is Kind.POSTING]


def test_a_posting_is_found_by_its_words_number_period_amount_and_signer(
    desk: Desk, body: Body
) -> None:
    one = posted(desk, body, 37, "买笔、宣传用纸", 123450)
    other = posted(desk, body, 38, "电费", 100)
    both = {one.number, other.number}
    for text in (
        "用纸",
        "纸",
        "宣传 1,234.50",
        "1234.5",
        "张某 用纸",
        "第37号",
        "37号",
        "［2026］37",
    ):
        assert numbers(desk, text)[0] == one.number, text
    assert set(numbers(desk, "2026-10")) == set(numbers(desk, "10月")) == both
    assert numbers(desk, "用纸 电费") == []
    assert numbers(desk, "", fen=123450) == [one.number]
    assert numbers(desk, "", fen=12345) == []
    assert numbers(desk, "", item="item-38") == [other.number]
    assert numbers(desk, "电费", year=2025) == []
    assert set(numbers(desk, "", period=Period.parse("2026-Q4"))) == both
    assert numbers(desk, "", period=Period(2026, 9)) == []


def test_the_hit_shows_the_line_that_holds_the_words(desk: Desk, body: Body) -> None:
    posted(desk, body, 1, "办公", "买笔、宣传用纸", "电费")
    (hit,) = find(desk, Wanted("宣传")).hits
    assert (hit.title, hit.state, hit.line) == ("收支明细", "已公布", "一\t买笔、宣传用纸")
    assert [hit.line[a:b] for a, b in hit.marks] == ["宣传"]


def test_lines_of_the_ledger_are_found_with_their_amounts(desk: Desk, book: Book) -> None:
    line = entry(book=book.id, summary="路灯维修（东头）", fen=123450, handler="李某")
    ledger.save_entry(desk, line)
    ledger.save_entry(desk, entry(book=book.id, fen=100))
    for text in ("路灯", "(东头)", "1234.5元", "李某 路灯", "10月 东头", "2026-10-08 路灯"):
        (hit,) = find(desk, Wanted(text)).hits
        assert (hit.kind, hit.id, hit.fen) == (Kind.ENTRY, line.id, 123450), text
    assert find(desk, Wanted("路灯", kinds=frozenset({Kind.POSTING}))).hits == ()
    assert find(desk, Wanted("路灯", period=Period(2026, 9))).hits == ()


def test_an_old_revision_is_found_and_marked(desk: Desk, book: Book, body: Body) -> None:
    ledger.save_entry(desk, entry(book=book.id, summary="买笔"))
    old = published(desk, "finance-lines", OCTOBER, body)
    ledger.save_entry(desk, entry(book=book.id, summary="漏记的电费", voucher="记2"))
    approve(desk, correcting.correct(desk, old, "漏了一笔"))
    new = posting_service.publish(desk, "finance-lines", OCTOBER, body)
    hits = find(desk, Wanted("买笔", kinds=frozenset({Kind.POSTING}))).hits
    assert {hit.number: hit.replaced_by for hit in hits} == {old.number: new.number, new.number: ""}
    assert next(hit.state for hit in hits if hit.replaced_by) == "已被更正"
    assert numbers(desk, "漏记") == [new.number]


def test_searching_leaves_nothing_for_the_check_of_the_journal_to_find(
    desk: Desk, body: Body
) -> None:
    posted(desk, body, 1, "买笔")
    find(desk, Wanted("买笔"))
    strange = {one.code for one in proof.troubles(desk.db)} - {"posting-differs"}
    assert strange == set()
    assert (
        desk.db.execute("select count(*) from row_change where tbl like '%search%'").fetchone()[0]
        == 0
    )


def test_texts_that_went_wrong_are_put_right_from_what_was_frozen(desk: Desk, body: Body) -> None:
    one = posted(desk, body, 1, "买笔")
    assert numbers(desk, "买笔") == [one.number]
    desk.db.execute("update _search_text set text = '别的'")
    assert numbers(desk, "买笔") == []
    assert search.rebuild(desk) == 1
    assert numbers(desk, "买笔") == [one.number]
    assert search.rebuild(desk) == 0


def test_a_text_of_another_form_is_made_anew(desk: Desk, body: Body) -> None:
    one = posted(desk, body, 1, "买笔")
    find(desk, Wanted("买笔"))
    desk.db.execute("update _search_text set text = '别的', form = form - 1")
    assert search.unread(desk) == 1
    assert numbers(desk, "买笔") == [one.number]


@pytest.mark.parametrize("text", ["", "  ", "水" * 300])
def test_looking_for_nothing_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(UserError, match="要找的词"):
        find(desk, Wanted(text))


def test_a_disk_that_takes_nothing_is_told_and_a_search_without_news_needs_none(
    desk: Desk, body: Body
) -> None:
    posted(desk, body, 1, "买笔")
    desk.db.execute("pragma query_only = on")
    with pytest.raises(UserError, match="没有改动|没有写入"):  # noqa: RUF043
        find(desk, Wanted("买笔"))
    desk.db.execute("pragma query_only = off")
    find(desk, Wanted("买笔"))
    desk.db.execute("pragma query_only = on")
    assert len(find(desk, Wanted("买笔")).hits) == 1
    desk.db.execute("pragma query_only = off")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[Posting]]]:
    chance = random.Random(7)
    folder = tmp_path_factory.mktemp("search")
    with open_desk(folder / "data", "王某", date(2026, 11, 6), new=True) as desk:
        set_up(desk, VILLAGE, "青石桥村股份经济合作社")
        body = body_named(desk)
        made = []
        for serial in range(1, 41):
            cells: list[str | int] = ["".join(chance.choices(PIECES, k=3)) for _ in range(3)]
            made.append(posted(desk, body, serial, *cells, chance.choice([300, -300, 12345])))
        yield desk, made


@given(
    st.lists(
        st.sampled_from(PIECES).flatmap(
            lambda p: st.builds(
                lambda a, b: p[min(a, b) : max(a, b) + 1],
                st.integers(0, len(p) - 1),
                st.integers(0, len(p) - 1),
            )
        )
        | st.sampled_from(["3元", "123.45", "3.00", "不在", "第7号"]),
        min_size=1,
        max_size=3,
    )
)
def test_the_search_finds_just_what_looking_at_everything_finds(
    many: tuple[Desk, list[Posting]], typed: list[str]
) -> None:
    desk, made = many
    words = words_of(" ".join(typed))
    body = body_named(desk)
    expected = set()
    for serial, one in enumerate(made, start=1):
        lines = [f"\t{fold(line)}\t" for line in lines_of(one.content)]
        around = f"{one.number} {one.item} {body.name} 2026-10 2026年10月 2026-11-06"
        if all(
            any(word.occurs(line) for line in [*lines, fold(around)])
            or (word.number and word.number.fits(body.prefix, 2026, serial))
            for word in words
        ):
            expected.add(one.number)
    found = find(desk, Wanted(" ".join(typed), kinds=frozenset({Kind.POSTING})), most=1000)
    assert {hit.number for hit in found.hits} == expected


def test_an_opinion_tells_its_class_by_the_word_and_is_found_by_it(desk: Desk, body: Body) -> None:
    typed = Opinion(
        "", body.id, 0, 0, Channel.BOX, FeedbackKind.QUESTION, date(2026, 11, 2), "王某",
        "路灯不亮", topic=ItemClass.FINANCE,
    )  # fmt: skip
    feedback.take(desk, typed)
    (hit,) = find(desk, Wanted("路灯")).hits
    assert ItemClass.FINANCE.word in hit.line
    assert "finance" not in hit.line
    assert find(desk, Wanted(ItemClass.FINANCE.word, kinds=frozenset({Kind.FEEDBACK}))).hits
