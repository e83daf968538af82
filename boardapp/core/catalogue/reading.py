"""Catalogue files: TOML in, items out, or everything that is wrong with line and reason."""

import re

from boardapp.core.catalogue.coverage import COVERABLE
from boardapp.core.catalogue.item import (
    COMPOSERS,
    USUAL_COLUMNS,
    CatalogueFile,
    Item,
    ItemColumn,
    SwitchedOff,
)
from boardapp.core.disclosure import ColumnKind, ItemClass, Stage, Step
from boardapp.core.form import Form, near
from boardapp.core.period import Cycle
from boardapp.core.rules import KEYS, Kind
from boardapp.core.toml_text import DataFileError, Fault, read
from boardapp.core.village import BodyKind

EVENT = ("event", "随时")
"""The words for an item without a cycle."""

_CODE = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_PREFIX = re.compile(r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$")
_LONGEST_TITLE, _LONGEST_CODE = 40, 40
_DUE_KINDS = {Kind.DAY, Kind.MONTH_DAY, Kind.MOST}


def parse_catalogue(text: str) -> CatalogueFile:
    """Read a catalogue file; raises DataFileError with all lines and reasons."""
    document = read(text)
    faults: list[Fault] = []
    form = Form(document, (), document.tree, faults)
    name = form.text("name")
    prefix = form.text("prefix", need=False)
    if not _PREFIX.match(prefix):
        form.fault("prefix 应为 2、4、6、9 或 12 位数字，省略为所有的村", "prefix")
    form.text("note", need=False)
    forms = form.forms("item")
    items = [_item(one, name) for one in forms]
    off = [_off(one) for one in form.forms("off")]
    form.close()
    if not items and not off:
        form.fault("没有一条 [[item]] 或 [[off]]")
    _twice(forms, items, off)
    if faults:
        raise DataFileError(faults)
    return CatalogueFile(name, tuple(items), tuple(off), prefix)


def _item(form: Form, catalogue: str) -> Item:
    cycle = _cycle(form)
    item = Item(
        code=_code(form),
        title=_title(form, "title"),
        item_class=form.choice("class", ItemClass) or ItemClass.AFFAIRS,
        bodies=form.choices("bodies", BodyKind, need=True),
        books=form.flag("books", default=False),
        cycle=cycle,
        cycle_rule=_rule(form, "cycle_rule", {Kind.CYCLE}),
        composer=(composer := _composer(form)),
        basis=form.texts("basis", need=True),
        due_rule=_rule(form, "due_rule", _DUE_KINDS),
        due_day=form.whole("due_day", 1, 31),
        due_on=form.month_day("due_on"),
        due_days=form.whole("due_days", 1, 365),
        ahead=form.flag("ahead", default=False),
        days_rule=_rule(form, "days_rule", {Kind.LEAST}),
        min_days=form.whole("min_days", 1, 365),
        steps=form.choices("steps", Step),
        covers=_covers(form),
        columns=_columns(form) or USUAL_COLUMNS.get(composer, ()),
        stages=form.choices("stages", Stage),
        zero=form.flag("zero", default=False),
        since=form.day("from"),
        until=form.day("to"),
        confirmed=form.flag("confirmed", default=True),
        note=form.text("note", need=False),
        catalogue=catalogue,
    )
    _due_fits(form, item)
    _sense(form, item)
    form.close()
    return item


def _code(form: Form) -> str:
    code = form.text("code")
    if code and (not _CODE.match(code) or len(code) > _LONGEST_CODE):
        form.fault("code 应为小写英文字母、数字和短横，例如 road-works", "code")
    return code


def _title(form: Form, name: str) -> str:
    title = form.text(name)
    if len(title) > _LONGEST_TITLE:
        form.fault(f"{name} 太长（最多 {_LONGEST_TITLE} 字）", name)
    return title


def _cycle(form: Form) -> Cycle | None:
    """Return the cycle, or None for what is due when an event happens."""
    form.asked.add("cycle")
    if form.table.get("cycle") in EVENT:
        return None
    text = form.text("cycle")
    if text and not any(text in (one.value, one.word) for one in Cycle):
        known = "、".join([*(one.value for one in Cycle), EVENT[0]])
        form.fault(f"cycle 不认识“{text}”；可用：{known}", "cycle")
        return None
    return next((one for one in Cycle if text in (one.value, one.word)), None)


def _composer(form: Form) -> str:
    composer = form.text("composer")
    if composer and composer not in COMPOSERS:
        hint = near(composer, COMPOSERS) or f"；可用：{'、'.join(sorted(COMPOSERS))}"
        form.fault(f"composer 不认识“{composer}”{hint}", "composer")
    return composer


def _rule(form: Form, name: str, kinds: set[Kind]) -> str:
    key = form.text(name, need=form.has(name))
    known = [one.name for one in KEYS.values() if one.kind in kinds]
    if key and key not in known:
        hint = near(key, known) or f"；可用：{'、'.join(known)}"
        form.fault(f"{name} 不认识“{key}”{hint}", name)
    return key


def _covers(form: Form) -> tuple[str, ...]:
    covers = form.texts("covers")
    for code in covers:
        if code not in COVERABLE:
            form.fault(
                f"covers 里的“{code}”不是 13号文 44 小项之一（写成 3.4；资源写 5）", "covers"
            )
    return covers


def _columns(form: Form) -> tuple[ItemColumn, ...]:
    found: list[ItemColumn] = []
    for one in form.forms("column"):
        title = _title(one, "title")
        if title and title in (column.title for column in found):
            one.fault(f"列名“{title}”写了两次", "title")
        kind = one.choice("kind", ColumnKind, need=False) or ColumnKind.TEXT
        required = one.flag("required", default=False)
        found.append(ItemColumn(title, kind, required, one.flag("private", default=False)))
        one.close()
    if found and all(column.private for column in found):
        form.fault("每一列都是 private，公布时就没有内容了", "column")
    return tuple(found)


def _due_fits(form: Form, item: Item) -> None:
    """Note a number for when it is due that does not belong to the item's cycle."""
    fits = {
        "due_day": item.cycle in (Cycle.MONTH, Cycle.QUARTER, Cycle.HALF),
        "due_on": item.cycle is Cycle.YEAR,
        "due_days": item.cycle is None,
        "ahead": item.cycle is Cycle.YEAR,
        "cycle_rule": item.cycle is not None,
    }
    words = {
        "due_day": "按月、按季、按半年",
        "due_on": "按年",
        "due_days": "随时",
        "ahead": "按年",
        "cycle_rule": "定期",
    }
    if item.cycle is None and form.table.get("cycle") not in EVENT:
        return
    for name, fit in fits.items():
        if getattr(item, name) and not fit:
            form.fault(f"{name} 只用于{words[name]}公布的事项", name)
    if item.due_rule in KEYS:
        wanted = Kind.DAY if fits["due_day"] else Kind.MONTH_DAY if fits["due_on"] else Kind.MOST
        if KEYS[item.due_rule].kind is not wanted:
            form.fault(f"due_rule {item.due_rule} 不合这一项的 cycle", "due_rule")


def _sense(form: Form, item: Item) -> None:
    """Note what each field allows but all together do not mean."""
    if item.composer == "table" and not item.columns:
        form.fault('composer = "table" 要有 [[item.column]]', "composer")
    if form.has("column") and item.composer and item.composer not in ("table", *USUAL_COLUMNS):
        form.fault(f"{item.composer} 的事项没有列；名单的 composer 才自带列", "column")
    if item.stages and item.cycle is not None:
        form.fault("stages 只用于随时公布的事项", "stages")
    if item.zero and item.cycle is None:
        form.fault("zero（零公开）只用于定期公布的事项", "zero")
    if item.since and item.until and item.until < item.since:
        form.fault("to（止）早于 from（起）", "to")
    if not item.confirmed and not item.note:
        form.fault("confirmed = false 时要用 note 说明哪里没有核对", "confirmed")


def _off(form: Form) -> SwitchedOff:
    codes, reason = form.texts("items", need=True), form.text("reason")
    form.close()
    return SwitchedOff(codes, reason, form.line("items"))


def _twice(forms: list[Form], items: list[Item], off: list[SwitchedOff]) -> None:
    """Note every code or title that stands twice, and what is both added and taken out."""
    codes: dict[str, int] = {}
    titles: dict[str, int] = {}
    away = {code for one in off for code in one.codes}
    for form, item in zip(forms, items, strict=True):
        for name, value, seen in (("code", item.code, codes), ("title", item.title, titles)):
            if value and value in seen:
                form.fault(f"{name}“{value}”与第{seen[value]}行重复", name)
            seen.setdefault(value, form.line(name))
        if item.code in away:
            form.fault(f"“{item.code}”在这个文件里又加又停", "code")
