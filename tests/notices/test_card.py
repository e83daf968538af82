"""The enrolment card on paper: everything on one sheet, large enough to be read on the phone."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from boardapp.core.errors import UserError
from boardapp.notices.card import EnrolmentCard, card_marks, render_card
from boardapp.notices.fonts import Fonts, load
from boardapp.notices.marks import Box, Code, Text
from boardapp.notices.paper import Paper
from boardapp.services.resources import resource

LINE = "RWSzJYUVqKwBfh1iI741cmw+HwGYCn2oKmt3n3gmGLOzkGIJEdyE54eI"
CARD = EnrolmentCard(
    village="青石桥村",
    code="331181102299",
    township="青石镇",
    fingerprint="50366 49233 54481 69954 88658 77327 96494 47941",
    key_id="7E01ACA8158525B3",
    line=LINE,
    made_on=date(2026, 11, 6),
    scanned=f"untrusted comment: boardapp village:331181102299 青石桥村\n{LINE}\n",
)
LONG = replace(
    CARD,
    village="青石桥少数民族自治乡第十八联合行政村（原上青石、下青石、小青石三村合并）",
    township="青石镇人民政府青石街道办事处（筹备处）",
    replaces="0123456789ABCDEF",
    reason="电脑换了，旧电脑的硬盘坏了，送修的时候被人拆走，怀疑私钥已经被拷贝，所以换一把新的",
)
ENDLESS = replace(LONG, village="青石桥" * 99, township="青石镇" * 99, reason="电脑换了" * 99)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load(resource("fonts"), ())


def texts(card: EnrolmentCard, fonts: Fonts) -> list[Text]:
    return [mark for mark in card_marks(card, fonts) if isinstance(mark, Text)]


def test_the_card_is_one_sheet_of_a4_with_all_that_is_asked(fonts: Fonts) -> None:
    (page,) = PdfReader(BytesIO(render_card(CARD, fonts))).pages
    assert tuple(round(float(n), 1) for n in page.mediabox[2:]) == (595.3, 841.9)
    told = re.sub(r"\s", "", page.extract_text())
    for wanted in (
        *("青石桥村", "331181102299", "青石镇", "7E01ACA8158525B3", "2026年11月6日", LINE),
        *("逐组念", "作废旧的", "盖章", "私钥只在村里的电脑上", *CARD.fingerprint.split()),
    ):
        assert wanted in told


def test_the_same_card_has_the_same_bytes(fonts: Fonts) -> None:
    assert render_card(CARD, fonts) == render_card(CARD, fonts)


def test_the_groups_are_large_and_stand_in_their_order(fonts: Fonts) -> None:
    groups = [one for one in texts(CARD, fonts) if re.fullmatch(r"\d{5}", one.text)]
    assert " ".join(one.text for one in groups) == CARD.fingerprint
    assert all(one.size >= 26 for one in groups)
    assert len({one.y for one in groups}) == 2


def test_a_card_that_replaces_another_says_which_and_why(fonts: Fonts) -> None:
    told = "".join(one.text for one in texts(LONG, fonts))
    assert "0123456789ABCDEF，请作废" in told
    assert "送修的时候被人拆走" in told


@pytest.mark.parametrize("card", [CARD, LONG, ENDLESS], ids=["short", "long", "endless"])
def test_nothing_leaves_the_sheet_and_there_is_room_to_sign(
    card: EnrolmentCard, fonts: Fonts
) -> None:
    width, height = Paper.A4.size
    for mark in card_marks(card, fonts):
        if isinstance(mark, Text):
            assert mark.x >= 36
            assert mark.x + fonts.width(mark.text, mark.bold) * mark.size <= width - 36
            assert 36 < mark.y < height - 30
    boxes = [mark for mark in card_marks(card, fonts) if isinstance(mark, Box)]
    assert boxes[-1].height > 70
    assert boxes[-1].y + boxes[-1].height < height - 30


def test_the_code_can_be_read_by_an_old_phone(fonts: Fonts) -> None:
    (code,) = (mark for mark in card_marks(CARD, fonts) if isinstance(mark, Code))
    assert code.module > 2.0  # 0.7 mm


def test_a_character_that_no_font_has_is_named(fonts: Fonts) -> None:
    with pytest.raises(UserError, match="U\\+E000"):
        render_card(replace(CARD, village="青石\ue000村"), fonts)
