"""The second step of taking a ledger in: what was understood, what was not, what to decide."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.finding import Finding
from boardapp.core.money import grouped
from boardapp.core.reading import Line, Reading
from boardapp.services.previewing import Preview
from boardapp.ui.dialogs.import_columns import ColumnChoice
from boardapp.ui.dialogs.import_decisions import Decisions, pair_row
from boardapp.ui.tables.plain import PlainTable, plain_view
from boardapp.ui.tables.typed import amount_text
from boardapp.ui.widgets.finding_list import FindingList

REASONS = {
    "opening": "期初余额，另作核对",
    "carried-forward": "承前页、过次页",
    "page-subtotal": "本页小计",
    "total": "合计行，已拿来核对",
    "year-total": "本年累计，已拿来核对",
    "closing": "期末余额，已拿来核对",
    "section": "分类标题",
    "head": "重复的表头",
    "note": "签字、说明等文字",
    "no-amount": "没有金额",
    "other-subject": "别的科目的分录",
}
"""Why a row was left out, in the words of the window."""

_MARKS = {True: "✓ 相符", False: "✖ 不符"}


class Look(QWidget):
    """Left the file as it was read, right its sums, the questions and what was found.

    Signals: ``corrected`` when another sheet or another meaning of a column is chosen,
    ``decided`` when a question is answered.
    """

    corrected = Signal()
    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        self.title.setWordWrap(True)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("工作表")
        self.lines = PlainTable(
            ("行", "日期", "凭证", "摘要", "收入", "支出", "余额"), (0, 4, 5, 6)
        )
        self.skipped = PlainTable(("行", "为什么没有导入", "这一行写的"), (0,))
        self.pairs = PlainTable(("行", "日期", "文件里的", "金额", "账上已有的", "金额"), (0, 3, 5))
        self.line_view, self.skip_view = plain_view(self.lines, 3), plain_view(self.skipped, 2)
        self.pair_view = plain_view(self.pairs, 2)
        self.pair_view.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.columns = ColumnChoice()
        self.tabs = QTabWidget()
        for widget in (self.line_view, self.skip_view, self.columns, self.pair_view):
            self.tabs.addTab(widget, "")
        self.side = self._side()
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.sheets)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.tabs, 1)
        below.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(below, 1)

    def _side(self) -> QScrollArea:
        """Return what stands beside the lines: sums, findings, decisions."""
        self.decisions = Decisions()
        self.findings = FindingList("发现的问题", most_lines=6)
        self.sums = Sums()
        side = QWidget()
        side.setObjectName("ground")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(self.sums)
        column.addWidget(self.findings)
        column.addWidget(self.decisions)
        column.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setWidget(side)
        area.setFixedWidth(16 * self.fontMetrics().lineSpacing())
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _connect(self) -> None:
        self.sheets.activated.connect(self.corrected)
        self.columns.corrected.connect(self.corrected)
        self.decisions.decided.connect(self.decided)
        self.decisions.pairs_asked.connect(self.show_pairs)
        self.findings.chosen.connect(self.jump)

    def show_preview(self, seen: Preview) -> None:
        """Show a file as it would be taken in."""
        reading = seen.reading
        ledger = seen.account.name if seen.account else "总账"
        self.title.setText(f"{seen.path.name}　→　{seen.period.label} · {ledger}")
        self.sheets.clear()
        self.sheets.addItems(reading.sheets)
        self.sheets.setCurrentText(reading.sheet)
        self.sheets.setVisible(len(reading.sheets) > 1)
        self.lines.show_rows([_line_row(line) for line in reading.lines])
        self.skipped.show_rows(
            [(str(x.row), REASONS.get(x.reason, "其他"), x.text) for x in reading.skipped]
        )
        self.pairs.show_rows([pair_row(line, held) for line, held in seen.overlaps])
        self.columns.show_columns(reading)
        for place, text in enumerate(
            (
                f"要导入 {len(reading.lines)} 行",
                f"没有导入 {len(reading.skipped)} 行",
                "各列含义",
                f"疑似重复 {len(seen.overlaps)} 行",
            )
        ):
            self.tabs.setTabText(place, text)
        self.tabs.setTabVisible(3, bool(seen.overlaps))
        for view in (self.line_view, self.skip_view, self.pair_view):
            view.resizeColumnsToContents()
        self.sums.show_sums(reading)
        self.decisions.show_questions(seen)
        self.findings.show_findings(seen.findings)

    def show_pairs(self) -> None:
        """Show what seems to be held already beside what it resembles."""
        self.tabs.setCurrentWidget(self.pair_view)
        self.pair_view.setFocus()

    def jump(self, finding: Finding) -> None:
        """Go to the row of the file that a finding is about."""
        for view, table in ((self.line_view, self.lines), (self.skip_view, self.skipped)):
            for row, texts in enumerate(table.rows):
                if texts[0] == str(finding.row):
                    self.tabs.setCurrentWidget(view)
                    view.selectRow(row)
                    view.setFocus()
                    return


class Sums(QFrame):
    """What the file says of itself beside what its lines come to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.cells: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setHorizontalSpacing(14)
        for column, text in enumerate(("", "文件写的", "按各行算", "")):
            head = QLabel(text)
            head.setProperty("role", "small")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, column)
        for line, name in enumerate(("期初", "收入", "支出", "期末"), start=1):
            grid.addWidget(QLabel(name), line, 0)
            cells = QLabel(), QLabel(), QLabel()
            for column, cell in enumerate(cells, start=1):
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(cell, line, column)
            cells[1].setProperty("role", "strong")
            self.cells[name] = cells
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)

    def show_sums(self, reading: Reading) -> None:
        """Show the sums of a file."""
        stated = reading.stated
        for name, said, found in (
            ("期初", stated.opening, reading.opening),
            ("收入", stated.income, reading.income),
            ("支出", stated.expense, reading.expense),
            ("期末", stated.closing, reading.closing),
        ):
            left, right, mark = self.cells[name]
            left.setText("未写" if said is None else grouped(said))
            right.setText("未知" if found is None else grouped(found))
            known = said is not None and found is not None
            mark.setText(_MARKS[said == found] if known else "")
            mark.setProperty("role", "done" if said == found else "wrong")
            mark.style().unpolish(mark)
            mark.style().polish(mark)


def _line_row(line: Line) -> tuple[str, ...]:
    return (
        str(line.row),
        f"{line.date.month}-{line.date.day}",
        line.voucher,
        line.summary + ("（账户间划转）" if line.transfer else ""),
        "" if line.income is None else amount_text(line.income),
        "" if line.expense is None else amount_text(line.expense),
        "" if line.balance is None else grouped(line.balance),
    )
