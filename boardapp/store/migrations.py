"""The history of the village database: append only, literal SQL, each step tested."""

import uuid

from sqlite_utils import Database, Migrations

village = Migrations("village")


@village()
def m001_ledger_and_postings(db: Database) -> None:
    """Make the tables of the main job: who publishes, the ledger, postings and the journal."""
    for statement in _M001.split(";;"):
        db.execute(statement)


@village()
def m002_registers(db: Database) -> None:
    """Make the registers of 三资: cards, their changes, payments, imports and attachments."""
    for statement in _M002.split(";;"):
        db.execute(statement)


@village()
def m003_drafts_and_events(db: Database) -> None:
    """Make room for what the catalogue asks: drafts, events, exceptions and overridden findings."""
    for statement in _M003.split(";;"):
        db.execute(statement)


@village()
def m004_life_of_a_posting(db: Database) -> None:
    """Make room for review, boards, corrections and the archive; guard what was frozen."""
    for statement in _M004.split(";;"):
        db.execute(statement)


@village()
def m005_seals_and_identity(db: Database) -> None:
    """Keep what every row was when it was last written, whose database this is, and void numbers.

    Every database has an identity from its first day on.
    """
    for statement in _M005.split(";;"):
        db.execute(statement)
    db.execute("insert into instance values (1, ?, 'new', '', '', '', 1, 0)", [str(uuid.uuid4())])


_M001 = """
create table setting (key text primary key, value text not null) strict
;;
create table village (
    id integer primary key check (id = 1),
    code text not null check (length(code) = 12), name text not null, township text not null,
    hotline text not null, opinion_box text not null, objection text not null
) strict
;;
create table body (
    id text primary key, kind text not null check (kind in ('committee', 'collective', 'group')),
    name text not null unique, prefix text not null unique
) strict
;;
create table book (id text primary key, name text not null unique) strict
;;
create table book_body (
    book text not null references book (id), body text not null references body (id),
    primary key (book, body)
) strict
;;
create table account (
    id text primary key, book text not null references book (id),
    kind text not null check (kind in ('cash', 'bank')),
    name text not null, number text not null, unique (book, name)
) strict
;;
create table office (
    id text primary key, body text not null references body (id),
    title text not null, person text not null, start text not null, "end" text,
    check ("end" is null or "end" >= start)
) strict
;;
create table ledger_import (
    id text primary key, book text not null references book (id),
    account text references account (id), period text not null,
    file_name text not null, file_digest text not null, sheet text not null, shape text not null,
    entries integer not null, opening integer, stated text not null, findings text not null,
    taken_on text not null, taken_by text not null, undone_on text
) strict
;;
create index ledger_import_period on ledger_import (book, period)
;;
create table opening (
    id text primary key, book text not null references book (id),
    account text references account (id), month text not null, fen integer not null,
    import_id text references ledger_import (id)
) strict
;;
create unique index opening_place on opening (book, coalesce(account, ''), month)
;;
create table year_opening (
    id text primary key, book text not null references book (id),
    through text not null, income integer not null, expense integer not null,
    import_id text references ledger_import (id), unique (book, through)
) strict
;;
create table entry (
    id text primary key, book text not null references book (id),
    account text references account (id), month text not null, date text not null,
    voucher text not null, summary text not null,
    direction text not null check (direction in ('income', 'expense')), fen integer not null,
    subject text not null, file_subject text not null, handler text not null,
    transfer integer not null check (transfer in (0, 1)),
    reverses text references entry (id) on delete set null,
    import_id text references ledger_import (id), "row" integer, position integer not null
) strict
;;
create index entry_month on entry (book, month, position)
;;
create index entry_summary on entry (summary, direction)
;;
create index entry_reverses on entry (reverses)
;;
create table column_choice (
    shape text primary key, fields text not null
) strict
;;
create table posting (
    id text primary key, item text not null, body text not null references body (id),
    period text not null, revision integer not null,
    year integer not null, serial integer not null, number text not null unique,
    digest text not null, content text not null,
    notice_digest text not null, notice blob not null,
    published_on text not null, published_by text not null,
    unique (item, body, period, revision), unique (body, year, serial)
) strict
;;
create table journal (
    seq integer primary key, at text not null, operator text not null, action text not null,
    details text not null, previous text not null, digest text not null unique
) strict
;;
create trigger journal_keeps_rows before delete on journal
begin select raise(abort, 'the journal is append-only'); end
;;
create trigger journal_keeps_text before update on journal
begin select raise(abort, 'the journal is append-only'); end
"""


