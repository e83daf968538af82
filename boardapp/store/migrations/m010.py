"""Make room for handovers; what was entered of one never changes, but its sheet comes later."""

STATEMENTS = """
create table handover (
    id text primary key, body text not null references body (id), held_on text not null,
    reason text not null check (reason in ('election', 'leaving', 'transfer')),
    giver text not null check (giver <> ''), taker text not null check (taker <> ''),
    witness text not null check (witness <> ''), since text, due text, basis text not null,
    offices text not null, lines text not null, digest text not null, content text not null,
    entered_at text not null, entered_by text not null, pack text not null,
    sheet text references attachment (digest)
) strict
;;
create trigger handover_keeps_rows before delete on handover
begin select raise(abort, 'what was handed over is kept'); end
;;
create trigger handover_keeps_text before update of
    id, body, held_on, reason, giver, taker, witness, since, due, basis, offices, lines, digest,
    content, entered_at, entered_by on handover
begin select raise(abort, 'what was handed over never changes'); end
;;
create trigger handover_keeps_sheet before update of sheet on handover when old.sheet is not null
begin select raise(abort, 'what was signed never changes'); end
"""
