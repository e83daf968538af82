"""How commands name postings: by ``NAME`` or with options, and how their lives are told."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from boardapp.commands.obligations import about_of
from boardapp.commands.shared import PERIOD, finding_json
from boardapp.core.content import from_json
from boardapp.core.life import (
    Display,
    Hanging,
    State,
    StepTaken,
    Submission,
    days_hung,
    due_down,
)
from boardapp.core.obligations import Event
from boardapp.core.period import Period
from boardapp.core.posting import Posting
from boardapp.services import life, reporting
from boardapp.services import posting as service
from boardapp.services.board_findings import board_findings
from boardapp.services.catalogues import item_named
from boardapp.services.composing import code_of
from boardapp.services.correcting import changes_between
from boardapp.services.desk import Desk
from boardapp.services.life import Life, Subject
from boardapp.services.reviewing import open_submission
from boardapp.services.village import body_named
from boardapp.store import life as store
from boardapp.store import postings

_HELP = "公示编号，或“事项@期间[#事件][/公开主体]”"
_OPTIONS = (
    click.option("--period", type=PERIOD, help="2026-10 · 2026-Q2 · 2026"),
    click.option("--event", default="", help="事件编号（见 events）"),
    click.option("--item", default=service.DEFAULT_ITEM, help="公开事项编号（见 catalogue）"),
    click.option("--body", default="", help="公开主体；省略时为填写它的、或应当公布它的那一个"),
)


def subject_option(command: Any) -> Any:
    """Give a command one name, or the options that say the same."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return click.argument("name", default="", metavar="[NAME]")(command)


def subjects_option(command: Any) -> Any:
    """Give a command any number of names, or the options that name one."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return click.argument("names", nargs=-1, metavar="[NAME]...")(command)


def subject_of(
    desk: Desk, name: str, period: Period | None, event: str, item: str, body: str
) -> Subject:
    """Return what was named, by its name or by the options."""
    if name:
        if period or event:
            raise click.UsageError("写了名称，就不用再写 --period 或 --event。")
        return life.subject_named(desk, name)
    about = about_of(desk, period, event)
    found = item_named(desk, about.item if isinstance(about, Event) else item)
    who = body_named(desk, body) if body else life.body_of(desk, found, code_of(about))
    return Subject(found, about, who)


def submissions_of(
    desk: Desk, names: Sequence[str], period: Period | None, event: str, item: str, body: str
) -> tuple[Submission, ...]:
    """Return what is in review under some names; ``all`` stands for everything that is so."""
    if tuple(names) == ("all",):
        return store.waiting(desk.db)
    if names:
        return tuple(open_submission(desk, life.subject_named(desk, name)) for name in names)
    return (open_submission(desk, subject_of(desk, "", period, event, item, body)),)


def life_json(desk: Desk, subject: Subject, held: Life) -> dict[str, Any]:
    """Return all of a posting's life with the keys that scripts rely on."""
    one, submission, hanging = held.posting, held.submission, held.hanging
    frozen = one.content if one else submission.content if submission else b""
    content = from_json(frozen) if frozen else None
    old = postings.by_id(desk.db, one.replaces) if one and one.replaces else None
    return {
        "item": subject.item.code,
        "title": content.title if content else subject.item.title,
        "body": subject.body.name,
        "about": code_of(subject.about),
        "state": held.state.value,
        "word": held.state.word,
        "correction": held.review.value if held.review else None,
        "revision": one.revision if one else submission.revision if submission else 1,
        "number": one.number if one else None,
        "digest": one.digest if one else submission.digest if submission else None,
        "notice_digest": one.notice_digest if one else None,
        "submitted_on": _iso(submission.submitted_on if submission else None),
        "submitted_by": submission.submitted_by if submission else None,
        "required": [step.value for step in held.required],
        "missing": [step.value for step in held.missing],
        "steps": [step_json(step) for step in held.steps],
        "returned": [step_json(step) for step in life.returns_of(desk, subject)],
        "published_on": _iso(one.published_on if one else None),
        "replaces": old.number if old else None,
        "replaced_by": held.replaced_by.number if held.replaced_by else None,
        "changes": [vars(change) for change in changes_between(desk, one)] if one else [],
        "displays": displays_json(desk, hanging) if hanging else [],
        "days": hanging.least if hanging else None,
        "filed_on": _iso(held.filed.on if held.filed else None),
        "filed_place": held.filed.place if held.filed else None,
        "findings": [finding_json(found) for found in board_findings(desk, one)] if one else [],
        **_reported(desk, one),
    }


