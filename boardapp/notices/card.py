"""The enrolment card (登记卡): one sheet of A4 by which a township learns a village's key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from boardapp.notices.draw import Pen
from boardapp.notices.fonts import Fonts, clean
from boardapp.notices.ink import INKS
from boardapp.notices.marks import Box, Code, Mark, Rule, Text, centred
from boardapp.notices.paper import MM, Paper, Style
from boardapp.notices.qr import QUIET, encode
from boardapp.notices.text import wrap

TITLE = "村务公开签名密钥登记卡"
STEPS = (
    "1. 村里打印两份，签字盖章：一份交乡镇，一份存档；登记卡文件可一并用U盘交。",
    "2. 乡镇登记前，用平时联系的号码打电话给村里，两边把八组数字逐组念一遍，"
    "八组全部相同才登记；当面交的，当面对照村里电脑上显示的指纹。",
    "3. 有一组不同就不登记，当面查明原因。",
    "4. 电脑换了、坏了、被偷，或者怀疑密钥被人拷走，村里重新生成并再交新卡，"
    "乡镇登记新的，作废旧的。",
)
NOTE = "本卡上只有公钥，可以给任何人看，拿到它不能冒充本村；能签名的私钥只在村里的电脑上。"
_MARGIN = 18 * MM
_CODE = 46 * MM
_BODY = 12.0
_LABEL = 92.0


@dataclass(frozen=True)
class EnrolmentCard:
    """What the card says.

    ``fingerprint`` is groups of digits with spaces between, ``line`` the public key in one line,
    ``scanned`` what the QR code holds; ``replaces`` and ``reason`` are empty on a first card.
    """

    village: str
    code: str
    township: str
    fingerprint: str
    key_id: str
    line: str
    made_on: date
    scanned: str
    replaces: str = ""
    reason: str = ""


def render_card(card: EnrolmentCard, fonts: Fonts) -> bytes:
    """Return the card as a PDF of one page; the same card always gives the same bytes.

    Raises UserError when a character of a name is in no font of this machine.
    """
    strange = fonts.prepare(clean("".join((card.village, card.township, card.reason))))
    buffer = BytesIO()
    paper = Paper.A4
    canvas = Canvas(
        buffer,
        pagesize=paper.size,
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.regular.name,
    )
    canvas.setTitle(clean(f"{TITLE} {card.village}"))
    canvas.setCreator("boardapp")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setCatalogEntry("Lang", "zh-CN")
    pen = Pen(canvas, fonts, INKS[Style.MONO], strange)
    pen.sheet(card_marks(card, fonts), paper.size[1])
    canvas.save()
    return buffer.getvalue()


def card_marks(card: EnrolmentCard, fonts: Fonts) -> tuple[Mark, ...]:
    """Return everything on the card with its place."""
    return tuple(_Sheet(card, fonts).marks())


class _Sheet:
    """The card from top to bottom; ``y`` is where the next thing begins."""

    def __init__(self, card: EnrolmentCard, fonts: Fonts) -> None:
        self.card, self.fonts = card, fonts
        self.page, self.bottom = Paper.A4.size
        self.x, self.width = _MARGIN, self.page - 2 * _MARGIN
        self.y = 20 * MM

    def marks(self) -> Iterator[Mark]:
        yield centred(self.fonts, self.page / 2, self.y + 20, 24, TITLE, True)
        self.y += 40
        yield from self._particulars()
        yield from self._fingerprint()
        yield from self._code()
        yield from self._steps()
        yield from self._signatures()

    def _particulars(self) -> Iterator[Mark]:
        card = self.card
        made = f"{card.made_on.year}年{card.made_on.month}月{card.made_on.day}日"
        lines = [
            ("村（社区）", clean(card.village)),
            ("村代码", card.code),
            ("乡镇（街道）", clean(card.township)),
            ("密钥编号", f"{card.key_id}　{made}生成"),
        ]
        if card.replaces:
            lines.append(("代替以前的", f"{card.replaces}，请作废（{clean(card.reason)}）"))
        for label, text in lines:
            room = (self.width - _LABEL) / 14
            found = wrap(self.fonts, text, room)
            if len(found) > 2:
                found = (found[0], f"{found[1][:-1]}…")
            for n, line in enumerate(found):
                if n == 0:
                    yield Text(self.x, self.y + 15, _BODY, label, ink="quiet")
                yield Text(self.x + _LABEL, self.y + 15, 14, line, True)
                self.y += 22
        self.y += 8

    def _fingerprint(self) -> Iterator[Mark]:
        high = 128.0
        yield Box(self.x, self.y, self.width, high, "", "strong", 1.4)
        caption = "指纹：打电话核对时，按一到八的次序逐组念"
        yield Text(self.x + 14, self.y + 20, _BODY, caption)
        cell = (self.width - 28) / 4
        for n, group in enumerate(self.card.fingerprint.split(" ")):
            row, place = divmod(n, 4)
            left, base = self.x + 14 + place * cell, self.y + 66 + row * 48
            yield Text(left, base, 11, f"{'一二三四五六七八'[n]}", ink="quiet")
            yield Text(left + 16, base, 29, group, True)
        self.y += high + 14

    def _code(self) -> Iterator[Mark]:
        count, runs = encode(self.card.scanned)
        module = _CODE / (count + 2 * QUIET)
        yield Code(self.x, self.y, module, runs)
        side = count * module
        left = self.x + side + 14
        room = self.width - side - 14
        y = self.y + 14
        for line in (
            "左边的二维码里是登记卡文件的全文：公钥、村代码和村名，",
            "扫码得到的文字存成文件，就是登记卡文件。",
            "公钥（minisign 格式，一行 56 个字符）：",
        ):
            for part in wrap(self.fonts, line, room / _BODY):
                yield Text(left, y, _BODY, part)
                y += 18
        y += 4
        for half in (self.card.line[:28], self.card.line[28:]):
            shown = " ".join(half[n : n + 4] for n in range(0, 28, 4))
            yield Text(left, y, min(13.0, room / self.fonts.width(shown)), shown)
            y += 19
        self.y = max(self.y + side, y) + 14

    def _steps(self) -> Iterator[Mark]:
        yield Text(self.x, self.y + 14, 14, "这张卡怎么用", True)
        self.y += 24
        for step in STEPS:
            for n, line in enumerate(wrap(self.fonts, step, (self.width - 16) / _BODY)):
                yield Text(self.x + (16 if n else 0), self.y + 13, _BODY, line)
                self.y += 19
        for line in wrap(self.fonts, NOTE, self.width / _BODY, bold=True):
            self.y += 3
            yield Text(self.x, self.y + 13, _BODY, line, True)
            self.y += 19
        self.y += 8

    def _signatures(self) -> Iterator[Mark]:
        high = min(self.bottom - 14 * MM - self.y, 150.0)
        half = self.width / 2
        yield Box(self.x, self.y, self.width, high, "", "strong", 0.9)
        yield Rule(self.x + half, self.y, self.x + half, self.y + high, 0.9, "strong")
        sides = (
            ("村里（签字、盖章）", "经手人"),
            ("乡镇（核对后签字、盖章）", "核对人"),
        )
        for place, (title, who) in enumerate(sides):
            left = self.x + place * half + 12
            yield Text(left, self.y + 20, _BODY, title, True)
            base = self.y + high - 34
            for label in (f"{who}：＿＿＿＿＿＿＿＿＿", "日期：＿＿＿＿年＿＿月＿＿日"):
                yield Text(left, base, _BODY, label)
                base += 22
