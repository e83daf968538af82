"""首页: large tiles with what the period holds, and the one thing to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from boardapp.core.finding import Level
from boardapp.core.ledger import Direction
from boardapp.core.money import grouped, told
from boardapp.core.obligations import State
from boardapp.services.wall import Wall
from boardapp.ui.feedback.words import opinions_told
from boardapp.ui.overview import Overview, Step, against, next_step, overview
from boardapp.ui.session import Freshness, Session
from boardapp.ui.tasks.words import day_words
from boardapp.ui.widgets.steps import DONE, LATER, NOW, NextStep, StepCard
from boardapp.ui.widgets.tile import GAP, Tile, row_of


class HomePage(QWidget):
    """The period at a glance.

    Signals: ``asked_for`` with the key of the page that the person wants to see.
    """

    asked_for = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._step = Step("", "", "ledger")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.steps = {
            key: StepCard(name)
            for key, name in (
                ("ledger", "登记账目"),
                ("check", "核对"),
                ("publish", "公布"),
                ("print", "打印上墙"),
            )
        }
        self.next = NextStep()
        self.income, self.expense = Tile("收入"), Tile("支出")
        self.closing, self.lines = Tile("结余"), Tile("已登记")
        self.checked, self.published = Tile("核对"), Tile("公布")
        self.imported = Tile("最近导入")
        self.returned = Tile("乡镇退回")
        self.wall = Tile("公开栏上")
        self.owed, self.late = Tile("要公开"), Tile("逾期未公开")
        self.contracts = Tile("合同提醒")
        self.opinions = Tile("群众意见")
        first = row_of(self.owed, self.late, self.wall, self.contracts)
        above = row_of(self.income, self.expense, self.closing, self.opinions)
        below = row_of(self.lines, self.checked, self.published, self.imported, self.returned)
        ground = QWidget()
        ground.setObjectName("ground")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        inside.addLayout(row_of(*self.steps.values()))
        inside.addWidget(self.next)
        inside.addLayout(first, 1)
        inside.addLayout(above, 1)
        inside.addLayout(below, 1)
        inside.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)

    def _connect(self) -> None:
        self.next.button.clicked.connect(self.go_on)
        for tile in (self.income, self.expense, self.closing, self.lines):
            tile.clicked.connect(self.open_ledger)
        for tile in (self.checked, self.published):
            tile.clicked.connect(self.open_preview)
        self.imported.clicked.connect(self.open_history)
        self.owed.clicked.connect(self.open_tasks)
        self.late.clicked.connect(self.open_late)
        self.wall.clicked.connect(self.open_wall)
        self.contracts.clicked.connect(self.open_registers)
        self.opinions.clicked.connect(self.open_opinions)
        self.returned.clicked.connect(self.open_stick)
        Freshness(self, self.session, self.reload)

    def reload(self) -> None:
        """Show where the period stands."""
        seen = overview(self.session)
        self._step = next_step(seen)
        self.next.show_step(self._step)
        self._show_steps(seen)
        self._show_owed(seen)
        self._show_opinions()
        self._show_returned(seen)
        self._show_wall(seen.wall)
        self._show_money(seen)
        self._show_work(seen)

    def go_on(self) -> None:
        """Open the page of the next step."""
        self.asked_for.emit(self._step.page)

    def open_ledger(self) -> None:
        """Open the ledger."""
        self.asked_for.emit("ledger")

    def open_preview(self) -> None:
        """Open the notice."""
        self.asked_for.emit("preview")

    def open_history(self) -> None:
        """Open the imports."""
        self.asked_for.emit("history")

    def open_tasks(self) -> None:
        """Open what is due about the period."""
        self.asked_for.emit("tasks/period")

    def open_late(self) -> None:
        """Open what is late."""
        self.asked_for.emit("tasks/overdue")

    def open_wall(self) -> None:
        """Open what hangs on the boards, or should."""
        self.asked_for.emit("review/wall")

    def open_registers(self) -> None:
        """Open the registers."""
        self.asked_for.emit("registers")

    def open_opinions(self) -> None:
        """Open what villagers said."""
        self.asked_for.emit("feedback")

    def open_stick(self) -> None:
        """Open the way to the township, where what it returned is listed."""
        self.asked_for.emit("stick")

    def _show_returned(self, seen: Overview) -> None:
        """Show what the township returned, in the place of the last import."""
        back = seen.sent_back
        self.imported.setVisible(not back)
        self.returned.setVisible(bool(back))
        note = f"{back[0].number}：{back[0].reason}" if back else ""
        self.returned.show_count(str(len(back)), note, "份", "red")

    def _show_opinions(self) -> None:
        """Say what waits for an answer; without anything there is no tile."""
        waits, note, late = opinions_told(self.session.desk)
        self.opinions.setVisible(bool(waits))
        self.opinions.show_count(str(waits), note, "件", "red" if late else "amber")

    def _show_owed(self, seen: Overview) -> None:
        self.owed.name(f"本{seen.ledger.period.cycle.word}要公开")
        counts = {state: sum(one.state is state for one in seen.owed) for state in State}
        counts[State.PUBLISHED] = sum(one.state.public for one in seen.owed)
        parts = [
            f"{word} {counts[state]}"
            for state, word in (
                (State.PUBLISHED, "已公布"),
                (State.REVIEWED, "已审"),
                (State.SUBMITTED, "待审"),
                (State.RETURNED, "退回"),
                (State.DRAFT, "草稿"),
                (State.NOT_BEGUN, "未开始"),
                (State.OVERDUE, "逾期"),
            )
            if counts[state]
        ]
        count = len(seen.owed) - counts[State.NOT_APPLICABLE]
        self.owed.show_count(str(count), " · ".join(parts) or "没有要公开的事项", "项")
        if seen.late:
            first = min(one.due for one in seen.late if one.due)
            day = day_words(first, self.session.desk.today)
            self.late.show_count(str(len(seen.late)), f"最早一项 {day}到期", "项", "red")
        else:
            self.late.show_count("没有", "都在期限以内", colour="green")
        if seen.reminders:
            told = seen.reminders[0].sentence
            self.contracts.show_count(str(len(seen.reminders)), told, "件", "amber")
        else:
            self.contracts.show_count("没有", "近期没有到期和应收应付的合同")

    def _show_wall(self, held: Wall) -> None:
        parts = [
            f"{word}\N{NO-BREAK SPACE}{count}"
            for word, count in (
                ("待重新公布", held.repost),
                ("期满待揭", held.to_take_down),
                ("待归档", held.to_file),
                ("待张贴", held.to_put_up),
            )
            if count
        ]
        if held.hanging:
            parts.append(f"张贴中\N{NO-BREAK SPACE}{held.hanging}，最近的还有 {held.days_left} 天")
        count = held.hanging + held.pressing
        colour = "red" if held.repost else "amber" if held.pressing else "ink"
        if count:
            self.wall.show_count(str(count), " · ".join(parts), "份", colour)
        else:
            self.wall.show_count("没有", "没有贴着的榜")

    def _show_steps(self, seen: Overview) -> None:
        lines, posting = len(seen.ledger.entries), seen.posting
        doubts = seen.count(Level.MUST) + seen.count(Level.VERIFY)
        held = f"{lines} 笔" if lines else "本期无收支"
        show = {key: card.show_state for key, card in self.steps.items()}
        show["ledger"](DONE if seen.held else NOW, held if seen.held else "还没有账")
        if not seen.held:
            show["check"](LATER, "登记账目之后")
        else:
            clean = posting is not None and not seen.changed_since
            mark = DONE if clean or not doubts else NOW
            show["check"](mark, f"{doubts} 处要看" if doubts else "没有发现问题")
        ready = seen.held and not seen.count(Level.MUST)
        if posting:
            day = posting.published_on
            show["publish"](DONE, f"{day.month}月{day.day}日")
        else:
            waits = seen.stands in (State.SUBMITTED, State.REVIEWED, State.RETURNED)
            now = waits or (ready and not doubts)
            word = seen.stands.word if waits and seen.stands else "还没有公布"
            show["publish"](NOW if now else LATER, word)
        if seen.life and seen.stands in (State.ON_BOARD, State.DAYS_DONE, State.ARCHIVED):
            left = f"还有 {seen.days_left} 天" if seen.days_left else seen.life.state.word
            show["print"](DONE, left)
        else:
            show["print"](NOW if posting else LATER, "A3 或 A4" if posting else "公布之后")

    def _show_money(self, seen: Overview) -> None:
        sums, before = seen.ledger.totals, seen.ledger.before
        word = f"本{seen.ledger.period.cycle.word}"
        for tile, name in ((self.income, "收入"), (self.expense, "支出"), (self.closing, "结余")):
            tile.name(f"{word}{name}")
            tile.show_count("—", "还没有账")
        if not seen.held:
            return
        income, expense = (before.income, before.expense) if before else (None, None)
        self.income.show_count(grouped(sums.income), against(sums.income, income), "元")
        self.expense.show_count(grouped(sums.expense), against(sums.expense, expense), "元")
        note = "期初余额不详" if sums.opening is None else f"期初 {grouped(sums.opening)} 元"
        below = sums.closing is not None and sums.closing < 0
        if below:
            note = f"是负数，请核对　{note}"
        self.closing.show_count(told(sums.closing), note, "元", "red" if below else "ink")

    def _show_work(self, seen: Overview) -> None:
        entries = seen.ledger.entries
        income = sum(one.direction is Direction.INCOME and not one.transfer for one in entries)
        moved = sum(one.transfer for one in entries)
        parts = [f"收入 {income} 笔", f"支出 {len(entries) - income - moved} 笔"]
        parts += [f"划转 {moved} 笔"] if moved else []
        self.lines.show_count(str(len(entries)), "，".join(parts), "笔")
        if seen.held:
            self._show_findings(*(seen.count(level) for level in Level))
        else:
            self.checked.name("核对")
            self.checked.show_count("—", "登记账目之后")
        if seen.posting:
            self.published.show_count("已公布", seen.posting.number, colour="green")
        else:
            self.published.show_count("未公布", "预览无误后公布")
        one = seen.last_import
        if one:
            day = f"{one.taken_on.month}月{one.taken_on.day}日"
            self.imported.show_count(day, f"{one.period.label}　{one.entries} 笔")
            self.imported.setToolTip(one.file_name)
        else:
            self.imported.show_count("—", "还没有导入过账目")

    def _show_findings(self, must: int, verify: int, hint: int) -> None:
        if must:
            note = f"另有 {verify} 处请核实" if verify else "改好才能公布"
            self.checked.name("必须改")
            self.checked.show_count(str(must), note, "处", "red")
        elif verify:
            self.checked.name("请核实")
            self.checked.show_count(str(verify), "不妨碍公布", "处", "amber")
        else:
            self.checked.name("核对")
            note = f"另有 {hint} 条提示" if hint else "账都对得上"
            self.checked.show_count("没有问题", note, colour="green")