def _reported(desk: Desk, one: Posting | None) -> dict[str, Any]:
    """Tell how far a posting has come on its way to the township."""
    told = reporting.report_of(desk, one.id) if one else None
    return {
        "reported": told.state.value if told else None,
        "reported_in": (told.bundle or None) if told else None,
        "returned_reason": (told.reason or None) if told else None,
    }


def life_text(desk: Desk, subject: Subject, held: Life) -> str:
    """Return a posting's life in lines for a person."""
    data = life_json(desk, subject, held)
    lines = [f"{data['title']}　{data['number'] or '没有编号'}　【{held.state.word}】"]
    if held.review:
        lines.append(f"更正：【{held.review.word}】")
    steps = (*life.returns_of(desk, subject), *held.steps)
    lines += [step_line(step) for step in dict.fromkeys(steps)]
    lines += [f"还差：{step.word}" for step in held.missing]
    if held.hanging:
        lines += [_display_line(desk, one, held.hanging) for one in held.hanging.displays]
    if one := held.posting:
        lines.append(f"上报：{reporting.report_of(desk, one.id).state.word}")
    lines += [f"替换：{data['replaces']}"] if data["replaces"] else []
    lines += [f"已被更正：{data['replaced_by']}"] if data["replaced_by"] else []
    lines += [f"{c['where']}：{c['before'] or '（无）'} → {c['after']}" for c in data["changes"]]
    lines += [f"【{f['level']}】{f['sentence']}" for f in data["findings"]]
    if held.filed:
        lines.append(f"{held.filed.on} 归档　{held.filed.place}")
    return "\n".join(lines)


def step_json(one: StepTaken) -> dict[str, Any]:
    """Return a step with the keys that scripts rely on."""
    return {
        "step": one.kind.value,
        "outcome": one.outcome.value,
        "by": one.by,
        "on": one.on.isoformat(),
        "digest": one.digest,
        "reason": one.reason,
        "paper": one.paper or None,
        "meeting": one.meeting or None,
    }


def step_line(one: StepTaken) -> str:
    """Return a step as a line for a person."""
    why = f"（{one.reason}）" if one.reason else ""
    paper = "　有签字照片" if one.paper else ""
    return f"{one.on}　{one.kind.word}：{one.outcome.word}　{one.by}{why}{paper}"


def submission_json(one: Submission, state: State) -> dict[str, Any]:
    """Return what was submitted with the keys that scripts rely on."""
    return {
        "submission": one.id,
        "item": one.item,
        "about": one.about,
        "revision": one.revision,
        "digest": one.digest,
        "submitted_on": one.submitted_on.isoformat(),
        "submitted_by": one.submitted_by,
        "state": state.value,
    }


def displays_json(desk: Desk, hanging: Hanging) -> list[dict[str, Any]]:
    """Return where and when something hung, and how many days are left."""
    names = {one.id: one.name for one in store.boards(desk.db)}
    return [
        {
            "board": names.get(one.board, ""),
            "up_on": one.up_on.isoformat(),
            "up_by": one.up_by,
            "up_photo": one.up_photo or None,
            "down_on": _iso(one.down_on),
            "down_by": one.down_by or None,
            "down_photo": one.down_photo or None,
            "reason": one.reason,
            "days": days_hung(one, desk.today),
            "until": due_down(one, hanging.least).isoformat(),
            "days_left": max(hanging.least - days_hung(one, desk.today), 0),
        }
        for one in hanging.displays
    ]


def posting_json(one: Posting) -> dict[str, Any]:
    """Return a posting with the keys that scripts rely on."""
    return {
        "number": one.number,
        "item": one.item,
        "period": one.period,
        "revision": one.revision,
        "digest": one.digest,
        "notice_digest": one.notice_digest,
        "published_on": one.published_on.isoformat(),
        "published_by": one.published_by,
    }


def _display_line(desk: Desk, one: Display, hanging: Hanging) -> str:
    names = {board.id: board.name for board in store.boards(desk.db)}
    days = days_hung(one, desk.today)
    end = f"{one.down_on} 揭下" if one.down_on else f"可揭下：{due_down(one, hanging.least)}"
    photo = "" if one.up_photo else "　没有照片"
    return f"{one.up_on} 贴于{names.get(one.board, '')}，{days}/{hanging.least} 天，{end}{photo}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
