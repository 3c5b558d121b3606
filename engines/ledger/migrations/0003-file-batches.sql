alter table ledger.book add column channel text not null default 'http';
alter table ledger.book add column bank_key jsonb;

create table ledger.batch_file (
  owner_id uuid not null,
  file_id uuid not null,
  account text not null,
  made_at timestamptz not null,
  made_by text not null,
  count int not null,
  total bigint not null,
  digest text not null,
  answers int not null default 0,
  primary key (owner_id, file_id)
);
create index batch_file_recent on ledger.batch_file (owner_id, made_at desc);

create table ledger.batch_row (
  owner_id uuid not null,
  file_id uuid not null,
  n int not null,
  instruction_id uuid not null,
  attempt int not null,
  payee_account text not null,
  payee text not null,
  amount bigint not null,
  purpose text not null,
  state text,
  stated_amount bigint,
  bank_reference text,
  reason text,
  primary key (owner_id, file_id, n),
  -- An attempt at a payment goes to the bank in one file only.
  unique (owner_id, instruction_id, attempt)
);
