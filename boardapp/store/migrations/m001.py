"""Make the tables of the main job: who publishes, the ledger, postings and the journal."""

STATEMENTS = """
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
