"""How opinions are told in the window: signs, days left, and all that is known of one."""

from boardapp.core.feedback import Act, ActKind, FeedbackState, Way
from boardapp.services import opinions
from boardapp.services.desk import Desk
from boardapp.services.feedback import OWNER
from boardapp.services.opinions import Seen, due_differs, objection_told
from boardapp.store import attachments
from boardapp.ui.tasks.words import day_words

MARKS = {
    FeedbackState.WAITING: "○",
    FeedbackState.OVERDUE: "✖",
    FeedbackState.PASSED_ON: "↗",
    FeedbackState.ANSWERED: "✓",
    FeedbackState.PUBLISHED: "▣",
    FeedbackState.CLOSED: "▤",
    FeedbackState.VOID: "—",
}
"""A sign for each state, so that colour says nothing that is not said without it."""

INKS = {
    FeedbackState.WAITING: "amber",
    FeedbackState.OVERDUE: "red",
    FeedbackState.PASSED_ON: "amber",
    FeedbackState.ANSWERED: "green",
    FeedbackState.PUBLISHED: "green",
    FeedbackState.CLOSED: "soft",
    FeedbackState.VOID: "soft",
}
"""The colour of each state, by its name in the theme."""


def state_words(one: Seen) -> str:
    """Return the sign and the word of a state."""
    return f"{MARKS[one.state]} {one.state.word}"


def left_words(one: Seen) -> str:
    """Return how many days are left to answer, or what comes next."""
    if one.state.open and one.left is not None:
        if one.left < 0:
            return f"逾期 {-one.left} 天"
        left = f"还有 {one.left} 天" if one.left else "今天到期"
        return f"{left}，待公开" if one.to_post else left
    if one.to_post:
        return "待公开"
    if one.awaits_result:
        return "等乡镇结果"
    return "迟答复" if one.late else ""


def needs_care(one: Seen) -> bool:
    """Whether anything is still to be done about an opinion."""
    if one.state is FeedbackState.VOID:
        return False
    return one.state.open or one.awaits_result or bool(one.to_post)


def opinions_told(desk: Desk) -> tuple[int, str, int]:
    """Return how many opinions need care, what is most pressing, and how many are overdue."""
    held = opinions.register(desk)
    waits = opinions.pending(held)
    late = sum(one.state is FeedbackState.OVERDUE for one in waits)
    others = sum(needs_care(one) and one not in waits for one in held)
    parts = [f"待答复 {len(waits)} 件"] if waits else []
    parts += [f"逾期 {late} 件"] if late else []
    first = waits[0].opinion.due_on if waits else None
    parts += [f"最早一件 {day_words(first, desk.today)}前"] if first else []
    parts += [f"等结果或待公开 {others} 件"] if others else []
    return len(waits) + others, " · ".join(parts), late


def told(desk: Desk, one: Seen) -> str:
    """Return all that is known of an opinion, its asker's contact included."""
    held, today = one.opinion, desk.today
    lines = [held.text]
    lines.append(
        f"{day_words(held.received_on, today)}由{held.taken_by}收到（{held.channel.word}）"
    )
    if held.person or held.contact:
        agreed = "，同意公开姓名" if held.named else ""
        who = f"反映人：{held.person or '没有留名'}{agreed}"
        lines.append(f"{who}　联系方式：{held.contact}" if held.contact else who)
    lines += [f"关于：{one.posting.number}"] if one.posting else []
    if held.due_on:
        lines.append(f"答复期限：{day_words(held.due_on, today)}前。{_source(one)}")
    differs = due_differs(desk, held) if one.state.open else None
    lines += [differs.sentence] if differs else []
    lines += [objection] if (objection := objection_told(desk, held)) else []
    lines += [_act(desk, act, one) for act in one.acts]
    if held.void_on:
        lines.append(f"{day_words(held.void_on, today)}由{held.void_by}作废：{held.void_reason}")
    photos = attachments.of_owner(desk.db, OWNER, held.id)
    lines += [f"附件：{'、'.join(photo.name for photo in photos)}"] if photos else []
    return "\n".join(lines)


def _source(one: Seen) -> str:
    held = one.opinion
    return f"依据：{held.due_source}" if held.due_law else held.due_source


def _act(desk: Desk, act: Act, one: Seen) -> str:
    how = act.way.word if act.way else act.kind.word
    if act.kind is ActKind.ANSWER and act.way is not Way.BOARD:
        how += "答复"
    public = ""
    if act.id in one.posted:
        number = one.posted[act.id].number
        public = f"（已公开：{number}）" if number else "（已选入公开答复，还没有公布）"
    return f"{day_words(act.on, desk.today)}　{act.by}{how}：{act.text}{public}"
