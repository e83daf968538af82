"""Make the registers of 三资: cards, their changes, payments, imports and attachments."""

STATEMENTS = """
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
