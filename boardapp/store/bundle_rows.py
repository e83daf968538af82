"""What the tables of a bundle are filled from: named columns of named tables, never all of them.

A column that is not named here never leaves the village; a test names each and says why.
"""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

Values = dict[str, Any]

_COLUMNS: dict[str, str] = {
    "village": "code name township hotline opinion_box objection",
    "body": "id kind name prefix",
    "book": "id name",
    "book_body": "book body",
    "account": "id book kind name",
    "office": "id body title person start end",
    "event": "id item happened_on title stage body",
    "waiver": "rowid:number item body about reason said_on said_by",
    "entry": "id book account month date voucher summary direction fen:amount subject file_subject"
    " handler transfer reverses position",
    "opening": "id book account month fen:amount",
    "year_opening": "id book through income expense",
    "asset": "id book code name kind model place department keeper unit quantity source started_on"
    " cost residual_rate life_months method use disposed_on disposal note",
    "resource": "id book code name own_class land_class inventory_class area place east west south"
    " north purpose land_use household_area collective_area collective_income contracted_area"
    " invested_area invested_income occupied_area idle_area households note",
    "contract": "id book code name kind side grantor party asset resource subject area quantity"
    " unit signed_on start end annual_rent frequency first_due total plan settled_through"
    " terminated_on at_end content note",
    "contract_payment": "id contract due paid_on fen:amount entry source note",
    "debt": "id book code kind party formed_on purpose opening opening_on due_on note",
    "debt_movement": "id debt on fen:amount note entry source",
    "funds_statement": "id book account month actual reason note",
    "submission": "id item body about revision digest submitted_on submitted_by replaces reason"
    " withdrawn_on withdrawn_by withdrawn_reason",
    "posting": "id number year serial body item period:about revision digest notice_digest"
    " published_on published_by submission replaces",
    "step": "id submission kind outcome digest taken_by taken_on reason paper meeting",
    "meeting": "id kind held_on place chair expected present agreed sheet paper",
    "board": "id name place natural_village closed_on",
    "display": "id posting board up_on up_by up_photo down_on down_by down_photo reason",
    "filed": "posting filed_on filed_by place",
    "number_void": "body year serial number reason at",
    "attachment": "digest media size taken_on taken_by",
    "attachment_link": "digest owner_kind owner_id:owner",
    "feedback": "id body year serial channel kind received_on taken_by text person named posting"
    " topic due_on due_source due_law void_on void_by void_reason",
    "feedback_act": "id feedback kind done_on done_by text way",
    "feedback_posted": "act event",
    "year_closed": "book year closed_at closed_by reason",
}
"""For each table of the database the columns that are read, ``column:name`` under another name."""


def columns() -> dict[str, tuple[str, ...]]:
    """Return the columns that are read of each table of the database."""
    return {name: tuple(one for one, _ in _pairs(name)) for name in _COLUMNS}


def rows(db: Database, table: str) -> Iterator[Values]:
    """Yield the rows of one table of the database by the names of the bundle's fields."""
    pairs = _pairs(table)
    named = ", ".join("rowid" if one == "rowid" else f'"{one}"' for one, _ in pairs)
    names = [name for _, name in pairs]
    for row in db.execute(f'select {named} from "{table}"'):
        yield dict(zip(names, row, strict=True))


OWNERS = frozenset({"asset", "resource", "contract", "debt"})
"""Whose attachments leave: those of the registers, not the slips that villagers wrote."""


def owned(db: Database) -> frozenset[str]:
    """Return the digests of the attachments that leave with what refers to them.

    A file that was attached by mistake and taken off again is kept, but it never leaves.
    """
    kinds = ", ".join(f"'{kind}'" for kind in sorted(OWNERS))
    found = db.execute(
        f"select digest from attachment_link where owner_kind in ({kinds})"
        " union select paper from step"
        " union select paper from meeting union select up_photo from display"
        " union select down_photo from display"
    )
    return frozenset(row[0] for row in found if row[0])


def frozen(db: Database) -> Iterator[tuple[str, str, int, str, int]]:
    """Yield id, digest and size of the content, digest and size of the notice, of each posting."""
    yield from db.execute(
        "select id, digest, length(cast(content as blob)), notice_digest, length(notice)"
        " from posting order by id"
    )


def content(db: Database, posting: str) -> bytes:
    """Return the frozen content of a posting."""
    row = db.execute("select cast(content as blob) from posting where id = ?", [posting]).fetchone()
    return bytes(row[0])


def papers(db: Database) -> dict[str, tuple[str, int]]:
    """Return the title of each posting and for how many days it says that it hangs, by its id."""
    rows = db.execute(
        "select id, json_extract(content, '$.title'), json_extract(content, '$.standing.days')"
        " from posting where json_valid(content)"
    )
    return {id_: (str(title or ""), int(days or 0)) for id_, title, days in rows}


def _pairs(table: str) -> list[tuple[str, str]]:
    found = []
    for word in _COLUMNS[table].split():
        column, _, name = word.partition(":")
        found.append((column, name or column))
    return found
