"""The QR code and what it says."""

from reportlab.graphics.barcode import qrencoder

from boardapp.core.content import Figure, Figures
from boardapp.core.posting import Imprint
from boardapp.notices import qr
from tests.notices.builders import IMPRINT, content, ledger


def test_the_code_says_number_title_period_figures_and_short_digest() -> None:
    assert qr.payload(ledger(3), IMPRINT).splitlines() == [
        "青石公开〔2026〕第37号",
        "收支逐笔公开榜",
        "2026年10月",
        "上月结余 230,187.27",
        "本月收入 86,171.16",
        "本月支出 19,147.68",
        "本月结余 297,210.75",
        "摘要码 0123456789abcdef",
    ]


def test_a_sample_says_that_it_is_one() -> None:
    assert qr.payload(ledger(3), Imprint()).startswith("样张（未公布）\n")


def test_runs_give_back_every_module() -> None:
    text = qr.payload(ledger(3), IMPRINT)
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(text))
    code.make()
    count, runs = qr.encode(text)
    grid = [[False] * count for _ in range(count)]
    for row, start, end in runs:
        grid[row][start:end] = [True] * (end - start)
    assert grid == code.modules


def test_too_many_figures_are_left_out_rather_than_the_digest() -> None:
    figures = Figures(tuple(Figure(f"第{n}项很长的名称", 12_345_678_900) for n in range(60)))
    said = qr.payload(content(figures), IMPRINT)
    assert said.endswith("摘要码 0123456789abcdef")
    assert len(said.encode()) <= 900
    assert qr.encode(said)[0] <= 17 + 4 * 25