_M002 = """
create table asset (
    id text primary key, book text not null references book (id),
    code text not null, name text not null, kind text, model text not null, place text not null,
    department text not null, keeper text not null, unit text not null, quantity integer,
    source text, started_on text, cost integer, residual_rate integer, life_months integer,
    method text, "use" text, disposed_on text, disposal text not null, note text not null,
    code_order text not null, words text not null, unique (book, code)
) strict
;;
create table resource (
    id text primary key, book text not null references book (id),
    code text not null, name text not null, own_class text not null, land_class text,
    inventory_class text, area integer, place text not null, east text not null,
    west text not null, south text not null, north text not null, purpose text not null,
    land_use text, household_area integer, collective_area integer, collective_income integer,
    contracted_area integer, invested_area integer, invested_income integer,
    occupied_area integer, idle_area integer, households integer, note text not null,
    code_order text not null, words text not null, unique (book, code)
) strict
;;
create table contract (
    id text primary key, book text not null references book (id),
    code text not null, name text not null, kind text, side text, grantor text not null,
    party text not null, phone text not null, asset text references asset (id),
    resource text references resource (id), subject text not null, area integer,
    quantity integer, unit text not null, signed_on text, start text, "end" text,
    annual_rent integer, frequency text, first_due text, total integer, plan text not null,
    settled_through text, terminated_on text, at_end text, content text not null,
    note text not null, code_order text not null, words text not null, unique (book, code)
) strict
;;
create table debt (
    id text primary key, book text not null references book (id),
    code text not null, kind text, party text not null, formed_on text, purpose text not null,
    opening integer, opening_on text, due_on text, note text not null,
    code_order text not null, words text not null, unique (book, code)
) strict
;;
create index asset_order on asset (book, code_order)
;;
create index asset_class on asset (book, kind, code_order)
;;
create index asset_use on asset (book, "use", code_order)
;;
create index resource_order on resource (book, code_order)
;;
create index resource_class on resource (book, land_class, code_order)
;;
create index contract_order on contract (book, code_order)
;;
create index contract_end on contract (book, "end")
;;
create index contract_asset on contract (asset)
;;
create index contract_resource on contract (resource)
;;
create index debt_order on debt (book, code_order)
;;
create table contract_payment (
    id text primary key, contract text not null references contract (id), due text not null,
    paid_on text not null, fen integer not null check (fen > 0),
    entry text references entry (id) on delete set null,
    source text not null, note text not null
) strict
;;
create index contract_payment_due on contract_payment (contract, due)
;;
create index contract_payment_entry on contract_payment (entry)
;;
create table debt_movement (
    id text primary key, debt text not null references debt (id), "on" text not null,
    fen integer not null check (fen <> 0), note text not null,
    entry text references entry (id) on delete set null, source text not null
) strict
;;
create index debt_movement_day on debt_movement (debt, "on")
;;
create index debt_movement_entry on debt_movement (entry)
;;
create table funds_statement (
    id text primary key, book text not null references book (id),
    account text not null references account (id), month text not null,
    actual integer, reason text not null, note text not null, unique (account, month)
) strict
;;
create table register_import (
    id text primary key, kind text not null, book text not null references book (id),
    file_name text not null, file_digest text not null, sheet text not null,
    added integer not null, changed integer not null, unchanged integer not null,
    taken_on text not null, taken_by text not null, undone_on text
) strict
;;
create table register_change (
    id integer primary key, kind text not null, card text not null, book text not null,
    at text not null, operator text not null, action text not null,
    import_id text references register_import (id), before text, after text
) strict
;;
create index register_change_card on register_change (kind, card, id)
;;
create index register_change_at on register_change (book, kind, at)
;;
create index register_change_import on register_change (import_id)
;;
create table attachment (
    digest text primary key, name text not null, media text not null, size integer not null,
    taken_on text not null, taken_by text not null
) strict
;;
create table attachment_link (
    digest text not null references attachment (digest), owner_kind text not null,
    owner_id text not null, name text not null, primary key (owner_kind, owner_id, digest)
) strict
;;
create index attachment_link_digest on attachment_link (digest)
"""


