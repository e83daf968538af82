"""What must be found: real spellings of private matter, and how each is masked."""

import pytest

from boardapp.core.finding import Level
from boardapp.core.privacy import Kind, mask, scan
from tests.core.privacy.numbers import identity, luhn, wrong

ID = identity()
IDX = "11010519491231002X"
OLD = "331102900307123"
CARD = luhn("621700123456789012")
CARD16 = luhn("622848012345678")
VISA = luhn("433666012345678")
PHONE = "13812341234"
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

I, C, M, L, A, S, K = (  # noqa: E741
    Kind.IDENTITY, Kind.BANK_CARD, Kind.MOBILE, Kind.LANDLINE, Kind.ADDRESS, Kind.ILLNESS,
    Kind.CHILD,
)  # fmt: skip

MUST = [
    (ID, I),
    (IDX, I),
    (IDX.lower(), I),
    (IDX.replace("X", "ｘ"), I),
    (IDX.replace("X", "×"), I),
    (IDX.replace("X", "Х"), I),
    (f"王某{ID}", I),
    (f"付王某低保金（身份证号：{ID}）", I),
    (f"身份证号码为{ID}", I),
    (f"公民身份号码 {ID}，", I),
    (f"证件号码:{ID}", I),
    (f"身份证号\n{ID}", I),
    (f"{ID[:6]} {ID[6:14]} {ID[14:]}", I),
    (f"{ID[:6]}-{ID[6:14]}-{ID[14:]}", I),
    (f"{ID[:6]}—{ID[6:14]}—{ID[14:]}", I),
    (f"{ID[:6]}.{ID[6:14]}.{ID[14:]}", I),
    (f"{ID[:6]}·{ID[6:14]}·{ID[14:]}", I),
    (f"{ID[:3]} {ID[3:6]} {ID[6:10]} {ID[10:14]} {ID[14:]}", I),
    (" ".join(ID), I),
    ("\u200b".join(ID), I),
    ("\u00a0".join(ID), I),
    ("\u3000".join(ID), I),
    (f"{ID[:9]}\n{ID[9:]}", I),
    (f"{ID[:9]}\r\n  {ID[9:]}", I),
    (f"{ID[:6]}\ufeff{ID[6:]}", I),
    (f"{IDX[:17]} X", I),
    (f"{IDX[:17]}-x", I),
    (ID.translate(WIDE), I),
    (IDX.translate(WIDE), I),
    (ID.translate(ARABIC), I),
    (f"{ID}43", I),
    (f"残疾证号{IDX}42", I),
    (f"学籍号G{ID}", I),
    (f"{ID}{PHONE}", I),
    (f"王某,{ID},{PHONE}", I),
    (f"编号{ID}", I),
    ("81000019900307" + identity("81000019900307123")[14:], I),
    (OLD, I),
    (f"身份证{OLD}", I),
    (f"{OLD[:6]} {OLD[6:12]} {OLD[12:]}", I),
    ("身份证号：三三一一〇二一九九〇〇三〇七一二三" + ("一二三四五六七八九〇"[int(ID[-1]) - 1]), I),
    (CARD, C),
    (CARD16, C),
    (VISA, C),
    (luhn("955880123456789012"), C),
    (luhn("60382512345678901"), C),
    (f"卡号：{CARD}", C),
    (f"王某 农商行 {CARD}", C),
    (f"一卡通账号{wrong(CARD)}", C),
    (f"社保卡号 {wrong(CARD16)}", C),
    (f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", C),
    (f"{CARD[:4]}-{CARD[4:8]}-{CARD[8:12]}-{CARD[12:16]}-{CARD[16:]}", C),
    (f"{CARD[:6]} {CARD[6:]}", C),
    (f"{CARD[:10]}\n{CARD[10:]}", C),
    (CARD.translate(WIDE), C),
    ("\u200c".join(CARD16), C),
    ("账号：201000123456789", C),
    ("账户 2010 0012 3456 789", C),
    ("开户行：青石信用社，账号101008123456", C),
    ("银行账号（农商行）19050101040012345", C),
    ("帐号:33050169873500000123", C),
    ("存折号 101008123456789012", C),
    ("户名王某，卡号 6230 9100 1234 5678", C),
    (PHONE, M),
    (f"王某{PHONE}", M),
    (f"电话：{PHONE}", M),
    (f"手机:{PHONE}。", M),
    (f"联系方式 {PHONE}", M),
    (f"Tel:{PHONE}", M),
    (f"tel{PHONE}", M),
    (f"联系人王某（{PHONE}）", M),
    (f"+86{PHONE}", M),
    (f"+86 {PHONE}", M),
    (f"86-{PHONE}", M),
    (f"0086{PHONE}", M),
    (f"0{PHONE}", M),
    (f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}", M),
    (f"{PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}", M),
    (f"{PHONE[:3]}.{PHONE[3:7]}.{PHONE[7:]}", M),
    (f"{PHONE[:3]}·{PHONE[3:7]}·{PHONE[7:]}", M),
    (f"({PHONE[:3]}){PHONE[3:7]}-{PHONE[7:]}", M),
    (f"（{PHONE[:3]}）{PHONE[3:]}", M),
    (f"{PHONE[:4]} {PHONE[4:7]} {PHONE[7:]}", M),
    (f"{PHONE[:3]} {PHONE[3:]}", M),
    (f"{PHONE[:7]} {PHONE[7:]}", M),
    (" ".join(PHONE), M),
    (f"{PHONE[:5]}\n{PHONE[5:]}", M),
    (f"手机 {PHONE[:2]} {PHONE[2:9]} {PHONE[9:]}", M),
    ("\u200d".join(PHONE), M),
    (PHONE.translate(WIDE), M),
    (f"１３８ {PHONE[3:7]} {PHONE[7:]}", M),
    (f"{PHONE}/19912345678", M),
    (f"{PHONE}、19912345678", M),
    (f"{PHONE} 19912345678", M),
    (f"{PHONE}@163.com", M),
    (f"微信同号{PHONE}", M),
    (f"合同编号HT-2026-0001，联系电话{PHONE}", M),
    (f"承包合同承包人{PHONE}", M),
    (f"付王某误工费（{PHONE}）300元", M),
    ("电话一三八一二三四一二三四", M),
    (f"{PHONE}户主王某", M),
    ("青石桥村3组12号", A),
    ("青石桥村三组十二号", A),
    ("青石桥村3组12号王某", A),
    ("王某，住青石桥村3组12-1号", A),
    ("青石桥村第三组第12号", A),
    ("青石桥村１组１２号", A),
    ("家住青石路25号", A),
    ("青石镇青石路25号", A),
    ("慰问3组12号困难户", A),
    ("王某 青石桥村12号", A),
    ("门牌号：12", A),
    ("门牌12号", A),
    ("阳光小区8幢2单元301室", A),
    ("阳光小区12号楼3单元501室", A),
    ("阳光小区3栋501", A),
    ("阳光小区2单元301", A),
    ("阳光小区8-2-301", A),
    ("家庭住址：青石桥村上坑12号", A),
    ("住址：青石桥村3组 12号楼", A),
    ("户籍地 青石镇青石桥村大坪自然村5号", A),
    ("青石路12弄3号401室", A),
    ("王某（3组12号）危房改造补助", A),
]  # fmt: skip

VERIFY = [
    (f"身份证号{wrong(ID)}", I),
    (f"身份证 {ID[:17]}", I),
    (f"合同编号{ID}", I),
    (f"HT{ID}", I),
    ("王某家电话0578-2123456", L),
    ("王某 0578-2123456", L),
    ("王某（0578）2123456", L),
    ("王某 05782123456", L),
    ("王某 010-62345678", L),
    ("王某 0571 8712 3456", L),
    ("王某家中座机：2123456", L),
    ("王某电话 212-3456", L),
    ("维修3组12号门前路面", A),
    ("王某患肺癌补助3000元", S),
    ("慰问尿毒症患者王某", S),
    ("王某透析", S),
    ("精神残疾", S),
    ("肢体残疾二级", S),
    ("肢体二级", S),
    ("二级肢体残疾", S),
    ("王某，残疾2级", S),
    ("艾滋病人慰问", S),
    ("乙肝携带者", S),
    ("王某因病致贫", S),
    ("重病户慰问金", S),
    ("王某残疾人两项补贴", S),
    ("付王某大病救助", S),
    ("残疾人王某某慰问金", S),
    ("王某住院慰问", S),
    ("白血\u200b病", S),
    ("王某某（8岁）", K),
    ("王某某 十岁", K),
    ("年龄12岁，王某", K),
    ("孤儿王某", K),
    ("王某 孤儿基本生活费", K),
    ("事实无人抚养儿童王某某", K),
    ("留守儿童王某助学金", K),
    ("王某之子王某某", K),
    ("王某之女：王小某", K),
    ("青石小学三年级学生王某", K),
    ("幼儿园大班王某某", K),
    ("小学生王某奖学金", K),
    ("王某某 3个月大", K),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), MUST)
