"""The PDF itself: what it says, its inks, its pages, and that it never changes."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from boardapp.core.content import Column, Role, Row, Standing, Table
from boardapp.core.posting import Imprint
from boardapp.notices.paper import Paper, Style
from boardapp.notices.pictures import page_sizes_mm
from boardapp.notices.render import render
from tests.notices.builders import IMPRINT, content, ledger, printing_fonts

COLOUR_OPERATORS = re.compile(rb"(?<![\w.])(?:rg|RG|k|K|sc|SC|scn|SCN|cs|CS|sh)\s")
FILL_OPERATORS = re.compile(rb"\s(?:f|f\*|F|B|B\*|b|b\*)\s")
GREYS = re.compile(rb"([\d.]+) [gG]\s")


def printed(count: int = 46, imprint: Imprint = IMPRINT, **options: object) -> bytes:
    paper = options.pop("paper", Paper.A3)
    return render(ledger(count), imprint, paper, printing_fonts(), **options)  # type: ignore[arg-type]


def said(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def streams(pdf: bytes) -> bytes:
    pages = PdfReader(BytesIO(pdf)).pages
    return b"\n".join(page.get_contents().get_data() for page in pages)  # type: ignore[union-attr]


@pytest.mark.parametrize("paper", Paper)
def test_every_sheet_has_the_size_of_its_paper(paper: Paper) -> None:
    sizes = page_sizes_mm(printed(60, paper=paper))
    assert set(sizes) == {paper.size_mm}


def test_the_same_notice_is_always_the_same_bytes() -> None:
    assert printed() == printed()
    assert printed() != printed(45)


def test_the_text_can_be_read_out_of_the_pdf() -> None:
    text = said(printed())
    for words in (
        "收支逐笔公开榜",
        "青石桥村股份经济合作社",
        "青石公开〔2026〕第37号",
        "2026年10月",
        "礼堂搞卫生的工资和运费",
        "本月合计",
        "监督电话",
        "0578-0000000",
        "2026年11月8日至2026年11月23日（15天）",
        "钱花在哪里",
        "李建国",
        "第1页/共2页",
        "第2页/共2页",
        "0123 4567 89ab cdef",
    ):
        assert words in text, words


def test_the_head_of_the_table_is_on_every_sheet() -> None:
    pages = PdfReader(BytesIO(printed(139))).pages
    assert all("摘要" in page.extract_text() for page in pages)
    assert all("青石公开〔2026〕第37号" in page.extract_text() for page in pages)
    assert all("承前页" in page.extract_text() for page in pages[1:])


def test_without_a_number_every_sheet_is_a_sample() -> None:
    pdf = printed(imprint=Imprint())
    for page in PdfReader(BytesIO(pdf)).pages:
        text = page.extract_text()
        assert "样张 · 尚未公布" in text
        assert text.count("样张") == 2
    assert "〔2026〕" not in said(pdf)
    assert "样张" not in said(printed())


def test_unknown_days_leave_blanks_to_be_written_by_hand() -> None:
    text = said(printed(imprint=Imprint("第1号")))
    assert "自张贴之日起不少于15天" in text
    assert "揭下日期" in text


def test_what_is_not_known_is_not_mentioned() -> None:
    table = Table((Column("名称"),), (Row(("村办公楼",)),))
    pdf = render(content(table, standing=Standing()), IMPRINT, Paper.A3, printing_fonts())
    assert "监督电话" not in said(pdf)
    assert "意见箱" not in said(pdf)
    assert "单位：元" not in said(pdf)


def test_the_note_of_a_correction_stands_in_the_head() -> None:
    text = said(printed(1, Imprint("第9号", note="本榜替换第3号")))
    assert "本榜替换第3号" in text


@pytest.mark.parametrize("style", [Style.MONO, Style.RED_PAPER])
def test_one_ink_means_no_colour_operators(style: Style) -> None:
    assert not COLOUR_OPERATORS.search(streams(printed(imprint=Imprint(), style=style)))


def test_the_tests_of_inks_can_fail() -> None:
    inks = streams(printed(style=Style.COLOUR))
    assert COLOUR_OPERATORS.search(inks)
    assert FILL_OPERATORS.search(inks)


def test_red_paper_takes_black_only_and_fills_nothing() -> None:
    inks = streams(printed(imprint=Imprint(), style=Style.RED_PAPER))
    assert {float(grey) for grey in GREYS.findall(inks)} == {0.0}
    assert not FILL_OPERATORS.search(inks)


def test_a_reversal_is_red_and_marked_in_colour_and_marked_in_mono() -> None:
    table = Table((Column("摘要"), Column("支出", Role.SUM)), (Row(("冲销", -123_400)),))
    for style in Style:
        pdf = render(content(table), IMPRINT, Paper.A3, printing_fonts(), style)
        assert "冲(1,234.00)" in said(pdf)
        assert (b"0.702 0.0706 0.0549 rg" in streams(pdf)) is (style is Style.COLOUR)


def test_metadata_says_what_it_is_and_nothing_of_the_clock() -> None:
    found = PdfReader(BytesIO(printed())).metadata
    assert found is not None
    assert found.title == "收支逐笔公开榜 2026年10月"
    assert found.author == "青石桥村股份经济合作社"
    assert found.subject == "青石公开〔2026〕第37号"
    assert found["/CreationDate"].startswith("D:2000")


def test_every_font_is_embedded() -> None:
    page = PdfReader(BytesIO(printed(1))).pages[0]
    fonts = [one.get_object() for one in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        assert font["/Subtype"] == "/TrueType"
        assert "/FontFile2" in font["/FontDescriptor"]