_M003 = """
alter table posting add column published_at text not null default ''
;;
create table draft (
    id text primary key, item text not null, body text not null references body (id),
    about text not null, rows text not null, facts text not null, paragraphs text not null,
    unique (item, body, about)
) strict
;;
create table event (
    id text primary key, item text not null, happened_on text not null,
    title text not null, stage text not null, body text references body (id)
) strict
;;
create index event_day on event (happened_on)
;;
create table waiver (
    item text not null, body text references body (id), about text not null,
    reason text not null, said_on text not null, said_by text not null
) strict
;;
create unique index waiver_place on waiver (item, coalesce(body, ''), about)
;;
create table overridden (
    item text not null, body text not null references body (id), about text not null,
    code text not null, place text not null, digest text not null, reason text not null,
    said_on text not null, said_by text not null,
    primary key (item, body, about, code, place, digest)
) strict
"""


_M004 = """
create table submission (
    id text primary key, item text not null, body text not null references body (id),
    about text not null, revision integer not null check (revision > 0),
    digest text not null, content text not null,
    submitted_on text not null, submitted_by text not null,
    replaces text references posting (id), reason text not null,
    withdrawn_on text, withdrawn_by text not null, withdrawn_reason text not null
) strict
;;
create index submission_place on submission (item, body, about)
;;
create table meeting (
    id text primary key, kind text not null, held_on text not null, place text not null,
    chair text not null, expected integer, present integer, agreed integer,
    sheet text not null, paper text references attachment (digest),
    check (present is null or agreed is null or agreed <= present),
    check (expected is null or present is null or present <= expected)
) strict
;;
create table step (
    id text primary key, submission text not null references submission (id),
    kind text not null, outcome text not null check (outcome in ('approved', 'returned')),
    digest text not null, taken_by text not null, taken_on text not null,
    reason text not null, paper text references attachment (digest),
    meeting text references meeting (id),
    check (outcome = 'approved' or reason <> '')
) strict
;;
create unique index step_once on step (submission, kind) where outcome = 'approved'
;;
create index step_meeting on step (meeting)
;;
create table board (
    id text primary key, name text not null unique, place text not null,
    natural_village text not null, closed_on text
) strict
;;
create table display (
    id text primary key, posting text not null references posting (id),
    board text not null references board (id), up_on text not null, up_by text not null,
    up_photo text references attachment (digest), down_on text, down_by text not null,
    down_photo text references attachment (digest), reason text not null,
    check (down_on is null or down_on >= up_on)
) strict
;;
create index display_posting on display (posting)
;;
create unique index display_hanging on display (posting, board) where down_on is null
;;
create table filed (
    posting text primary key references posting (id), filed_on text not null,
    filed_by text not null, place text not null
) strict
;;
alter table posting add column submission text references submission (id)
;;
alter table posting add column replaces text references posting (id)
;;
create unique index posting_submission on posting (submission)
;;
create unique index posting_replaces on posting (replaces)
;;
create trigger posting_keeps_rows before delete on posting
begin select raise(abort, 'what was published is kept'); end
;;
create trigger posting_keeps_text before update on posting
begin select raise(abort, 'what was published never changes'); end
;;
create trigger submission_keeps_rows before delete on submission
begin select raise(abort, 'what was submitted is kept'); end
;;
create trigger submission_keeps_text before update of
    id, item, body, about, revision, digest, content, submitted_on, submitted_by, replaces, reason
    on submission
begin select raise(abort, 'what was submitted never changes'); end
;;
create trigger step_keeps_rows before delete on step
begin select raise(abort, 'what was signed is kept'); end
;;
create trigger step_keeps_text before update on step
begin select raise(abort, 'what was signed never changes'); end
"""


_M005 = """
alter table journal add column rows text not null default ''
;;
create index journal_system on journal (seq) where instr(details, '"clock":"given"') = 0
;;
create table row_change (
    id integer primary key, seq integer not null references journal (seq),
    tbl text not null, key text not null, after text
) strict
;;
create index row_change_line on row_change (seq, id)
;;
create trigger row_change_keeps_rows before delete on row_change
begin select raise(abort, 'the journal is append-only'); end
;;
create trigger row_change_keeps_text before update on row_change
begin select raise(abort, 'the journal is append-only'); end
;;
create table instance (
    id integer primary key check (id = 1), uuid text not null,
    origin text not null check (origin in ('new', 'restored', 'copied')),
    previous text not null, since text not null, mark text not null,
    proven integer not null check (proven in (0, 1)), sequence integer not null
) strict
;;
create table number_void (
    body text not null references body (id), year integer not null, serial integer not null,
    number text not null, reason text not null, at text not null, primary key (body, year, serial)
) strict
"""
