"""How commands tell of opinions: JSON keys that scripts rely on, and lines for a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from boardapp.core.feedback import Act
from boardapp.services.desk import Desk
from boardapp.services.feedback import OWNER
from boardapp.services.opinions import Seen, objection_told
from boardapp.store import attachments, villages


def opinion_json(desk: Desk, one: Seen) -> dict[str, Any]:
    """Return an opinion with the keys that scripts rely on; the contact is never among them."""
    held = one.opinion
    bodies = {body.id: body.name for body in villages.bodies(desk.db)}
    return {
        "id": held.id,
        "number": held.number,
        "code": held.code,
        "body": bodies.get(held.body, ""),
        "state": one.state.value,
        "word": one.state.word,
        "channel": held.channel.value,
        "kind": held.kind.value,
        "received_on": held.received_on.isoformat(),
        "taken_by": held.taken_by,
        "text": held.text,
        "person": held.person,
        "named": held.named,
        "has_contact": bool(held.contact),
        "posting": one.posting.number if one.posting else None,
        "class": held.topic.value if held.topic else None,
        "due": _iso(held.due_on),
        "due_source": held.due_source or None,
        "due_is_law": held.due_law,
        "days_left": one.left if one.state.open else None,
        "answered_on": _iso(one.answered_on),
        "late": one.late,
        "acts": [_act_json(act, one) for act in one.acts],
        "published": list(one.numbers),
        "attachments": [a.digest for a in attachments.of_owner(desk.db, OWNER, held.id)],
        "void_on": _iso(held.void_on),
        "void_reason": held.void_reason or None,
    }


def register_text(found: Iterable[Seen]) -> str:
    """Return opinions as lines for a person."""
    return "\n".join(map(opinion_line, found))


def opinion_line(one: Seen) -> str:
    """Return an opinion as one line for a person."""
    held = one.opinion
    text = " ".join(held.text.split())
    short = text if len(text) <= 30 else f"{text[:30]}…"
    parts = [f"{held.code}　【{one.state.word}】", f"{held.received_on}", held.channel.word]
    parts += [held.kind.word, short, _due(one)]
    parts += [f"见{'、'.join(one.numbers)}"] if one.numbers else []
    return "　".join(part for part in parts if part)


def detail_text(desk: Desk, one: Seen) -> str:
    """Return all of an opinion for the person who answers it."""
    held = one.opinion
    lines = [opinion_line(one), held.text, f"接收人：{held.taken_by}"]
    if held.person or held.contact:
        agreed = "（同意公开姓名）" if held.named else ""
        lines.append(f"反映人：{held.person or '没有留名'}{agreed}　{held.contact}")
    if one.posting:
        lines.append(f"关于：{one.posting.number}")
    if held.due_on:
        lines.append(f"答复期限：{held.due_on}（{held.due_source}）")
    lines += [told] if (told := objection_told(desk, held)) else []
    for act in one.acts:
        number = one.posted[act.id].number if act.id in one.posted else ""
        public = f"　已公开：{number}" if number else ""
        lines.append(f"{act.on}　{_how(act)}　{act.by}：{act.text}{public}")
    if held.void_on:
        lines.append(f"{held.void_on} 作废：{held.void_reason}（{held.void_by}）")
    return "\n".join(lines)


def _due(one: Seen) -> str:
    if not one.state.open or one.left is None:
        return ""
    if one.left < 0:
        return f"逾期 {-one.left} 天"
    return f"{one.opinion.due_on} 前答复，还有 {one.left} 天"


def _how(act: Act) -> str:
    return f"{act.way.word}{act.kind.word}" if act.way and act.way.value != "board" else _kind(act)


def _kind(act: Act) -> str:
    return act.way.word if act.way else act.kind.word


def _act_json(act: Act, one: Seen) -> dict[str, Any]:
    held = one.posted.get(act.id)
    return {
        "kind": act.kind.value,
        "way": act.way.value if act.way else None,
        "on": act.on.isoformat(),
        "by": act.by,
        "text": act.text,
        "asked": act.asked or None,
        "event": held.event if held else None,
        "number": (held.number or None) if held else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
