"""The register of opinions: what was said, by which way it came, and what was done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boardapp.core.disclosure import ItemClass

LONGEST = 4000
"""How many characters an opinion or an answer may have: some four pages of handwriting."""
_LONGEST_NAME = 40


class Channel(StrEnum):
    """By which way an opinion came (意见簿、意见箱、来访、电话、公开栏、会议、来信)."""

    BOX = "box"
    BOOK = "book"
    VISIT = "visit"
    PHONE = "phone"
    BOARD = "board"
    MEETING = "meeting"
    LETTER = "letter"
    OTHER = "other"

    @property
    def word(self) -> str:
        """The way as it stands in the register."""
        return {
            "box": "意见箱",
            "book": "意见簿",
            "visit": "来访",
            "phone": "电话",
            "board": "公开栏",
            "meeting": "会议",
            "letter": "来信",
            "other": "其他",
        }[self.value]


class Kind(StrEnum):
    """What an opinion is; a 举报 is for the township, and never goes on a board."""

    QUESTION = "question"
    OBJECTION = "objection"
    SUGGESTION = "suggestion"
    REPORT = "report"

    @property
    def word(self) -> str:
        """The kind as people say it."""
        return {
            "question": "询问",
            "objection": "异议",
            "suggestion": "建议",
            "report": "举报",
        }[self.value]


class Way(StrEnum):
    """How somebody was answered."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    WRITTEN = "written"
    BOARD = "board"

    @property
    def word(self) -> str:
        """The way as it stands in the register."""
        return {
            "in-person": "当面",
            "phone": "电话",
            "written": "书面",
            "board": "公开栏公开答复",
        }[self.value]


class ActKind(StrEnum):
    """What can be done about an opinion."""

    ANSWER = "answer"
    PASSED_ON = "passed-on"
    RESULT = "result"
    CLOSED = "closed"

    @property
    def word(self) -> str:
        """The act as it stands in the register."""
        return {
            "answer": "答复",
            "passed-on": "转交乡镇",
            "result": "转交结果",
            "closed": "结案（未答复）",
        }[self.value]


@dataclass(frozen=True)
class Opinion:
    """One line of the register, numbered without gaps per body and year.

    ``contact`` is never printed or exported; ``person`` only with consent (``named``). ``posting``
    is the id of the posting it is about, ``topic`` the class of the matter. ``due_on`` and what it
    rests on stay as they were told on the day of entry; ``due_law`` is false for a suggestion. A
    void one keeps its number and its words.
    """

    id: str
    body: str
    year: int
    serial: int
    channel: Channel
    kind: Kind
    received_on: date
    taken_by: str
    text: str
    person: str = ""
    contact: str = ""
    named: bool = False
    posting: str = ""
    topic: ItemClass | None = None
    due_on: date | None = None
    due_source: str = ""
    due_law: bool = False
    void_on: date | None = None
    void_by: str = ""
    void_reason: str = ""

    @property
    def number(self) -> str:
        """The number as it is printed."""
        return f"〔{self.year}〕意见第{self.serial}号"

    @property
    def code(self) -> str:
        """The number as it is typed: 2026-3."""
        return f"{self.year}-{self.serial}"


@dataclass(frozen=True)
class Act:
    """Something done about an opinion; nothing that was done is changed or taken away.

    ``text`` is the answer, the note that went with it, the result or the reason. Of an answer
    ``way`` is how it was given, and ``asked`` how the board puts the question in other words.
    """

    id: str
    opinion: str
    kind: ActKind
    on: date
    by: str
    text: str
    way: Way | None = None
    asked: str = ""


def opinion_problems(one: Opinion, today: date) -> Mapping[str, str]:
    """Return what is wrong with an opinion as typed: a sentence under the name of its field."""
    found = {}
    if not one.text.strip():
        found["text"] = "请照原话写下意见的内容。"
    elif len(one.text) > LONGEST:
        found["text"] = f"内容超过 {LONGEST} 字，请摘要登记，原件拍照作为附件。"
    if one.received_on > today:
        found["received_on"] = f"还没到这一天（今天是 {today}），请填收到意见的日子。"
    elif one.received_on.year < today.year - 1:
        found["received_on"] = "收到的日子太早了，请检查年份。"
    if not one.taken_by.strip():
        found["taken_by"] = "请填写接收人（谁收到的、谁接待的）。"
    if one.named and not one.person.strip():
        found["person"] = "没有填写姓名，就不能注明“同意公开姓名”。"
    for key, value in (("person", one.person), ("taken_by", one.taken_by)):
        if len(value) > _LONGEST_NAME:
            found.setdefault(key, f"姓名超过 {_LONGEST_NAME} 字，请检查。")
    if len(one.contact) > 2 * _LONGEST_NAME:
        found["contact"] = f"联系方式超过 {2 * _LONGEST_NAME} 字，请检查。"
    return found


def act_problems(one: Act, opinion: Opinion, today: date) -> Mapping[str, str]:
    """Return what is wrong with an act as typed: a sentence under the name of its field."""
    found = {}
    least = 4 if one.kind is ActKind.CLOSED else 1
    needs_words = one.kind is not ActKind.PASSED_ON
    if needs_words and len(one.text.strip()) < least:
        found["text"] = {
            ActKind.CLOSED: "请写明为什么不作答复（至少四个字）。",
            ActKind.RESULT: "请写明乡镇的处理结果。",
        }.get(one.kind, "请写下答复的内容。")
    elif len(one.text) > LONGEST or len(one.asked) > LONGEST:
        found["text"] = f"内容超过 {LONGEST} 字，请写得短一些。"
    if not opinion.received_on <= one.on <= today:
        found["on"] = f"日期应在收到意见（{opinion.received_on}）以后、今天（{today}）以前。"
    if not one.by.strip():
        found["by"] = "请填写姓名（谁答复、谁经办）。"
    elif len(one.by) > _LONGEST_NAME:
        found["by"] = f"姓名超过 {_LONGEST_NAME} 字，请检查。"
    if one.kind is ActKind.ANSWER and one.way is Way.BOARD and opinion.kind is Kind.REPORT:
        found["way"] = "举报事项不能在公开栏答复，以保护举报人。"
    return found
