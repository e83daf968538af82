"""Make room for what was carried to the township, and for what it says that it holds."""

STATEMENTS = """
create table bundle (
    sequence integer primary key check (sequence between 1 and 9999),
    digest text not null unique check (length(digest) = 64),
    previous text not null check (length(previous) in (0, 64)),
    state text not null check (length(state) = 64),
    instance text not null, exported_on text not null, exported_by text not null,
    program text not null, complete integer not null check (complete in (0, 1)),
    receipt integer not null, size integer not null, key text not null
) strict
;;
create table bundle_file (
    path text primary key, sequence integer not null references bundle (sequence)
) strict
;;
create index bundle_file_sequence on bundle_file (sequence)
;;
create table receipt (
    number integer primary key check (number > 0),
    issued_on text not null, taken_on text not null, taken_by text not null,
    key text not null, content text not null
) strict
;;
create trigger bundle_keeps_rows before delete on bundle
begin select raise(abort, 'what was carried out is kept'); end
;;
create trigger bundle_keeps_text before update on bundle
begin select raise(abort, 'what was carried out never changes'); end
;;
create trigger bundle_file_keeps_rows before delete on bundle_file
begin select raise(abort, 'what was carried out is kept'); end
;;
create trigger bundle_file_keeps_text before update on bundle_file
begin select raise(abort, 'what was carried out never changes'); end
;;
create trigger receipt_keeps_rows before delete on receipt
begin select raise(abort, 'what the township wrote is kept'); end
;;
create trigger receipt_keeps_text before update on receipt
begin select raise(abort, 'what the township wrote never changes'); end
"""
