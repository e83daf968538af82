"""Time a notice from a cold start: ours beside typst and fpdf2, on the same rows.

Each figure is the median of whole processes, from starting Python to the finished PDF in a file:
imports, fonts, layout and writing. Needs the extra ``bench``. Run from the repository:

    python tests/bench/notice_bench.py [--repeat 7] [--rows 139 1000]
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "resources" / "fonts"
HEADS = ["月", "日", "字", "号", "摘要", "借方(收入)", "贷方(支出)", "借/贷", "余额"]
SUMMARIES = ["办公人员工资", "红纸、墨汁", "路灯更换灯头", "礼堂搞卫生的工资和运费", "收水库发包款"]

OURS = """
import json, sys
from pathlib import Path
from boardapp.core.content import Column, Content, Figure, Figures, Role, Row, RowKind, Table
from boardapp.core.posting import Imprint
from boardapp.notices.fonts import load
from boardapp.notices.paper import Paper
from boardapp.notices.render import render

rows_file, fonts, out = sys.argv[1:]
roles = [Role.SHORT] * 4 + [Role.TEXT, Role.SUM, Role.SUM, Role.SHORT, Role.BALANCE]
groups = ["2026年"] * 2 + ["凭证"] * 2 + [""] * 5
data = json.loads(Path(rows_file).read_text("utf-8"))
columns = tuple(map(Column, data["heads"], roles, groups))
rows = tuple(Row(tuple(row)) for row in data["rows"])
table = Table(columns, rows)
figures = Figures((Figure("本月支出", sum(row[6] for row in data["rows"]), "expense"),))
content = Content(
    "lines", "收支逐笔公开榜", "青石桥村", "青石桥村股份经济合作社", "2026-10", "2026年10月",
    (figures, table),
)
imprint = Imprint("青石公开〔2026〕第37号", "0123456789abcdef" * 4)
Path(out).write_bytes(render(content, imprint, Paper.A3, load(Path(fonts))))
"""

TYPST = """
import json, sys
from pathlib import Path
import typst

rows_file, fonts, out = sys.argv[1:]
data = json.loads(Path(rows_file).read_text("utf-8"))
def shown(cell):
    return f"{cell / 100:,.2f}" if isinstance(cell, int) else cell
cells = ", ".join(f"[{shown(cell)}]" for row in data["rows"] for cell in row)
heads = ", ".join(f"[*{head}*]" for head in data["heads"])
source = f'''#set page(paper: "a3", margin: 16mm, numbering: "1/1")
#set text(font: "Noto Sans SC", size: 18pt)
= 收支逐笔公开榜
#table(columns: (auto, auto, auto, auto, 1fr, auto, auto, auto, auto), stroke: none,
  table.header({heads}), {cells})'''
paths = dict(font_paths=[fonts], ignore_system_fonts=True)
Path(out).write_bytes(typst.compile(source.encode(), **paths))
"""

FPDF2 = """
import json, sys
from pathlib import Path
from fpdf import FPDF

rows_file, fonts, out = sys.argv[1:]
data = json.loads(Path(rows_file).read_text("utf-8"))
pdf = FPDF(format="A3", unit="pt")
pdf.add_font("Noto", "", Path(fonts) / "NotoSansSC-Regular.ttf")
pdf.add_font("Noto", "B", Path(fonts) / "NotoSansSC-Bold.ttf")
pdf.set_margin(45)
widths = [34, 34, 34, 44, 230, 110, 110, 50, 110]
def head():
    pdf.add_page()
    pdf.set_font("Noto", "B", 18)
    for width, text in zip(widths, data["heads"]):
        pdf.cell(width, 27, text)
    pdf.ln()
    pdf.set_font("Noto", "", 18)
pdf.set_auto_page_break(False)
head()
for row in data["rows"]:
    if pdf.get_y() > 1120:
        head()
    for width, cell in zip(widths, row):
        money = isinstance(cell, int)
        pdf.cell(width, 27, f"{cell / 100:,.2f}" if money else cell, align="R" if money else "L")
    pdf.ln()
pdf.output(out)
"""

MAKERS = {"boardapp": OURS, "typst": TYPST, "fpdf2": FPDF2}


def sample_rows(count: int) -> list[list[str | int]]:
    """Return rows like a ledger's, always the same."""
    chance, balance, rows = random.Random(7), 80_000_000, []
    for n in range(count):
        spent = chance.randrange(300, 420_000)
        balance -= spent
        day = str(n * 28 // count + 1)
        summary = chance.choice(SUMMARIES)
        rows.append(["10", day, "记", str(n + 1), summary, 0, spent, "借", balance])
    return rows


def cold_seconds(code: str, rows_file: Path, out: Path) -> float:
    """Return how long one whole process takes."""
    start = time.perf_counter()
    command = [sys.executable, "-c", code, str(rows_file), str(FONTS), str(out)]
    subprocess.run(command, check=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    """Print the median seconds of each maker, and how they compare with ours."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--rows", type=int, nargs="+", default=[139, 1000])
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in wanted.rows:
            rows_file, out = Path(folder) / "rows.json", Path(folder) / "notice.pdf"
            data = {"heads": HEADS, "rows": sample_rows(count)}
            rows_file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
            times: dict[str, list[float]] = {name: [] for name in MAKERS}
            for _ in range(wanted.repeat):  # in turn, so that a busy moment hits all alike
                for name, code in MAKERS.items():
                    times[name].append(cold_seconds(code, rows_file, out))
            medians = {name: statistics.median(found) for name, found in times.items()}
            print(f"{count} rows, median of {wanted.repeat} cold processes")
            for name, seconds in medians.items():
                ratio = seconds / medians["boardapp"]
                print(f"  {name:9} {seconds:6.3f} s   {ratio:5.2f} × boardapp")


if __name__ == "__main__":
    main()