def test_what_must_not_be_shown_is_found_and_masked(text: str, kind: Kind) -> None:
    found = [one for one in scan(text) if one.kind is kind]
    assert found, scan(text)
    assert found[0].level is Level.MUST
    assert found[0].text == text[found[0].start : found[0].end]
    hidden = mask(text)
    assert found[0].text not in hidden
    assert not [one for one in scan(hidden) if one.level is Level.MUST], hidden
    assert mask(hidden) == hidden


@pytest.mark.parametrize(("text", "kind"), VERIFY)
def test_what_a_person_should_look_at_is_found(text: str, kind: Kind) -> None:
    found = [one for one in scan(text) if one.kind is kind]
    assert [one.level for one in found][:1] == [Level.VERIFY], scan(text)
    assert not [one for one in scan(text) if one.level is Level.MUST]


@pytest.mark.parametrize(
    ("head", "cell", "kind"),
    [
        ("身份证号", ID, I),
        ("银行账号", "101008123456", C),
        ("一卡通账号", wrong(CARD), C),
        ("联系电话", "138 12341 234", M),
        ("门牌号", "12", A),
        ("家庭住址", "上坑12号", A),
        ("家庭住址", "8幢301", A),
        ("地址", "阳光小区8-2-301", A),
        ("住址", "3单元", A),
    ],
)
def test_the_head_of_a_column_says_what_a_bare_number_is(head: str, cell: str, kind: Kind) -> None:
    found = scan(cell, head)
    assert [(one.kind, one.level) for one in found] == [(kind, Level.MUST)]
    assert mask(cell, head) != cell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13812341234", "138****1234"),
        ("+86 138-1234-1234", "+86 138****1234"),
        ("8613812341234", "86138****1234"),
        ("35012119900307123" + identity("35012119900307123")[-1], None),
        (OLD, "33**********123"),
        (f"{IDX}42", "11******************"),
        (CARD16, f"6228********{CARD16[-4:]}"),
        ("账号：101008123456", "账号：********3456"),
        ("王某 0578-2123456", "王某 0578-****456"),
        ("青石桥村3组12号", "青石桥村3组**"),
        ("阳光小区8幢2单元301室王某", "阳光小区**王某"),
    ],
)
def test_the_forms_that_masking_leaves(text: str, expected: str | None) -> None:
    assert mask(text) == (expected or f"35*************{text[-3:]}")
