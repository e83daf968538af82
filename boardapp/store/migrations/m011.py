"""Know the township by its keys, and keep receipts in the order in which they were read.

A township that restored its data may begin to count its receipts anew, so their number alone is
no identity. No program before this one could read a receipt.
"""

STATEMENTS = """
create table township_key (
    key_id text primary key check (length(key_id) = 16),
    public text not null unique check (length(public) = 56),
    code text not null check (length(code) in (0, 12)), name text not null,
    registered_on text not null, registered_by text not null,
    revoked_on text, revoked_by text, revoked_reason text,
    check ((revoked_on is null) = (revoked_reason is null)),
    check ((revoked_on is null) = (revoked_by is null))
) strict
;;
create unique index township_key_current on township_key ((revoked_on is null))
where revoked_on is null
;;
create trigger township_key_keeps_rows before delete on township_key
begin select raise(abort, 'what was registered is kept'); end
;;
create trigger township_key_keeps_text before update of
    key_id, public, code, name, registered_on, registered_by on township_key
begin select raise(abort, 'what was registered never changes'); end
;;
create trigger township_key_keeps_end before update on township_key
when old.revoked_on is not null
begin select raise(abort, 'what was revoked stays so'); end
;;
create table receipt_read (
    id integer primary key, number integer not null check (number > 0),
    issued_on text not null, taken_on text not null, taken_by text not null,
    key text not null, content text not null
) strict
;;
insert into receipt_read (number, issued_on, taken_on, taken_by, key, content)
select number, issued_on, taken_on, taken_by, key, content from receipt order by number
;;
drop table receipt
;;
alter table receipt_read rename to receipt
;;
create index receipt_number on receipt (number)
;;
create trigger receipt_keeps_rows before delete on receipt
begin select raise(abort, 'what the township wrote is kept'); end
;;
create trigger receipt_keeps_text before update on receipt
begin select raise(abort, 'what the township wrote never changes'); end
"""
