create table ledger.statement (
  owner_id uuid not null,
  statement_id uuid not null,
  account text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  source text not null,
  total bigint not null,
  rows int not null,
  compared int not null,
  imported_by text not null,
  imported_at timestamptz not null,
  primary key (owner_id, statement_id)
);
create index statement_recent on ledger.statement (owner_id, imported_at desc);

-- What a bank stated once it is not expected to state again, and what it stated it is not missing.
create table ledger.statement_row (
  owner_id uuid not null,
  statement_id uuid not null,
  row int not null,
  instruction text not null,
  state text not null,
  primary key (owner_id, statement_id, row)
);
create index statement_row_instruction on ledger.statement_row (owner_id, instruction);

create table ledger.finding (
  owner_id uuid not null,
  statement_id uuid not null,
  number int not null,
  body jsonb not null,
  outcome text,
  reason text,
  settled_by text,
  settled_at timestamptz,
  primary key (owner_id, statement_id, number)
);
