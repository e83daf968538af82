"""Keep what every row was when it was last written, whose database this is, and void numbers."""

STATEMENTS = """
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
