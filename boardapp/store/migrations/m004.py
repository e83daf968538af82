"""Make room for review, boards, corrections and the archive; guard what was frozen."""

STATEMENTS = """
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
