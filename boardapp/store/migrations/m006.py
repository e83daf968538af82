"""Keep which key signs for this village, and which ones did before."""

STATEMENTS = """
create table signing_key (
    key_id text primary key check (length(key_id) = 16),
    public text not null check (length(public) = 56),
    instance text not null,
    made_on text not null, made_by text not null, reason text not null,
    retired_on text, retired_by text, retired_reason text,
    check ((retired_on is null) = (retired_reason is null)),
    check ((retired_on is null) = (retired_by is null))
) strict
;;
create unique index signing_key_current on signing_key ((retired_on is null))
where retired_on is null
"""
