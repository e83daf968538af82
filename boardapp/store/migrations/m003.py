"""Make room for what the catalogue asks: drafts, events, exceptions and overridden findings."""

STATEMENTS = """
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
