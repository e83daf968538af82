"""Make room for what villagers say: the register of opinions, what was done, what was posted."""

STATEMENTS = """
create table feedback (
    id text primary key, body text not null references body (id),
    year integer not null, serial integer not null check (serial > 0),
    channel text not null, kind text not null, received_on text not null,
    taken_by text not null, text text not null check (text <> ''),
    person text not null, contact text not null, named integer not null check (named in (0, 1)),
    posting text references posting (id), topic text not null,
    due_on text, due_source text not null, due_law integer not null check (due_law in (0, 1)),
    void_on text, void_by text not null, void_reason text not null,
    unique (body, year, serial),
    check (void_on is null or void_reason <> ''),
    check (named = 0 or person <> '')
) strict
;;
create index feedback_received on feedback (received_on)
;;
create table feedback_act (
    id text primary key, feedback text not null references feedback (id),
    kind text not null check (kind in ('answer', 'passed-on', 'result', 'closed')),
    done_on text not null, done_by text not null, text text not null, way text not null,
    asked text not null,
    check ((kind = 'answer') = (way <> ''))
) strict
;;
create index feedback_act_of on feedback_act (feedback)
;;
create table feedback_posted (
    act text primary key references feedback_act (id),
    event text not null references event (id) on delete cascade
) strict
;;
create index feedback_posted_event on feedback_posted (event)
;;
create trigger feedback_keeps_rows before delete on feedback
begin select raise(abort, 'what was registered is kept'); end
;;
create trigger feedback_keeps_numbers before update of id, body, year, serial on feedback
begin select raise(abort, 'a number in the register never changes'); end
;;
create trigger feedback_keeps_void before update on feedback when old.void_on is not null
begin select raise(abort, 'what is void stays void'); end
;;
create trigger feedback_act_keeps_rows before delete on feedback_act
begin select raise(abort, 'what was done is kept'); end
;;
create trigger feedback_act_keeps_text before update on feedback_act
begin select raise(abort, 'what was done never changes'); end
"""
