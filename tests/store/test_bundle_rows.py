"""Which columns of the database leave the village, and why each other one stays."""

from sqlite_utils import Database

from boardapp.core.bundle.tables import TABLES
from boardapp.store import bundle_rows
from boardapp.store.migrations import village

STAYS = {
    "setting": "how this computer works",
    "ledger_import": "how the ledger came in; file names are the bookkeeper's own",
    "register_import": "how the cards came in; file names are the bookkeeper's own",
    "register_change": "the history of cards is kept in full, private fields included",
    "column_choice": "how this computer reads files",
    "draft": "nobody has reviewed it yet",
    "overridden": "its place may tell of the very thing that was overridden",
    "journal": "who did what at this computer, with before and after in full",
    "row_change": "what every row was, private fields included",
    "handover": "who hands what to whom stays between them and the paper that they sign",
    "instance": "its identity is in bundle.json, its mark is of this computer",
    "signing_key": "the township registers the card, never what a bundle says of itself",
    "township_key": "the township knows its own keys",
    "bundle": "what was carried out before is chained by digests",
    "bundle_file": "which bundle named a file first concerns this side only",
    "receipt": "the township wrote it",
    "_search_text": "made from the postings, and can be made again",
    "_sqlite_migrations": "how this file came about",
}
COLUMNS_STAY = {
    ("village", "id"): "there is one village",
    ("account", "number"): "no account number leaves in clear",
    ("opening", "import_id"): "how it came in",
    ("year_opening", "import_id"): "how it came in",
    ("entry", "import_id"): "how it came in",
    ("entry", "row"): "the row of the bookkeeper's file",
    ("posting", "content"): "a file of its own, postings/<digest>.json",
    ("posting", "notice"): "a file of its own, notices/<id>.pdf",
    ("posting", "published_at"): "the day is enough",
    ("submission", "content"): "what was returned or withdrawn is nobody's business outside",
    ("asset", "code_order"): "made from the code",
    ("asset", "words"): "made from the card",
    ("resource", "code_order"): "made from the code",
    ("resource", "words"): "made from the card",
    ("contract", "code_order"): "made from the code",
    ("contract", "words"): "made from the card",
    ("contract", "phone"): "a private telephone",
    ("debt", "code_order"): "made from the code",
    ("debt", "words"): "made from the card",
    ("attachment", "name"): "file names tell of people",
    ("attachment_link", "name"): "file names tell of people",
    ("feedback", "contact"): "how to reach somebody is told to nobody",
    ("feedback_act", "asked"): "repeats the opinion",
    ("year_closed", "balances"): "computed from the entries",
    ("year_closed", "findings"): "what the clerk was told before closing",
}


def database() -> dict[str, set[str]]:
    db = Database(memory=True)
    village.apply(db)
    names = [one for one in db.table_names() if not one.startswith("sqlite_")]
    return {name: {column.name for column in db.table(name).columns} for name in names}


def test_every_column_of_the_database_leaves_or_is_said_to_stay() -> None:
    read = {name: set(columns) for name, columns in bundle_rows.columns().items()}
    for name, columns in database().items():
        stay = {column for table, column in COLUMNS_STAY if table == name}
        assert (name in read) != (name in STAYS), name
        if name in read:
            assert columns == (read[name] - {"rowid"}) | stay, name
            assert not read[name] & stay, name
    assert set(read) <= set(database())
    assert set(STAYS) <= set(database())


def test_what_is_read_has_its_field_in_the_table() -> None:
    tables = {one.name: set(one.names) for one in TABLES}
    for name, columns in bundle_rows.columns().items():
        table = tables[{"attachment_link": "attachment_owner"}.get(name, name)]
        assert table, (name, columns)
    assert set(tables) - set(bundle_rows.columns()) == {"catalogue", "attachment_owner"}
